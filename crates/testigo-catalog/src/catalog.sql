-- What only the catalog of an installation has, beside the tables of schema.sql. All of it can be derived again.

-- The head of each log that the rows were derived from.
CREATE TABLE head (
  log INTEGER PRIMARY KEY,            -- log.number
  size INTEGER NOT NULL,
  root BLOB NOT NULL
);

-- Of which statements the rows of `reached` were made: how many entries the logs had, how many erasures.
CREATE TABLE reached_of (
  entries INTEGER NOT NULL,
  erasures INTEGER NOT NULL
);

-- Fields of statements that are no claims: those of an import, a release, the archive.
CREATE TABLE detail (
  statement INTEGER NOT NULL,         -- statement.number
  name TEXT NOT NULL,
  value TEXT NOT NULL,                -- plain JSON
  PRIMARY KEY (statement, name)
) WITHOUT ROWID;

-- What can be read of an item. A search looks at the passage of every hit and shows the text of a few: the text stands
-- apart.
CREATE TABLE passage (
  number INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL,           -- statement.number of the item
  locator TEXT NOT NULL
);
CREATE TABLE passage_content (
  number INTEGER PRIMARY KEY,         -- passage.number
  text TEXT NOT NULL
);
CREATE INDEX passage_subject ON passage (subject);

-- Items whose text is not in the index yet. It is read before the next search, so that receiving does not wait for it.
CREATE TABLE text_waiting (
  item INTEGER PRIMARY KEY            -- statement.number
);

-- The text index. A row with an even number 2n holds the words that statement n claims, an odd one 2n + 1 those of
-- passage n. `stemmed` has the Spanish and the English stem of each word of free text; names have none.
CREATE VIRTUAL TABLE passage_text USING fts5 (
  folded, stemmed, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- Words are held in memory up to 8 MiB before they are written: fewer, larger pieces to merge.
INSERT INTO passage_text (passage_text, rank) VALUES ('hashsize', 8388608);

-- Keyed digests of lines received before, for "known, nothing new".
CREATE TABLE seen (
  key BLOB NOT NULL,
  statement INTEGER NOT NULL,         -- statement.number
  PRIMARY KEY (key, statement)
) WITHOUT ROWID;

-- The last linkage (`same_person` says what came of it): with what it was made.
CREATE TABLE linkage (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  made_with TEXT NOT NULL,            -- JSON of whoever linked
  judgements INTEGER NOT NULL,        -- how many statements of judgements there were
  claims INTEGER NOT NULL             -- the last claim.number there was
);

-- Pairs of its records that are one person's or worth a look.
CREATE TABLE linked_pair (
  one INTEGER NOT NULL,               -- statement.number
  other INTEGER NOT NULL,             -- statement.number
  place INTEGER,                      -- in the queue for review, from 1; null: not worth a look
  bits REAL NOT NULL,                 -- the pair's weight
  explained TEXT NOT NULL,            -- JSON: why
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX linked_pair_other ON linked_pair (other);
CREATE INDEX linked_pair_place ON linked_pair (place) WHERE place IS NOT NULL;
