-- The events of a report as the ledger sees them: the group, the claim, and whether this telling stands for all.
-- :report, :score the least score, :confirmed 1 for confirmed rows only.
-- The telling that stands for all is the one most certain that it happened, then with a place, then the likeliest.
SELECT
    ledger_rows.row AS event,
    event_groups.id AS event_group,
    event_groups.claim AS claim,
    claims.standing AS standing,
    claims.standing_words AS standing_words,
    event_groups.mentions AS tellings,
    event_groups.reports AS reports,
    event_groups.outlets AS outlets,
    event_groups.sources AS sources,
    claims.sources_denying AS sources_denying,
    claims.first_published AS first_published,
    ledger_rows.row = (
        SELECT events.id
        FROM ledger_rows AS others JOIN events ON events.id = others.row
        WHERE others.member_of = ledger_rows.member_of AND events.score >= :score
            AND (NOT :confirmed OR events.id IN (SELECT row FROM confirmed))
        ORDER BY
            events.factuality = 'CT+' DESC, events.factuality = 'PR+' DESC, events.tense = 'future',
            events.place_latitude IS NULL, events.date_start IS NULL, events.score DESC, events.id
        LIMIT 1
    ) AS stands_for_all
FROM ledger_rows
JOIN event_groups ON event_groups.id = ledger_rows.member_of
LEFT JOIN claims ON claims.id = event_groups.claim
WHERE ledger_rows.report = :report AND ledger_rows.kind = 'event';
