-- Statements that pass the filters; a filter that is null narrows nothing.
-- named(wanted, found): the wanted words stand in the found name. has_words(wanted, found): all of them do.
-- Both take the found text as bytes: it may hold lone surrogates, which SQLite hands on only so.
SELECT who_said_what.*
FROM who_said_what
JOIN statements ON statements.id = who_said_what.statement
JOIN reports ON reports.id = who_said_what.report
LEFT JOIN actors AS speakers ON speakers.id = statements.speaker
WHERE
    (:report IS NULL OR who_said_what.report = :report)
    AND who_said_what.score >= :min_score
    AND (:act IS NULL OR who_said_what.act = :act)
    AND (NOT coalesce(:denied, 0) OR who_said_what.act = 'deny')
    AND (:actor IS NULL OR named(:actor, CAST(who_said_what.speaker AS BLOB)) OR named(:actor, CAST(who_said_what.source AS BLOB))
        OR speakers.country = :actor OR speakers.wikidata = :actor OR speakers.id = :actor)
    AND (:speaker IS NULL OR named(:speaker, CAST(who_said_what.speaker AS BLOB)) OR named(:speaker, CAST(who_said_what.source AS BLOB))
        OR speakers.country = :speaker OR speakers.wikidata = :speaker OR speakers.id = :speaker)
    AND (:recipient IS NULL OR named(:recipient, CAST(who_said_what.addressee AS BLOB)) OR statements.addressee = :recipient)
    AND (:since IS NULL OR coalesce(who_said_what.date_end, reports.published_end, reports.published_start) >= :since)
    AND (:until IS NULL OR coalesce(who_said_what.date_start, reports.published_start) <= :until)
    AND (:text IS NULL OR (
        reports.number IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :full_text)
        AND has_words(:text, CAST(who_said_what.said AS BLOB))))
    -- Filters that only events answer to.
    AND :type IS NULL AND :place IS NULL AND :factuality IS NULL AND :voice IS NULL
    AND ((NOT coalesce(:disputed, 0) AND :min_sources IS NULL AND :first_since IS NULL) OR EXISTS (
        SELECT 1 FROM accounts JOIN claims ON claims.id = accounts.claim
        WHERE (accounts.row = statements.id OR accounts.via = statements.id)
        AND (NOT coalesce(:disputed, 0) OR claims.standing = 'disputed')
        AND (:min_sources IS NULL OR claims.sources >= :min_sources)
        AND (:first_since IS NULL OR claims.first_published >= :first_since)))
    AND (NOT coalesce(:confirmed, 0) OR EXISTS (SELECT 1 FROM confirmed WHERE confirmed.row = statements.id))
ORDER BY reports.number, statements.ordinal;
