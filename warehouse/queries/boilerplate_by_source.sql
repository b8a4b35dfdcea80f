-- question: How much of each source is boilerplate, and which rules remove it?
-- param outlet: text null part of the outlet's name; null for all
SELECT d.source, d.outlet, count(*) AS n_lines,
    count(*) FILTER (WHERE l.role = 'boilerplate') AS n_removed,
    round(count(*) FILTER (WHERE l.role = 'boilerplate') / count(*), 4) AS share_removed,
    coalesce(list(DISTINCT l.rule_id ORDER BY l.rule_id) FILTER (WHERE l.role = 'boilerplate'), []) AS rules
FROM lines AS l
JOIN documents AS d ON l.doc_id = d.doc_id
WHERE $outlet::VARCHAR IS NULL OR contains(lower(d.outlet), lower($outlet))
GROUP BY d.source, d.outlet
ORDER BY share_removed DESC, d.source;
