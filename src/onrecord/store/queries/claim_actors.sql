-- The actors across reports who give an account of a claim, or take part in the event it is about: :claim.
SELECT id, name
FROM world_actors
WHERE id IN (
    SELECT world_actor FROM accounts WHERE claim = :claim
    UNION
    SELECT ledger_rows.member_of
    FROM accounts
    JOIN participants ON participants.event = accounts.row
    JOIN ledger_rows ON ledger_rows.row = participants.actor
    WHERE accounts.claim = :claim
)
ORDER BY name, id;
