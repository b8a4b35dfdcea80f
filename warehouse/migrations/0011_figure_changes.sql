CREATE TABLE figure_changes (
    run_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    surface VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('came', 'went', 'reads otherwise')),
    fields VARCHAR[] NOT NULL,
    before JSON,
    after JSON,
    rules_before VARCHAR,
    rules_after VARCHAR NOT NULL,
    PRIMARY KEY (run_id, doc_id, char_start, char_end),
    CHECK ((change = 'came') = (before IS NULL)),
    CHECK ((change = 'went') = (after IS NULL))
);
COMMENT ON TABLE figure_changes IS 'One row a figure that another reading of the same document changed: by other rules, another model, a correction';
COMMENT ON COLUMN figure_changes.run_id IS 'The run that read the document again';
COMMENT ON COLUMN figure_changes.doc_id IS 'The document';
COMMENT ON COLUMN figure_changes.char_start IS 'Offset of its first character in documents.text, in code points from 0';
COMMENT ON COLUMN figure_changes.char_end IS 'Offset behind its last character';
COMMENT ON COLUMN figure_changes.surface IS 'The words of the text';
COMMENT ON COLUMN figure_changes.change IS 'came (it was no figure before), went (it is none any more) or reads otherwise';
COMMENT ON COLUMN figure_changes.fields IS 'Which columns of figures differ; empty for one that came or went';
COMMENT ON COLUMN figure_changes.before IS 'The row of figures as it was, a JSON object; null for one that came';
COMMENT ON COLUMN figure_changes.after IS 'The row of figures as it is after that run; null for one that went';
COMMENT ON COLUMN figure_changes.rules_before IS 'Rules it was read with before; null for one that came';
COMMENT ON COLUMN figure_changes.rules_after IS 'Rules of the run';
