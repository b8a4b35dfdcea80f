-- How many figures were read with each field of context, and in how many it is sure enough to be shown.
WITH read AS (
    SELECT unnest(
        [
            {place: 1, field: 'measure', sure: measure_sure},
            {place: 2, field: 'subject', sure: subject_sure},
            {place: 3, field: 'base', sure: base_sure},
            {place: 4, field: 'period', sure: period_sure},
            {place: 5, field: 'speaker', sure: speaker_sure},
            {place: 6, field: 'status', sure: status_sure}
        ],
        recursive := true
    )
    FROM v_figures
)
SELECT
    read.field,
    any_value(t.threshold) AS threshold,
    count(*) AS figures,
    count(*) FILTER (WHERE read.sure >= coalesce(t.threshold, 0)) AS shown
FROM read
LEFT JOIN thresholds AS t ON read.field = t.field
WHERE read.sure IS NOT NULL
GROUP BY read.place, read.field
ORDER BY read.place
