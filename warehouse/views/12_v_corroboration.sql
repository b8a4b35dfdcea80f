CREATE OR REPLACE VIEW v_corroboration AS
WITH told AS (
    SELECT
        *,
        trim(regexp_replace(lower(sentence), '[^\p{L}\p{N}]+', ' ', 'g')) AS wording,
        CASE WHEN period_precision NOT IN ('day', 'week') THEN [period_start, period_end] END AS span
    FROM v_figures
    WHERE
        measure_key IS NOT NULL AND (subject_key IS NOT NULL OR measure_id IS NOT NULL) AND NOT vague
        AND NOT regexp_matches(coalesce(unsure, ''), 'measure|subject|base|period|status')
)
SELECT
    mode(measure) AS measure,
    mode(subject) AS subject,
    mode(stated) AS stated,
    kind, value, low, high, unit, status,
    count(DISTINCT doc_id) AS n_documents,
    -- Stories that repeat each other are one source, and so is one sentence, whoever prints it.
    least(count(DISTINCT text_id), count(DISTINCT wording)) AS n_sources,
    coalesce(list(DISTINCT said_by ORDER BY said_by) FILTER (WHERE said_by IS NOT NULL), []) AS speakers,
    list(DISTINCT source ORDER BY source) AS documents,
    min(sentence) AS sentence,
    list(figure_id ORDER BY published_day NULLS LAST, figure_id) AS figure_ids,
    measure_key, subject_key
FROM told
GROUP BY measure_key, subject_key, base_key, span, kind, value, low, high, unit, comparator, status
HAVING count(DISTINCT doc_id) > 1;
COMMENT ON VIEW v_corroboration IS
'Figures that several articles state alike, and from how many sources they are: copies of one story count once, unsure figures not at all';
