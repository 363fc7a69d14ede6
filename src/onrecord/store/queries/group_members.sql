-- The rows of a group, with the words of each and its report.
SELECT
    ledger_rows.row,
    coalesce(actors.name, events.quote) AS words,
    events.sentence,
    reports.outlet,
    reports.title,
    reports.published_start AS published,
    ledger_rows.report
FROM ledger_rows
JOIN reports ON reports.id = ledger_rows.report
LEFT JOIN actors ON actors.id = ledger_rows.row
LEFT JOIN events ON events.id = ledger_rows.row
WHERE ledger_rows.member_of = ?1
ORDER BY reports.published_start, ledger_rows.row;
