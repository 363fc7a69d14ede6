-- Events that pass the filters; a filter that is null narrows nothing.
-- named(wanted, found): the wanted words stand in the found name. has_words(wanted, found): all of them do.
-- Both take the found text as bytes: it may hold lone surrogates, which SQLite hands on only so.
SELECT who_did_what.*
FROM who_did_what
JOIN events ON events.id = who_did_what.event
JOIN reports ON reports.id = who_did_what.report
WHERE
    (:report IS NULL OR who_did_what.report = :report)
    AND who_did_what.score >= :min_score
    AND :act IS NULL
    AND (:type IS NULL OR who_did_what.type = :type
        OR EXISTS (SELECT 1 FROM own_types WHERE own_types.event = events.id AND own_types.type = :type))
    AND (:factuality IS NULL OR who_did_what.factuality = :factuality)
    AND (:voice IS NULL OR who_did_what.voice = :voice)
    AND (NOT coalesce(:denied, 0) OR who_did_what.denied_by IS NOT NULL OR EXISTS (
        SELECT 1 FROM accounts JOIN claims ON claims.id = accounts.claim
        WHERE accounts.row = events.id AND claims.sources_denying > 0))
    AND (:actor IS NULL
        OR EXISTS (
            SELECT 1 FROM participants LEFT JOIN actors ON actors.id = participants.actor
            WHERE participants.event = events.id AND participants.role = 'actor'
            AND (named(:actor, CAST(actors.name AS BLOB)) OR named(:actor, CAST(participants.quote AS BLOB)) OR participants.country = :actor
                OR actors.country = :actor OR actors.wikidata = :actor OR actors.id = :actor))
        -- Together with "denied", who denies it counts as well.
        OR (coalesce(:denied, 0) AND EXISTS (
            SELECT 1 FROM event_statements
            JOIN statements ON statements.id = event_statements.statement
            LEFT JOIN actors ON actors.id = statements.speaker
            WHERE event_statements.event = events.id AND event_statements.relation = 'denied_by'
            AND (named(:actor, CAST(actors.name AS BLOB)) OR actors.country = :actor OR actors.wikidata = :actor
                OR actors.id = :actor OR EXISTS (
                    SELECT 1 FROM spans WHERE spans.statement = statements.id AND spans.role = 'source'
                    AND named(:actor, CAST(spans.quote AS BLOB)))))))
    AND (:recipient IS NULL
        OR EXISTS (
            SELECT 1 FROM participants LEFT JOIN actors ON actors.id = participants.actor
            WHERE participants.event = events.id AND participants.role = 'recipient'
            AND (named(:recipient, CAST(actors.name AS BLOB)) OR named(:recipient, CAST(participants.quote AS BLOB))
                OR participants.country = :recipient OR actors.country = :recipient
                OR actors.wikidata = :recipient OR actors.id = :recipient)))
    AND (:speaker IS NULL
        OR EXISTS (
            SELECT 1 FROM event_statements
            JOIN statements ON statements.id = event_statements.statement
            LEFT JOIN actors ON actors.id = statements.speaker
            WHERE event_statements.event = events.id
            AND (named(:speaker, CAST(actors.name AS BLOB)) OR actors.country = :speaker OR actors.wikidata = :speaker
                OR actors.id = :speaker OR EXISTS (
                    SELECT 1 FROM spans WHERE spans.statement = statements.id AND spans.role = 'source'
                    AND named(:speaker, CAST(spans.quote AS BLOB))))))
    AND (:place IS NULL OR named(:place, CAST(events.place_name AS BLOB)) OR named(:place, CAST(events.place_quote AS BLOB))
        OR events.place_country = :place)
    AND (:since IS NULL OR coalesce(events.date_end, reports.published_end, reports.published_start) >= :since)
    AND (:until IS NULL OR coalesce(events.date_start, reports.published_start) <= :until)
    AND (:text IS NULL OR (
        reports.number IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :full_text)
        AND has_words(:text, CAST(events.sentence AS BLOB))))
    AND ((NOT coalesce(:disputed, 0) AND :min_sources IS NULL AND :first_since IS NULL) OR EXISTS (
        SELECT 1 FROM accounts JOIN claims ON claims.id = accounts.claim
        WHERE (accounts.row = events.id OR accounts.via = events.id)
        AND (NOT coalesce(:disputed, 0) OR claims.standing = 'disputed')
        AND (:min_sources IS NULL OR claims.sources >= :min_sources)
        AND (:first_since IS NULL OR claims.first_published >= :first_since)))
    AND (NOT coalesce(:confirmed, 0) OR EXISTS (SELECT 1 FROM confirmed WHERE confirmed.row = events.id))
ORDER BY reports.number, events.ordinal;
