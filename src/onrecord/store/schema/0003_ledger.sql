-- The ledger: what several reports say together. All of it can be made again from the rows of the reports and the
-- corrections; it never depends on the order in which reports came. Rows point at rows of reports by id and without
-- a foreign key, because a report that is read again must be found in the ledger before it can be taken out of it.

CREATE TABLE ledger_queue (
    report TEXT PRIMARY KEY -- A report stored or dropped since the ledger was last brought up to date.
);
CREATE TRIGGER ledger_queue_insert AFTER INSERT ON reports BEGIN
    INSERT OR IGNORE INTO ledger_queue (report) VALUES (new.id);
END;
CREATE TRIGGER ledger_queue_delete AFTER DELETE ON reports BEGIN
    INSERT OR IGNORE INTO ledger_queue (report) VALUES (old.id);
END;
INSERT INTO ledger_queue (report) SELECT id FROM reports;

CREATE TABLE sketches (
    report TEXT PRIMARY KEY,
    sketch BLOB NOT NULL, -- Hashes of the runs of five words that the report holds, packed; see ledger/copies.
    family TEXT -- The family of copies it belongs to; null where it has no copy.
);
CREATE INDEX sketches_family ON sketches (family);

CREATE TABLE sketch_anchors (
    anchor INTEGER NOT NULL, -- One of the few hashes that copies are looked up by.
    report TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE,
    PRIMARY KEY (anchor, report)
) WITHOUT ROWID;
CREATE INDEX sketch_anchors_report ON sketch_anchors (report);

CREATE TABLE copies (
    report_a TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE, -- The smaller id of the two.
    report_b TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE,
    relation TEXT NOT NULL, -- copy: one carries the text of the other; partial: they share passages only.
    share_a REAL NOT NULL, -- Part of the first that stands in the second, 0 to 1.
    share_b REAL NOT NULL, -- Part of the second that stands in the first.
    jaccard REAL NOT NULL, -- Shared runs of five words among all of both.
    PRIMARY KEY (report_a, report_b)
);
CREATE INDEX copies_b ON copies (report_b);

CREATE TABLE shared_sentences (
    report_a TEXT NOT NULL,
    report_b TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    start_a INTEGER NOT NULL, -- The sentence in the first report.
    end_a INTEGER NOT NULL,
    start_b INTEGER NOT NULL, -- The same sentence in the second.
    end_b INTEGER NOT NULL,
    PRIMARY KEY (report_a, report_b, ordinal),
    FOREIGN KEY (report_a, report_b) REFERENCES copies (report_a, report_b) ON DELETE CASCADE
);

CREATE TABLE agencies (
    report TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    agency TEXT NOT NULL, -- The agency the report credits, by its usual name.
    whole INTEGER NOT NULL, -- 1: the report as a whole comes from it; 0: some of it does.
    start INTEGER, -- Where the text says so.
    end INTEGER,
    quote TEXT,
    rule TEXT NOT NULL, -- credit, byline, dateline, told, …
    PRIMARY KEY (report, ordinal)
);
CREATE INDEX agencies_agency ON agencies (agency);

CREATE TABLE supersessions (
    report TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE, -- The correction or update.
    superseded TEXT NOT NULL REFERENCES sketches (report) ON DELETE CASCADE, -- The report it stands in place of.
    kind TEXT NOT NULL, -- correction, update, …
    start INTEGER, -- Where the text says so.
    end INTEGER,
    quote TEXT,
    PRIMARY KEY (report, superseded)
);
CREATE INDEX supersessions_superseded ON supersessions (superseded);

CREATE TABLE ledger_rows (
    row TEXT PRIMARY KEY, -- Id of an actor, event or statement.
    kind TEXT NOT NULL CHECK (kind IN ('actor', 'event', 'statement')),
    report TEXT NOT NULL,
    view TEXT NOT NULL, -- What it is compared by, as JSON.
    member_of TEXT NOT NULL -- The group it belongs to: w… an actor across reports, g… an event group, t… statements that say the same.
);
CREATE INDEX ledger_rows_report ON ledger_rows (report);
CREATE INDEX ledger_rows_member_of ON ledger_rows (member_of);

