-- What a search narrows down by, a short card for each row, and its words: a search reads the cards of a hundred
-- thousand rows in a few hundredths of a second and no sentence. Triggers note which rows changed; the transaction
-- that changed them ends with making their cards anew.

CREATE TABLE room_cards (
    number INTEGER PRIMARY KEY, -- Of the row in searches: its kind times 2^40, and its turn among those of its kind.
    row TEXT NOT NULL, -- Id of an event, statement, claim, report or actor across reports.
    card BLOB NOT NULL -- Its days, weight and facets as numbers; see store/room/cards.py.
);
CREATE UNIQUE INDEX room_cards_row ON room_cards (row, number);

CREATE TABLE room_blocks (
    block INTEGER PRIMARY KEY, -- Number of the cards divided by 512.
    cards BLOB NOT NULL -- These cards, one after the other: a search reads a few hundred blocks.
);

CREATE TABLE room_facets (
    code INTEGER PRIMARY KEY, -- What stands for the value on cards.
    facet TEXT NOT NULL, -- type, factuality, country, outlet, month, standing, speaker, actor, act, credit or kind_of_actor.
    value TEXT NOT NULL, -- As the rows have it: ASSAULT, SYR, 2023-07, w….
    UNIQUE (facet, value)
);

CREATE TABLE room_kinds (
    kind INTEGER PRIMARY KEY, -- 1 events, 2 statements, 3 claims, 4 reports, 5 actors across reports.
    cards INTEGER NOT NULL, -- Rows that there are.
    last INTEGER NOT NULL -- The last turn that was given; none is given twice. A report has its number in reports_fts.
);
INSERT INTO room_kinds (kind, cards, last) VALUES (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0);
CREATE TRIGGER room_card_in AFTER INSERT ON room_cards BEGIN
    UPDATE room_kinds SET cards = cards + 1 WHERE kind = new.number >> 40;
END;
CREATE TRIGGER room_card_out AFTER DELETE ON room_cards BEGIN
    UPDATE room_kinds SET cards = cards - 1 WHERE kind = old.number >> 40;
END;

