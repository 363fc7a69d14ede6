-- The least certain events and statements that nobody has judged yet, nearest to even odds first.
-- ?1: most rows; ?2: 'events', 'statements' or null for both.
SELECT in_table, id, report, score FROM (
    SELECT 'events' AS in_table, id, report, score FROM events WHERE ?2 IS NULL OR ?2 = 'events'
    UNION ALL
    SELECT 'statements', id, report, score FROM statements WHERE ?2 IS NULL OR ?2 = 'statements')
WHERE NOT EXISTS (SELECT 1 FROM correction_outcomes WHERE correction_outcomes.row = id AND outcome = 'applied')
ORDER BY abs(score - 0.5), id
LIMIT ?1;
