-- question: What did the latest run change: which articles are new or were read anew?
WITH latest AS (
    SELECT run_id, started_at
    FROM runs
    WHERE status = 'succeeded'
    ORDER BY started_at DESC, run_id DESC
    LIMIT 1
)
SELECT CASE WHEN d.first_run_id = d.last_run_id THEN 'new' ELSE 'read anew' END AS change,
    d.source, d.outlet, d.title, count(f.figure_id) AS n_figures,
    list(f.surface ORDER BY f.char_start) FILTER (WHERE f.surface IS NOT NULL) AS figures, latest.run_id
FROM documents AS d
JOIN latest ON d.last_run_id = latest.run_id
LEFT JOIN figures AS f ON d.doc_id = f.doc_id
GROUP BY ALL
ORDER BY change, d.source;
