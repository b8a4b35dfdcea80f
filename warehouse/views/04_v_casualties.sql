CREATE OR REPLACE VIEW v_casualties AS
WITH worded AS (
    SELECT *, lower(concat_ws(' ', measure_id, measure, unit)) AS words
    FROM v_figures
    WHERE kind = 'count'
),
sorted AS (
    SELECT
        *,
        regexp_matches(words, '\b(kill|dead\b|death|die[ds]?\b|dying|fatalit|slain|murder)') AS deaths,
        regexp_matches(words, '\b(wound|injur|hurt\b|maim)') AS injuries,
        regexp_matches(words, '\bcasualt') AS both_kinds
    FROM worded
)
SELECT
    subject,
    CASE
        WHEN both_kinds OR (deaths AND injuries) THEN 'killed or wounded'
        WHEN deaths THEN 'killed'
        ELSE 'wounded'
    END AS harm,
    stated, value, low, high, unit, vague, measure, period, status, said_by, outlet, published, sentence, source,
    figure_id
FROM sorted
WHERE deaths OR injuries OR both_kinds;
COMMENT ON VIEW v_casualties IS 'Counts of people killed or wounded, recognised by the words of their measure and unit';
