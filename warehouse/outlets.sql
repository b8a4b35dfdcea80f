-- What the database holds of each outlet before a run.
WITH told AS (
    SELECT doc_id, outlet, n_figures, CASE WHEN published_precision = 'day' THEN published END AS day
    FROM v_documents
    WHERE outlet IS NOT NULL AND duplicate_of IS NULL AND NOT superseded
),
placed AS (
    SELECT doc_id, count(*) AS lines, count(*) FILTER (WHERE role = 'boilerplate') AS boilerplate
    FROM lines
    GROUP BY doc_id
),
refusals AS (
    SELECT doc_id, count(*) AS refused
    FROM quarantine
    WHERE stage = 'validate' AND ("row" ->> 'table') = 'figures'
    GROUP BY doc_id
)
SELECT
    t.outlet,
    count(*) AS documents,
    coalesce(sum(p.lines), 0)::BIGINT AS lines,
    coalesce(sum(p.boilerplate), 0)::BIGINT AS boilerplate,
    sum(t.n_figures)::BIGINT AS figures,
    coalesce(sum(r.refused), 0)::BIGINT AS refused,
    max(t.day) AS newest
FROM told AS t
LEFT JOIN placed AS p ON t.doc_id = p.doc_id
LEFT JOIN refusals AS r ON t.doc_id = r.doc_id
GROUP BY t.outlet
ORDER BY t.outlet
