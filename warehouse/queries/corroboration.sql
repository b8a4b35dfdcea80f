-- question: Which figures do several articles state alike, and from how many sources are they really?
-- param sources: integer 1 from how many sources at least
SELECT stated, n_documents, n_sources, measure, subject, status, speakers, documents, sentence
FROM v_corroboration
WHERE n_sources >= $sources
ORDER BY n_sources DESC, n_documents DESC, measure_key, subject_key, value, low;
