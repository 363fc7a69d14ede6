-- Each outlet: its reports, how many of them are copies, and the agencies it carries.
SELECT
    coalesce(reports.outlet, '(not named)') AS outlet,
    count(*) AS reports,
    sum(sketches.family IS NOT NULL) AS copies,
    count(DISTINCT coalesce(sketches.family, reports.id)) AS texts,
    (SELECT group_concat(agency, '; ') FROM (
        SELECT DISTINCT agency FROM agencies JOIN reports AS theirs ON theirs.id = agencies.report
        WHERE agencies.whole AND coalesce(theirs.outlet, '') = coalesce(reports.outlet, '') ORDER BY agency)) AS agencies
FROM reports LEFT JOIN sketches ON sketches.report = reports.id
GROUP BY reports.outlet
ORDER BY 2 DESC, 1;