CREATE TABLE ledger_keys (
    key TEXT NOT NULL, -- Rows that share a key are compared.
    row TEXT NOT NULL REFERENCES ledger_rows (row) ON DELETE CASCADE,
    PRIMARY KEY (key, row)
) WITHOUT ROWID;
CREATE INDEX ledger_keys_row ON ledger_keys (row);

CREATE TABLE links (
    row_a TEXT NOT NULL REFERENCES ledger_rows (row) ON DELETE CASCADE, -- The smaller id of the two.
    row_b TEXT NOT NULL REFERENCES ledger_rows (row) ON DELETE CASCADE,
    score REAL NOT NULL, -- How likely the two are the same, 0 to 1.
    reasons TEXT NOT NULL, -- JSON list, in plain words.
    correction TEXT, -- The correction that ties them; null where the software does.
    PRIMARY KEY (row_a, row_b)
);
CREATE INDEX links_b ON links (row_b);

CREATE TABLE world_actors (
    id TEXT PRIMARY KEY, -- w, then the smallest of its members' ids without the letter.
    name TEXT NOT NULL, -- The name most reports give.
    kind TEXT NOT NULL,
    country TEXT,
    wikidata TEXT,
    reports INTEGER NOT NULL -- Reports that speak of it.
);
CREATE INDEX world_actors_name ON world_actors (name);

CREATE TABLE event_groups (
    id TEXT PRIMARY KEY, -- g, then the smallest of its members' ids without the letter.
    claim TEXT NOT NULL, -- The claim that it happened.
    type TEXT NOT NULL, -- PLOVER event type.
    quad INTEGER NOT NULL, -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    date_start TEXT, -- First day that some report gives, ISO 8601.
    date_end TEXT, -- Last day that some report gives.
    mentions INTEGER NOT NULL, -- Times that reports tell of it.
    reports INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    families INTEGER NOT NULL, -- Different texts: copies of one text count once.
    sources INTEGER NOT NULL -- Original sources that say it happened, at least; see docs/method/independence.md.
);
CREATE INDEX event_groups_claim ON event_groups (claim);

CREATE TABLE claims (
    id TEXT PRIMARY KEY, -- c and a digest of the smallest id of its events, else of its statements.
    kind TEXT NOT NULL CHECK (kind IN ('event', 'statement')), -- What holds it together: an event, or words only.
    type TEXT, -- PLOVER event type; null where it is held together by words only.
    what TEXT NOT NULL, -- The words of the account that stands for all.
    who TEXT, -- Who does it, in that account.
    to_whom TEXT,
    place TEXT,
    date_start TEXT, -- When, in that account.
    date_end TEXT,
    row TEXT NOT NULL, -- The event or statement of that account.
    report TEXT NOT NULL,
    standing TEXT NOT NULL, -- reported, claimed, disputed, denied, planned, demanded, questioned, possible or retracted.
    standing_words TEXT NOT NULL, -- The same in a sentence, with who says so.
    accounts INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    outlets INTEGER NOT NULL, -- Different named outlets.
    families INTEGER NOT NULL, -- Different texts: copies of one text count once.
    sources INTEGER NOT NULL, -- Original sources that say it is so, at least.
    sources_own INTEGER NOT NULL, -- Of these, outlets and agencies in their own voice.
    sources_denying INTEGER NOT NULL, -- Original sources that deny it, at least.
    first_published TEXT, -- Day of the earliest report, ISO 8601.
    last_published TEXT,
    first_denied TEXT, -- Day of the earliest report with a denial.
    score REAL NOT NULL -- Probability of the account that stands for all.
);
CREATE INDEX claims_standing ON claims (standing);
CREATE INDEX claims_first ON claims (first_published);

