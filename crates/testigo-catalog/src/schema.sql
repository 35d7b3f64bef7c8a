-- The rows that statements are projected to (FORMAT 8). These tables and views stand in `data/record.sqlite` of a
-- dossier and in the encrypted catalog of an installation, so that the same SQL counts in both.
--
-- Ids are 32 bytes; within one file a number stands for an id. In record.sqlite numbers count from 1 in the order of
-- log id, then index; of one statement in the order: its own id, source, subject, import, the targets of an erasure,
-- the records that its claims refer to. A number stays with the id that got it first.

-- The logs that statements stand in.
CREATE TABLE log (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE             -- SHA-256 of the log's public key
);

-- One row for each statement, and for each id that is only referred to (then `kind` is null).
CREATE TABLE statement (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,            -- the commitment
  log INTEGER,                        -- log.number
  position INTEGER,                   -- index of the entry in its log
  kind TEXT,                          -- null: not met; '': its head is not shown
  critical INTEGER NOT NULL DEFAULT 0,-- 1: who does not know the kind neither counts nor discloses the subject
  recorded_at TEXT,                   -- RFC 3339, UTC, as the device states it
  by_name TEXT,                       -- the person acting
  source INTEGER,                     -- statement.number of who says so
  locator TEXT,                       -- where in the source
  subject INTEGER,                    -- statement.number of what it speaks of; its own number if it creates a record
  import INTEGER,                     -- statement.number of the import it came with
  level TEXT,                         -- disclosure level that it sets
  reason TEXT,
  field TEXT                          -- of a level statement: the one field it is about
);

-- One row for each claimed field that is shown.
CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL,         -- statement.number
  subject INTEGER NOT NULL,           -- statement.number of the record spoken of
  field TEXT NOT NULL,                -- without a repeat suffix; `x.<name>` for a group's own
  value TEXT NOT NULL,                -- canonical text of its type, or the words as written
  folded TEXT NOT NULL,               -- lower case, no marks, single spaces
  low INTEGER,                        -- range of a date (days since 1970-01-01), quantity or integer; null: unbounded
  high INTEGER,
  refers INTEGER,                     -- statement.number of a referenced record
  unread INTEGER NOT NULL             -- 0: a value; 1: could not be read as its type, `value` is as written; no value: 2
                                      -- not known, 3 not applicable, 4 not asked, 5 other
);

-- Statements that are erased: of them only the head is left. One row for each erasure that names it.
CREATE TABLE erased (
  statement INTEGER NOT NULL,         -- statement.number of the erased statement
  by_statement INTEGER NOT NULL,      -- statement.number of the erasure
  PRIMARY KEY (statement, by_statement)
) WITHOUT ROWID;

-- Statements, or imports with all that came with them, that somebody took back: they count no longer.
CREATE TABLE retracted (
  statement INTEGER NOT NULL,         -- statement.number of what is taken back
  by_statement INTEGER NOT NULL,      -- statement.number of the retraction
  PRIMARY KEY (statement, by_statement)
) WITHOUT ROWID;

-- Statements of which another version was given: their claims of the fields that it claims count no longer.
CREATE TABLE superseded (
  statement INTEGER NOT NULL,         -- statement.number
  by_statement INTEGER NOT NULL,      -- statement.number of the supersession
  PRIMARY KEY (statement, by_statement)
) WITHOUT ROWID;

-- The claims that count no longer, as they stood in `claim`.
CREATE TABLE withdrawn (
  number INTEGER PRIMARY KEY,         -- as it was in claim
  statement INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  refers INTEGER,
  unread INTEGER NOT NULL
);

-- Everything that was ever said, whether it counts or not.
CREATE VIEW said AS
SELECT number, statement, subject, field, value, folded, low, high, refers, unread FROM claim
UNION ALL
SELECT number, statement, subject, field, value, folded, low, high, refers, unread FROM withdrawn;

-- Persons that figures count and whose rows are withheld: a fresh number and the kind, nothing more.
-- Empty in a catalog.
CREATE TABLE withheld (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL
);

-- Which records of persons and lines of lists are one person, as the group's last linkage says, by three answers:
-- 1 if only what is not worth a look, because it is sure, is one person; 2 as the linkage groups them; 3 if all that
-- is worth a look is one person. A record that is not here was not linked.
CREATE TABLE same_person (
  record INTEGER NOT NULL,            -- statement.number
  answer INTEGER NOT NULL,
  person INTEGER NOT NULL,            -- a number for each person
  PRIMARY KEY (record, answer)
) WITHOUT ROWID;

