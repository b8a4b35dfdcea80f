-- The figures with their lines, those of the latest articles first; what is not sure is apart, with how sure it is.
SELECT
    f.figure_id, f.doc_id, f.line_n, l.text AS line, f.char_start - l.char_start AS start_in_line, f.surface, f.sentence,
    f.kind, f.value, f.low, f.high, f.unit, f.comparator, f.change,
    coalesce(replace(f.measure_id, '_', ' '), f.measure_key) AS topic,
    f.measure, f.subject, f.base, f.period,
    coalesce(f.period_end, f.period_start, f.published_day)::VARCHAR AS day,
    coalesce(f.status, 'not told') AS status, coalesce(f.said_by, 'not sure who') AS said_by,
    f.speaker IS NULL AS by_outlet, f.measure_id IS NOT NULL AS known, f.rule_id,
    CASE WHEN f.unsure IS NULL THEN 'everything' ELSE 'not everything' END AS sure,
    list_filter(
        [
            {field: 'measure', told: r.measure, sure: r.measure_sure},
            {field: 'subject', told: r.subject, sure: r.subject_sure},
            {field: 'base', told: r.base, sure: r.base_sure},
            {field: 'period', told: r.period, sure: r.period_sure},
            {field: 'speaker', told: r.speaker, sure: r.speaker_sure},
            {field: 'status', told: r.status, sure: r.status_sure}
        ],
        lambda one: contains(coalesce(f.unsure, ''), one.field)
    ) AS unsure
FROM v_figures AS f
JOIN figures AS r ON f.figure_id = r.figure_id
JOIN lines AS l ON f.doc_id = l.doc_id AND f.line_n = l.n
ORDER BY f.published_day DESC NULLS LAST, f.source, f.char_start
LIMIT $most_figures
