-- What the reading room counts: each event once, narrow, with the month it is shown in, and who does it to whom; what
-- each source says and how each actor is called. A page then counts a hundred thousand events out of one index and
-- never reads a sentence. Triggers keep the tables in step with the ledger, inside its own transactions.

CREATE TABLE room_events (
    number INTEGER PRIMARY KEY,
    event TEXT NOT NULL UNIQUE REFERENCES events (id) ON DELETE CASCADE,
    happening TEXT NOT NULL, -- The event across reports that it belongs to: g….
    day TEXT, -- The day it is shown on, where known to the day: that of the event, else that of the report.
    month TEXT, -- The month it is shown in, YYYY-MM; null where it may lie in more than one.
    year TEXT, -- The year, where the month is not known: YYYY.
    dated TEXT NOT NULL CHECK (dated IN ('event', 'report', 'unknown')), -- Whose date it is.
    type TEXT NOT NULL, -- PLOVER event type.
    quad INTEGER NOT NULL,
    factuality TEXT NOT NULL,
    voice TEXT NOT NULL CHECK (voice IN ('own', 'attributed')), -- own: the outlet says so itself.
    standing TEXT, -- How the claim stands that it happened.
    outlet TEXT,
    place TEXT, -- Key of the place it happened at: a GeoNames id, else its name, else the words; null where none is given.
    country TEXT, -- Of the place: ISO 3166 alpha-3; null where it is not known.
    precision TEXT -- Of the place: country, region, city, …; null where it is not known.
);
CREATE INDEX room_events_month
ON room_events (month, quad, happening, type, factuality, voice, standing, country, outlet, dated, year);
CREATE INDEX room_events_country
ON room_events (country, place, precision, happening, month, type, quad, factuality, voice, standing, outlet);
CREATE INDEX room_events_type
ON room_events (type, month, quad, happening, factuality, voice, standing, country, outlet, dated, year);
CREATE INDEX room_events_standing ON room_events (standing, month, quad, happening, dated, year);
CREATE INDEX room_events_day ON room_events (month, day, happening);
CREATE INDEX room_events_outlet ON room_events (outlet, month);
CREATE INDEX room_events_happening ON room_events (happening);

CREATE TABLE room_pairs (
    number INTEGER NOT NULL REFERENCES room_events (number) ON DELETE CASCADE,
    doer_row TEXT, -- Actor of the report who does it; null where none is named.
    receiver_row TEXT, -- Actor of the report to whom it is done.
    doer TEXT, -- The same across reports: w….
    receiver TEXT,
    happening TEXT NOT NULL,
    type TEXT NOT NULL,
    quad INTEGER NOT NULL,
    month TEXT
);
CREATE INDEX room_pairs_number ON room_pairs (number);
CREATE INDEX room_pairs_doer_row ON room_pairs (doer_row);
CREATE INDEX room_pairs_receiver_row ON room_pairs (receiver_row);
CREATE INDEX room_pairs_sides ON room_pairs (doer, receiver, type, happening, month, quad, number);
CREATE INDEX room_pairs_doer ON room_pairs (doer, happening, type, month, number, receiver);
CREATE INDEX room_pairs_receiver ON room_pairs (receiver, happening, type, month, number, doer);

CREATE VIEW room_events_due AS
WITH dated AS (
    SELECT
        events.id AS event,
        coalesce(events.date_start, reports.published_start) AS first,
        CASE WHEN events.date_start IS NULL THEN coalesce(reports.published_end, reports.published_start)
            ELSE coalesce(events.date_end, events.date_start) END AS last,
        CASE WHEN events.date_start IS NOT NULL THEN 'event'
            WHEN reports.published_start IS NOT NULL THEN 'report' ELSE 'unknown' END AS dated,
        events.date_precision IS 'week' AS is_week,
        reports.outlet AS outlet
    FROM events JOIN reports ON reports.id = events.report
)
SELECT
    events.id AS event,
    ledger_rows.member_of AS happening,
    CASE WHEN length(first) = 10 AND first = last THEN first END AS day,
    -- A week that runs into the next month is shown in the month it begins in; anything longer in none.
    CASE WHEN length(first) >= 7 AND (substr(first, 1, 7) = substr(last, 1, 7) OR is_week) THEN substr(first, 1, 7) END
    AS month,
    CASE WHEN substr(first, 1, 4) = substr(last, 1, 4) AND NOT is_week
        AND (length(first) < 7 OR substr(first, 1, 7) <> substr(last, 1, 7)) THEN substr(first, 1, 4) END AS year,
    dated,
    events.type AS type,
    events.quad AS quad,
    events.factuality AS factuality,
    CASE WHEN EXISTS (SELECT 1 FROM event_statements WHERE event = events.id AND relation = 'stated_by')
        THEN 'attributed' ELSE 'own' END AS voice,
    claims.standing AS standing,
    outlet,
    coalesce(CAST(events.place_geonameid AS TEXT), events.place_name, events.place_quote) AS place,
    events.place_country AS country,
    events.place_precision AS precision
