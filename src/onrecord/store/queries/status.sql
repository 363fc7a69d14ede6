SELECT
    (SELECT count(*) FROM inputs) AS inputs,
    (SELECT count(*) FROM reports) AS reports,
    (SELECT count(*) FROM sentences) AS sentences,
    (SELECT count(*) FROM mentions) AS mentions,
    (SELECT count(*) FROM actors) AS actors,
    (SELECT count(*) FROM statements) AS statements,
    (SELECT count(*) FROM events) AS events,
    (SELECT count(DISTINCT event) FROM event_statements WHERE relation = 'stated_by') AS attributed,
    (SELECT count(DISTINCT event) FROM event_statements WHERE relation = 'denied_by') AS disputed,
    (SELECT count(*) FROM claims) AS claims,
    (SELECT count(*) FROM claims WHERE standing = 'disputed') AS disputed_claims,
    (SELECT count(DISTINCT source) FROM report_sources WHERE role = 'outlet') AS outlets,
    (SELECT count(*) FROM report_sources WHERE role = 'credit') AS credited,
    (SELECT count(*) FROM sketches WHERE family IS NOT NULL) AS copies,
    (SELECT count(*) FROM reports WHERE published_start IS NULL) AS undated,
    (SELECT count(*) FROM corrections) AS corrections,
    (SELECT count(DISTINCT correction) FROM correction_outcomes
     WHERE outcome NOT IN ('applied', 'undone', 'overruled')) AS corrections_lost,
    (SELECT count(*) FROM ledger_queue) AS ledger_behind,
    (SELECT count(*) FROM inputs
     WHERE pipeline <> (SELECT pipeline FROM runs ORDER BY id DESC LIMIT 1)) AS stale,
    (SELECT version FROM pipelines
     WHERE id = (SELECT pipeline FROM runs ORDER BY id DESC LIMIT 1)) AS pipeline,
    (SELECT finished FROM runs ORDER BY id DESC LIMIT 1) AS built;