CREATE TABLE accounts (
    claim TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, -- By day of publication.
    row TEXT NOT NULL, -- The event or statement that gives it.
    report TEXT NOT NULL,
    via TEXT, -- The statement through which it is given; null in the outlet's own voice.
    stance TEXT NOT NULL, -- assert, deny, hedge, question, demand, plan or retract.
    factuality TEXT, -- FactBank's value, from the view of the source; null for claims of words only.
    source_kind TEXT NOT NULL, -- own, person, organization, unnamed, collective, document, outlet or none.
    speaker TEXT, -- The actor of the report who gives it.
    world_actor TEXT, -- The same across reports.
    speaker_name TEXT, -- By name where known, else in the words of the report.
    chain TEXT NOT NULL, -- JSON list, from the source to the report: X, as reported by Y, carried by Z.
    published TEXT, -- Day of the report, ISO 8601.
    source INTEGER NOT NULL, -- Number of its original source within the claim and stance; accounts that share one are not independent.
    PRIMARY KEY (claim, ordinal)
);
CREATE INDEX accounts_row ON accounts (row);
CREATE INDEX accounts_report ON accounts (report);
CREATE INDEX accounts_world_actor ON accounts (world_actor);

CREATE TABLE dependences (
    claim TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    ordinal_a INTEGER NOT NULL, -- The first account.
    ordinal_b INTEGER NOT NULL, -- The account that does not count beside it.
    reason TEXT NOT NULL, -- same report, same family, same agency, same outlet, same speaker, …
    evidence TEXT, -- What the two share: the agency, the speaker, the family.
    PRIMARY KEY (claim, ordinal_a, ordinal_b)
);

CREATE TABLE details (
    claim TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    field TEXT NOT NULL, -- who, to whom, where, when, dead, injured or arrested.
    value TEXT NOT NULL,
    ordinal INTEGER NOT NULL, -- The account that gives it.
    PRIMARY KEY (claim, field, value, ordinal)
);

CREATE TABLE corrections (
    number INTEGER PRIMARY KEY, -- Place in the log, from 1.
    id TEXT NOT NULL UNIQUE, -- k and a digest of what it says.
    made TEXT NOT NULL, -- When, in UTC.
    author TEXT NOT NULL, -- Who made it.
    reason TEXT, -- Why.
    action TEXT NOT NULL CHECK (action IN ('set', 'reject', 'confirm', 'merge', 'split', 'alias', 'undo')),
    in_table TEXT NOT NULL, -- events, statements, actors, mentions, reports, claims or corrections.
    field TEXT, -- Of a set: the field.
    before TEXT, -- Of a set: what the field said, as JSON.
    after TEXT, -- Of a set: what it says now, as JSON; of an alias: the name.
    undoes TEXT -- Of an undo: the correction that holds no longer.
);
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections BEGIN
    SELECT raise(ABORT, 'the log of corrections only grows');
END;
CREATE TRIGGER corrections_are_kept BEFORE UPDATE ON corrections BEGIN
    SELECT raise(ABORT, 'the log of corrections only grows');
END;

CREATE TABLE correction_anchors (
    correction TEXT NOT NULL REFERENCES corrections (id),
    ordinal INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('these', 'those')), -- A split takes these from those; else all are these.
    in_table TEXT NOT NULL, -- events, statements, actors, mentions or reports.
    report_sha256 TEXT NOT NULL, -- Digest of the text the row was found in.
    file_sha256 TEXT NOT NULL, -- Digest of the file, for when the text is made anew.
    start INTEGER NOT NULL, -- Of the words that the row is known by.
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL, -- The words before, to tell it from others like it.
    suffix TEXT NOT NULL,
    type TEXT, -- Event type, act or kind of the row, to tell it from others at the same place.
    PRIMARY KEY (correction, ordinal)
);
CREATE INDEX correction_anchors_report ON correction_anchors (report_sha256);
CREATE INDEX correction_anchors_file ON correction_anchors (file_sha256);

CREATE TABLE correction_outcomes (
    correction TEXT NOT NULL REFERENCES corrections (id),
    ordinal INTEGER NOT NULL, -- Of the anchor.
    report TEXT NOT NULL, -- The report it was looked for in; empty where there is none of that text.
    row TEXT, -- The row it was applied to; null where it was not.
    outcome TEXT NOT NULL, -- applied, undone, overruled, no such report or no such row.
    PRIMARY KEY (correction, ordinal, report)
);
CREATE INDEX correction_outcomes_report ON correction_outcomes (report);

CREATE TABLE originals (
    report TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    record BLOB NOT NULL -- The record as it was read, before corrections: zlib over one line of JSON.
);

