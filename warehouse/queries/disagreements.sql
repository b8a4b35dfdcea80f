-- question: Which figures stand against each other: the same measure and subject, different values?
-- param measure: text null part of the measure's name; null for all
SELECT measure, subject, status, stated, base, period, said_by, outlet, published, sentence
FROM v_disagreements
WHERE $measure::VARCHAR IS NULL OR contains(lower(measure), lower($measure))
ORDER BY measure_key, subject_key, kind, unit, status, coalesce(value, low), said_by, figure_id;
