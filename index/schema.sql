-- The library's only truth. Rows are written at generation + 1 and become visible when the generation is published,
-- so that readers see the old state during a long ingest and the new one after it.
CREATE TABLE IF NOT EXISTS manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS document (
    document_row INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id TEXT NOT NULL,
    source TEXT NOT NULL,            -- JSON of index.document.Source
    blocks TEXT NOT NULL,            -- JSON: [[page, start, end, role, level, why], …]
    notices TEXT NOT NULL,           -- JSON: [str, …]
    added INTEGER NOT NULL,          -- generation that made it visible
    dropped INTEGER                  -- generation that hid it; NULL while it stands
);
-- Rows are large: what is visible, or waits to be, is told from these alone.
CREATE INDEX IF NOT EXISTS document_standing ON document (source_id, added, dropped);
CREATE INDEX IF NOT EXISTS document_by_added ON document (added);
CREATE INDEX IF NOT EXISTS document_by_dropped ON document (dropped) WHERE dropped IS NOT NULL;

CREATE TABLE IF NOT EXISTS page (
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    page INTEGER NOT NULL,           -- 1-based
    text TEXT NOT NULL,              -- as extracted
    PRIMARY KEY (document_row, page)
);

CREATE TABLE IF NOT EXISTS passage (
    passage_row INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: the derived indexes know passages by it
    passage_id TEXT NOT NULL,
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    section TEXT NOT NULL,
    vector_hash BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_by_document ON passage (document_row);
CREATE INDEX IF NOT EXISTS passage_by_vector ON passage (vector_hash);

CREATE TABLE IF NOT EXISTS sentence (
    sentence_row INTEGER PRIMARY KEY,
    sentence_id TEXT NOT NULL,
    passage_row INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    role TEXT NOT NULL,
    is_whole INTEGER NOT NULL,
    vector_hash BLOB NOT NULL,
    vector_row INTEGER NOT NULL DEFAULT 0   -- where the vector of that hash lies: a search reads hundreds, and those of a passage lie together
);
CREATE INDEX IF NOT EXISTS sentence_by_passage ON sentence (passage_row);
CREATE INDEX IF NOT EXISTS sentence_by_vector ON sentence (vector_hash);

CREATE TABLE IF NOT EXISTS vector (
    vector_row INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,       -- of the search text
    vector BLOB NOT NULL             -- float16
);

CREATE TABLE IF NOT EXISTS tombstone (   -- passages that the derived indexes must forget
    passage_row INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS tombstone_by_generation ON tombstone (generation);

CREATE TABLE IF NOT EXISTS file (        -- what was read from where, to tell new from changed from moved
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    source_id TEXT NOT NULL,
    mark TEXT NOT NULL DEFAULT ''    -- index.files.FileRecord
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS word (        -- in how many visible documents each word stands; corrects misspellings
    word TEXT PRIMARY KEY,
    n_documents INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS abbreviation (
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS abbreviation_by_document ON abbreviation (document_row);

CREATE TABLE IF NOT EXISTS sketch (      -- of each document's words, to find near-duplicates (index/sketch.py)
    hash INTEGER NOT NULL,
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    PRIMARY KEY (hash, document_row)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sketch_by_document ON sketch (document_row);
