-- Claims that pass the filters; a filter that is null narrows nothing.
-- named(wanted, found) and has_words(wanted, found) are those of find_events.
SELECT
    claims.*,
    -- Nothing is looked up claim by claim where nobody defined a type.
    CASE WHEN EXISTS (SELECT 1 FROM own_types) THEN (SELECT group_concat(type, '; ') FROM (
        SELECT DISTINCT own_types.type FROM accounts JOIN own_types ON own_types.event = accounts.row
        WHERE accounts.claim = claims.id ORDER BY own_types.type)) END AS own_types
FROM claims
WHERE
    claims.score >= :min_score
    AND (:standing IS NULL OR claims.standing = :standing)
    AND (:type IS NULL OR claims.type = :type OR EXISTS (
        SELECT 1 FROM own_types JOIN accounts ON accounts.row = own_types.event
        WHERE own_types.type = :type AND accounts.claim = claims.id))
    AND (NOT coalesce(:denied, 0) OR claims.sources_denying > 0)
    AND (:min_sources IS NULL OR claims.sources >= :min_sources)
    AND (:min_reports IS NULL OR claims.reports >= :min_reports)
    AND (:first_since IS NULL OR claims.first_published >= :first_since)
    AND (:since IS NULL OR coalesce(claims.date_end, claims.date_start, claims.last_published) >= :since)
    AND (:until IS NULL OR coalesce(claims.date_start, claims.first_published) <= :until)
    AND (:report IS NULL OR EXISTS (
        SELECT 1 FROM accounts WHERE accounts.claim = claims.id AND accounts.report = :report))
    AND (:who IS NULL
        OR named(:who, CAST(claims.who AS BLOB)) OR named(:who, CAST(claims.to_whom AS BLOB))
        OR EXISTS (
            SELECT 1 FROM accounts LEFT JOIN actors ON actors.id = accounts.speaker
            LEFT JOIN world_actors ON world_actors.id = accounts.world_actor
            WHERE accounts.claim = claims.id AND (named(:who, CAST(accounts.speaker_name AS BLOB))
                OR named(:who, CAST(world_actors.name AS BLOB)) OR actors.country = :who
                OR actors.wikidata = :who OR accounts.world_actor = :who OR accounts.speaker = :who))
        OR EXISTS (
            SELECT 1 FROM accounts JOIN participants ON participants.event = accounts.row
            LEFT JOIN actors ON actors.id = participants.actor
            LEFT JOIN ledger_rows ON ledger_rows.row = participants.actor
            WHERE accounts.claim = claims.id AND (participants.country = :who
                OR named(:who, CAST(actors.name AS BLOB)) OR actors.wikidata = :who
                OR ledger_rows.member_of = :who OR participants.actor = :who)))
    AND (:text IS NULL OR has_words(:text, CAST(claims.what AS BLOB))
        OR EXISTS (
            SELECT 1 FROM accounts JOIN events ON events.id = accounts.row
            WHERE accounts.claim = claims.id AND has_words(:text, CAST(events.sentence AS BLOB)))
        OR EXISTS (
            SELECT 1 FROM accounts JOIN spans ON spans.statement = accounts.row AND spans.role = 'content'
            WHERE accounts.claim = claims.id AND has_words(:text, CAST(spans.quote AS BLOB))))
    AND (NOT coalesce(:confirmed, 0) OR EXISTS (
        SELECT 1 FROM accounts JOIN confirmed ON confirmed.row = accounts.row WHERE accounts.claim = claims.id))
ORDER BY claims.reports DESC, claims.accounts DESC, claims.first_published, claims.id;