-- The answers, for questions that are asked once for each.
CREATE VIEW answer (answer) AS VALUES (1), (2), (3);

-- The records that count: created by a statement of a known kind that is neither erased nor taken back, and not the
-- subject of a critical statement of an unknown kind.
CREATE VIEW record (number, id, kind) AS
SELECT s.number, lower(hex(s.id)), s.kind
FROM statement AS s
WHERE s.kind IN ('source', 'item', 'account', 'incident', 'act', 'person', 'involvement', 'list', 'entry', 'place',
    'consent', 'relation', 'assessment', 'intervention', 'proceeding')
  AND s.number NOT IN (SELECT e.statement FROM erased AS e)
  AND s.number NOT IN (SELECT t.statement FROM retracted AS t)
  AND (s.import IS NULL OR s.import NOT IN (SELECT t.statement FROM retracted AS t))
  AND s.number NOT IN (
    SELECT u.subject FROM statement AS u
    WHERE u.critical = 1 AND u.subject IS NOT NULL
      AND u.kind NOT IN ('source', 'item', 'account', 'incident', 'act', 'person', 'involvement', 'list', 'entry',
        'place', 'consent', 'relation', 'assessment', 'intervention', 'proceeding', 'claim', 'supersession', 'receipt', 'level',
        'erased', 'retraction', 'import', 'judgement', 'figure', 'vocabulary', 'release', 'archive', 'log'));

-- Claims for reading: who says what of which record.
CREATE VIEW claims (record, kind, field, value, unread, refers, source, locator, statement, recorded_at, by_name) AS
SELECT lower(hex(r.id)), r.kind, c.field, c.value, c.unread, lower(hex(t.id)), lower(hex(f.id)), s.locator,
  lower(hex(s.id)), s.recorded_at, s.by_name
FROM claim AS c
JOIN statement AS s ON s.number = c.statement
JOIN statement AS r ON r.number = c.subject
LEFT JOIN statement AS t ON t.number = c.refers
LEFT JOIN statement AS f ON f.number = s.source;

-- What a condition on a record looks at. A record is looked at in one or more scopes, and in each scope it has the
-- claims of its holders: a person in the scope of each act done to it, with its own claims and those of the act; an
-- act in one scope, with its own claims, its victim's and its incident's; any other record alone.
CREATE VIEW described_by (record, scope, holder) AS
SELECT r.number, r.number, r.number
FROM record AS r
WHERE r.kind <> 'person' OR r.number NOT IN (
  SELECT v.refers FROM claim AS v JOIN record AS a ON a.number = v.subject
  WHERE v.refers IS NOT NULL AND v.field = 'victim' AND a.kind = 'act')
UNION ALL
SELECT v.refers, v.subject, v.refers
FROM claim AS v JOIN record AS a ON a.number = v.subject JOIN record AS p ON p.number = v.refers
WHERE v.field = 'victim' AND a.kind = 'act' AND p.kind = 'person'
UNION ALL
SELECT v.refers, v.subject, v.subject
FROM claim AS v JOIN record AS a ON a.number = v.subject JOIN record AS p ON p.number = v.refers
WHERE v.field = 'victim' AND a.kind = 'act' AND p.kind = 'person'
UNION ALL
SELECT v.subject, v.subject, v.refers
FROM claim AS v JOIN record AS a ON a.number = v.subject JOIN record AS o ON o.number = v.refers
WHERE v.field IN ('victim', 'incident') AND a.kind = 'act';

-- The same, and the assessments of each holder: `confirmation = verified` asks for what somebody assessed so.
CREATE VIEW reach (record, scope, holder) AS
SELECT d.record, d.scope, d.holder FROM described_by AS d
UNION ALL
SELECT d.record, d.scope, v.subject
FROM described_by AS d JOIN claim AS v ON v.refers = d.holder JOIN record AS a ON a.number = v.subject
WHERE v.field = 'of' AND a.kind = 'assessment';

-- The rows of `reach`, kept: figures ask for them again and again. In a catalog they are made anew before a figure is
-- counted, if statements came since.
CREATE TABLE reached (
  record INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  holder INTEGER NOT NULL,
  PRIMARY KEY (record, scope, holder)
) WITHOUT ROWID;

-- How far levels go, lowest first.
CREATE VIEW level_rank (level, rank) AS
VALUES ('sealed', 0), ('restricted', 1), ('coalition', 2), ('recipient', 3), ('public', 4);

