-- The actors across reports who give an account of a claim, or take part in the event it is about.
-- :claim, :confirmed 1 for accounts that somebody confirmed only.
SELECT id, name
FROM world_actors
WHERE id IN (
    SELECT world_actor FROM accounts
    WHERE claim = :claim AND (NOT :confirmed OR row IN (SELECT row FROM confirmed))
    UNION
    SELECT ledger_rows.member_of
    FROM accounts
    JOIN participants ON participants.event = accounts.row
    JOIN ledger_rows ON ledger_rows.row = participants.actor
    WHERE accounts.claim = :claim AND (NOT :confirmed OR accounts.row IN (SELECT row FROM confirmed))
)
ORDER BY name, id;
