//! What linkage needs of the record, and what it leaves in the catalog: groups of records, the pairs behind them and
//! the queue of pairs that people should look at. All of it can be made again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};
use testigo_custody::{LogId, StatementId};

use crate::lookup::Titles;
use crate::schema::{Catalog, CatalogError};
use crate::sql_text::list;

/// A record that linkage may look at: a person, or a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkableRecord {
    /// The record.
    pub id: StatementId,
    /// `person` or `entry`.
    pub kind: String,
    /// The list of an entry.
    pub list: Option<StatementId>,
    /// Whether it stands for one individual, as far as anybody says.
    pub is_individual: bool,
    /// What is said first of each field asked for, by log and place in it, as written; of a place record its name.
    pub values: BTreeMap<String, String>,
}

/// In which group a record is, by each of three answers; groups are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The record.
    pub record: StatementId,
    /// If only the sure pairs are one person's.
    pub sure: u32,
    /// As the linkage groups them.
    pub likely: u32,
    /// If all pairs worth a look are.
    pub possible: u32,
}

/// The same groups with numbers from 1, by each answer, in the order in which they come.
pub fn renumbered(groups: &[Grouped]) -> Vec<Grouped> {
    let mut numbers: [BTreeMap<u32, u32>; 3] = Default::default();
    let mut fresh = |answer: usize, number: u32| {
        let next = u32::try_from(numbers[answer].len()).unwrap_or(u32::MAX) + 1;
        *numbers[answer].entry(number).or_insert(next)
    };
    groups
        .iter()
        .map(|group| Grouped {
            record: group.record,
            sure: fresh(0, group.sure),
            likely: fresh(1, group.likely),
            possible: fresh(2, group.possible),
        })
        .collect()
}

/// A pair of records with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedPair {
    /// One record.
    pub one: StatementId,
    /// The other.
    pub other: StatementId,
    /// Its place in the queue for review, from 1; none if it is not worth a look.
    pub place: Option<u64>,
    /// Weight in bits.
    pub bits: f64,
    /// Why, as JSON.
    pub explained: String,
}

/// Somebody's decision about two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementView {
    /// The statement.
    pub statement: StatementId,
    /// One record.
    pub one: StatementId,
    /// The other.
    pub other: StatementId,
    /// `same`, `different`, `unsure`, or what a newer program wrote.
    pub verdict: String,
    /// Why.
    pub reason: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// Who decided: the person acting, or a device on which nobody said who acts.
    pub reviewer: Reviewer,
}

impl JudgementView {
    /// Its two records, whichever it names first.
    pub fn pair(&self) -> (StatementId, StatementId) {
        (self.one.min(self.other), self.one.max(self.other))
    }
}

/// Who decides about pairs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reviewer {
    /// A person, on whichever device.
    Person(String),
    /// Whoever sits at the device with this log.
    Device(LogId),
}

impl Reviewer {
    /// The person acting, if one is named, at a device.
    pub fn new(by: Option<&str>, log: LogId) -> Reviewer {
        match by {
            Some(by) => Reviewer::Person(by.to_owned()),
            None => Reviewer::Device(log),
        }
    }
}

impl Catalog {
    /// Whether records were linked.
    pub fn is_linked(&self) -> Result<bool, CatalogError> {
        Ok(self
            .ready()?
            .prepare_cached("SELECT 1 FROM same_person LIMIT 1")?
            .exists([])?)
    }

