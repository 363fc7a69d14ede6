-- Who does what to whom, between actors across reports: :score the least score, :confirmed 1 for confirmed rows only.
-- Only events that a source holds certain or probable, and no plans; copies and tellings of one event count once.
SELECT
    doers.member_of AS source,
    done_to.member_of AS target,
    events.type AS type,
    events.quad AS quad,
    count(DISTINCT groups.member_of) AS events,
    count(DISTINCT CASE claims.standing WHEN 'disputed' THEN groups.member_of WHEN 'denied' THEN groups.member_of END)
        AS disputed,
    count(DISTINCT events.report) AS reports,
    min(events.date_start) AS first_day,
    max(events.date_end) AS last_day
FROM events
JOIN ledger_rows AS groups ON groups.row = events.id
JOIN event_groups ON event_groups.id = groups.member_of
LEFT JOIN claims ON claims.id = event_groups.claim
JOIN participants AS actors ON actors.event = events.id AND actors.role = 'actor'
JOIN ledger_rows AS doers ON doers.row = actors.actor
JOIN participants AS recipients ON recipients.event = events.id AND recipients.role = 'recipient'
JOIN ledger_rows AS done_to ON done_to.row = recipients.actor
WHERE events.factuality IN ('CT+', 'PR+') AND events.tense <> 'future' AND events.score >= :score
    AND (NOT :confirmed OR events.id IN (SELECT row FROM confirmed))
    AND doers.member_of <> done_to.member_of
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