-- What people decided about the level of a record, or of one of its fields: in one log the last statement decides,
-- between logs the lowest. `field` is null for the record.
CREATE VIEW level_decision (subject, field, level, rank) AS
SELECT d.subject, d.field, d.level, min(k.rank)
FROM (
  SELECT s.subject AS subject, s.field AS field, s.level AS level, max(s.position)
  FROM statement AS s
  WHERE s.kind = 'level' AND s.subject IS NOT NULL AND s.level IS NOT NULL
  GROUP BY s.subject, s.field, s.log) AS d
JOIN level_rank AS k ON k.level = d.level
GROUP BY d.subject, d.field;

-- The level of each record: the decision, else the level of the statement that created it, else restricted.
CREATE VIEW record_level (record, level) AS
SELECT r.number, coalesce(d.level, s.level, 'restricted')
FROM record AS r
JOIN statement AS s ON s.number = r.number
LEFT JOIN level_decision AS d ON d.subject = r.number AND d.field IS NULL;

-- A place and a place that it lies directly within, as any source says.
CREATE VIEW place_within (place, within) AS
SELECT c.subject, c.refers FROM claim AS c WHERE c.field = 'within' AND c.refers IS NOT NULL;

-- A source with itself and everything that it is based on, however indirectly. An account goes back to the
-- person who gave it.
CREATE VIEW source_origin (source, origin) AS
WITH RECURSIVE chain (source, origin) AS (
  SELECT s.number, s.number FROM statement AS s WHERE s.kind IN ('source', 'account')
  UNION
  SELECT h.source, c.refers FROM chain AS h JOIN claim AS c ON c.subject = h.origin
  WHERE c.field IN ('based_on', 'person') AND c.refers IS NOT NULL)
SELECT source, origin FROM chain;

-- Sources that have an origin in common; each has it with itself.
CREATE VIEW common_origin (source, other) AS
SELECT DISTINCT a.source, b.source FROM source_origin AS a JOIN source_origin AS b ON b.origin = a.origin;

-- Sources of which it is known what they are. Of the others it is not known whether they are independent, and
-- then they are taken not to be.
CREATE VIEW known_source (source) AS
SELECT s.number FROM statement AS s
WHERE s.number NOT IN (SELECT c.subject FROM claim AS c WHERE c.field = 'based_on' AND c.unread > 0)
  AND (s.kind = 'source' AND s.number IN (
      SELECT c.subject FROM claim AS c WHERE c.field = 'kind' AND c.unread = 0 AND c.value <> 'unknown')
    OR s.kind = 'account' AND s.number IN (
      SELECT c.subject FROM claim AS c WHERE c.field = 'person' AND c.refers IS NOT NULL));

-- Who says something of a record itself; of a person also who says something of an act done to it.
CREATE VIEW record_source (record, source) AS
SELECT DISTINCT e.record, e.source FROM (
  SELECT h.record, s.source
  FROM reached AS h JOIN claim AS c ON c.subject = h.holder JOIN statement AS s ON s.number = c.statement
  WHERE s.source IS NOT NULL AND (h.holder = h.record OR h.holder = h.scope)) AS e;

-- How many persons a record of a person, or an entry, stands for, as a range; `high` is null where no upper end is
-- stated. A stated number counts; without one an individual is one, a family or community one or more, and a group,
-- organisation or institution (unit 03) is not counted, unless another source gives it another unit.
-- (The plus before a column keeps SQLite from walking all claims in its order; it changes no value.)
CREATE VIEW headcount (record, low, high) AS
SELECT r.number,
  CASE WHEN n.subject IS NOT NULL THEN n.low WHEN u.organisations > 0 THEN 0 ELSE 1 END,
  CASE WHEN n.subject IS NOT NULL THEN n.high WHEN u.collectives > 0 THEN NULL ELSE 1 END
FROM record AS r
LEFT JOIN (
  SELECT c.subject AS subject, min(coalesce(c.low, 0)) AS low,
    CASE WHEN count(*) = count(c.high) THEN max(c.high) END AS high
  FROM claim AS c WHERE c.field = 'number' AND c.unread = 0 GROUP BY +c.subject) AS n ON n.subject = r.number
LEFT JOIN (
  SELECT c.subject AS subject, count(*) AS units, sum(c.value = '03') AS organisations,
    sum(c.value NOT IN ('01', '03')) AS collectives
  FROM claim AS c WHERE c.field = 'unit' AND c.unread = 0 GROUP BY +c.subject) AS u ON u.subject = r.number
WHERE r.kind IN ('person', 'entry')
  AND (n.subject IS NOT NULL OR u.subject IS NULL OR u.organisations < u.units);
