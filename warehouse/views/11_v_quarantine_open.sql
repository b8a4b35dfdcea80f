CREATE OR REPLACE VIEW v_quarantine_open AS
SELECT
    q.quarantined_at, q.stage, q.source, d.outlet, d.title, q.rule_ids, q.reason, q.row, q.doc_id, q.run_id,
    q.quarantine_id
FROM quarantine AS q
LEFT JOIN documents AS d ON q.doc_id = d.doc_id
WHERE q.state = 'open';
COMMENT ON VIEW v_quarantine_open IS 'What is refused and waits for somebody to look at it, with the reason in words';
