CREATE OR REPLACE VIEW v_figures AS
SELECT
    f.figure_id,
    d.outlet,
    d.published,
    d.title,
    CASE f.comparator
        WHEN '~' THEN 'about '
        WHEN '>' THEN 'more than '
        WHEN '>=' THEN 'at least '
        WHEN '<' THEN 'less than '
        WHEN '<=' THEN 'at most '
        ELSE ''
    END || f.surface AS stated,
    f.kind,
    f.value,
    f.low,
    f.high,
    f.unit,
    f.comparator,
    f.vague,
    f.change,
    f.measure,
    f.subject,
    f.base,
    f.period,
    f.period_start,
    f.period_end,
    f.period_precision,
    f.status,
    f.measure_id,
    f.subject_id,
    f.speaker,
    coalesce(f.speaker, d.outlet, 'the article itself') AS said_by,
    coalesce(f.measure_id, lower(f.measure)) AS measure_key,
    coalesce(f.subject_id, lower(f.subject)) AS subject_key,
    -- A known measure says in its name whether it is a share of the economy; its sentence may leave that out.
    CASE
        WHEN NOT regexp_matches(f.base, '\b(?:gdp|gross (?:domestic|national) product|economy|national income)\b', 'i')
            THEN lower(f.base)
        WHEN f.measure_id IS NULL THEN 'gdp'
    END AS base_key,
    TRY_CAST(d.published || substring('-01-01', length(d.published) - 3) AS DATE) AS published_day,
    coalesce(d.duplicate_of, d.doc_id) AS text_id,
    f.sentence,
    d.source,
    f.doc_id,
    f.line_n,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule_id,
    f.run_id,
    f.rules_version
FROM figures AS f
JOIN v_documents AS d ON f.doc_id = d.doc_id
WHERE NOT d.superseded;
COMMENT ON VIEW v_figures IS 'Every figure of what the sources say now, with its article, its speaker (or else the outlet) and keys to compare it by. text_id is one for all stories that repeat each other';
