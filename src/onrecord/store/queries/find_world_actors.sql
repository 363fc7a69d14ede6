-- Actors across reports by name, country code, Wikidata id or id.
SELECT id, name, kind, country, wikidata, reports
FROM world_actors
WHERE id = ?1 OR wikidata = ?1 OR named(?1, CAST(name AS BLOB))
    OR id IN (SELECT member_of FROM ledger_rows WHERE row = ?1)
    OR EXISTS (
        SELECT 1 FROM ledger_rows JOIN actors ON actors.id = ledger_rows.row
        WHERE ledger_rows.member_of = world_actors.id AND named(?1, CAST(actors.name AS BLOB)))
ORDER BY reports DESC, name, id;
