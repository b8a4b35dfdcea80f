CREATE TABLE documents (
    doc_id VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    outlet VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    published VARCHAR,
    published_precision VARCHAR CHECK (published_precision IN ('day', 'month', 'year')),
    language VARCHAR,
    encoding VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    n_bytes BIGINT NOT NULL CHECK (n_bytes >= 0),
    n_chars BIGINT NOT NULL CHECK (n_chars >= 0),
    n_lines BIGINT NOT NULL CHECK (n_lines >= 0),
    n_figures BIGINT NOT NULL CHECK (n_figures >= 0),
    n_not_figures BIGINT NOT NULL CHECK (n_not_figures >= 0),
    duplicate_of VARCHAR,
    text VARCHAR NOT NULL,
    rules_version VARCHAR NOT NULL,
    model VARCHAR,
    model_version VARCHAR,
    first_run_id VARCHAR NOT NULL,
    last_run_id VARCHAR NOT NULL,
    CHECK ((published IS NULL) = (published_precision IS NULL))
);
COMMENT ON TABLE documents IS 'One row an article, with its decoded text';
COMMENT ON COLUMN documents.doc_id IS 'Digest of the raw bytes: the same content is the same document, wherever it lies';
COMMENT ON COLUMN documents.source IS 'Where it was read from when it last changed';
COMMENT ON COLUMN documents.outlet IS 'Who published it; null when nothing tells';
COMMENT ON COLUMN documents.title IS 'Headline';
COMMENT ON COLUMN documents.byline IS 'Authors as the article names them';
COMMENT ON COLUMN documents.published IS 'Date of publication, ISO 8601, cut to what is known: 2024, 2024-05 or 2024-05-06';
COMMENT ON COLUMN documents.published_precision IS 'day, month or year: how much of the date is known';
COMMENT ON COLUMN documents.language IS 'ISO 639-1 code of the recognised language';
COMMENT ON COLUMN documents.encoding IS 'How the bytes were decoded';
COMMENT ON COLUMN documents.reader IS 'Which reader took the text from the bytes, such as plain text or a web page';
COMMENT ON COLUMN documents.n_bytes IS 'Size of the raw bytes';
COMMENT ON COLUMN documents.n_chars IS 'Length of text in Unicode code points';
COMMENT ON COLUMN documents.n_lines IS 'Non-blank lines: its rows in lines';
COMMENT ON COLUMN documents.n_figures IS 'Figures found in it, before the quality gate';
COMMENT ON COLUMN documents.n_not_figures IS 'Numbers in it that are no figures: years, clock times, names';
COMMENT ON COLUMN documents.duplicate_of IS 'The document that this one repeats almost word for word; null for an original';
COMMENT ON COLUMN documents.text IS 'The decoded text that every offset points into';
COMMENT ON COLUMN documents.rules_version IS 'Rules it was last read with';
COMMENT ON COLUMN documents.model IS 'Language model it was last read with; null without context';
COMMENT ON COLUMN documents.model_version IS 'Version of that model';
COMMENT ON COLUMN documents.first_run_id IS 'Run that landed it first';
COMMENT ON COLUMN documents.last_run_id IS 'Run that last changed it or any of its lines and figures';

CREATE TABLE lines (
    doc_id VARCHAR NOT NULL,
    n BIGINT NOT NULL CHECK (n >= 1),
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('title', 'byline', 'caption', 'body', 'boilerplate')),
    rule_id VARCHAR,
    text VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    rules_version VARCHAR NOT NULL,
    PRIMARY KEY (doc_id, n),
    CHECK (char_end > char_start),
    CHECK (role <> 'boilerplate' OR rule_id IS NOT NULL)
);
COMMENT ON TABLE lines IS 'One row a non-blank line of a document, with what it was taken for and by which rule';
COMMENT ON COLUMN lines.doc_id IS 'The document';
COMMENT ON COLUMN lines.n IS 'Number of the line in the text, from 1, blank lines counted';
COMMENT ON COLUMN lines.char_start IS 'Offset of its first character in documents.text, in code points from 0';
COMMENT ON COLUMN lines.char_end IS 'Offset behind its last character';
COMMENT ON COLUMN lines.role IS 'title, byline, caption, body or boilerplate: only boilerplate is not the story';
COMMENT ON COLUMN lines.rule_id IS 'Rule that decided the role; null for body lines that no rule spoke for';
COMMENT ON COLUMN lines.text IS 'The line without its break';
COMMENT ON COLUMN lines.run_id IS 'Run that landed the row';
COMMENT ON COLUMN lines.rules_version IS 'Rules it was read with';

