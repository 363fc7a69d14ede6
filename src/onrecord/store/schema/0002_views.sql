CREATE VIEW who_said_what AS
SELECT
    reports.title AS report_title,
    reports.outlet AS outlet,
    reports.published_start AS published, -- First day the report may have been published.
    speakers.name AS speaker, -- Who speaks, by name; null where the report gives none.
    (SELECT group_concat(quote, ' … ') FROM
        (SELECT quote FROM spans WHERE statement = statements.id AND role = 'source' ORDER BY ordinal)
    ) AS source, -- The words that say who speaks.
    (SELECT group_concat(quote, ' … ') FROM
        (SELECT quote FROM spans WHERE statement = statements.id AND role = 'cue' ORDER BY ordinal)
    ) AS cue, -- The words that say that it is said.
    (SELECT group_concat(quote, ' … ') FROM
        (SELECT quote FROM spans WHERE statement = statements.id AND role = 'content' ORDER BY ordinal)
    ) AS said, -- What is said, in the words of the report.
    statements.act AS act,
    statements.form AS form,
    statements.source_kind AS source_kind,
    speakers.country AS speaker_country,
    addressees.name AS addressee,
    statements.date_start AS date_start,
    statements.date_end AS date_end,
    statements.score AS score,
    (SELECT min(start) FROM spans WHERE statement = statements.id AND role = 'content') AS start, -- Of what is said.
    (SELECT max(end) FROM spans WHERE statement = statements.id AND role = 'content') AS end,
    statements.parent AS parent,
    statements.id AS statement,
    statements.report AS report,
    reports.path AS path
FROM statements
JOIN reports ON reports.id = statements.report
LEFT JOIN actors AS speakers ON speakers.id = statements.speaker
LEFT JOIN actors AS addressees ON addressees.id = statements.addressee;

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

CREATE VIEW disputed AS
SELECT
    who_did_what.report_title AS report_title,
    who_did_what.outlet AS outlet,
    who_did_what.published AS published,
    who_did_what.who AS who,
    who_did_what.type AS type,
    who_did_what.did AS did,
    who_did_what.to_whom AS to_whom,
    who_did_what.with_what AS with_what,
    who_did_what.date_start AS date_start,
    who_did_what.date_end AS date_end,
    who_did_what.factuality AS factuality,
    who_did_what.stated_by AS stated_by, -- Who says so; null where the outlet does in its own voice.
    coalesce(denials.speaker, denials.source) AS denier, -- Who denies it.
    denials.said AS denial, -- The denial, in the words of the report.
    denials.start AS denial_start,
    denials.end AS denial_end,
    who_did_what.sentence AS sentence,
    who_did_what.start AS start,
    who_did_what.end AS end,
    who_did_what.event AS event,
    denials.statement AS denial_statement,
    who_did_what.report AS report,
    who_did_what.path AS path
FROM event_statements
JOIN who_did_what ON who_did_what.event = event_statements.event
JOIN who_said_what AS denials ON denials.statement = event_statements.statement
WHERE event_statements.relation = 'denied_by';

CREATE VIEW provenance AS
SELECT report, 'mentions' AS in_table, id AS row_id, 'span, kind' AS field, 'model' AS basis, -- model or rule.
    (SELECT model FROM reports WHERE reports.id = mentions.report) AS set_by -- Name of the model or of the rule.
FROM mentions
UNION ALL SELECT report, 'mentions', id, 'actor', 'rule', rule FROM mentions WHERE rule IS NOT NULL
UNION ALL SELECT report, 'actors', id, 'name, country, sectors, office', 'rule', rule FROM actors WHERE rule IS NOT NULL
UNION ALL SELECT report, 'statements', id, 'source, cue, content, form, act', 'model',
    (SELECT model FROM reports WHERE reports.id = statements.report) FROM statements
UNION ALL SELECT report, 'statements', id, 'speaker', 'rule', speaker_rule FROM statements WHERE speaker_rule IS NOT NULL
UNION ALL SELECT report, 'statements', id, 'date', 'rule', date_rule FROM statements WHERE date_rule IS NOT NULL
UNION ALL SELECT report, 'events', id, 'type, trigger, factuality, tense', 'model',
    (SELECT model FROM reports WHERE reports.id = events.report) FROM events
UNION ALL SELECT report, 'events', id, 'place', 'rule', place_rule FROM events WHERE place_rule IS NOT NULL
UNION ALL SELECT report, 'events', id, 'date', 'rule', date_rule FROM events WHERE date_rule IS NOT NULL
UNION ALL SELECT events.report, 'events', events.id,
    participants.role || ' ' || (participants.ordinal + 1), 'rule', participants.rule
FROM participants JOIN events ON events.id = participants.event WHERE participants.rule IS NOT NULL
UNION ALL SELECT report, 'reports', report, field, 'rule', rule FROM facts;
