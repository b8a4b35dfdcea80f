CREATE TABLE quarantine (
    quarantine_id VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL CHECK (stage IN ('read', 'clean', 'extract', 'relate', 'validate')),
    source VARCHAR NOT NULL,
    doc_id VARCHAR,
    rule_ids VARCHAR[] NOT NULL CHECK (len(rule_ids) >= 1),
    reason VARCHAR NOT NULL,
    row JSON NOT NULL,
    quarantined_at TIMESTAMP NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('open', 'replayed', 'dropped'))
);
COMMENT ON TABLE quarantine IS 'What was refused, with the reason and enough to look at it again; nothing is lost silently';
COMMENT ON COLUMN quarantine.quarantine_id IS 'Digest of what was refused and by which rules: a refusal that recurs is the same row';
COMMENT ON COLUMN quarantine.run_id IS 'Run that refused it first';
COMMENT ON COLUMN quarantine.stage IS 'Where it was refused: read, clean, extract, relate or validate';
COMMENT ON COLUMN quarantine.source IS 'Where the document was read from';
COMMENT ON COLUMN quarantine.doc_id IS 'The document; null when it was refused before it had an id';
COMMENT ON COLUMN quarantine.rule_ids IS 'The rules it broke';
COMMENT ON COLUMN quarantine.reason IS 'Why, in words';
COMMENT ON COLUMN quarantine.row IS 'The refused row as a JSON object';
COMMENT ON COLUMN quarantine.quarantined_at IS 'When it was refused first, UTC';
COMMENT ON COLUMN quarantine.state IS 'open; replayed (read again since, and no longer refused so); dropped (a person set it aside)';

CREATE TABLE quality_results (
    run_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    checked BIGINT NOT NULL CHECK (checked >= 0),
    failed BIGINT NOT NULL CHECK (failed >= 0),
    status VARCHAR NOT NULL CHECK (status IN ('pass', 'fail', 'error')),
    PRIMARY KEY (run_id, table_name, rule_id)
);
COMMENT ON TABLE quality_results IS 'One row a quality rule and run: the history of the data''s health';
COMMENT ON COLUMN quality_results.run_id IS 'The run';
COMMENT ON COLUMN quality_results.table_name IS 'The table that was checked';
COMMENT ON COLUMN quality_results.rule_id IS 'The rule';
COMMENT ON COLUMN quality_results.description IS 'What the rule demands, in a sentence';
COMMENT ON COLUMN quality_results.severity IS 'critical (the row is quarantined), warning or info';
COMMENT ON COLUMN quality_results.checked IS 'Rows the rule looked at';
COMMENT ON COLUMN quality_results.failed IS 'Rows that broke it';
COMMENT ON COLUMN quality_results.status IS 'pass, fail, or error when the rule itself could not be run';
