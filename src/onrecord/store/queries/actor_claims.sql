-- The claims that an actor across reports gives an account of or takes part in: :actor.
SELECT id, what, standing
FROM claims
WHERE id IN (
    SELECT claim FROM accounts WHERE world_actor = :actor
    UNION
    SELECT accounts.claim
    FROM ledger_rows
    JOIN participants ON participants.actor = ledger_rows.row
    JOIN accounts ON accounts.row = participants.event
    WHERE ledger_rows.member_of = :actor
)
ORDER BY first_published, id;