FROM events
JOIN dated ON dated.event = events.id
JOIN ledger_rows ON ledger_rows.row = events.id
LEFT JOIN event_groups ON event_groups.id = ledger_rows.member_of
LEFT JOIN claims ON claims.id = event_groups.claim;

-- Every pair of who does it and to whom it is done, either of them null where none is named.
CREATE VIEW room_pairs_due AS
SELECT
    room_events.number AS number,
    doers.actor AS doer_row,
    receivers.actor AS receiver_row,
    doing.member_of AS doer,
    receiving.member_of AS receiver,
    room_events.happening AS happening,
    room_events.type AS type,
    room_events.quad AS quad,
    room_events.month AS month,
    room_events.event AS event
FROM room_events
LEFT JOIN participants AS doers ON doers.event = room_events.event AND doers.role = 'actor' AND doers.actor IS NOT NULL
LEFT JOIN participants AS receivers
    ON receivers.event = room_events.event AND receivers.role = 'recipient' AND receivers.actor IS NOT NULL
LEFT JOIN ledger_rows AS doing ON doing.row = doers.actor
LEFT JOIN ledger_rows AS receiving ON receiving.row = receivers.actor
WHERE doers.actor IS NOT NULL OR receivers.actor IS NOT NULL;

CREATE TRIGGER room_event_taken_in AFTER INSERT ON ledger_rows WHEN new.kind = 'event' BEGIN
    DELETE FROM room_events WHERE event = new.row;
    INSERT INTO room_events
        (event, happening, day, month, year, dated, type, quad, factuality, voice, standing, outlet, place,
        country, precision)
    SELECT event, happening, day, month, year, dated, type, quad, factuality, voice, standing, outlet, place,
        country, precision
    FROM room_events_due WHERE event = new.row;
    INSERT INTO room_pairs (number, doer_row, receiver_row, doer, receiver, happening, type, quad, month)
    SELECT number, doer_row, receiver_row, doer, receiver, happening, type, quad, month
    FROM room_pairs_due WHERE event = new.row;
END;
CREATE TRIGGER room_event_taken_out AFTER DELETE ON ledger_rows WHEN old.kind = 'event' BEGIN
    DELETE FROM room_events WHERE event = old.row;
END;
CREATE TRIGGER room_event_regrouped AFTER UPDATE OF member_of ON ledger_rows WHEN new.kind = 'event' BEGIN
    UPDATE room_pairs SET happening = new.member_of
    WHERE number = (SELECT number FROM room_events WHERE event = new.row);
    UPDATE room_events SET happening = new.member_of WHERE event = new.row;
END;
-- Claims are formed after the events are grouped.
CREATE TRIGGER room_group_made AFTER INSERT ON event_groups BEGIN
    UPDATE room_events SET standing = (SELECT standing FROM claims WHERE id = new.claim) WHERE happening = new.id;
END;
CREATE TRIGGER room_claim_made AFTER INSERT ON claims WHEN new.kind = 'event' BEGIN
    UPDATE room_events SET standing = new.standing
    WHERE happening IN (SELECT id FROM event_groups WHERE claim = new.id);
END;
CREATE TRIGGER room_claim_changed AFTER UPDATE OF standing ON claims WHEN new.kind = 'event' BEGIN
    UPDATE room_events SET standing = new.standing
    WHERE happening IN (SELECT id FROM event_groups WHERE claim = new.id);
END;
-- The rows of a report come in any order: an actor may be taken in after the event it has a part in.
CREATE TRIGGER room_actor_taken_in AFTER INSERT ON ledger_rows WHEN new.kind = 'actor' BEGIN
    UPDATE room_pairs SET doer = new.member_of WHERE doer_row = new.row;
    UPDATE room_pairs SET receiver = new.member_of WHERE receiver_row = new.row;
    UPDATE room_sayings SET speaker = new.member_of WHERE speaker_row = new.row;
    DELETE FROM room_actors WHERE row = new.row;
    INSERT INTO room_actors (row, actor, name, office, rank, sectors, report, published)
    SELECT row, actor, name, office, rank, sectors, report, published FROM room_actors_due WHERE row = new.row;
END;
CREATE TRIGGER room_actor_taken_out AFTER DELETE ON ledger_rows WHEN old.kind = 'actor' BEGIN
    UPDATE room_pairs SET doer = NULL WHERE doer_row = old.row;
    UPDATE room_pairs SET receiver = NULL WHERE receiver_row = old.row;
    UPDATE room_sayings SET speaker = NULL WHERE speaker_row = old.row;
    DELETE FROM room_actors WHERE row = old.row;
END;
CREATE TRIGGER room_actor_regrouped AFTER UPDATE OF member_of ON ledger_rows WHEN new.kind = 'actor' BEGIN
    UPDATE room_pairs SET doer = new.member_of WHERE doer_row = new.row;
    UPDATE room_pairs SET receiver = new.member_of WHERE receiver_row = new.row;
    UPDATE room_sayings SET speaker = new.member_of WHERE speaker_row = new.row;
    UPDATE room_actors SET actor = new.member_of WHERE row = new.row;
END;

INSERT INTO room_events
    (event, happening, day, month, year, dated, type, quad, factuality, voice, standing, outlet, place,
        country, precision)
