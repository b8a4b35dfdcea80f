CREATE OR REPLACE VIEW v_documents AS
WITH latest AS (
    SELECT seen.source, arg_max(seen.doc_id, (runs.started_at, runs.run_id)) AS doc_id
    FROM run_documents AS seen
    JOIN runs USING (run_id)
    WHERE seen.doc_id IS NOT NULL AND seen.outcome <> 'rejected'
    GROUP BY seen.source
)
SELECT
    d.*,
    d.source <> '-'
    AND d.doc_id NOT IN (SELECT doc_id FROM latest)
    AND EXISTS (SELECT 1 FROM run_documents AS seen WHERE seen.doc_id = d.doc_id) AS superseded
FROM documents AS d;
COMMENT ON VIEW v_documents IS 'Every article; superseded: its source has had another text since, so its figures are left out of the other views';
