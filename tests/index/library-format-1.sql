BEGIN TRANSACTION;
CREATE TABLE abbreviation (
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE TABLE document (
    document_row INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id TEXT NOT NULL,
    source TEXT NOT NULL,            -- JSON of index.document.Source
    blocks TEXT NOT NULL,            -- JSON: [[page, start, end, role, level, why], …]
    notices TEXT NOT NULL,           -- JSON: [str, …]
    added INTEGER NOT NULL,          -- generation that made it visible
    dropped INTEGER                  -- generation that hid it; NULL while it stands
);
INSERT INTO "document" VALUES(1,'first','{"source_id": "first", "title": "Title of first", "kind": "article", "authors": [], "publisher": "", "date": "", "url": "", "doi": "", "review": "", "language": "", "path": "", "sha256": "", "extractor": "", "inferred": []}','[[1, 0, 61, "paragraph", 0, ""]]','[]',1,NULL);
CREATE TABLE file (        -- what was read from where, to tell new from changed from moved
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    source_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "manifest" VALUES('dimension','9');
INSERT INTO "manifest" VALUES('encoder','keywords');
INSERT INTO "manifest" VALUES('format_version','1');
INSERT INTO "manifest" VALUES('generation','2');
INSERT INTO "manifest" VALUES('weights_hash','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE page (
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    page INTEGER NOT NULL,           -- 1-based
    text TEXT NOT NULL,              -- as extracted
    PRIMARY KEY (document_row, page)
);
INSERT INTO "page" VALUES(1,1,'Ketamine relieves pain in women. Sleep improved after a dose.');
CREATE TABLE passage (
    passage_row INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: the derived indexes know passages by it
    passage_id TEXT NOT NULL,
    document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    section TEXT NOT NULL,
    vector_hash BLOB NOT NULL
);
INSERT INTO "passage" VALUES(1,'first/0',1,1,0,61,'',X'18301C2D7D6C03535CB84FD2D9949E64');
CREATE TABLE sentence (
    sentence_row INTEGER PRIMARY KEY,
    sentence_id TEXT NOT NULL,
    passage_row INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    page INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    role TEXT NOT NULL,
    is_whole INTEGER NOT NULL,
    vector_hash BLOB NOT NULL
);
INSERT INTO "sentence" VALUES(1,'first/0/0',1,1,0,32,'paragraph',1,X'767FD112617EB0928339AAF744592DC2');
INSERT INTO "sentence" VALUES(2,'first/0/1',1,1,33,61,'paragraph',1,X'EDD09054AB2A0C00094779567B26419E');
CREATE TABLE tombstone (   -- passages that the derived indexes must forget
    passage_row INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
);
INSERT INTO "tombstone" VALUES(2,2);
CREATE TABLE vector (hash BLOB PRIMARY KEY, vector BLOB NOT NULL);
INSERT INTO "vector" VALUES(X'18301C2D7D6C03535CB84FD2D9949E64',X'26372637263726372637000000000000B829');
INSERT INTO "vector" VALUES(X'767FD112617EB0928339AAF744592DC2',X'9C389C38000000009C38000000000000612B');
INSERT INTO "vector" VALUES(X'EDD09054AB2A0C00094779567B26419E',X'00000000A539A5390000000000000000842C');
CREATE TABLE word (        -- in how many visible documents each word stands; corrects misspellings
    word TEXT PRIMARY KEY,
    n_documents INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "word" VALUES('after',1);
INSERT INTO "word" VALUES('dose',1);
INSERT INTO "word" VALUES('improved',1);
INSERT INTO "word" VALUES('ketamine',1);
INSERT INTO "word" VALUES('pain',1);
INSERT INTO "word" VALUES('relieves',1);
INSERT INTO "word" VALUES('sleep',1);
INSERT INTO "word" VALUES('women',1);
CREATE INDEX document_by_source ON document (source_id);
CREATE INDEX passage_by_document ON passage (document_row);
CREATE INDEX passage_by_vector ON passage (vector_hash);
CREATE INDEX sentence_by_passage ON sentence (passage_row);
CREATE INDEX sentence_by_vector ON sentence (vector_hash);
CREATE INDEX abbreviation_by_document ON abbreviation (document_row);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('document',2);
INSERT INTO "sqlite_sequence" VALUES('passage',2);
COMMIT;
