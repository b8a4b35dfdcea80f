-- question: Who promised or demanded which share of GDP, and for what?
-- param topic: text "defen[cs]e|military" pattern to find in the measure or the sentence
-- param base: text "GDP|economy|national income" pattern of what the share is taken of; shares of nothing named count too
SELECT said_by, stated, status, measure, subject, base, period, outlet, published, sentence
FROM v_percents
WHERE status IN ('target', 'proposed')
    AND unit = '%'
    AND (base IS NULL OR regexp_matches(base, $base, 'i'))
    AND regexp_matches(concat_ws(' ', measure, sentence), $topic, 'i')
ORDER BY coalesce(value, low), said_by, source, figure_id;