CREATE TABLE room_words (
    number INTEGER PRIMARY KEY, -- That of the card.
    words TEXT NOT NULL -- The words of the row as they are compared: without case, accents and marks, a space between two.
);
CREATE VIRTUAL TABLE room_words_fts USING fts5 (
    words, content = 'room_words', content_rowid = 'number', columnsize = 0, tokenize = 'ascii'
);
CREATE TRIGGER room_words_insert AFTER INSERT ON room_words BEGIN
    INSERT INTO room_words_fts (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER room_words_delete AFTER DELETE ON room_words BEGIN
    INSERT INTO room_words_fts (room_words_fts, rowid, words) VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER room_words_update AFTER UPDATE ON room_words BEGIN
    INSERT INTO room_words_fts (room_words_fts, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO room_words_fts (rowid, words) VALUES (new.number, new.words);
END;

CREATE TABLE room_stale (
    kind TEXT NOT NULL, -- events, statements, claims, reports or actors.
    row TEXT NOT NULL, -- A row that changed, came or went since its card was made.
    PRIMARY KEY (kind, row)
) WITHOUT ROWID;

-- Participants and the statements that carry an event are stored in the transaction that stores the event.
CREATE TRIGGER room_stale_event_in AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', new.id);
END;
CREATE TRIGGER room_stale_event_out AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', old.id);
END;
CREATE TRIGGER room_stale_event_changed AFTER UPDATE ON events BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', new.id);
END;
CREATE TRIGGER room_stale_event_taken_in AFTER INSERT ON room_events BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', new.event);
END;
CREATE TRIGGER room_stale_event_taken_out AFTER DELETE ON room_events BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', old.event);
END;
CREATE TRIGGER room_stale_event_stands AFTER UPDATE OF standing ON room_events
WHEN new.standing IS NOT old.standing BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', new.event);
END;
CREATE TRIGGER room_stale_pair_in AFTER INSERT ON room_pairs BEGIN
    INSERT OR IGNORE INTO room_stale SELECT 'events', event FROM room_events WHERE number = new.number;
END;
CREATE TRIGGER room_stale_pair_changed AFTER UPDATE OF doer, receiver ON room_pairs
WHEN new.doer IS NOT old.doer OR new.receiver IS NOT old.receiver BEGIN
    INSERT OR IGNORE INTO room_stale SELECT 'events', event FROM room_events WHERE number = new.number;
END;
CREATE TRIGGER room_stale_type_in AFTER INSERT ON own_types BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', new.event);
    INSERT OR IGNORE INTO room_stale SELECT 'claims', claim FROM accounts WHERE row = new.event;
END;
CREATE TRIGGER room_stale_type_out AFTER DELETE ON own_types BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('events', old.event);
    INSERT OR IGNORE INTO room_stale SELECT 'claims', claim FROM accounts WHERE row = old.event;
END;

CREATE TRIGGER room_stale_statement_in AFTER INSERT ON statements BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', new.id);
END;
CREATE TRIGGER room_stale_statement_out AFTER DELETE ON statements BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', old.id);
END;
CREATE TRIGGER room_stale_statement_changed AFTER UPDATE ON statements BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', new.id);
    INSERT OR IGNORE INTO room_stale SELECT 'events', event FROM event_statements WHERE statement = new.id;
END;
CREATE TRIGGER room_stale_saying_in AFTER INSERT ON room_sayings BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', new.statement);
END;
CREATE TRIGGER room_stale_saying_out AFTER DELETE ON room_sayings BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', old.statement);
END;
CREATE TRIGGER room_stale_saying_changed AFTER UPDATE OF speaker ON room_sayings
WHEN new.speaker IS NOT old.speaker BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('statements', new.statement);
END;

CREATE TRIGGER room_stale_claim_in AFTER INSERT ON claims BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('claims', new.id);
END;
CREATE TRIGGER room_stale_claim_out AFTER DELETE ON claims BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('claims', old.id);
END;
CREATE TRIGGER room_stale_claim_changed AFTER UPDATE ON claims BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('claims', new.id);
    INSERT OR IGNORE INTO room_stale SELECT 'statements', row FROM accounts WHERE claim = new.id AND row GLOB 's*';
    INSERT OR IGNORE INTO room_stale SELECT 'statements', via FROM accounts WHERE claim = new.id AND via IS NOT NULL;
END;
CREATE TRIGGER room_stale_account_in AFTER INSERT ON accounts BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('claims', new.claim);
    INSERT OR IGNORE INTO room_stale SELECT 'statements', new.row WHERE new.row GLOB 's*';
    INSERT OR IGNORE INTO room_stale SELECT 'statements', new.via WHERE new.via IS NOT NULL;
END;
CREATE TRIGGER room_stale_account_out AFTER DELETE ON accounts BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('claims', old.claim);
    INSERT OR IGNORE INTO room_stale SELECT 'statements', old.row WHERE old.row GLOB 's*';
    INSERT OR IGNORE INTO room_stale SELECT 'statements', old.via WHERE old.via IS NOT NULL;
END;

CREATE TRIGGER room_stale_report_in AFTER INSERT ON reports BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('reports', new.id);
END;
CREATE TRIGGER room_stale_report_out AFTER DELETE ON reports BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('reports', old.id);
END;
CREATE TRIGGER room_stale_report_changed AFTER UPDATE OF outlet, credit, published_start, published_end ON reports BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('reports', new.id);
    INSERT OR IGNORE INTO room_stale SELECT 'events', id FROM events WHERE report = new.id;
    INSERT OR IGNORE INTO room_stale SELECT 'statements', id FROM statements WHERE report = new.id;
    INSERT OR IGNORE INTO room_stale SELECT 'claims', claim FROM accounts WHERE report = new.id;
END;

CREATE TRIGGER room_stale_actor_in AFTER INSERT ON world_actors BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('actors', new.id);
END;
CREATE TRIGGER room_stale_actor_out AFTER DELETE ON world_actors BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('actors', old.id);
END;
CREATE TRIGGER room_stale_actor_changed AFTER UPDATE ON world_actors BEGIN
    INSERT OR IGNORE INTO room_stale VALUES ('actors', new.id);
END;
CREATE TRIGGER room_stale_speaker_changed AFTER UPDATE OF country ON actors BEGIN
    INSERT OR IGNORE INTO room_stale SELECT 'statements', id FROM statements WHERE speaker = new.id;
END;

INSERT INTO room_stale SELECT 'events', id FROM events;
INSERT INTO room_stale SELECT 'statements', id FROM statements;
INSERT INTO room_stale SELECT 'claims', id FROM claims;
INSERT INTO room_stale SELECT 'reports', id FROM reports;
INSERT INTO room_stale SELECT 'actors', id FROM world_actors;
