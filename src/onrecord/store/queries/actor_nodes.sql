-- The actors across reports that take part in an event of `actor_edges`: :score, :confirmed.
SELECT id, name, kind, country, wikidata, reports
FROM world_actors
WHERE id IN (
    SELECT ledger_rows.member_of
    FROM events
    JOIN participants ON participants.event = events.id
    JOIN ledger_rows ON ledger_rows.row = participants.actor
    WHERE events.factuality IN ('CT+', 'PR+') AND events.tense <> 'future' AND events.score >= :score
        AND (NOT :confirmed OR events.id IN (SELECT row FROM confirmed))
)
ORDER BY id;
