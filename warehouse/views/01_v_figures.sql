CREATE OR REPLACE VIEW v_figures AS
WITH least AS (
    SELECT
        max(threshold) FILTER (WHERE field = 'measure') AS measure,
        max(threshold) FILTER (WHERE field = 'subject') AS subject,
        max(threshold) FILTER (WHERE field = 'base') AS base,
        max(threshold) FILTER (WHERE field = 'period') AS period,
        max(threshold) FILTER (WHERE field = 'speaker') AS speaker,
        max(threshold) FILTER (WHERE field = 'status') AS status
    FROM thresholds
),
weighed AS (
    -- Rows read before there were confidences have none and are shown.
    SELECT
        f.*,
        coalesce(f.measure_sure >= least.measure, true) AS measure_told,
        coalesce(f.subject_sure >= least.subject, true) AS subject_told,
        coalesce(f.base_sure >= least.base, true) AS base_told,
        coalesce(f.period_sure >= least.period, true) AS period_told,
        coalesce(f.speaker_sure >= least.speaker, true) AS speaker_told,
        coalesce(f.status_sure >= least.status, true) AS status_told
    FROM figures AS f
    CROSS JOIN least
),
sure AS (
    SELECT
        * REPLACE (
            CASE WHEN measure_told THEN measure END AS measure,
            CASE WHEN measure_told THEN measure_id END AS measure_id,
            CASE WHEN subject_told THEN subject END AS subject,
            CASE WHEN subject_told THEN subject_id END AS subject_id,
            CASE WHEN base_told THEN base END AS base,
            CASE WHEN period_told THEN period END AS period,
            CASE WHEN period_told THEN period_start END AS period_start,
            CASE WHEN period_told THEN period_end END AS period_end,
            CASE WHEN period_told THEN period_precision END AS period_precision,
            CASE WHEN speaker_told THEN speaker END AS speaker,
            CASE WHEN status_told THEN status END AS status
        ),
        nullif(
            concat_ws(
                ', ',
                CASE WHEN NOT measure_told THEN 'measure' END,
                CASE WHEN NOT subject_told THEN 'subject' END,
                CASE WHEN NOT base_told THEN 'base' END,
                CASE WHEN NOT period_told THEN 'period' END,
                CASE WHEN NOT speaker_told THEN 'speaker' END,
                CASE WHEN NOT status_told THEN 'status' END
            ),
            ''
        ) AS unsure
    FROM weighed
)
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
    CASE WHEN f.speaker_told THEN coalesce(f.speaker, d.outlet, 'the article itself') END AS said_by,
    f.unsure,
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
    f.rules_version,
    f.measure_sure,
    f.subject_sure,
    f.base_sure,
    f.period_sure,
    f.speaker_sure,
    f.status_sure
FROM sure AS f
JOIN v_documents AS d ON f.doc_id = d.doc_id
WHERE NOT d.superseded;
COMMENT ON VIEW v_figures IS 'Every figure of what the sources say now, with its article, its speaker (or else the outlet) and keys to compare it by. A field of context that is less sure than its threshold is null and named in unsure. text_id is one for all stories that repeat each other';
