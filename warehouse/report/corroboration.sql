-- Figures that several articles state alike, those from most sources first.
SELECT n_sources, n_documents, figure_ids
FROM v_corroboration
ORDER BY n_sources DESC, n_documents DESC, measure_key, subject_key, value, low
LIMIT 100
