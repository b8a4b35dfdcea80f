-- question: Which figures stand against each other: one measure, subject and time, values that cannot all be right?
-- param measure: text null part of the measure's name or its id; null for all
SELECT measure, subject, status, stated, said_by, against, base, period, outlet, published, source, sentence
FROM v_disagreements
WHERE $measure::VARCHAR IS NULL OR contains(lower(concat_ws(' ', measure, measure_key)), lower($measure))
ORDER BY measure_key, subject_key, kind, unit, status, coalesce(value, low), said_by, figure_id;
