-- Offsets are half-open [start, end) in Unicode code points of reports.text unless a column says bytes.
-- Every quote is stored as it stands in the text; `onrecord verify` slices each again.

CREATE TABLE migrations (
    version INTEGER PRIMARY KEY, -- Number of the migration; the last one is PRAGMA user_version.
    name TEXT NOT NULL, -- What it was called.
    applied TEXT NOT NULL -- When, in UTC.
);

CREATE TABLE pipelines (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE -- Names and versions of all stages; an input read by another one is stale.
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, -- One build.
    pipeline INTEGER NOT NULL REFERENCES pipelines (id),
    started TEXT NOT NULL, -- In UTC.
    finished TEXT -- In UTC; null while it runs and where it was interrupted.
);

CREATE TABLE reports (
    number INTEGER PRIMARY KEY, -- Order of storing; the row number of the full-text index.
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL, -- Of the text in UTF-8.
    text TEXT NOT NULL, -- The text of record: all offsets of the report point into it.
    title TEXT,
    url TEXT,
    path TEXT NOT NULL, -- Where the report was first found.
    outlet TEXT, -- Who published it.
    byline TEXT,
    dateline TEXT,
    credit TEXT, -- The agency credited, which tells a wire copy.
    published_start TEXT, -- First day the report may have been published, ISO 8601.
    published_end TEXT, -- Last day, ISO 8601.
    published_basis TEXT NOT NULL, -- declared, dateline, url, given, inferred or unknown.
    published_span_start INTEGER, -- Where the text says when it was published.
    published_span_end INTEGER,
    language TEXT,
    model TEXT NOT NULL, -- Name and digest of the model that read it.
    origin_sha256 TEXT NOT NULL, -- Of the bytes of the file, archive member or JSON line.
    origin_media_type TEXT NOT NULL,
    origin_encoding TEXT NOT NULL, -- The codec the bytes were decoded with.
    origin_size_bytes INTEGER NOT NULL,
    origin_runs BLOB NOT NULL -- Map from characters to bytes: zlib over varints, four a run; see store/runs.py.
);

CREATE TABLE inputs (
    path TEXT PRIMARY KEY, -- news/a.html, news.zip!/b.html, export.jsonl:12
    container TEXT, -- The file that holds many inputs; null where the input is a file of its own.
    sha256 TEXT, -- Of the bytes; null where they could not be had.
    fingerprint TEXT, -- Of the bytes, the media type and what was given along with them.
    status TEXT NOT NULL CHECK (status IN ('stored', 'skipped')),
    reason TEXT, -- Why it was skipped.
    report TEXT REFERENCES reports (id) ON DELETE SET NULL, -- Two inputs of the same bytes share one report.
    pipeline INTEGER NOT NULL REFERENCES pipelines (id), -- What it was read with.
    run INTEGER NOT NULL REFERENCES runs (id) -- The last build that met it.
);
CREATE INDEX inputs_report ON inputs (report);
CREATE INDEX inputs_fingerprint ON inputs (fingerprint);
CREATE INDEX inputs_container ON inputs (container);

CREATE TABLE failures (
    input TEXT PRIMARY KEY REFERENCES inputs (path) ON DELETE CASCADE,
    stage TEXT NOT NULL, -- Where it was given up.
    reason TEXT NOT NULL, -- empty, binary, too large, encrypted, truncated, no text, not English, …
    message TEXT NOT NULL -- What was found, what was expected, what to do.
);

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE -- An outlet or a credited agency, as the reports write it.
);

CREATE TABLE report_sources (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('outlet', 'credit')),
    source INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (report, role)
);
CREATE INDEX report_sources_source ON report_sources (source);

CREATE TABLE zones (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, -- Place in the report, from 0.
    kind TEXT NOT NULL, -- title, byline, dateline, credit, body, quote, caption, correction or furniture.
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (report, ordinal)
);

CREATE TABLE facts (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    field TEXT NOT NULL, -- The column of reports that this is the evidence of.
    basis TEXT NOT NULL, -- How it is known.
    start INTEGER, -- Where the text says so.
    end INTEGER,
    quote TEXT,
    raw_start INTEGER, -- Where the file says so, in bytes.
    raw_end INTEGER,
    rule TEXT NOT NULL, -- Which rule read it.
    PRIMARY KEY (report, ordinal)
);

CREATE TABLE sentences (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (report, ordinal)
);

CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL, -- The fullest name the report gives, or that of a table.
    kind TEXT NOT NULL,
    country TEXT, -- ISO 3166 alpha-3, or IGO, NGO, IMG.
    sectors TEXT NOT NULL, -- JSON list of PLOVER sector codes.
    office TEXT,
    rank TEXT,
    wikidata TEXT,
    rule TEXT, -- The rule that tied it to the world; null where none did.
    score REAL NOT NULL
);
CREATE INDEX actors_report ON actors (report, ordinal);
CREATE INDEX actors_name ON actors (name);

