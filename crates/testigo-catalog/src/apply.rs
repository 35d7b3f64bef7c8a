//! From projected statements to rows. The content does not depend on the order in which logs arrive, nor on how
//! they are cut into batches.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Statement, params};
use testigo_custody::{Digest, LogId, StatementId};
use testigo_record::{Projected, creates_record};

use crate::removal::{remove_content, remove_orphans};
use crate::schema::{Catalog, CatalogError};
use crate::text_index::{Stems, TextRow};
use crate::withdrawal::{any_withdrawn, is_withdrawn, withdraw};

/// Ids whose number is kept at hand; about 10 MiB.
const NUMBERS_MAX: usize = 131_072;

/// Numbers of ids met lately, and the next free number.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    known: BTreeMap<StatementId, i64>,
    next: Option<i64>,
}

impl Numbers {
    /// Forgets all of them: some were rolled back, or removed.
    pub(crate) fn clear(&mut self) {
        *self = Numbers::default();
    }

    fn keep(&mut self, id: StatementId, number: i64) {
        if self.known.len() >= NUMBERS_MAX {
            self.known.clear();
        }
        self.known.insert(id, number);
    }
}

impl Catalog {
    /// What is taken from here to [`Catalog::end`] reaches the disk as a whole or not at all: a
    /// process that dies in between leaves no statement without its lines and passages. Waits for
    /// another process that is writing.
    pub fn begin(&mut self) -> Result<(), CatalogError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let version = self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0))?;
        if self.version_seen.replace(version) != version {
            // Another process wrote: the numbers kept here may be taken.
            self.numbers.get_mut().clear();
        }
        Ok(())
    }

    /// Ends what [`Catalog::begin`] began; without `keep` nothing of it stays.
    pub fn end(&mut self, keep: bool) -> Result<(), CatalogError> {
        let ended = if keep {
            self.connection.execute_batch("COMMIT")
        } else {
            self.connection.execute_batch("ROLLBACK")
        };
        if !keep || ended.is_err() {
            self.numbers.get_mut().clear();
        }
        Ok(ended?)
    }

    /// Takes the statements of one log up to a head, in one transaction. `batch` is in the order of the log; what lies
    /// before the head that the catalog already has is passed over, so that repeating a batch changes nothing.
    pub fn apply(
        &mut self,
        batch: &[Projected],
        log: LogId,
        size_after: u64,
        root_after: Digest,
    ) -> Result<(), CatalogError> {
        let result = self.apply_batch(batch, log, size_after, root_after);
        if result.is_err() {
            // The numbers given out were rolled back.
            self.numbers.get_mut().clear();
        }
        result
    }

    fn apply_batch(
        &mut self,
        batch: &[Projected],
        log: LogId,
        size_after: u64,
        root_after: Digest,
    ) -> Result<(), CatalogError> {
        let loading = self.is_loading();
        let transaction = self.connection.savepoint()?;
        let mut writer = Writer::new(&transaction, self.numbers.get_mut(), Place::Catalog)?;
        let number = writer.log_number(log)?;
        let size = match head_of(&transaction, number)? {
            Some((size, root)) if size == size_after => {
                return if root == root_after {
                    Ok(())
                } else {
                    Err(CatalogError::Head { log })
                };
            }
            Some((size, _)) if size > size_after => return Ok(()),
            Some((size, _)) => size,
            None => 0,
        };
        for statement in batch {
            if statement.log != log || statement.position >= size_after {
                return Err(CatalogError::Head { log });
            }
            if statement.position >= size {
                writer.statement(statement)?;
            }
        }
        let Finished { erased, withdraws } = writer.finish();
        let added: usize = batch.iter().map(|statement| statement.claims.len()).sum();
        transaction.execute(
            "INSERT OR REPLACE INTO head (log, size, root) VALUES (?1, ?2, ?3)",
            params![number, size_after.cast_signed(), root_after.as_bytes()],
        )?;
        if !erased.is_empty() && !loading {
            for number in erased {
                remove_content(&transaction, number)?;
            }
            remove_orphans(&transaction, Place::Catalog)?;
            self.numbers.get_mut().clear();
        }
        if withdraws && !loading {
            withdraw(&transaction)?;
        }
        transaction.commit()?;
        let added = i64::try_from(added).unwrap_or(i64::MAX);
        self.added.set(self.added.get().saturating_add(added));
        Ok(())
    }

    /// The heads that the catalog was built from, in the order of log ids.
    pub fn heads(&self) -> Result<Vec<(LogId, u64, Digest)>, CatalogError> {
        let mut query = self.connection.prepare(
            "SELECT l.id, h.size, h.root FROM head AS h JOIN log AS l ON l.number = h.log ORDER BY l.id",
        )?;
        let rows = query.query_map([], |row| {
            Ok((
                LogId::from_bytes(row.get(0)?),
                row.get::<_, i64>(1)?.cast_unsigned(),
                Digest::from_bytes(row.get(2)?),
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(crate) const INSERT_TEXT: &str =
    "INSERT INTO passage_text (rowid, folded, stemmed) VALUES (?1, ?2, ?3)";

fn head_of(connection: &Connection, log: i64) -> Result<Option<(u64, Digest)>, rusqlite::Error> {
    let mut query = connection.prepare("SELECT size, root FROM head WHERE log = ?1")?;
    query
        .query_row([log], |row| {
            Ok((
                row.get::<_, i64>(0)?.cast_unsigned(),
                Digest::from_bytes(row.get(1)?),
            ))
        })
        .optional()
}

pub(crate) fn is_erased(connection: &Connection, number: i64) -> Result<bool, rusqlite::Error> {
    connection
        .prepare("SELECT 1 FROM erased WHERE statement = ?1")?
        .exists([number])
}

/// Which tables stand beside the shared ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The catalog: details, passages and the text index too.
    Catalog,
    /// `record.sqlite`: the shared tables only.
    RecordDatabase,
}

/// Where a statement stands already.
enum Met {
    No,
    Referred,
    At { log: LogId, position: i64 },
}

/// What has to be done once all statements are written.
pub(crate) struct Finished {
    /// The statements that were erased.
    pub(crate) erased: Vec<i64>,
    /// Whether claims have to be taken back.
    pub(crate) withdraws: bool,
}

/// Writes statements, with its SQL prepared once.
pub(crate) struct Writer<'c> {
    connection: &'c Connection,
    numbers: &'c mut Numbers,
    place: Place,
    last_log: Option<(LogId, i64)>,
    erased: Vec<i64>,
    next_claim: Option<i64>,
    /// Whether anything was ever taken back.
    any_withdrawn: bool,
    withdraws: bool,
    stems: Stems,
    find: Statement<'c>,
    state: Statement<'c>,
    refer: Statement<'c>,
    insert: Statement<'c>,
    fill: Statement<'c>,
    claim: Statement<'c>,
    catalog: Option<CatalogStatements<'c>>,
}

struct CatalogStatements<'c> {
    detail: Statement<'c>,
    text: Statement<'c>,
}

impl<'c> Writer<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        numbers: &'c mut Numbers,
        place: Place,
    ) -> Result<Writer<'c>, rusqlite::Error> {
        let catalog = match place {
            Place::Catalog => Some(CatalogStatements {
                detail: connection.prepare(
                    "INSERT OR REPLACE INTO detail (statement, name, value) VALUES (?1, ?2, ?3)",
                )?,
                text: connection.prepare(INSERT_TEXT)?,
            }),
            Place::RecordDatabase => None,
        };
        Ok(Writer {
            connection,
            numbers,
            place,
            last_log: None,
            erased: Vec::new(),
            next_claim: None,
            any_withdrawn: any_withdrawn(connection)?,
            withdraws: false,
            stems: Stems::default(),
            find: connection.prepare("SELECT number FROM statement WHERE id = ?1")?,
            state: connection.prepare(
                "SELECT s.kind IS NULL, l.id, s.position FROM statement AS s
                 LEFT JOIN log AS l ON l.number = s.log WHERE s.number = ?1",
            )?,
            refer: connection.prepare("INSERT INTO statement (number, id) VALUES (?1, ?2)")?,
            insert: connection.prepare(
                "INSERT INTO statement (id, log, position, kind, critical, recorded_at, by_name, source, locator,
                   subject, import, level, reason, field, number)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?,
            fill: connection.prepare(
                "UPDATE statement SET id = ?1, log = ?2, position = ?3, kind = ?4, critical = ?5,
                   recorded_at = ?6, by_name = ?7, source = ?8, locator = ?9, subject = ?10, import = ?11,
                   level = ?12, reason = ?13, field = ?14 WHERE number = ?15",
            )?,
            claim: connection.prepare(
                "INSERT INTO claim (statement, subject, field, value, folded, low, high, refers, unread, number)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?,
            catalog,
        })
    }

    /// The number of a log.
    pub(crate) fn log_number(&mut self, log: LogId) -> Result<i64, rusqlite::Error> {
        if let Some((last, number)) = self.last_log
            && last == log
        {
            return Ok(number);
        }
        self.connection.execute(
            "INSERT OR IGNORE INTO log (id) VALUES (?1)",
            [log.as_bytes()],
        )?;
        let number = self.connection.query_row(
            "SELECT number FROM log WHERE id = ?1",
            [log.as_bytes()],
            |row| row.get(0),
        )?;
        self.last_log = Some((log, number));
        Ok(number)
    }

    fn known(&mut self, id: StatementId) -> Result<Option<i64>, rusqlite::Error> {
        if let Some(number) = self.numbers.known.get(&id) {
            return Ok(Some(*number));
        }
        let found = self
            .find
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(number) = found {
            self.numbers.keep(id, number);
        }
        Ok(found)
    }

    fn next_number(&mut self) -> Result<i64, rusqlite::Error> {
        let next = match self.numbers.next {
            Some(next) => next,
            None => self.connection.query_row(
                "SELECT coalesce(max(number), 0) + 1 FROM statement",
                [],
                |row| row.get(0),
            )?,
        };
        self.numbers.next = Some(next + 1);
        Ok(next)
    }

    /// Beyond the claims that were taken back, too: they may count again, each in its place.
    fn next_claim_number(&mut self) -> Result<i64, rusqlite::Error> {
        let next = match self.next_claim {
            Some(next) => next,
            None => self.connection.query_row(
                "SELECT 1 + max(coalesce((SELECT max(number) FROM claim), 0),
                   coalesce((SELECT max(number) FROM withdrawn), 0))",
                [],
                |row| row.get(0),
            )?,
        };
        self.next_claim = Some(next + 1);
        Ok(next)
    }

    /// The number of an id; one that is met for the first time gets the next.
    pub(crate) fn intern(&mut self, id: StatementId) -> Result<i64, rusqlite::Error> {
        if let Some(number) = self.known(id)? {
            return Ok(number);
        }
        let number = self.next_number()?;
        self.refer.execute(params![number, id.as_bytes()])?;
        self.numbers.keep(id, number);
        Ok(number)
    }

    fn intern_other(
        &mut self,
        own: (StatementId, i64),
        id: Option<StatementId>,
    ) -> Result<Option<i64>, rusqlite::Error> {
        match id {
            None => Ok(None),
            Some(id) if id == own.0 => Ok(Some(own.1)),
            Some(id) => self.intern(id).map(Some),
        }
    }

    fn met(&mut self, number: i64) -> Result<Met, rusqlite::Error> {
        self.state.query_row([number], |row| {
            if row.get(0)? {
                return Ok(Met::Referred);
            }
            Ok(Met::At {
                log: LogId::from_bytes(row.get(1)?),
                position: row.get(2)?,
            })
        })
    }

    /// Writes one statement, unless it stands already: then only its first place is kept.
    pub(crate) fn statement(&mut self, row: &Projected) -> Result<(), rusqlite::Error> {
        let log = self.log_number(row.log)?;
        let position = row.position.cast_signed();
        let (number, met) = match self.known(row.id)? {
            Some(number) => (number, self.met(number)?),
            None => (self.next_number()?, Met::No),
        };
        if let Met::At {
            log: first,
            position: first_position,
        } = met
        {
            if (row.log, position) < (first, first_position) {
                self.connection.execute(
                    "UPDATE statement SET log = ?2, position = ?3 WHERE number = ?1",
                    params![number, log, position],
                )?;
            }
            return Ok(());
        }
        self.numbers.keep(row.id, number);
        let referred = matches!(met, Met::Referred);
        let erased = referred && is_erased(self.connection, number)?;
        let own = (row.id, number);
        let known = |id| if erased { None } else { id };
        let source = self.intern_other(own, known(row.source))?;
        let mut subject = self.intern_other(own, known(row.subject))?;
        let import = self.intern_other(own, known(row.import))?;
        let creates = creates_record(&row.kind);
        if creates && subject.is_none() {
            subject = Some(number);
        }
        let shown = (!erased).then_some(row);
        let fields = params![
            row.id.as_bytes(),
            log,
            position,
            row.kind,
            row.critical,
            shown.and_then(|row| row.recorded_at.as_deref()),
            shown.and_then(|row| row.by.as_deref()),
            source,
            shown.and_then(|row| row.locator.as_deref()),
            subject,
            import,
            shown
                .and_then(|row| row.level)
                .map(testigo_record::Level::code),
            shown.and_then(|row| row.reason.as_deref()),
            shown.and_then(|row| row.field.as_deref()),
            number,
        ];
        if referred {
            self.fill.execute(fields)?
        } else {
            self.insert.execute(fields)?
        };
        self.name_targets(row, own, erased)?;
        if erased {
            return Ok(());
        }
        if self.any_withdrawn && is_withdrawn(self.connection, number, import)? {
            self.withdraws = true;
        }
        let spoken_of = if creates {
            number
        } else {
            subject.unwrap_or(number)
        };
        self.claims(row, own, spoken_of)
    }

    /// What an erasure, a retraction or a supersession names. An erasure that is erased itself still erases; of anything
    /// else that is erased nothing is left.
    fn name_targets(
        &mut self,
        row: &Projected,
        own: (StatementId, i64),
        erased: bool,
    ) -> Result<(), rusqlite::Error> {
        if !erased || row.kind == "erased" {
            for target in &row.targets {
                self.target(row, own, *target)?;
            }
        }
        Ok(())
    }

    fn target(
        &mut self,
        row: &Projected,
        by: (StatementId, i64),
        target: StatementId,
    ) -> Result<(), rusqlite::Error> {
        let table = match row.kind.as_str() {
            "erased" => "erased",
            "retraction" => "retracted",
            "supersession" => "superseded",
            _ => return Ok(()),
        };
        if let Some(target) = self.intern_other(by, Some(target))? {
            self.connection
                .prepare_cached(&format!(
                    "INSERT OR IGNORE INTO {table} (statement, by_statement) VALUES (?1, ?2)"
                ))?
                .execute([target, by.1])?;
            if table == "erased" {
                self.erased.push(target);
            } else {
                self.any_withdrawn = true;
                self.withdraws = true;
            }
        }
        Ok(())
    }

    fn claims(
        &mut self,
        row: &Projected,
        own: (StatementId, i64),
        subject: i64,
    ) -> Result<(), rusqlite::Error> {
        let mut text = TextRow::default();
        for claim in &row.claims {
            let refers = self.intern_other(own, claim.refers)?;
            let number = self.next_claim_number()?;
            self.claim.execute(params![
                own.1,
                subject,
                claim.field,
                claim.value,
                claim.folded,
                claim.low,
                claim.high,
                refers,
                claim.unread,
                number,
            ])?;
            if self.place == Place::Catalog {
                text.add_claim(&row.kind, claim, &mut self.stems);
            }
        }
        if let Some(catalog) = &mut self.catalog {
            for (name, value) in &row.other {
                catalog.detail.execute(params![own.1, name, value])?;
            }
            if !text.is_empty() {
                catalog
                    .text
                    .execute(params![own.1 * 2, text.folded, text.stemmed])?;
            }
        }
        Ok(())
    }

    /// What is left to do for what was written.
    pub(crate) fn finish(self) -> Finished {
        Finished {
            // What was taken back by something that is erased counts again.
            withdraws: self.withdraws || (self.any_withdrawn && !self.erased.is_empty()),
            erased: self.erased,
        }
    }
}
