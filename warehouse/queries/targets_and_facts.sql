-- question: What is the fact, what is promised, what is demanded, what is expected?
-- param measure: text null part of the measure's name; null for all
SELECT measure, subject, base, facts, targets, demands, forecasts
FROM v_targets_and_facts
WHERE $measure::VARCHAR IS NULL OR contains(lower(measure), lower($measure))
ORDER BY measure, subject, kind, unit;
