//! A number recomputed from an attached table: the table in memory, the question as SQL that anybody can run on it.

mod value;

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use testigo_record::{Expression, Operator, fold};

use crate::sql_text::{literal, name};
use value::Formula;

/// The table's name in the SQL.
const TABLE: &str = "attached";
/// SQLite takes up to 2,000 columns.
const COLUMNS_MAX: usize = 1_000;
/// Digits that a double holds exactly.
const DIGITS_MAX: usize = 15;
/// All cells together: they are held in memory, for nothing decrypted lies on a disk.
const BYTES_MAX: usize = 512 * 1024 * 1024;

/// Why a question to a table cannot be asked. The code is stable; a column is named, cells never.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableQuestionError {
    /// The formula cannot be read from this character on, counted from 1.
    #[error("the formula cannot be read from character {0} on")]
    Formula(usize),
    /// The table has no such column.
    #[error("the table has no column {0}")]
    UnknownColumn(String),
    /// An operator that columns do not have.
    #[error("a column has no operator {0}")]
    Operator(&'static str),
    /// More than 1,000 columns or 512 MiB.
    #[error("the table has more than 1,000 columns or 512 MiB")]
    TooLarge,
    /// A name or a value with U+0000.
    #[error("a value holds U+0000")]
    Nul,
    /// SQLite refused it.
    #[error("the table could not be asked")]
    Sql,
}

impl TableQuestionError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Formula(_) => "formula_unreadable",
            Self::UnknownColumn(_) => "column_unknown",
            Self::Operator(_) => "column_operator",
            Self::TooLarge => "table_too_large",
            Self::Nul => "value_nul",
            Self::Sql => "table_not_asked",
        }
    }
}

impl From<rusqlite::Error> for TableQuestionError {
    fn from(_: rusqlite::Error) -> Self {
        Self::Sql
    }
}

/// What a table answers.
#[derive(Debug, Clone, PartialEq)]
pub struct TableAnswer {
    /// The number, as SQLite prints it; none where there is nothing to compute, or a division by zero.
    pub number: Option<String>,
    /// The SQL.
    pub sql: String,
    /// Rows that were looked at.
    pub rows: u64,
    /// Cells among them that the formula adds up or compares as numbers and that are none.
    pub cells_not_numbers: u64,
    /// Of each column its header and its name in the SQL.
    pub columns: Vec<(String, String)>,
}

/// A table that is being filled, and then asked.
#[derive(Debug)]
pub struct AttachedTable {
    connection: Connection,
    columns: Vec<(String, String)>,
    bytes: usize,
}

impl AttachedTable {
    /// A table with this header. The name of a column in formulas is its header in small letters without accents, with
    /// `_` for everything that is neither letter nor digit.
    pub fn new(header: &[String]) -> Result<Self, TableQuestionError> {
        if header.len() > COLUMNS_MAX {
            return Err(TableQuestionError::TooLarge);
        }
        let mut taken = BTreeSet::new();
        let mut columns = Vec::new();
        for text in header {
            let base = column_name(text);
            let mut unique = base.clone();
            let mut count = 1;
            while !taken.insert(unique.clone()) {
                count += 1;
                unique = format!("{base}_{count}");
            }
            columns.push((text.clone(), unique));
        }
        let connection = Connection::open_in_memory()?;
        let names: Vec<String> = columns
            .iter()
            .map(|(_, column)| format!("\"{column}\""))
            .collect();
        connection.execute_batch(&format!(
            "CREATE TABLE {TABLE} ({}); BEGIN",
            names.join(", ")
        ))?;
        Ok(Self {
            connection,
            columns,
            bytes: 0,
        })
    }

    /// Adds a row. A cell that is a plain decimal number is one; an empty cell is null; anything else is text.
    pub fn add(&mut self, cells: &[String]) -> Result<(), TableQuestionError> {
        self.bytes += cells.iter().map(|cell| cell.len() + 16).sum::<usize>();
        if cells.len() > self.columns.len() || self.bytes > BYTES_MAX {
            return Err(TableQuestionError::TooLarge);
        }
        let values = (0..self.columns.len()).map(|number| {
            cells
                .get(number)
                .map_or(Value::Null, |cell| cell_value(cell))
        });
        let marks = vec!["?"; self.columns.len()].join(", ");
        self.connection
            .prepare_cached(&format!("INSERT INTO {TABLE} VALUES ({marks})"))?
            .execute(params_from_iter(values))?;
        Ok(())
    }

