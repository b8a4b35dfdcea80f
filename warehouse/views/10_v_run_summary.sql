CREATE OR REPLACE VIEW v_run_summary AS
SELECT
    r.run_id, r.started_at, r.status,
    epoch(r.finished_at - r.started_at) AS duration_seconds,
    r.read, r.new, r.unchanged, r.duplicate, r.rejected, r.candidates, r.accepted, r.quarantined, r.not_figures,
    r.lines, r.boilerplate_lines,
    CASE WHEN r.lines > 0 THEN r.boilerplate_lines / r.lines END AS boilerplate_share,
    coalesce(q.critical_rules_broken, 0) AS critical_rules_broken,
    coalesce(q.warnings, 0) AS warnings,
    r.error, r.code_version, r.rules_version, r.model, r.model_version
FROM runs AS r
LEFT JOIN (
    SELECT
        run_id,
        count(*) FILTER (WHERE status <> 'pass' AND severity = 'critical') AS critical_rules_broken,
        count(*) FILTER (WHERE status <> 'pass' AND severity <> 'critical') AS warnings
    FROM quality_results
    GROUP BY run_id
) AS q ON r.run_id = q.run_id;
COMMENT ON VIEW v_run_summary IS 'Every run with its accounting, its duration and the number of quality rules that rang';
