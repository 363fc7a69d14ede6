-- Families of copies: who carries which text, how much of it, and whose it is.
SELECT
    sketches.family,
    reports.id AS report,
    reports.outlet,
    reports.title,
    reports.published_start AS published,
    reports.credit,
    (SELECT group_concat(agency, '; ') FROM agencies WHERE agencies.report = reports.id AND whole) AS agencies,
    (SELECT max(CASE report_a WHEN reports.id THEN share_a ELSE share_b END) FROM copies
     WHERE reports.id IN (report_a, report_b) AND relation = 'copy') AS shared,
    reports.path
FROM sketches JOIN reports ON reports.id = sketches.report
WHERE sketches.family IS NOT NULL AND (?1 IS NULL OR sketches.family = ?1 OR sketches.family = (
    SELECT family FROM sketches WHERE report = ?1))
ORDER BY sketches.family, reports.published_start, reports.id;
