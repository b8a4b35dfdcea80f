-- Groups of figures of which at least two cannot both be right, those with most voices first.
SELECT list(figure_id ORDER BY coalesce(value, low, high), figure_id) AS figure_ids
FROM v_disagreements
GROUP BY measure_key, subject_key, kind, unit, base, status
ORDER BY count(DISTINCT said_by) DESC, count(*) DESC, measure_key, subject_key, kind, unit, base, status
LIMIT 100
