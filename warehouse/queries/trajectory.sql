-- question: How does a measure move over time: the facts, promises and demands for each subject?
-- param measure: text null part of the measure's name or its id; null for all
-- param subject: text null part of the subject's name or its id; null for all
SELECT subject, measure, day, stated, change, status, said_by, period, outlet, published, source, sentence
FROM v_trajectory
WHERE ($measure::VARCHAR IS NULL OR contains(lower(concat_ws(' ', measure, measure_key)), lower($measure)))
    AND ($subject::VARCHAR IS NULL OR contains(lower(concat_ws(' ', subject, subject_key)), lower($subject)))
ORDER BY measure_key, subject_key, kind, unit, day NULLS LAST, coalesce(value, low), figure_id;
