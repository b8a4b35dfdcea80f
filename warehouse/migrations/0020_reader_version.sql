ALTER TABLE runs ADD COLUMN reader_version VARCHAR;
COMMENT ON COLUMN runs.reader_version IS 'Digest of the code that reads, without the seeds; null before it was recorded';
COMMENT ON COLUMN documents.rules_version IS 'Rules it was last read with, or later ones that differ from these in nothing that concerns it';