SELECT event, happening, day, month, year, dated, type, quad, factuality, voice, standing, outlet, place,
        country, precision
FROM room_events_due;
INSERT INTO room_pairs (number, doer_row, receiver_row, doer, receiver, happening, type, quad, month)
SELECT number, doer_row, receiver_row, doer, receiver, happening, type, quad, month FROM room_pairs_due;

-- The ends of the record and what is newest, without reading every row.
CREATE INDEX reports_published ON reports (published_start);
CREATE INDEX reports_outlet ON reports (outlet, published_start);


-- Indexes for rows looked at one by one: the order of doubt, and what corrections made of a row.
CREATE INDEX events_doubt ON events (abs(score - 0.5), id);
CREATE INDEX statements_doubt ON statements (abs(score - 0.5), id);
CREATE INDEX correction_outcomes_row ON correction_outcomes (row);

-- All accounts given through a statement, and all of one speaker with the claims they are of.
CREATE INDEX accounts_via ON accounts (via);
DROP INDEX accounts_world_actor;
CREATE INDEX accounts_speaker ON accounts (world_actor, claim, stance, published);

-- What lists of events and claims are put in order by, so that only the rows shown are read whole.
CREATE INDEX event_groups_order ON event_groups (id, date_end, reports, type, claim);
CREATE INDEX claims_order ON claims (id, reports, accounts);
CREATE INDEX participants_unknown ON participants (event, role, quote) WHERE actor IS NULL;

-- What each source says, a narrow row a statement, in the order it is listed in: by who speaks, and by the words
-- that name the source. A report is taken in as a whole when the ledger has it.
CREATE TABLE room_sayings (
    statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    report TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    speaker_row TEXT, -- Actor of the report who speaks; null where none is known.
    speaker TEXT, -- The same across reports: w….
    words TEXT, -- The words that name the source.
    source_kind TEXT NOT NULL,
    act TEXT NOT NULL,
    outlet TEXT,
    published TEXT -- First day the report may have been published, ISO 8601.
) WITHOUT ROWID;
CREATE INDEX room_sayings_report ON room_sayings (report);
CREATE INDEX room_sayings_speaker_row ON room_sayings (speaker_row);
CREATE INDEX room_sayings_speaker ON room_sayings (speaker, published DESC, report, ordinal, act, outlet);
CREATE INDEX room_sayings_words
ON room_sayings (words, published DESC, report, ordinal, act, outlet, source_kind, speaker);

CREATE VIEW room_sayings_due AS
SELECT
    statements.id AS statement,
    statements.report AS report,
    statements.ordinal AS ordinal,
    statements.speaker AS speaker_row,
    ledger_rows.member_of AS speaker,
    (SELECT quote FROM spans WHERE statement = statements.id AND role = 'source' AND ordinal = 0) AS words,
    statements.source_kind AS source_kind,
    statements.act AS act,
    reports.outlet AS outlet,
    reports.published_start AS published
FROM statements
JOIN reports ON reports.id = statements.report
LEFT JOIN ledger_rows ON ledger_rows.row = statements.speaker;

CREATE TRIGGER room_report_taken_in AFTER DELETE ON ledger_queue BEGIN
    DELETE FROM room_sayings WHERE report = old.report;
    INSERT INTO room_sayings
        (statement, report, ordinal, speaker_row, speaker, words, source_kind, act, outlet, published)
    SELECT statement, report, ordinal, speaker_row, speaker, words, source_kind, act, outlet, published
    FROM room_sayings_due WHERE report = old.report;
END;

-- How reports call the actors, a narrow row an actor of a report.
CREATE TABLE room_actors (
    row TEXT PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
    actor TEXT NOT NULL, -- The same across reports: w….
    name TEXT NOT NULL,
    office TEXT,
    rank TEXT,
    sectors TEXT NOT NULL, -- JSON list.
    report TEXT NOT NULL,
    published TEXT -- First day the report may have been published, ISO 8601.
) WITHOUT ROWID;
CREATE INDEX room_actors_name ON room_actors (actor, name, report);
CREATE INDEX room_actors_office ON room_actors (actor, office, rank, sectors, report, published)
WHERE office IS NOT NULL OR rank IS NOT NULL;

CREATE VIEW room_actors_due AS
SELECT
    actors.id AS row,
    ledger_rows.member_of AS actor,
    actors.name AS name,
    actors.office AS office,
    actors.rank AS rank,
    actors.sectors AS sectors,
    actors.report AS report,
    reports.published_start AS published
FROM ledger_rows
JOIN actors ON actors.id = ledger_rows.row
JOIN reports ON reports.id = actors.report;

INSERT INTO room_sayings (statement, report, ordinal, speaker_row, speaker, words, source_kind, act, outlet, published)
SELECT statement, report, ordinal, speaker_row, speaker, words, source_kind, act, outlet, published
FROM room_sayings_due WHERE report NOT IN (SELECT report FROM ledger_queue);
INSERT INTO room_actors (row, actor, name, office, rank, sectors, report, published)
SELECT row, actor, name, office, rank, sectors, report, published FROM room_actors_due;
