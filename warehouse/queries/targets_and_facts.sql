-- question: What is the fact, what is promised, what is demanded, what is expected?
-- param measure: text null part of the measure's name or its id; null for all
SELECT subject, facts, targets, demands, forecasts, measure, base
FROM v_targets_and_facts
WHERE $measure::VARCHAR IS NULL OR contains(lower(concat_ws(' ', measure, measure_key)), lower($measure))
ORDER BY measure_key, subject_key, kind, unit;
