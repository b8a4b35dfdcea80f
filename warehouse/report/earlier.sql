-- Rules that rows of earlier runs break which are shown all the same, and on how many rows: the latest run's are told apart.
SELECT q.rule_id, any_value(q.description) AS description, sum(q.failed)::BIGINT AS failed
FROM quality_results AS q
WHERE q.status = 'fail' AND q.severity <> 'critical' AND q.table_name <> 'run'
    AND q.run_id NOT IN (SELECT run_id FROM v_quality_latest)
    AND q.run_id IN (SELECT run_id FROM lines UNION SELECT run_id FROM figures)
GROUP BY q.rule_id
ORDER BY failed DESC, q.rule_id
