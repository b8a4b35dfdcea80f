-- question: Which quality rules rang, in which run?
-- param runs: integer 10 how many runs to look back
SELECT r.started_at, q.table_name, q.rule_id, q.severity, q.failed, q.checked, q.status, q.description, q.run_id
FROM quality_results AS q
JOIN (FROM runs ORDER BY started_at DESC, run_id DESC LIMIT $runs) AS r ON q.run_id = r.run_id
WHERE q.status <> 'pass'
ORDER BY r.started_at DESC, q.severity, q.table_name, q.rule_id;
