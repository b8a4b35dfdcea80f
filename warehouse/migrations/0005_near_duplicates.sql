CREATE TABLE document_sketches (
    doc_id VARCHAR NOT NULL,
    band UTINYINT NOT NULL,
    hash BIGINT NOT NULL
);
COMMENT ON TABLE document_sketches IS 'What near-duplicates are found by: a MinHash of each story, in bands. Two texts that share a band may repeat each other';
COMMENT ON COLUMN document_sketches.doc_id IS 'The document; those with too little text have no rows';
COMMENT ON COLUMN document_sketches.band IS 'Number of the band, from 0';
COMMENT ON COLUMN document_sketches.hash IS 'Digest of the band''s part of the MinHash';
COMMENT ON COLUMN documents.duplicate_of IS
'The document that landed before and shares at least half of the three-word runs of the shorter of both; null for an original';
