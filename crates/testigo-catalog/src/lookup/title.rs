//! What a record is called.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Statement};
use testigo_custody::StatementId;

/// A source by id and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceName {
    /// The record of the source, or the account.
    pub id: StatementId,
    /// What it is called; empty where nobody names it.
    pub name: String,
}

/// Fields that may serve as a title, the best first. The three parts of a name stand together.
const FIELDS: [&str; 10] = [
    "title",
    "name",
    "given_name",
    "surname",
    "second_surname",
    "alias",
    "type",
    "role",
    "row",
    "path",
];
const NAME_PARTS: std::ops::Range<usize> = 2..5;

/// Titles kept at hand while one list is made.
const KEPT_MAX: usize = 4_096;

/// Finds titles, with its SQL prepared once.
pub(crate) struct Titles<'c> {
    claims: Statement<'c>,
    id: Statement<'c>,
    kept: BTreeMap<i64, String>,
}

impl<'c> Titles<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Result<Titles<'c>, rusqlite::Error> {
        let fields = FIELDS.map(|field| format!("'{field}'")).join(", ");
        Ok(Titles {
            claims: connection.prepare(&format!(
                "SELECT c.field, c.value FROM (
                   SELECT statement, subject, field, value, number, 0 AS gone FROM claim WHERE subject = ?1
                   UNION ALL SELECT statement, subject, field, value, number, 1 FROM withdrawn WHERE subject = ?1) AS c
                 JOIN statement AS s ON s.number = c.statement JOIN log AS l ON l.number = s.log
                 WHERE c.field IN ({fields})
                 ORDER BY c.gone, s.number <> c.subject, l.id, s.position, c.number LIMIT 100"
            ))?,
            id: connection.prepare("SELECT id FROM statement WHERE number = ?1")?,
            kept: BTreeMap::new(),
        })
    }

    /// The first value of the best field, from the statement that created the record if it has one.
    pub(crate) fn of(&mut self, number: i64) -> Result<String, rusqlite::Error> {
        if let Some(title) = self.kept.get(&number) {
            return Ok(title.clone());
        }
        let mut values: [Option<String>; FIELDS.len()] = Default::default();
        let mut rows = self.claims.query([number])?;
        while let Some(row) = rows.next()? {
            let field: String = row.get(0)?;
            let place = FIELDS.iter().position(|name| *name == field);
            if let Some(value) = place.and_then(|place| values.get_mut(place))
                && value.is_none()
            {
                *value = Some(row.get(1)?);
            }
        }
        drop(rows);
        let mut title = String::new();
        for (place, value) in values.into_iter().enumerate() {
            let continues = NAME_PARTS.contains(&place);
            if !title.is_empty() && !continues {
                break;
            }
            if let Some(value) = value {
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(&value);
            }
            if place < NAME_PARTS.start && !title.is_empty() {
                break;
            }
        }
        if self.kept.len() >= KEPT_MAX {
            self.kept.clear();
        }
        self.kept.insert(number, title.clone());
        Ok(title)
    }

    pub(crate) fn source(
        &mut self,
        number: Option<i64>,
    ) -> Result<Option<SourceName>, rusqlite::Error> {
        let Some(number) = number else {
            return Ok(None);
        };
        let Some(id) = self.id.query_row([number], |row| row.get(0)).optional()? else {
            return Ok(None);
        };
        Ok(Some(SourceName {
            id: StatementId::from_bytes(id),
            name: self.of(number)?,
        }))
    }
}
