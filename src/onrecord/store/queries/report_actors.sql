-- The actors of a report and the actors across reports that they are: :report.
SELECT
    ledger_rows.row AS actor,
    ledger_rows.member_of AS id,
    world_actors.name AS name,
    world_actors.kind AS kind,
    world_actors.country AS country,
    world_actors.wikidata AS wikidata,
    world_actors.reports AS reports
FROM ledger_rows
JOIN world_actors ON world_actors.id = ledger_rows.member_of
WHERE ledger_rows.report = :report AND ledger_rows.kind = 'actor';
