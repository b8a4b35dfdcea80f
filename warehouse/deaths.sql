-- Exact, reported counts of the dead of a named subject, up to one day: what later ones are compared with.
SELECT outlet, subject, unit, coalesce(period_end, published_day)::VARCHAR AS day, value
FROM v_figures
WHERE
    kind = 'count' AND comparator = '=' AND status = 'reported' AND value IS NOT NULL
    AND outlet IS NOT NULL AND subject IS NOT NULL
    AND (period IS NULL OR period_precision = 'day')
    AND coalesce(period_end, published_day) IS NOT NULL
    AND regexp_matches(concat_ws(' ', measure, unit), '\b(?:killed|dead|deaths?|died|fatalit(?:y|ies)|death toll)\b', 'i')
ORDER BY ALL
