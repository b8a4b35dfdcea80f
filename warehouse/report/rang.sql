-- Which rules rang in the last runs, and on how many rows.
SELECT r.run_id, strftime(r.started_at, '%Y-%m-%d %H:%M:%S') AS began, q.rule_id, q.severity, q.failed, q.checked
FROM quality_results AS q
JOIN (FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 40) AS r ON q.run_id = r.run_id
WHERE q.status <> 'pass'
ORDER BY r.started_at, q.rule_id