CREATE TABLE confirmed (
    row TEXT PRIMARY KEY, -- A row that somebody confirmed.
    in_table TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    correction TEXT NOT NULL REFERENCES corrections (id)
);
CREATE INDEX confirmed_report ON confirmed (report);

CREATE VIEW who_claims_what AS
SELECT
    claims.standing AS standing, -- How the claim as a whole stands.
    claims.what AS what, -- The claim, in the words of the account that stands for all.
    accounts.stance AS stance, -- What this account does: assert, deny, hedge, question, demand, plan or retract.
    coalesce(world_actors.name, accounts.speaker_name) AS speaker, -- Who gives it; null in the outlet's own voice.
    reports.outlet AS outlet,
    accounts.published AS published,
    accounts.factuality AS factuality,
    accounts.chain AS chain, -- From the source to the report.
    accounts.source AS source, -- Accounts of one claim and stance with one number are not independent.
    reports.title AS report_title,
    accounts.row AS row,
    accounts.report AS report,
    accounts.claim AS claim
FROM accounts
JOIN claims ON claims.id = accounts.claim
JOIN reports ON reports.id = accounts.report
LEFT JOIN world_actors ON world_actors.id = accounts.world_actor;

CREATE VIEW differing_details AS
SELECT
    details.field AS field,
    details.value AS value,
    count(DISTINCT accounts.report) AS reports, -- Reports that give this value.
    group_concat(DISTINCT coalesce(accounts.speaker_name, reports.outlet, reports.title)) AS given_by, -- Who gives it.
    details.claim AS claim
FROM details
JOIN accounts ON accounts.claim = details.claim AND accounts.ordinal = details.ordinal
JOIN reports ON reports.id = accounts.report
WHERE (SELECT count(DISTINCT others.value) FROM details AS others
       WHERE others.claim = details.claim AND others.field = details.field) > 1
GROUP BY details.claim, details.field, details.value;

CREATE VIEW wire_families AS
SELECT
    sketches.family AS family,
    reports.outlet AS outlet,
    reports.title AS title,
    reports.published_start AS published,
    reports.credit AS credit,
    reports.id AS report
FROM sketches
JOIN reports ON reports.id = sketches.report
WHERE sketches.family IS NOT NULL;

CREATE VIEW monthly_events AS
SELECT
    substr(coalesce(events.date_start, reports.published_start), 1, 7) AS month,
    sources.member_of AS actor, -- World actor who does it.
    targets.member_of AS recipient, -- World actor to whom it is done; null where none is named.
    events.quad AS quad,
    count(DISTINCT event_members.member_of) AS events, -- Different events.
    count(DISTINCT events.report) AS reports
FROM events
JOIN reports ON reports.id = events.report
JOIN ledger_rows AS event_members ON event_members.row = events.id
JOIN participants AS doers ON doers.event = events.id AND doers.role = 'actor'
JOIN ledger_rows AS sources ON sources.row = doers.actor
LEFT JOIN participants AS receivers ON receivers.event = events.id AND receivers.role = 'recipient'
LEFT JOIN ledger_rows AS targets ON targets.row = receivers.actor
GROUP BY 1, 2, 3, 4;

CREATE VIEW correction_log AS
SELECT
    corrections.number AS number,
    corrections.made AS made,
    corrections.author AS author,
    corrections.action AS action,
    corrections.in_table AS in_table,
    corrections.field AS field,
    corrections.before AS before,
    corrections.after AS after,
    corrections.reason AS reason,
    correction_anchors.quote AS quote, -- The words that the row is known by.
    CASE corrections.action WHEN 'undo' THEN 'applied' ELSE coalesce(correction_outcomes.outcome, 'not applied yet') END
    AS outcome, -- applied, overruled, undone, or why it could not be applied.
    correction_outcomes.row AS row, -- The row it was applied to.
    corrections.undoes AS undoes,
    corrections.id AS correction
FROM corrections
LEFT JOIN correction_anchors ON correction_anchors.correction = corrections.id
LEFT JOIN correction_outcomes ON correction_outcomes.correction = corrections.id
    AND correction_outcomes.ordinal = correction_anchors.ordinal;
