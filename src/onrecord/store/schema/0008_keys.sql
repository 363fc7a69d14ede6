-- Rows are looked up by other keys: by time where a word alone would bring years of news together, and statements by
-- three words for two. The ledger takes each report out and in again; until then its claims are as they were.

DELETE FROM room_sayings;
INSERT OR IGNORE INTO ledger_queue (report) SELECT id FROM reports;
