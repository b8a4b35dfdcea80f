CREATE OR REPLACE VIEW v_percents AS
SELECT
    measure, subject, stated, value, low, high, unit, base, change, period, status, said_by, unsure, outlet, published,
    sentence, source, figure_id
FROM v_figures
WHERE kind IN ('percent', 'percentage_point');
COMMENT ON VIEW v_percents IS 'Shares and rates: percents and percentage points, of what and out of what';
