//! The filter language of CONTRACT: `field op value` joined by `and`, `or`, `not` and parentheses. It is no SQL.

mod parser;

pub use parser::parse_expression;

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `~`: the text contains the words.
    Matches,
    /// `in`: one of the values.
    In,
    /// `under`: the value or what lies below it in a hierarchy.
    Under,
}

impl Operator {
    /// As it is written. Those that begin with another stand before it.
    const WRITTEN: [(&'static str, Operator); 9] = [
        ("!=", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("=", Operator::Equal),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("~", Operator::Matches),
        ("in", Operator::In),
        ("under", Operator::Under),
    ];

    /// As it is written.
    pub fn code(self) -> &'static str {
        Operator::WRITTEN
            .iter()
            .find(|(_, operator)| *operator == self)
            .map_or("", |(text, _)| text)
    }
}

/// A filter over records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A field against a value; `In` has one or more values, every other operator exactly one.
    Compare {
        /// The field.
        field: String,
        /// How.
        operator: Operator,
        /// Against what.
        values: Vec<String>,
    },
    /// Both.
    And(Box<Expression>, Box<Expression>),
    /// Either.
    Or(Box<Expression>, Box<Expression>),
    /// Not so.
    Not(Box<Expression>),
}

/// Where and why a text is no expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} at character {position}")]
pub struct ExpressionError {
    /// The character, counted from 1.
    pub position: usize,
    /// Stable: `too_long`, `too_deep`, `too_many_comparisons`, `expected_field`, `expected_operator`,
    /// `expected_value`, `expected_list`, `expected_parenthesis`, `open_quote`, `escape`, `unexpected_text`.
    pub code: &'static str,
}

/// Words that are no field and, without quotes, no value.
const KEYWORDS: [&str; 5] = ["and", "or", "not", "in", "under"];

fn is_keyword(word: &str) -> bool {
    KEYWORDS
        .iter()
        .any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Whether a character may stand in a value without quotes.
fn is_bare(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '(' | ')' | ',' | '"')
}

/// Whether a value needs no quotes. One that starts like an operator needs them, so that `a == b` is an error.
fn is_bare_value(value: &str) -> bool {
    !value.is_empty()
        && value.chars().all(is_bare)
        && !value.starts_with(['=', '!', '<', '>', '~'])
        && !is_keyword(value)
}

impl std::fmt::Display for Expression {
    /// The shortest text that reads as this expression.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Expression::Compare {
                field,
                operator,
                values,
            } => {
                write!(out, "{field} {} ", operator.code())?;
                write_values(out, *operator, values)
            }
            Expression::And(left, right) => {
                left.write_inside(out, left.binds() < AND)?;
                out.write_str(" and ")?;
                right.write_inside(out, right.binds() <= AND)
            }
            Expression::Or(left, right) => {
                left.write_inside(out, false)?;
                out.write_str(" or ")?;
                right.write_inside(out, right.binds() <= OR)
            }
            Expression::Not(inner) => {
                out.write_str("not ")?;
                inner.write_inside(out, inner.binds() <= AND)
            }
        }
    }
}

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;

impl Expression {
    /// How closely its parts hold together.
    fn binds(&self) -> u8 {
        match self {
            Expression::Or(..) => OR,
            Expression::And(..) => AND,
            Expression::Not(_) | Expression::Compare { .. } => NOT,
        }
    }

    fn write_inside(&self, out: &mut std::fmt::Formatter<'_>, enclosed: bool) -> std::fmt::Result {
        if enclosed {
            write!(out, "({self})")
        } else {
            write!(out, "{self}")
        }
    }
}

fn write_values(
    out: &mut std::fmt::Formatter<'_>,
    operator: Operator,
    values: &[String],
) -> std::fmt::Result {
    let listed = operator == Operator::In;
    if listed {
        out.write_str("(")?;
    }
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.write_str(", ")?;
        }
        if is_bare_value(value) {
            out.write_str(value)?;
        } else {
            write!(
                out,
                "\"{}\"",
                value.replace('\\', "\\\\").replace('"', "\\\"")
            )?;
        }
    }
    if listed { out.write_str(")") } else { Ok(()) }
}

#[cfg(test)]
mod tests;
