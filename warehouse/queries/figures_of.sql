-- question: Which figures does an article state, in the order of its text?
-- param source: text null part of the path or title; null for all
-- param most: integer 100 how many rows at most
SELECT source, line_n, stated, kind, value, low, high, unit, measure, subject, status, said_by
FROM v_figures
WHERE $source::VARCHAR IS NULL OR contains(lower(concat_ws(' ', source, title)), lower($source))
ORDER BY source, char_start
LIMIT $most;