    /// Computes a formula over the rows that match.
    pub fn ask(
        &self,
        formula: &str,
        condition: Option<&Expression>,
    ) -> Result<TableAnswer, TableQuestionError> {
        let formula = Formula::read(formula)?;
        let mut numbers = BTreeSet::new();
        let value = formula.sql(&|column| self.column(column), &mut numbers)?;
        let condition = match condition {
            Some(expression) => {
                format!("\nWHERE {}", self.condition(expression, &mut numbers)?)
            }
            None => String::new(),
        };
        let sql = format!("SELECT {value}\nFROM {TABLE}{condition}");
        let number: Option<String> =
            self.connection
                .query_row(&format!("SELECT CAST(({sql}) AS TEXT)"), [], |row| {
                    row.get(0)
                })?;
        let not_numbers: Vec<String> = numbers
            .iter()
            .map(|column| format!("total(typeof({column}) = 'text')"))
            .collect();
        let not_numbers = if not_numbers.is_empty() {
            "0".to_owned()
        } else {
            not_numbers.join(" + ")
        };
        let (rows, cells_not_numbers): (i64, i64) = self.connection.query_row(
            &format!("SELECT count(*), CAST({not_numbers} AS INTEGER) FROM {TABLE}{condition}"),
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(TableAnswer {
            number,
            sql,
            rows: rows.cast_unsigned(),
            cells_not_numbers: cells_not_numbers.cast_unsigned(),
            columns: self.columns.clone(),
        })
    }

    /// The quoted name of a column, by its name or its header.
    fn column(&self, asked: &str) -> Result<String, TableQuestionError> {
        let slug = column_name(asked);
        let is_asked = |(header, column): &&(String, String)| header == asked || *column == slug;
        let found = self.columns.iter().find(is_asked);
        let (_, column) =
            found.ok_or_else(|| TableQuestionError::UnknownColumn(asked.to_owned()))?;
        name(column).map_err(|_| TableQuestionError::Nul)
    }

    fn condition(
        &self,
        expression: &Expression,
        numbers: &mut BTreeSet<String>,
    ) -> Result<String, TableQuestionError> {
        Ok(match expression {
            Expression::And(left, right) => format!(
                "({} AND {})",
                self.condition(left, numbers)?,
                self.condition(right, numbers)?
            ),
            Expression::Or(left, right) => format!(
                "({} OR {})",
                self.condition(left, numbers)?,
                self.condition(right, numbers)?
            ),
            Expression::Not(inside) => format!("NOT {}", self.condition(inside, numbers)?),
            Expression::Compare {
                field,
                operator,
                values,
            } => {
                let column = self.column(field)?;
                comparison(&column, *operator, values, numbers)?
            }
        })
    }
}

/// A cell that is empty matches no comparison.
fn comparison(
    column: &str,
    operator: Operator,
    values: &[String],
    numbers: &mut BTreeSet<String>,
) -> Result<String, TableQuestionError> {
    let texts: Vec<String> = values
        .iter()
        .map(|value| literal_of(value))
        .collect::<Result<_, _>>()?;
    let text = texts.first().cloned().unwrap_or_default();
    let sign = match operator {
        Operator::Equal => "=",
        Operator::NotEqual => "<>",
        Operator::In => {
            let all = texts.join(", ");
            return Ok(format!("({column} IN ({all}) AND {column} IS NOT NULL)"));
        }
        Operator::Matches => {
            let part = values.first().map_or("", String::as_str);
            let part = literal(part).map_err(|_| TableQuestionError::Nul)?;
            return Ok(format!(
                "(instr(lower({column}), lower({part})) > 0 AND {column} IS NOT NULL)"
            ));
        }
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            numbers.insert(column.to_owned());
            // Beside a number, a text would be the larger one.
            return Ok(format!(
                "(typeof({column}) <> 'text' AND {column} {} {text})",
                operator.code()
            ));
        }
        Operator::Under => return Err(TableQuestionError::Operator(operator.code())),
    };
    Ok(format!("({column} {sign} {text} AND {column} IS NOT NULL)"))
}

fn literal_of(value: &str) -> Result<String, TableQuestionError> {
    if is_number(value) {
        return Ok(value.to_owned());
    }
    literal(value).map_err(|_| TableQuestionError::Nul)
}

fn cell_value(cell: &str) -> Value {
    let text = cell.trim();
    if text.is_empty() {
        return Value::Null;
    }
    if is_number(text) {
        if let Ok(whole) = text.parse() {
            return Value::Integer(whole);
        }
        if let Ok(real) = text.parse() {
            return Value::Real(real);
        }
    }
    Value::Text(text.to_owned())
}

/// Plain decimals only: `007` is a code, and `1,234` may be either of two numbers.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole)
        && is_digits(behind)
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() + behind.len() <= DIGITS_MAX
}

fn column_name(header: &str) -> String {
    let mut slug = String::new();
    for character in fold(header).chars() {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug = slug.trim_matches('_');
    if slug.is_empty() {
        "column".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests;
