CREATE OR REPLACE VIEW v_targets_and_facts AS
WITH told AS (
    SELECT *, stated || ' (' || coalesce(said_by, 'not sure who') || ')' AS telling
    FROM v_figures
    WHERE
        measure_key IS NOT NULL AND NOT vague
        AND NOT regexp_matches(coalesce(unsure, ''), 'measure|subject|status')
)
SELECT
    mode(measure) AS measure,
    mode(subject) AS subject,
    kind,
    unit,
    mode(base) AS base,
    coalesce(list(DISTINCT telling ORDER BY telling) FILTER (WHERE status = 'reported'), []) AS facts,
    coalesce(list(DISTINCT telling ORDER BY telling) FILTER (WHERE status = 'target'), []) AS targets,
    coalesce(list(DISTINCT telling ORDER BY telling) FILTER (WHERE status = 'proposed'), []) AS demands,
    coalesce(list(DISTINCT telling ORDER BY telling) FILTER (WHERE status = 'forecast'), []) AS forecasts,
    count(DISTINCT doc_id) AS n_documents,
    measure_key,
    subject_key
FROM told
GROUP BY measure_key, subject_key, kind, unit
HAVING count(*) FILTER (WHERE status IN ('target', 'proposed', 'forecast')) > 0;
COMMENT ON VIEW v_targets_and_facts IS 'What is, beside what is promised, demanded or expected: one row a measure and subject; figures of which either or the status is unsure are left out, see v_unsure';
