-- Why the rows of a group are one: the links between them, the strongest first. Actors of different namings are tied
-- by a link of these; those of one naming by the link of the naming with itself.
WITH members AS (
    SELECT row, report, naming FROM ledger_rows WHERE member_of = ?1
),
named AS (
    SELECT naming, min(row) AS row FROM members WHERE naming IS NOT NULL GROUP BY naming
),
found AS (
    SELECT row_a, row_b, score, reasons, correction
    FROM links JOIN members AS a ON a.row = row_a JOIN members AS b ON b.row = row_b
    UNION ALL
    SELECT min(a.row, b.row), max(a.row, b.row), score, reasons, correction
    FROM links JOIN named AS a ON a.naming = row_a JOIN named AS b ON b.naming = row_b AND b.naming <> a.naming
    UNION ALL
    SELECT named.row, members.row, score, reasons, correction
    FROM named JOIN links ON row_a = named.naming AND row_b = named.naming
    JOIN members ON members.naming = named.naming AND members.row <> named.row
)
SELECT
    found.row_a, found.row_b, found.score, found.reasons, found.correction,
    coalesce(actor_a.name, event_a.sentence, event_a.quote) AS first,
    coalesce(actor_b.name, event_b.sentence, event_b.quote) AS second,
    a.report AS report_a, b.report AS report_b
FROM found
JOIN members AS a ON a.row = found.row_a
JOIN members AS b ON b.row = found.row_b
LEFT JOIN actors AS actor_a ON actor_a.id = a.row
LEFT JOIN actors AS actor_b ON actor_b.id = b.row
LEFT JOIN events AS event_a ON event_a.id = a.row
LEFT JOIN events AS event_b ON event_b.id = b.row
ORDER BY found.score DESC, found.row_a, found.row_b;