CREATE TABLE mentions (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    head_start INTEGER NOT NULL, -- The word that carries the mention.
    head_end INTEGER NOT NULL,
    kind TEXT NOT NULL, -- person, organization, group, place, …
    score REAL NOT NULL, -- Calibrated probability.
    actor TEXT REFERENCES actors (id) DEFERRABLE INITIALLY DEFERRED,
    rule TEXT, -- The rule that linked it to its actor.
    date_start TEXT, -- Of a date: the first day it names, ISO 8601.
    date_end TEXT, -- Last day.
    date_precision TEXT,
    date_basis TEXT, -- stated, relative or publication.
    date_rule TEXT,
    date_span_start INTEGER,
    date_span_end INTEGER
);
CREATE INDEX mentions_report ON mentions (report, ordinal);
CREATE INDEX mentions_actor ON mentions (actor);

CREATE TABLE actor_mentions (
    actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    mention TEXT NOT NULL REFERENCES mentions (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (actor, ordinal)
);
CREATE INDEX actor_mentions_mention ON actor_mentions (mention);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    source_kind TEXT NOT NULL, -- person, organization, unnamed, collective, document, outlet or none.
    form TEXT NOT NULL, -- direct, indirect or mixed.
    act TEXT NOT NULL, -- assert, deny, accuse, demand, commit, threaten, ask or think.
    speaker TEXT REFERENCES actors (id) DEFERRABLE INITIALLY DEFERRED,
    speaker_rule TEXT, -- The rule that set the speaker.
    addressee TEXT REFERENCES actors (id) DEFERRABLE INITIALLY DEFERRED,
    parent TEXT REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED, -- The statement this one stands in.
    date_start TEXT, -- First day it may have been said, ISO 8601.
    date_end TEXT, -- Last day.
    date_precision TEXT,
    date_basis TEXT, -- stated, relative or publication.
    date_rule TEXT,
    date_span_start INTEGER, -- Where the text says when.
    date_span_end INTEGER,
    score REAL NOT NULL
);
CREATE INDEX statements_report ON statements (report, ordinal);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_addressee ON statements (addressee);
CREATE INDEX statements_parent ON statements (parent);
CREATE INDEX statements_act ON statements (act);

CREATE TABLE spans (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content')),
    ordinal INTEGER NOT NULL, -- Speech is interrupted: content often has several.
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (statement, role, ordinal)
);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    type TEXT NOT NULL, -- PLOVER event type.
    mode TEXT,
    contexts TEXT NOT NULL, -- JSON list of PLOVER contexts.
    quad INTEGER NOT NULL, -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    start INTEGER NOT NULL, -- Of the trigger.
    end INTEGER NOT NULL,
    quote TEXT NOT NULL, -- The trigger, the words that name the event.
    sentence_start INTEGER, -- The sentence it stands in.
    sentence_end INTEGER,
    sentence TEXT,
    factuality TEXT NOT NULL, -- CT+ PR+ PS+ CT- PR- PS- Uu, from the view of the closest source.
    tense TEXT NOT NULL,
    place_start INTEGER, -- Where the text says where.
    place_end INTEGER,
    place_quote TEXT,
    place_name TEXT,
    place_country TEXT,
    place_latitude REAL,
    place_longitude REAL,
    place_geonameid INTEGER,
    place_precision TEXT,
    place_rule TEXT,
    date_start TEXT, -- First day it may have happened, ISO 8601.
    date_end TEXT, -- Last day.
    date_precision TEXT,
    date_basis TEXT, -- stated, relative or publication.
    date_rule TEXT,
    date_span_start INTEGER, -- Where the text says when.
    date_span_end INTEGER,
    dead INTEGER,
    injured INTEGER,
    arrested INTEGER,
    score REAL NOT NULL
);
CREATE INDEX events_report ON events (report, ordinal);
CREATE INDEX events_type ON events (type);
CREATE INDEX events_date ON events (date_start);
CREATE INDEX events_place_country ON events (place_country);

CREATE TABLE participants (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')), -- Who does it, or to whom.
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    actor TEXT REFERENCES actors (id) DEFERRABLE INITIALLY DEFERRED,
    country TEXT,
    sector TEXT,
    score REAL NOT NULL,
    rule TEXT,
    PRIMARY KEY (event, role, ordinal)
);
CREATE INDEX participants_actor ON participants (actor);
CREATE INDEX participants_country ON participants (country);

CREATE TABLE objects (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    kind TEXT NOT NULL, -- weapon, vehicle, money, document, …
    family TEXT,
    PRIMARY KEY (event, ordinal)
);

CREATE TABLE event_statements (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    relation TEXT NOT NULL CHECK (relation IN ('stated_by', 'denied_by')),
    ordinal INTEGER NOT NULL,
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (event, relation, ordinal)
);
CREATE INDEX event_statements_statement ON event_statements (statement);

CREATE VIRTUAL TABLE reports_fts USING fts5 (
    title, text, content = 'reports', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER reports_fts_insert AFTER INSERT ON reports BEGIN
    INSERT INTO reports_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER reports_fts_delete AFTER DELETE ON reports BEGIN
    INSERT INTO reports_fts (reports_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER reports_fts_update AFTER UPDATE ON reports BEGIN
    INSERT INTO reports_fts (reports_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO reports_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
