-- The accounts of a claim with their reports and the words that give them.
SELECT
    accounts.*,
    reports.outlet,
    reports.title,
    reports.path,
    sketches.family,
    coalesce(events.sentence, events.quote,
        (SELECT group_concat(quote, ' … ') FROM
            (SELECT quote FROM spans WHERE statement = accounts.row AND role = 'content' ORDER BY ordinal))) AS quote,
    coalesce(events.sentence_start, events.start,
        (SELECT min(start) FROM spans WHERE statement = accounts.row AND role = 'content')) AS start,
    coalesce(events.sentence_end, events.end,
        (SELECT max(end) FROM spans WHERE statement = accounts.row AND role = 'content')) AS end
FROM accounts
JOIN reports ON reports.id = accounts.report
LEFT JOIN sketches ON sketches.report = accounts.report
LEFT JOIN events ON events.id = accounts.row
WHERE accounts.claim = ?
ORDER BY accounts.ordinal;
