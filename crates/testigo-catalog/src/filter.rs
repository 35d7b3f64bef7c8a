//! From a filter expression to SQL.
//!
//! An expression becomes common table expressions, one for each comparison and each connective, that hold pairs of
//! a record and a scope (the view `reach`). `and` is true where both sides are true in one scope: `type = 030103 and
//! date = 2019` finds persons who have one act for which both is said. `not` speaks of the whole record: it
//! is true where in no scope the inside is true.
//!
//! What an operator means depends on the type of the field. A record has a field if any source says so; one
//! of several differing claims is enough. Claims that could not be read as their type match `~` only.
//!
//! | type | `=` | `<` `<=` `>` `>=` | `~` | `under` |
//! |---|---|---|---|---|
//! | text, label, name, identifier | equal when folded | order of the folded text | every word begins a word of it | - |
//! | place | name equal when folded, or id | - | words of its name | the place, or one within it |
//! | date, quantity | the claimed range lies inside the asked one | entirely before (not after), entirely after (not before) | the ranges overlap: it may be so | - |
//! | number | equal | order | - | - |
//! | code | code or label | - | words of the code or its labels | the code or, of numeric codes, one that begins with it |
//! | reference | id prefix, or name or title of the record | - | words of that name or title | the record, or a place within it |
//!
//! `in` is `=` with one of the values. `!=` is true in a scope in which the field has a claim that was read, and no
//! claim is equal. `kind` (where the value is a kind of record), `level`, `source` and `id` are about the record itself.

mod comparison;

use testigo_record::{Expression, FieldDefinition, Operator, field};

/// More comparisons make SQL that SQLite refuses.
const COMPARISONS_MAX: usize = 200;

/// Why an expression cannot be asked. Codes are stable; the words of the expression are not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// No kind of record has a field of this name.
    #[error("unknown field")]
    UnknownField,
    /// The operator has no meaning for the type of the field.
    #[error("operator {operator} does not fit the field")]
    Operator {
        /// As it is written.
        operator: &'static str,
    },
    /// A value cannot be read as the type of the field.
    #[error("a value cannot be read as the type of its field")]
    Value,
    /// A value holds U+0000, which SQL text cannot.
    #[error("a value holds U+0000")]
    Nul,
    /// More comparisons, breakdowns or sources than can be asked for at once.
    #[error("too much is asked at once")]
    TooMany,
    /// A counting unit where no persons are counted.
    #[error("only persons have a counting unit")]
    Unit,
}

impl FilterError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            FilterError::UnknownField => "unknown_field",
            FilterError::Operator { .. } => "operator",
            FilterError::Value => "value",
            FilterError::Nul => "nul",
            FilterError::TooMany => "too_many",
            FilterError::Unit => "unit",
        }
    }
}

/// Where it stands what a condition on a record looks at: a relation of record, scope and holder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Its name.
    pub(crate) name: &'static str,
    /// Of a row `h`: the number of the record, or of each record of the person.
    pub(crate) number: &'static str,
    /// Of a row `h`: whether the holder speaks of the record itself, not of what it refers to.
    pub(crate) said_of_it: &'static str,
}

impl Reach {
    /// Each record alone: the view of `schema.sql`.
    pub(crate) const OF_RECORDS: Reach = Reach {
        name: "reach",
        number: "h.record",
        said_of_it: "(h.holder = h.record OR h.holder = h.scope)",
    };
}

/// An expression as common table expressions.
#[derive(Debug)]
pub(crate) struct Filter {
    parts: Vec<String>,
    comparisons: usize,
    consent: bool,
    reach: Reach,
}

impl Filter {
    /// The common table expressions of an expression over records of a kind, and the name of the one that holds the
    /// matching pairs of record and scope.
    pub(crate) fn of(
        kind: Option<&str>,
        expression: &Expression,
        reach: Reach,
    ) -> Result<(Vec<String>, String), FilterError> {
        let mut filter = Filter {
            parts: Vec::new(),
            comparisons: 0,
            consent: kind == Some("consent"),
            reach,
        };
        let root = filter.part(expression)?;
        Ok((filter.parts, root))
    }

    /// Adds a common table expression of pairs; gives its name.
    fn add(&mut self, select: &str) -> String {
        let name = format!("e{}", self.parts.len() + 1);
        self.parts
            .push(format!("{name} (record, scope) AS (\n  {select})"));
        name
    }

    fn part(&mut self, expression: &Expression) -> Result<String, FilterError> {
        match expression {
            Expression::Compare {
                field,
                operator,
                values,
            } => {
                self.comparisons += 1;
                if self.comparisons > COMPARISONS_MAX {
                    return Err(FilterError::TooMany);
                }
                let select = self.compare(field, *operator, values)?;
                Ok(self.add(&select))
            }
            Expression::And(..) => self.joined(expression, " INTERSECT "),
            Expression::Or(..) => self.joined(expression, " UNION "),
            Expression::Not(inside) => {
                let inside = self.part(inside)?;
                let reach = self.reach.name;
                Ok(self.add(&format!(
                    "SELECT record, scope FROM {reach} WHERE record NOT IN (SELECT record FROM {inside})"
                )))
            }
        }
    }

    /// A row of equal connectives as one compound.
    fn joined(&mut self, expression: &Expression, word: &str) -> Result<String, FilterError> {
        let mut names = Vec::new();
        for side in sides(expression) {
            names.push(format!("SELECT record, scope FROM {}", self.part(side)?));
        }
        Ok(self.add(&names.join(word)))
    }

    /// The definition of a field by its name: a name has one type wherever it is used, but for consents.
    fn definition(&self, name: &str) -> Result<&'static FieldDefinition, FilterError> {
        let kinds = if self.consent {
            ["consent", "claim"]
        } else {
            ["claim", "consent"]
        };
        kinds
            .into_iter()
            .find_map(|kind| field(kind, name))
            .ok_or(FilterError::UnknownField)
    }
}

/// The sides of a chain of the same connective, from left to right.
fn sides(expression: &Expression) -> Vec<&Expression> {
    let mut found = Vec::new();
    let mut waiting = vec![expression];
    while let Some(next) = waiting.pop() {
        match (expression, next) {
            (Expression::And(..), Expression::And(left, right))
            | (Expression::Or(..), Expression::Or(left, right)) => {
                waiting.push(right);
                waiting.push(left);
            }
            (_, side) => found.push(side),
        }
    }
    found
}

/// `WITH` and the common table expressions, ready for a `SELECT` behind them.
pub(crate) fn with_clause(parts: &[String]) -> String {
    if parts.is_empty() {
        String::new()
    } else {
        format!("WITH RECURSIVE\n{}\n", parts.join(",\n"))
    }
}

/// The error for an operator that has no meaning for a type.
fn misfit(operator: Operator) -> FilterError {
    FilterError::Operator {
        operator: operator.code(),
    }
}
