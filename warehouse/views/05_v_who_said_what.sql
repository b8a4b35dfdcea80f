CREATE OR REPLACE VIEW v_who_said_what AS
SELECT
    said_by,
    speaker IS NULL AS by_the_outlet,
    measure, subject, stated, value, low, high, unit, base, period, status, unsure, outlet, published, sentence, source,
    figure_id, measure_id, subject_id
FROM v_figures
WHERE NOT contains(coalesce(unsure, ''), 'speaker');
COMMENT ON VIEW v_who_said_what IS 'Every figure by its speaker: who said which number of what, and as fact, target or demand; those of an unsure speaker are left out, see v_unsure';
