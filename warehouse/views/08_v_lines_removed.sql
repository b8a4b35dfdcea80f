CREATE OR REPLACE VIEW v_lines_removed AS
WITH placed AS (
    SELECT l.*, coalesce(d.outlet, '(unknown)') AS outlet
    FROM lines AS l
    JOIN documents AS d ON l.doc_id = d.doc_id
),
totals AS (
    SELECT outlet, count(*) AS n_lines
    FROM placed
    GROUP BY outlet
)
SELECT
    p.outlet,
    p.rule_id,
    count(*) AS n_removed,
    count(DISTINCT p.doc_id) AS n_documents,
    count(*) / any_value(t.n_lines) AS share_of_lines,
    min(p.text) AS example
FROM placed AS p
JOIN totals AS t ON p.outlet = t.outlet
WHERE p.role = 'boilerplate'
GROUP BY p.outlet, p.rule_id;
COMMENT ON VIEW v_lines_removed IS 'How many lines each rule removed as boilerplate, by outlet: a new page template shows here';
