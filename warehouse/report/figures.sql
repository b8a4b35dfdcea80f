-- The figures with their lines, those of the latest articles first.
SELECT
    f.figure_id, f.doc_id, f.line_n, l.text AS line, f.char_start - l.char_start AS start_in_line, f.surface, f.sentence,
    f.kind, f.value, f.low, f.high, f.unit, f.comparator, f.change,
    coalesce(replace(f.measure_id, '_', ' '), f.measure_key) AS topic,
    f.measure, f.subject, f.base, f.period,
    coalesce(f.period_end, f.period_start, f.published_day)::VARCHAR AS day,
    f.status, f.said_by, f.speaker IS NULL AS by_outlet, f.measure_id IS NOT NULL AS known, f.rule_id
FROM v_figures AS f
JOIN lines AS l ON f.doc_id = l.doc_id AND f.line_n = l.n
ORDER BY f.published_day DESC NULLS LAST, f.source, f.char_start
LIMIT $most_figures
