-- Without context there is no status either.
ALTER TABLE figures ALTER COLUMN status DROP NOT NULL;
ALTER TABLE figures ADD COLUMN measure_sure DOUBLE;
ALTER TABLE figures ADD COLUMN subject_sure DOUBLE;
ALTER TABLE figures ADD COLUMN base_sure DOUBLE;
ALTER TABLE figures ADD COLUMN period_sure DOUBLE;
ALTER TABLE figures ADD COLUMN speaker_sure DOUBLE;
ALTER TABLE figures ADD COLUMN status_sure DOUBLE;
COMMENT ON COLUMN figures.status IS
'reported, target, proposed, forecast, hypothetical or denied; null when it was read without context';
COMMENT ON COLUMN figures.measure_sure IS 'How sure what is measured is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figures.subject_sure IS 'How sure whose it is is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figures.base_sure IS 'How sure what it is out of is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figures.period_sure IS 'How sure the time it holds for is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figures.speaker_sure IS 'How sure who says so is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figures.status_sure IS 'How sure how it is meant is, 0 to 1: of those at 0.8, eight in ten are right; null without context';
COMMENT ON COLUMN figure_changes.before IS
'The row of figures as it was, without how sure its fields are, a JSON object; null for one that came';
COMMENT ON COLUMN figure_changes.after IS
'The row of figures as it is after that run, without how sure its fields are; null for one that went';

CREATE TABLE figure_context (
    figure_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL CHECK (field IN ('measure', 'subject', 'base', 'period', 'speaker', 'status')),
    rank BIGINT NOT NULL CHECK (rank >= 1),
    value VARCHAR,
    char_start BIGINT CHECK (char_start >= 0),
    char_end BIGINT,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    "by" VARCHAR NOT NULL,
    PRIMARY KEY (figure_id, field, rank),
    CHECK ((char_start IS NULL) = (char_end IS NULL)),
    CHECK (char_end > char_start)
);
COMMENT ON TABLE figure_context IS 'What was read around each figure: one row a choice for a field, the best first. Nothing is a choice too';
COMMENT ON COLUMN figure_context.figure_id IS 'The figure';
COMMENT ON COLUMN figure_context.doc_id IS 'The document';
COMMENT ON COLUMN figure_context.field IS 'measure, subject, base, period, speaker or status';
COMMENT ON COLUMN figure_context.rank IS '1 for the choice that the row of figures shows, 2 and 3 for others that came close';
COMMENT ON COLUMN figure_context.value IS 'What was chosen: words of the text, or the fullest name in the document; null for nothing';
COMMENT ON COLUMN figure_context.char_start IS 'Offset in documents.text of the words it was read from, in code points from 0; null for none';
COMMENT ON COLUMN figure_context.char_end IS 'Offset behind the last of these words';
COMMENT ON COLUMN figure_context.confidence IS 'How sure the choice is, 0 to 1: of those at 0.8, eight in ten are right';
COMMENT ON COLUMN figure_context."by" IS 'What made the choice: the reader and its way, or correction';

CREATE TABLE thresholds (
    field VARCHAR PRIMARY KEY,
    threshold DOUBLE NOT NULL CHECK (threshold BETWEEN 0 AND 1)
);
COMMENT ON TABLE thresholds IS 'How sure a field of context must be for the views to show it, by the settings of the last run';
COMMENT ON COLUMN thresholds.field IS 'measure, subject, base, period, speaker or status';
COMMENT ON COLUMN thresholds.threshold IS 'The least confidence that is shown, 0 to 1';
