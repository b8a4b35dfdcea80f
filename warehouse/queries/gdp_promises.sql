-- question: Who promised or demanded which share of GDP, and for what?
-- param topic: text "defen[cs]e" pattern that the measure (or, where none was found, the sentence) matches
-- param base: text "GDP" what the share is taken of
SELECT said_by, stated, status, measure, subject, period, outlet, published, sentence
FROM v_percents
WHERE status IN ('target', 'proposed')
    AND (lower(base) = lower($base) OR (base IS NULL AND contains(sentence, $base)))
    AND regexp_matches(coalesce(measure, sentence), $topic, 'i')
ORDER BY coalesce(value, low), said_by, source, figure_id;