    /// Every person and entry, or the entries of some lists, in the order of ids, with what is said first of these
    /// fields. A person has the fields of the acts done to it too.
    pub fn each_linkable(
        &self,
        lists: &[StatementId],
        fields: &[&str],
        each: &mut dyn FnMut(LinkableRecord),
    ) -> Result<(), CatalogError> {
        let connection = self.ready()?;
        let mut of_acts = self.values_of_acts(fields)?;
        let names = list(fields.iter().copied())?;
        let sql = format!(
            "SELECT r.number, s.id, r.kind, c.field, c.value, c.low, c.high, c.refers, t.id
             FROM statement AS s JOIN record AS r ON r.number = s.number
             LEFT JOIN claim AS c ON c.subject = r.number AND (c.field IN {names} OR c.field IN ('list', 'unit', 'number'))
             LEFT JOIN statement AS t ON t.number = c.refers
             LEFT JOIN statement AS d ON d.number = c.statement LEFT JOIN log AS l ON l.number = d.log
             WHERE s.kind IN ('person', 'entry') ORDER BY s.id, l.id, d.position, c.number"
        );
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut titles = Titles::new(connection)?;
        let mut current: Option<(i64, LinkableRecord)> = None;
        let mut end = |record: Option<(i64, LinkableRecord)>| {
            if let Some((number, mut record)) = record
                && (lists.is_empty() || record.list.is_some_and(|list| lists.contains(&list)))
            {
                for (field, value) in of_acts.remove(&number).into_iter().flatten() {
                    record.values.entry(field).or_insert(value);
                }
                each(record);
            }
        };
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if current.as_ref().is_none_or(|(known, _)| *known != number) {
                end(current.replace((number, record_at(row)?)));
            }
            if let Some((_, record)) = &mut current {
                take(record, row, &mut titles)?;
            }
        }
        end(current);
        Ok(())
    }

    /// Of each person what is said first of the acts done to it, act by act in the order of ids.
    fn values_of_acts(
        &self,
        fields: &[&str],
    ) -> Result<BTreeMap<i64, BTreeMap<String, String>>, CatalogError> {
        let sql = format!(
            "SELECT v.refers, c.field, c.value, c.refers FROM claim AS v
             JOIN record AS a ON a.number = v.subject JOIN statement AS s ON s.number = a.number
             JOIN claim AS c ON c.subject = a.number
             JOIN statement AS d ON d.number = c.statement JOIN log AS l ON l.number = d.log
             WHERE v.field = 'victim' AND v.refers IS NOT NULL AND a.kind = 'act' AND c.field IN {}
             ORDER BY s.id, l.id, d.position, c.number",
            list(fields.iter().copied())?
        );
        let connection = self.ready()?;
        let mut titles = Titles::new(connection)?;
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([])?;
        let mut found: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let value = match row.get(3)? {
                Some(record) => titles.of(record)?,
                None => row.get(2)?,
            };
            let values = found.entry(row.get(0)?).or_default();
            values.entry(row.get(1)?).or_insert(value);
        }
        Ok(found)
    }

    /// Puts a linkage in the place of the last one; all of it, or, if `pairs` fails, nothing. `pairs` hands each pair to
    /// what it is given.
    pub fn keep_linkage<E: From<CatalogError>>(
        &mut self,
        made_with: &str,
        groups: &mut dyn Iterator<Item = Grouped>,
        pairs: impl FnOnce(&mut dyn FnMut(LinkedPair) -> Result<(), CatalogError>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.ready()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(CatalogError::from)?;
        replace_groups(&transaction, made_with, groups)?;
        {
            let mut insert = transaction
                .prepare(
                    "INSERT INTO linked_pair (one, other, place, bits, explained)
                     VALUES ((SELECT number FROM statement WHERE id = ?1),
                       (SELECT number FROM statement WHERE id = ?2), ?3, ?4, ?5)",
                )
                .map_err(CatalogError::from)?;
            pairs(&mut |pair| {
                insert.execute(params![
                    pair.one.as_bytes(),
                    pair.other.as_bytes(),
                    pair.place.map(u64::cast_signed),
                    pair.bits,
                    pair.explained,
                ])?;
                Ok(())
            })?;
        }
        transaction.commit().map_err(CatalogError::from)?;
        Ok(())
    }

    /// What the last linkage was made with; none if there was none.
    pub fn linkage(&self) -> Result<Option<String>, CatalogError> {
        let mut query = self
            .ready()?
            .prepare_cached("SELECT made_with FROM linkage")?;
        Ok(query.query_row([], |row| row.get(0)).optional()?)
    }

    /// Whether people judged pairs since the last linkage.
    pub fn judged_since_linked(&self) -> Result<bool, CatalogError> {
        let sql = format!("SELECT 1 FROM linkage WHERE judgements <> ({JUDGED})");
        Ok(self.ready()?.prepare_cached(&sql)?.exists([])?)
    }

    /// Whether more was said of linked records since then.
    pub fn changed_since_linked(&self) -> Result<bool, CatalogError> {
        let sql = "SELECT 1 FROM claim AS c JOIN same_person AS p ON p.record = c.subject
             WHERE c.number > (SELECT claims FROM linkage) LIMIT 1";
        Ok(self.ready()?.prepare_cached(sql)?.exists([])?)
    }

    /// Whether persons or entries are here that the last linkage did not take in.
    pub fn has_unlinked(&self) -> Result<bool, CatalogError> {
        let sql = "SELECT 1 FROM statement AS s WHERE s.kind IN ('person', 'entry')
             AND s.number NOT IN (SELECT record FROM same_person)
             AND EXISTS (SELECT 1 FROM record AS r WHERE r.number = s.number) LIMIT 1";
        Ok(self.ready()?.prepare_cached(sql)?.exists([])?)
    }

    /// The fields of which any source says something of this record itself.
    pub fn fields_said(&self, record: StatementId) -> Result<BTreeSet<String>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT field FROM claim WHERE subject = (SELECT number FROM statement WHERE id = ?1)",
        )?;
        let rows = query.query_map([record.as_bytes()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How the last linkage groups this record; none if it was not linked.
    pub fn grouped(&self, record: StatementId) -> Result<Option<Grouped>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT max(person) FILTER (WHERE answer = 1), max(person) FILTER (WHERE answer = 2),
               max(person) FILTER (WHERE answer = 3)
             FROM same_person WHERE record = (SELECT number FROM statement WHERE id = ?1) HAVING count(*) = 3",
        )?;
        let row = query.query_row([record.as_bytes()], |row| {
            Ok(Grouped {
                record,
                sure: row.get(0)?,
                likely: row.get(1)?,
                possible: row.get(2)?,
            })
        });
        Ok(row.optional()?)
    }

    /// The records that the linkage takes for the same person as this one, in the order of ids, at most `limit`; and
    /// how many there are.
    pub fn same_person(
        &self,
        record: StatementId,
        limit: u64,
    ) -> Result<(Vec<StatementId>, u64), CatalogError> {
        const OTHERS: &str = "FROM same_person AS a JOIN same_person AS b ON b.answer = 2 AND b.person = a.person
             JOIN statement AS s ON s.number = b.record
             WHERE a.answer = 2 AND a.record = (SELECT number FROM statement WHERE id = ?1) AND b.record <> a.record";
        let connection = self.ready()?;
        let total: i64 = connection
            .prepare_cached(&format!("SELECT count(*) {OTHERS}"))?
            .query_row([record.as_bytes()], |row| row.get(0))?;
        let mut query =
            connection.prepare_cached(&format!("SELECT s.id {OTHERS} ORDER BY s.id LIMIT ?2"))?;
        let rows = query.query_map(params![record.as_bytes(), limit.cast_signed()], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok((rows.collect::<Result<_, _>>()?, total.cast_unsigned()))
    }

    /// A pair of the last linkage, whichever is named first.
    pub fn linked_pair(
        &self,
        one: StatementId,
        other: StatementId,
    ) -> Result<Option<LinkedPair>, CatalogError> {
        let (Some(one), Some(other)) = (self.number_of(one)?, self.number_of(other)?) else {
            return Ok(None);
        };
        let mut query = self.ready()?.prepare_cached(&format!(
            "{PAIR} WHERE p.one = ?1 AND p.other = ?2 OR p.one = ?2 AND p.other = ?1"
        ))?;
        Ok(query.query_row([one, other], pair_at).optional()?)
    }

    /// The pairs worth a look, in the order of the queue, until `each` says that it is enough.
    pub fn each_queued(
        &self,
        each: &mut dyn FnMut(LinkedPair) -> bool,
    ) -> Result<(), CatalogError> {
        let mut query = self.ready()?.prepare_cached(&format!(
            "{PAIR} WHERE p.place IS NOT NULL ORDER BY p.place"
        ))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if !each(pair_at(row)?) {
                break;
            }
        }
        Ok(())
    }

    /// How many pairs are worth a look.
    pub fn queued(&self) -> Result<u64, CatalogError> {
        let sql = "SELECT count(*) FROM linked_pair WHERE place IS NOT NULL";
        let mut query = self.ready()?.prepare_cached(sql)?;
        Ok(query
            .query_row([], |row| row.get::<_, i64>(0))?
            .cast_unsigned())
    }

    /// The judgements that count, in the order of the times that devices state, then of logs and of positions in them: of
    /// what one reviewer said of one pair, and did not take back, only the last.
    pub fn judgements(&self) -> Result<Vec<JudgementView>, CatalogError> {
        let mut last = BTreeMap::new();
        let mut found: Vec<Option<JudgementView>> = Vec::new();
        for judgement in self.judgements_standing()? {
            let who = (judgement.reviewer.clone(), judgement.pair());
            if let Some(before) = last.insert(who, found.len())
                && let Some(place) = found.get_mut(before)
            {
                *place = None;
            }
            found.push(Some(judgement));
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// The judgements that nobody took back, in the same order; also what its reviewer decided anew since.
    pub fn judgements_standing(&self) -> Result<Vec<JudgementView>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id, a.id, o.value, v.value, s.reason, s.by_name, s.recorded_at, l.id
             FROM statement AS s JOIN log AS l ON l.number = s.log
             JOIN statement AS a ON a.number = s.subject
             JOIN detail AS o ON o.statement = s.number AND o.name = 'other'
             JOIN detail AS v ON v.statement = s.number AND v.name = 'verdict'
             WHERE s.kind = 'judgement' AND s.number NOT IN (SELECT statement FROM erased)
               AND s.number NOT IN (SELECT statement FROM retracted)
             ORDER BY s.recorded_at, l.id, s.position",
        )?;
        let rows = query.query_map([], judgement_at)?;
        let judgements: Vec<Option<JudgementView>> = rows.collect::<Result<_, _>>()?;
        Ok(judgements.into_iter().flatten().collect())
    }

    /// Judgements that name this record beside their subject, with their kind.
    pub fn judgements_naming(
        &self,
        record: StatementId,
    ) -> Result<Vec<(StatementId, String)>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id, s.kind FROM statement AS s JOIN log AS l ON l.number = s.log
             JOIN detail AS o ON o.statement = s.number AND o.name = 'other'
             WHERE s.kind = 'judgement' AND o.value = ?1 AND s.number NOT IN (SELECT statement FROM erased)
             ORDER BY l.id, s.position",
        )?;
        let rows = query.query_map([format!("\"{record}\"")], |row| {
            Ok((StatementId::from_bytes(row.get(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn replace_groups(
    transaction: &Transaction<'_>,
    made_with: &str,
    groups: &mut dyn Iterator<Item = Grouped>,
) -> Result<(), CatalogError> {
    transaction
        .execute_batch("DELETE FROM linkage; DELETE FROM linked_pair; DELETE FROM same_person")?;
    transaction.execute(
        &format!(
            "INSERT INTO linkage (number, made_with, judgements, claims)
             VALUES (1, ?1, ({JUDGED}), (SELECT coalesce(max(number), 0) FROM claim))"
        ),
        [made_with],
    )?;
    let mut group = transaction.prepare(
        "INSERT INTO same_person (record, answer, person)
         VALUES ((SELECT number FROM statement WHERE id = ?1), ?2, ?3)",
    )?;
    for one in groups {
        for (answer, person) in [(1, one.sure), (2, one.likely), (3, one.possible)] {
            group.execute(params![one.record.as_bytes(), answer, person])?;
        }
    }
    Ok(())
}

/// What was judged and what was taken back of it, so that both move the number.
const JUDGED: &str =
    "SELECT count(*) + coalesce(sum(number IN (SELECT statement FROM retracted)), 0)
     FROM statement WHERE kind = 'judgement'";

const PAIR: &str = "SELECT a.id, b.id, p.place, p.bits, p.explained FROM linked_pair AS p
     JOIN statement AS a ON a.number = p.one JOIN statement AS b ON b.number = p.other";

fn pair_at(row: &Row<'_>) -> Result<LinkedPair, rusqlite::Error> {
    Ok(LinkedPair {
        one: StatementId::from_bytes(row.get(0)?),
        other: StatementId::from_bytes(row.get(1)?),
        place: row.get::<_, Option<i64>>(2)?.map(i64::cast_unsigned),
        bits: row.get(3)?,
        explained: row.get(4)?,
    })
}

/// None if it does not name two records.
fn judgement_at(row: &Row<'_>) -> Result<Option<JudgementView>, rusqlite::Error> {
    let text = |json: String| json.trim_matches('"').to_owned();
    let Ok(other) = text(row.get(2)?).parse() else {
        return Ok(None);
    };
    let by: Option<String> = row.get(5)?;
    Ok(Some(JudgementView {
        reviewer: Reviewer::new(by.as_deref(), LogId::from_bytes(row.get(7)?)),
        statement: StatementId::from_bytes(row.get(0)?),
        one: StatementId::from_bytes(row.get(1)?),
        other,
        verdict: text(row.get(3)?),
        reason: row.get(4)?,
        by,
        recorded_at: row.get(6)?,
    }))
}

fn record_at(row: &Row<'_>) -> Result<LinkableRecord, rusqlite::Error> {
    Ok(LinkableRecord {
        id: StatementId::from_bytes(row.get(1)?),
        kind: row.get(2)?,
        list: None,
        is_individual: true,
        values: BTreeMap::new(),
    })
}

/// Takes the claim of a row of [`Catalog::each_linkable`].
fn take(
    record: &mut LinkableRecord,
    row: &Row<'_>,
    titles: &mut Titles<'_>,
) -> Result<(), rusqlite::Error> {
    let Some(field) = row.get::<_, Option<String>>(3)? else {
        return Ok(());
    };
    match field.as_str() {
        "list" => {
            let list = row.get::<_, Option<[u8; 32]>>(8)?;
            record.list = record.list.or(list.map(StatementId::from_bytes));
        }
        "unit" => record.is_individual &= row.get_ref(4)?.as_str() == Ok("01"),
        "number" => {
            let range: (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
            record.is_individual &= range == (Some(1), Some(1));
        }
        _ => {
            let value = match row.get(7)? {
                Some(referred) => titles.of(referred)?,
                None => row.get(4)?,
            };
            record.values.entry(field).or_insert(value);
        }
    }
    Ok(())
}
