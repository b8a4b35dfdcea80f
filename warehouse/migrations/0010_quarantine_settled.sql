ALTER TABLE quarantine ADD COLUMN settled_at TIMESTAMP;
ALTER TABLE quarantine ADD COLUMN settled_by VARCHAR;
COMMENT ON COLUMN quarantine.settled_at IS 'When it left the state open, UTC; null while it waits';
COMMENT ON COLUMN quarantine.settled_by IS 'What settled it: the run that read it again, or the reason a person gave for dropping it';
