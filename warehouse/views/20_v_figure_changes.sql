CREATE OR REPLACE VIEW v_figure_changes AS
SELECT
    r.started_at, c.change, c.surface, c.fields,
    list_transform(c.fields, lambda field: coalesce(c.before ->> field, 'NULL')) AS was,
    list_transform(c.fields, lambda field: coalesce(c.after ->> field, 'NULL')) AS becomes,
    d.outlet, d.title, d.source, coalesce(c.after ->> 'sentence', c.before ->> 'sentence') AS sentence,
    c.rules_before, c.rules_after, c.before, c.after, c.doc_id, c.char_start, c.run_id
FROM figure_changes AS c
JOIN runs AS r ON c.run_id = r.run_id
JOIN documents AS d ON c.doc_id = d.doc_id;
COMMENT ON VIEW v_figure_changes IS 'What reading a document again changed: each figure that came, went or reads otherwise, with what it was and what it became';
