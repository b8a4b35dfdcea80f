CREATE OR REPLACE VIEW v_unsure AS
SELECT
    coalesce(f.outlet, '(unknown)') AS outlet,
    t.field,
    count(*) AS n_figures,
    count(*) FILTER (WHERE contains(coalesce(f.unsure, ''), t.field)) AS n_unsure,
    count(*) FILTER (WHERE contains(coalesce(f.unsure, ''), t.field)) / count(*) AS share_unsure,
    any_value(t.threshold) AS threshold
FROM v_figures AS f
CROSS JOIN thresholds AS t
GROUP BY 1, 2;
COMMENT ON VIEW v_unsure IS
'What the other views leave out: figures, and how many of them have a field that is less sure than its threshold, by outlet and field';
