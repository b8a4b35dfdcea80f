-- What waits in quarantine, the latest first.
SELECT
    q.stage, q.source, parse_filename(q.source) AS file, q.rule_ids, q.reason, q.row ->> 'surface' AS surface,
    coalesce(q.row ->> 'sentence', l.text) AS sentence, q.row::VARCHAR AS "row"
FROM v_quarantine_open AS q
LEFT JOIN lines AS l ON q.doc_id = l.doc_id AND TRY_CAST(q.row ->> 'line_n' AS BIGINT) = l.n
ORDER BY q.quarantined_at DESC, q.source, q.quarantine_id
LIMIT $most_refused
