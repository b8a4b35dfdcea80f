-- question: Which sums of money are named for what, and how large are they?
-- param currency: text null ISO 4217 code such as USD; null for all
SELECT coalesce(measure, '(not said)') AS measure, currency, count(*) AS n_figures,
    min(coalesce(amount, low)) AS smallest, max(coalesce(amount, high)) AS largest,
    list(DISTINCT stated ORDER BY stated) AS sums, count(DISTINCT source) AS n_documents
FROM v_money
WHERE $currency::VARCHAR IS NULL OR currency = upper($currency)
GROUP BY ALL
ORDER BY largest DESC, measure, currency;
