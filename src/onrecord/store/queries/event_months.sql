-- Different events of an actor across reports, or between two, by month and quad class.
-- ?1: JSON list of actors across reports; ?2: JSON list of those on the other side, or null for anyone.
-- direction: by, done by the first; to, done to the first by the second.
WITH sides AS (
    SELECT
        participants.event AS event,
        participants.role AS role,
        ledger_rows.member_of AS actor
    FROM participants JOIN ledger_rows ON ledger_rows.row = participants.actor
    WHERE ledger_rows.member_of IN (SELECT value FROM json_each(?1))
        OR ledger_rows.member_of IN (SELECT value FROM json_each(coalesce(?2, '[]')))
)
SELECT
    substr(coalesce(events.date_start, reports.published_start), 1, 7) AS month,
    CASE ours.role WHEN 'actor' THEN 'by' ELSE 'to' END AS direction,
    count(DISTINCT CASE events.quad WHEN 1 THEN groups.member_of END) AS verbal_cooperation,
    count(DISTINCT CASE events.quad WHEN 2 THEN groups.member_of END) AS material_cooperation,
    count(DISTINCT CASE events.quad WHEN 3 THEN groups.member_of END) AS verbal_conflict,
    count(DISTINCT CASE events.quad WHEN 4 THEN groups.member_of END) AS material_conflict,
    count(DISTINCT events.report) AS reports
FROM events
JOIN reports ON reports.id = events.report
JOIN ledger_rows AS groups ON groups.row = events.id
JOIN sides AS ours ON ours.event = events.id AND ours.actor IN (SELECT value FROM json_each(?1))
WHERE ?2 IS NULL OR EXISTS (
    SELECT 1 FROM sides AS theirs WHERE theirs.event = events.id AND theirs.role <> ours.role
    AND theirs.actor IN (SELECT value FROM json_each(?2)))
GROUP BY 1, 2
ORDER BY 1, 2;
