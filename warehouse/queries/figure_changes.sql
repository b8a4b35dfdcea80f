-- question: Which figures came, went or read otherwise when their documents were read again?
-- param since: text null first day of the runs to look at, such as 2025-03-01; null for all
-- param field: text null only figures of which this column changed, such as subject; null for all
SELECT change, surface, fields, was, becomes, sentence, source, rules_before, rules_after, run_id
FROM v_figure_changes
WHERE ($since::VARCHAR IS NULL OR started_at >= CAST($since AS TIMESTAMP))
    AND ($field::VARCHAR IS NULL OR list_contains(fields, $field))
ORDER BY started_at DESC, source, char_start;
