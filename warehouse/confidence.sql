-- How sure the last runs were of each field of context: what a new run is compared with.
WITH last AS (
    SELECT run_id
    FROM runs
    SEMI JOIN figures USING (run_id)
    ORDER BY started_at DESC, run_id DESC
    LIMIT 10
)
SELECT c.field, count(*) AS figures, avg(c.confidence) AS mean
FROM figure_context AS c
JOIN figures AS f USING (figure_id)
SEMI JOIN last ON f.run_id = last.run_id
WHERE c.rank = 1
GROUP BY c.field
ORDER BY c.field
