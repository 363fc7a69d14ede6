-- The reports that share text with one report, with the first sentence that both carry.
SELECT
    other.id AS report,
    other.outlet,
    other.title,
    copies.relation,
    CASE WHEN copies.report_a = ?1 THEN copies.share_a ELSE copies.share_b END AS share_of_this,
    CASE WHEN copies.report_a = ?1 THEN copies.share_b ELSE copies.share_a END AS share_of_that,
    (SELECT count(*) FROM shared_sentences
     WHERE shared_sentences.report_a = copies.report_a AND shared_sentences.report_b = copies.report_b) AS sentences,
    (SELECT substr(mine.text, start_a + 1, end_a - start_a) FROM shared_sentences
     JOIN reports AS mine ON mine.id = copies.report_a
     WHERE shared_sentences.report_a = copies.report_a AND shared_sentences.report_b = copies.report_b
     ORDER BY ordinal LIMIT 1) AS sentence,
    other.path
FROM copies
JOIN reports AS other ON other.id = CASE WHEN copies.report_a = ?1 THEN copies.report_b ELSE copies.report_a END
WHERE ?1 IN (copies.report_a, copies.report_b)
ORDER BY copies.relation, 6 DESC, other.id;
