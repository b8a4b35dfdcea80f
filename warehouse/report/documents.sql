-- Where the figures stand: one row an article that has any.
SELECT doc_id, source, parse_filename(source) AS file, title, outlet, byline, published
FROM v_documents
WHERE NOT superseded AND doc_id IN (SELECT doc_id FROM figures)
