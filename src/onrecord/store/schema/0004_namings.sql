-- Actors are compared by how they are named, each way of naming once, however many reports use it; events by numbers
-- that are kept beside them. The ledger is made again from the rows of the reports and the corrections.

DELETE FROM claims;
DELETE FROM event_groups;
DELETE FROM world_actors;
DELETE FROM sketches;
DROP TABLE links;
DROP TABLE ledger_keys;
DROP TABLE ledger_rows;

CREATE TABLE ledger_rows (
    number INTEGER PRIMARY KEY, -- In the order of storing.
    row TEXT NOT NULL UNIQUE, -- Id of an actor, event or statement; of a naming, n and a digest of it.
    kind TEXT NOT NULL CHECK (kind IN ('actor', 'event', 'statement', 'naming')),
    report TEXT NOT NULL, -- Empty for a naming, which reports share.
    naming TEXT, -- Of an actor: how it is named; null where nothing in its name tells it from others.
    takes_back INTEGER NOT NULL, -- 1: it takes back an earlier version of its report.
    member_of TEXT NOT NULL -- The group it belongs to: w… an actor across reports, g… an event group, t… statements that say the same, m… namings of one actor.
);
CREATE INDEX ledger_rows_report ON ledger_rows (report);
CREATE INDEX ledger_rows_member_of ON ledger_rows (member_of, naming, report); -- Counts need no row of the table.
CREATE INDEX ledger_rows_naming ON ledger_rows (naming, row, member_of) WHERE naming IS NOT NULL;

CREATE TABLE ledger_views (
    number INTEGER PRIMARY KEY REFERENCES ledger_rows (number) ON DELETE CASCADE,
    view TEXT NOT NULL, -- What the row is compared by, as JSON.
    figures BLOB -- Of an event: the same as numbers; see ledger/matching/prepared.py.
);

CREATE TABLE ledger_keys (
    key INTEGER NOT NULL, -- Rows that share a key are compared: 64 bits of a digest of it.
    number INTEGER NOT NULL REFERENCES ledger_rows (number) ON DELETE CASCADE,
    PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE INDEX ledger_keys_number ON ledger_keys (number);

CREATE TABLE links (
    row_a TEXT NOT NULL REFERENCES ledger_rows (row) ON DELETE CASCADE, -- The smaller id of the two; twice one id where a naming is the same actor in every report.
    row_b TEXT NOT NULL REFERENCES ledger_rows (row) ON DELETE CASCADE,
    score REAL NOT NULL, -- How likely the two are the same, 0 to 1.
    reasons TEXT NOT NULL, -- JSON list, in plain words; empty for links that are too weak to join two rows.
    correction TEXT, -- The correction that ties them; null where the software does.
    PRIMARY KEY (row_a, row_b)
);
CREATE INDEX links_b ON links (row_b);

INSERT OR IGNORE INTO ledger_queue (report) SELECT id FROM reports;
