CREATE OR REPLACE VIEW v_quality_latest AS
SELECT
    q.table_name, q.rule_id, q.description, q.severity, q.status, q.checked, q.failed,
    CASE WHEN q.checked > 0 THEN q.failed / q.checked END AS share_failed,
    q.run_id
FROM quality_results AS q
WHERE q.run_id = (
    SELECT r.run_id
    FROM runs AS r
    SEMI JOIN quality_results AS checked ON r.run_id = checked.run_id
    ORDER BY r.started_at DESC, r.run_id DESC
    LIMIT 1
);
COMMENT ON VIEW v_quality_latest IS 'What each quality rule found in the latest run that was checked';
