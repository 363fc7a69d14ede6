-- Corrections in force on single rows, with the words and the sentence each is about.
SELECT
    corrections.action AS action,
    correction_anchors.in_table AS in_table,
    corrections.field AS field,
    corrections.before AS before,
    corrections.after AS after,
    correction_anchors.type AS type,
    correction_anchors.quote AS quote,
    correction_anchors.start AS start,
    correction_anchors.end AS end,
    sentences.start AS sentence_start,
    sentences.end AS sentence_end,
    substr(reports.text, sentences.start + 1, sentences.end - sentences.start) AS sentence,
    correction_anchors.report_sha256 AS report_sha256,
    correction_outcomes.report AS report,
    reports.model AS model,
    corrections.author AS author,
    corrections.made AS made,
    corrections.id AS correction
FROM corrections
JOIN correction_anchors ON correction_anchors.correction = corrections.id
JOIN correction_outcomes ON correction_outcomes.correction = corrections.id
    AND correction_outcomes.ordinal = correction_anchors.ordinal
JOIN reports ON reports.id = correction_outcomes.report AND reports.sha256 = correction_anchors.report_sha256
LEFT JOIN sentences ON sentences.report = reports.id
    AND sentences.start <= correction_anchors.start AND sentences.end >= correction_anchors.end
WHERE corrections.action IN ('set', 'reject', 'confirm') AND correction_outcomes.outcome = 'applied'
ORDER BY corrections.number, correction_anchors.ordinal, correction_outcomes.report;
