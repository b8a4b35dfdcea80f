CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'crashed')),
    error VARCHAR,
    code_version VARCHAR NOT NULL,
    rules_version VARCHAR NOT NULL,
    model VARCHAR,
    model_version VARCHAR,
    read BIGINT CHECK (read >= 0),
    new BIGINT CHECK (new >= 0),
    unchanged BIGINT CHECK (unchanged >= 0),
    duplicate BIGINT CHECK (duplicate >= 0),
    rejected BIGINT CHECK (rejected >= 0),
    candidates BIGINT CHECK (candidates >= 0),
    accepted BIGINT CHECK (accepted >= 0),
    quarantined BIGINT CHECK (quarantined >= 0),
    not_figures BIGINT CHECK (not_figures >= 0),
    lines BIGINT CHECK (lines >= 0),
    boilerplate_lines BIGINT CHECK (boilerplate_lines >= 0),
    seconds JSON,
    CHECK ((status = 'running') = (finished_at IS NULL)),
    CHECK (finished_at >= started_at),
    CHECK ((status IN ('failed', 'crashed')) = (error IS NOT NULL)),
    CHECK (status <> 'succeeded' OR coalesce(read = new + unchanged + duplicate + rejected, FALSE)),
    CHECK (status <> 'succeeded' OR coalesce(candidates = accepted + quarantined, FALSE)),
    CHECK (status <> 'succeeded' OR coalesce(boilerplate_lines <= lines, FALSE)),
    CHECK (status <> 'succeeded' OR not_figures IS NOT NULL)
);
COMMENT ON TABLE runs IS 'One row a run of the pipeline: when, how it ended, with which rules, and its accounting';
COMMENT ON COLUMN runs.run_id IS 'Name of the run, unique';
COMMENT ON COLUMN runs.started_at IS 'When it began, UTC';
COMMENT ON COLUMN runs.finished_at IS 'When it ended, UTC; null while it runs. For a crashed run: when that was noticed';
COMMENT ON COLUMN runs.status IS 'running, succeeded, failed (it said why) or crashed (it was killed and a later run found it)';
COMMENT ON COLUMN runs.error IS 'Why it failed or crashed; null otherwise';
COMMENT ON COLUMN runs.code_version IS 'Version of the installed package';
COMMENT ON COLUMN runs.rules_version IS 'Digest of the rules: seeds and package. A document is read again when it changes';
COMMENT ON COLUMN runs.model IS 'Name of the language model; null when figures were read without context';
COMMENT ON COLUMN runs.model_version IS 'Version of the language model';
COMMENT ON COLUMN runs.read IS 'Sources looked at = new + unchanged + duplicate + rejected';
COMMENT ON COLUMN runs.new IS 'Documents read for the first time, or again under other rules or another model';
COMMENT ON COLUMN runs.unchanged IS 'Documents known with these rules and this model: skipped';
COMMENT ON COLUMN runs.duplicate IS 'Sources with the content of another source of the same run';
COMMENT ON COLUMN runs.rejected IS 'Sources that could not be read as an article; see quarantine';
COMMENT ON COLUMN runs.candidates IS 'Figures proposed from the new documents = accepted + quarantined';
COMMENT ON COLUMN runs.accepted IS 'Figures that passed every critical rule and landed';
COMMENT ON COLUMN runs.quarantined IS 'Figures that were refused; see quarantine';
COMMENT ON COLUMN runs.not_figures IS 'Numbers of the new documents that are no figures: years, clock times, names';
COMMENT ON COLUMN runs.lines IS 'Non-blank lines of the new documents';
COMMENT ON COLUMN runs.boilerplate_lines IS 'Those of them that are not the story';
COMMENT ON COLUMN runs.seconds IS 'Seconds by stage, a JSON object';

CREATE TABLE run_documents (
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    doc_id VARCHAR,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('new', 'unchanged', 'duplicate', 'rejected')),
    PRIMARY KEY (run_id, source),
    CHECK (outcome = 'rejected' OR doc_id IS NOT NULL)
);
COMMENT ON TABLE run_documents IS 'What each run saw: one row a source and run; the counts of runs are counts of these rows';
COMMENT ON COLUMN run_documents.run_id IS 'The run';
COMMENT ON COLUMN run_documents.source IS 'Where the document was read from: a path, an address, a member of an archive';
COMMENT ON COLUMN run_documents.doc_id IS 'The document; null when it was rejected before it had an id';
COMMENT ON COLUMN run_documents.outcome IS 'new, unchanged, duplicate or rejected, as counted in runs';
