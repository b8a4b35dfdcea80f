-- question: How many people were killed or wounded, on whose side, and who says so?
-- param subject: text null part of the name of the side; null for all
SELECT coalesce(subject, '(not said)') AS subject, harm, stated, value, period, status, said_by, outlet, published, sentence
FROM v_casualties
WHERE $subject::VARCHAR IS NULL OR contains(lower(subject), lower($subject))
ORDER BY subject, harm, coalesce(value, low) DESC, source, figure_id;
