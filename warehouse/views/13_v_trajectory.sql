CREATE OR REPLACE VIEW v_trajectory AS
WITH placed AS (
    SELECT
        *,
        coalesce(period_end, period_start, published_day) AS day,
        CASE
            WHEN coalesce(period_end, period_start) IS NOT NULL THEN 'period'
            WHEN published_day IS NOT NULL THEN 'publication'
        END AS day_from
    FROM v_figures
    WHERE
        measure_key IS NOT NULL AND (subject_key IS NOT NULL OR measure_id IS NOT NULL) AND NOT vague
        AND NOT regexp_matches(coalesce(unsure, ''), 'measure|subject|period|status')
    -- What copies of one story say is one point.
    QUALIFY row_number() OVER (
        PARTITION BY
            text_id, measure_key, subject_key, kind, unit, value, low, high, comparator, status, speaker, period
        ORDER BY published_day NULLS LAST, doc_id, char_start
    ) = 1
)
SELECT
    measure, subject, day, day_from, stated, value, low, high, unit, change, base, period, status, said_by,
    outlet, published, sentence, source, figure_id, measure_key, subject_key, kind
FROM placed
-- One point makes a line only for a measure of interest.
QUALIFY measure_id IS NOT NULL OR count(*) OVER (PARTITION BY measure_key, subject_key, kind, unit) > 1;
COMMENT ON VIEW v_trajectory IS
'What is said of one measure of one subject over time, once a story: day is the end of the period, else the publication. Where measure, subject, time or status is unsure, a figure is left out, see v_unsure';
