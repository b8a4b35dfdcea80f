CREATE OR REPLACE VIEW v_disagreements AS
WITH compared AS (
    SELECT
        *,
        hash(measure_key, subject_key, kind, unit, status) AS question,
        {'value': value, 'low': low, 'high': high} AS amount
    FROM v_figures
    WHERE measure_key IS NOT NULL AND subject_key IS NOT NULL AND NOT vague
),
disputed AS (
    SELECT question, count(DISTINCT amount) AS n_values, count(DISTINCT said_by) AS n_speakers
    FROM compared
    GROUP BY question
    HAVING count(DISTINCT amount) > 1
)
SELECT
    c.measure, c.subject, c.kind, c.unit, c.base, c.status, c.stated, c.value, c.low, c.high, c.period, c.said_by,
    d.n_values, d.n_speakers, c.outlet, c.published, c.sentence, c.source, c.figure_id, c.measure_key, c.subject_key
FROM compared AS c
JOIN disputed AS d ON c.question = d.question;
COMMENT ON VIEW v_disagreements IS
'Figures with the same measure, subject, kind, unit and status but different values; base and time may differ';
