-- question: Which numbers did a speaker give?
-- param speaker: text null part of the speaker's name; null for all named speakers
SELECT said_by, stated, measure, subject, status, period, outlet, published, sentence
FROM v_who_said_what
WHERE NOT by_the_outlet AND ($speaker::VARCHAR IS NULL OR contains(lower(said_by), lower($speaker)))
ORDER BY said_by, source, figure_id;
