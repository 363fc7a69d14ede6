-- Types that a user defined, as labels beside PLOVER's: an AID that is also an arms-transfer.

CREATE TABLE own_types (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    type TEXT NOT NULL, -- Name of the file that defines it: arms-transfer.
    PRIMARY KEY (event, ordinal)
);
CREATE INDEX own_types_type ON own_types (type, event);

DROP VIEW IF EXISTS who_did_what;
CREATE VIEW who_did_what AS
SELECT
    reports.title AS report_title,
    reports.outlet AS outlet,
    reports.published_start AS published, -- First day the report may have been published.
    (SELECT group_concat(name, '; ') FROM
        (SELECT coalesce(actors.name, participants.quote) AS name
         FROM participants LEFT JOIN actors ON actors.id = participants.actor
         WHERE participants.event = events.id AND participants.role = 'actor' ORDER BY participants.ordinal)
    ) AS who, -- Who does it.
    events.type AS type,
    events.mode AS mode,
    (SELECT group_concat(type, '; ') FROM
        (SELECT own_types.type FROM own_types WHERE own_types.event = events.id ORDER BY own_types.ordinal)
    ) AS own_types, -- Types that the user defined and that it is one of, beside PLOVER's.
    events.quote AS did, -- The words that name the event.
    (SELECT group_concat(name, '; ') FROM
        (SELECT coalesce(actors.name, participants.quote) AS name
         FROM participants LEFT JOIN actors ON actors.id = participants.actor
         WHERE participants.event = events.id AND participants.role = 'recipient' ORDER BY participants.ordinal)
    ) AS to_whom, -- To whom it is done.
    (SELECT group_concat(quote, '; ') FROM
        (SELECT quote FROM objects WHERE event = events.id ORDER BY ordinal)
    ) AS with_what, -- What changes hands or is used.
    coalesce(events.place_name, events.place_quote) AS place,
    events.place_country AS place_country,
    events.date_start AS date_start,
    events.date_end AS date_end,
    events.date_precision AS date_precision,
    events.factuality AS factuality,
    events.tense AS tense,
    CASE
        WHEN EXISTS (SELECT 1 FROM event_statements WHERE event = events.id AND relation = 'stated_by') THEN 'attributed'
        ELSE 'own'
    END AS voice, -- own: the outlet says so itself; attributed: a source does.
    (SELECT group_concat(name, '; ') FROM
        (SELECT coalesce(who_said_what.speaker, who_said_what.source, '(not named)') AS name
         FROM event_statements JOIN who_said_what ON who_said_what.statement = event_statements.statement
         WHERE event_statements.event = events.id AND event_statements.relation = 'stated_by'
         ORDER BY event_statements.ordinal)
    ) AS stated_by, -- Who says so; null where the outlet does in its own voice.
    (SELECT group_concat(name, '; ') FROM
        (SELECT coalesce(who_said_what.speaker, who_said_what.source, '(not named)') AS name
         FROM event_statements JOIN who_said_what ON who_said_what.statement = event_statements.statement
         WHERE event_statements.event = events.id AND event_statements.relation = 'denied_by'
         ORDER BY event_statements.ordinal)
    ) AS denied_by, -- Who denies it in the same report.
    events.sentence AS sentence, -- The sentence it stands in.
    events.score AS score,
    events.start AS start, -- Of the words that name the event.
    events.end AS end,
    events.id AS event,
    events.report AS report,
    reports.path AS path
FROM events
JOIN reports ON reports.id = events.report;
