CREATE OR REPLACE VIEW v_disagreements AS
WITH bounded AS (
    SELECT
        *,
        -- What a comparator leaves open. "About" is read as within five percent.
        CASE
            WHEN low IS NOT NULL THEN low
            WHEN comparator = '~' THEN value - 0.05 * abs(value)
            WHEN comparator IN ('<', '<=') THEN '-infinity'
            ELSE value
        END AS lowest,
        CASE
            WHEN high IS NOT NULL THEN high
            WHEN comparator = '~' THEN value + 0.05 * abs(value)
            WHEN comparator IN ('>', '>=') THEN 'infinity'
            ELSE value
        END AS highest,
        -- A period longer than a week is compared by its dates, one whose words tell no dates by its words, and the
        -- rest by the day: its own, or the day of publication.
        CASE
            WHEN period_precision NOT IN ('day', 'week') THEN concat_ws(' ', 'from', period_start, 'to', period_end)
            WHEN
                period_precision IS NULL
                AND lower(period) NOT IN ('now', 'current', 'currently', 'today', 'at present', 'so far', 'to date')
                THEN lower(period)
        END AS span,
        coalesce(period_end, period_start, published_day) AS day
    FROM v_figures
    WHERE
        measure_key IS NOT NULL AND subject_key IS NOT NULL AND NOT vague AND kind <> 'score'
        AND status NOT IN ('denied', 'hypothetical')
        AND NOT regexp_matches(coalesce(unsure, ''), 'measure|subject|base|period|status')
),
pairs AS (
    SELECT
        a.figure_id, b.figure_id AS other_id, b.doc_id AS other_doc,
        b.stated || ' (' || coalesce(b.said_by, 'not sure who') || ')' AS other
    FROM bounded AS a
    JOIN bounded AS b
        ON a.measure_key = b.measure_key AND a.subject_key = b.subject_key AND a.kind = b.kind AND a.unit = b.unit
        AND a.status = b.status AND a.base_key IS NOT DISTINCT FROM b.base_key AND a.span IS NOT DISTINCT FROM b.span
    WHERE
        (a.doc_id <> b.doc_id OR a.said_by <> b.said_by)
        -- What is said of days more than a month apart is a development.
        AND (a.span IS NOT NULL OR a.day IS NULL OR b.day IS NULL OR abs(a.day - b.day) <= 31)
        -- The size of a rise is no level; of a promise or a share of something stated only the level is told.
        AND ((a.change IS NULL) = (b.change IS NULL) OR a.status IN ('target', 'proposed') OR a.base IS NOT NULL)
        AND (a.highest < b.lowest OR b.highest < a.lowest OR a.change <> b.change)
),
against AS (
    SELECT
        figure_id,
        list_sort(list(DISTINCT other)) AS against,
        count(*) AS n_against,
        count(DISTINCT other_doc) AS n_documents_against
    FROM pairs
    GROUP BY figure_id
)
SELECT
    f.measure, f.subject, f.kind, f.unit, f.base, f.status, f.period, f.stated, f.value, f.low, f.high, f.said_by,
    a.against, a.n_against, a.n_documents_against, f.outlet, f.published, f.sentence, f.source, f.figure_id,
    f.measure_key, f.subject_key
FROM v_figures AS f
JOIN against AS a ON f.figure_id = a.figure_id;
COMMENT ON VIEW v_disagreements IS
'Figures of one measure, subject, base, time and status that cannot all be right, each with those that stand against it. Those of which one of these fields is unsure are left out, see v_unsure';
