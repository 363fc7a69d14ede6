-- Why the rows of a group are one: the links between them, the strongest first.
SELECT
    links.row_a, links.row_b, links.score, links.reasons, links.correction,
    coalesce(actor_a.name, event_a.sentence, event_a.quote) AS first,
    coalesce(actor_b.name, event_b.sentence, event_b.quote) AS second,
    a.report AS report_a, b.report AS report_b
FROM links
JOIN ledger_rows AS a ON a.row = links.row_a
JOIN ledger_rows AS b ON b.row = links.row_b AND b.member_of = a.member_of
LEFT JOIN actors AS actor_a ON actor_a.id = a.row
LEFT JOIN actors AS actor_b ON actor_b.id = b.row
LEFT JOIN events AS event_a ON event_a.id = a.row
LEFT JOIN events AS event_b ON event_b.id = b.row
WHERE a.member_of = ?1
ORDER BY links.score DESC, links.row_a, links.row_b;
