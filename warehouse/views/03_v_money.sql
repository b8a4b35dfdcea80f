CREATE OR REPLACE VIEW v_money AS
SELECT
    measure, subject, stated, unit AS currency, value AS amount, low, high, change, period, status, said_by, unsure, outlet,
    published, sentence, source, figure_id
FROM v_figures
WHERE kind = 'money';
COMMENT ON VIEW v_money IS 'Sums of money in full units of their currency: what for, whose, and who says so';
