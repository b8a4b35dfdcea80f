CREATE OR REPLACE VIEW v_casualties AS
WITH counted AS (
    SELECT
        f.*,
        lower(concat_ws(' ', f.measure_id, f.measure, f.unit)) AS words,
        lower(substring(d.text, f.char_end + 1, 80)) AS behind,
        lower(substring(d.text, greatest(f.char_start - 39, 1), least(40, f.char_start))) AS before
    FROM v_figures AS f
    JOIN documents AS d ON f.doc_id = d.doc_id
    -- On whose side they fell, and whether they did, must be sure.
    WHERE f.kind = 'count' AND NOT regexp_matches(coalesce(f.unsure, ''), 'subject|status')
),
worded AS (
    -- "14 people were killed", "60 injured", "six of the dead" and "killing at least nine" name the harm beside the count
    SELECT
        *,
        concat_ws(
            ' ',
            words,
            regexp_extract(behind, '^\s*(?:[^\s,.;:]+\s+){0,4}?(?:dead|died|dying|deaths)\b'),
            regexp_extract(behind, '^\s*(?:killed|wounded|injured|hurt|maimed)\b'),
            regexp_extract(
                behind,
                '^\s*(?:[^\s,.;:]+\s+){0,3}?(?:were|was|been|be|are|is|feared|confirmed|reported)\s+(?:\w+\s+)?'
                || '(?:killed|wounded|injured|hurt|maimed)\b'
            ),
            regexp_extract(
                before,
                '\b(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)|injur(?:es|ed|ing)|maim(?:s|ed|ing))\s+'
                || '(?:(?:at least|more than|as many as|up to|about|around|some|nearly|over|another)\s+)?$'
            )
        ) AS told
    FROM counted
),
sorted AS (
    SELECT
        *,
        regexp_matches(told, '\b(?:kill|dead\b|death|die[ds]?\b|dying|fatalit|slain|murder)') AS deaths,
        regexp_matches(told, '\b(?:wound|injur|hurt\b|maim)') AS injuries,
        regexp_matches(told, '\bcasualt') AS both_kinds
    FROM worded
)
SELECT
    subject,
    CASE
        WHEN both_kinds OR (deaths AND injuries) THEN 'killed or wounded'
        WHEN deaths THEN 'killed'
        ELSE 'wounded'
    END AS harm,
    stated, value, low, high, unit, vague, measure, period, status, said_by, unsure, outlet, published, sentence,
    source, figure_id
FROM sorted
WHERE deaths OR injuries OR both_kinds;
COMMENT ON VIEW v_casualties IS 'Counts of people killed or wounded, recognised by measure, unit and the words beside the count; those of an unsure side or status are left out, see v_unsure';
