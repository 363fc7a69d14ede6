-- Rows whose id begins with the prefix; few are enough to tell that it is ambiguous.
SELECT * FROM (
    SELECT 'statements' AS in_table, id, report FROM statements WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'events', id, report FROM events WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'actors', id, report FROM actors WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'mentions', id, report FROM mentions WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'reports', id, id FROM reports WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'claims', id, report FROM claims WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'event_groups', id, '' FROM event_groups WHERE id >= :prefix AND id < :after LIMIT 6)
UNION ALL SELECT * FROM (
    SELECT 'world_actors', id, '' FROM world_actors WHERE id >= :prefix AND id < :after LIMIT 6);
