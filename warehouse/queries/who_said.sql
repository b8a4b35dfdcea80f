-- question: Which numbers did a speaker give, and of which measure?
-- param speaker: text null part of the speaker's name; null for all named speakers
-- param measure: text null part of the measure's name or its id; null for all
SELECT said_by, stated, measure, subject, status, period, outlet, published, sentence
FROM v_who_said_what
WHERE NOT by_the_outlet AND ($speaker::VARCHAR IS NULL OR contains(lower(said_by), lower($speaker)))
    AND ($measure::VARCHAR IS NULL OR contains(lower(concat_ws(' ', measure, measure_id)), lower($measure)))
ORDER BY said_by, source, figure_id;