CREATE TABLE figures (
    figure_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    line_n BIGINT NOT NULL CHECK (line_n >= 1),
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL,
    surface VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (
        kind IN ('percent', 'percentage_point', 'money', 'count', 'ratio', 'duration', 'measure', 'rank', 'score')
    ),
    value DOUBLE,
    low DOUBLE,
    high DOUBLE,
    unit VARCHAR NOT NULL,
    comparator VARCHAR NOT NULL CHECK (comparator IN ('=', '~', '>', '>=', '<', '<=')),
    vague BOOLEAN NOT NULL,
    change VARCHAR CHECK (change IN ('up', 'down')),
    measure VARCHAR,
    subject VARCHAR,
    base VARCHAR,
    period VARCHAR,
    measure_id VARCHAR,
    subject_id VARCHAR,
    speaker VARCHAR,
    status VARCHAR NOT NULL CHECK (
        status IN ('reported', 'target', 'proposed', 'forecast', 'hypothetical', 'denied')
    ),
    rule_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    rules_version VARCHAR NOT NULL,
    CHECK (char_end > char_start)
);
COMMENT ON TABLE figures IS 'The tidy table: one row a figure that a story states, with its context';
COMMENT ON COLUMN figures.figure_id IS 'Digest of document, kind and span: stable over runs';
COMMENT ON COLUMN figures.doc_id IS 'The document';
COMMENT ON COLUMN figures.line_n IS 'The line it stands in: lines.n';
COMMENT ON COLUMN figures.char_start IS 'Offset of its first character in documents.text, in code points from 0';
COMMENT ON COLUMN figures.char_end IS 'Offset behind its last character';
COMMENT ON COLUMN figures.surface IS 'The words of the text: documents.text from char_start to char_end';
COMMENT ON COLUMN figures.sentence IS 'The sentence it stands in';
COMMENT ON COLUMN figures.kind IS 'percent, percentage_point, money, count, ratio, duration, measure, rank or score';
COMMENT ON COLUMN figures.value IS 'The number in base terms: 2.5 for 2.5%, 400000000 for 400 million; null for a range';
COMMENT ON COLUMN figures.low IS 'Lower end of a range, first number of a score';
COMMENT ON COLUMN figures.high IS 'Upper end of a range, second number of a score';
COMMENT ON COLUMN figures.unit IS '%, pp, an ISO 4217 code, the singular noun that is counted, or the name of a unit';
COMMENT ON COLUMN figures.comparator IS '=, ~ (about), >, >= (at least), < or <= (up to)';
COMMENT ON COLUMN figures.vague IS 'Whether the text gives only a magnitude, such as dozens or millions';
COMMENT ON COLUMN figures.change IS 'up or down when it is the size or the level of a rise or fall';
COMMENT ON COLUMN figures.measure IS 'What is measured, in the words of the text';
COMMENT ON COLUMN figures.subject IS 'Whose it is: a country, an organization, a person, a group';
COMMENT ON COLUMN figures.base IS 'Out of what, such as GDP';
COMMENT ON COLUMN figures.period IS 'The time it holds for, in the words of the text';
COMMENT ON COLUMN figures.measure_id IS 'The measure of interest it belongs to, from the seeds';
COMMENT ON COLUMN figures.subject_id IS 'ISO 3166 code of a country, or one name for one subject within the document';
COMMENT ON COLUMN figures.speaker IS 'To whom the text attributes it; null when the outlet says it itself';
COMMENT ON COLUMN figures.status IS 'reported, target, proposed, forecast, hypothetical or denied';
COMMENT ON COLUMN figures.rule_id IS 'Rule that read it';
COMMENT ON COLUMN figures.run_id IS 'Run that landed the row';
COMMENT ON COLUMN figures.rules_version IS 'Rules it was read with';
