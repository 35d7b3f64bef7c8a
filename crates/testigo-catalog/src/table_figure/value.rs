//! The formula of a figure over a table: sums and counts of columns, and arithmetic with them.
//!
//! ```text
//! formula  = product (("+" | "-") product)*
//! product  = part (("*" | "/") part)*
//! part     = number | "(" formula ")" | "count()" | name "(" column ")"
//! name     = sum | mean | min | max | count | distinct
//! column   = letters, digits and "_" | a header in double quotes
//! ```

use std::collections::BTreeSet;

use super::TableQuestionError;

/// Brackets within brackets.
const DEPTH_MAX: usize = 32;
const TEXT_MAX: usize = 4_096;

/// A formula, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Formula {
    /// A decimal number, as written.
    Number(String),
    /// Rows.
    Rows,
    /// A function of the cells of a column.
    Of(Function, String),
    /// Two with a sign between them.
    Signed(char, Box<Formula>, Box<Formula>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    Mean,
    Min,
    Max,
    Count,
    Distinct,
}

impl Function {
    const NAMES: [(&'static str, Function); 6] = [
        ("sum", Function::Sum),
        ("mean", Function::Mean),
        ("min", Function::Min),
        ("max", Function::Max),
        ("count", Function::Count),
        ("distinct", Function::Distinct),
    ];
}

impl Formula {
    pub(super) fn read(text: &str) -> Result<Self, TableQuestionError> {
        if text.len() > TEXT_MAX {
            return Err(TableQuestionError::Formula(TEXT_MAX));
        }
        let mut reader = Reader {
            characters: text.chars().collect(),
            at: 0,
        };
        let formula = reader.sum(0)?;
        if reader.peek().is_some() {
            return Err(reader.stuck());
        }
        Ok(formula)
    }

    /// As SQL. Columns of whose cells numbers are expected are put into `numbers`.
    pub(super) fn sql(
        &self,
        column: &dyn Fn(&str) -> Result<String, TableQuestionError>,
        numbers: &mut BTreeSet<String>,
    ) -> Result<String, TableQuestionError> {
        Ok(match self {
            Self::Number(text) => text.clone(),
            Self::Rows => "count(*)".to_owned(),
            Self::Of(Function::Count, name) => format!("count({})", column(name)?),
            Self::Of(Function::Distinct, name) => format!("count(DISTINCT {})", column(name)?),
            Self::Of(function, name) => {
                let column = column(name)?;
                let called = match function {
                    Function::Mean => "avg",
                    Function::Min => "min",
                    Function::Max => "max",
                    Function::Sum | Function::Count | Function::Distinct => "sum",
                };
                // A text is no number: SQLite would add it up as 0 and compare it as the largest.
                let sql =
                    format!("{called}(CASE WHEN typeof({column}) <> 'text' THEN {column} END)");
                numbers.insert(column);
                sql
            }
            Self::Signed('/', left, right) => format!(
                "(1.0 * {} / {})",
                left.sql(column, numbers)?,
                right.sql(column, numbers)?
            ),
            Self::Signed(sign, left, right) => format!(
                "({} {sign} {})",
                left.sql(column, numbers)?,
                right.sql(column, numbers)?
            ),
        })
    }
}

struct Reader {
    characters: Vec<char>,
    at: usize,
}

impl Reader {
    fn stuck(&self) -> TableQuestionError {
        TableQuestionError::Formula(self.at + 1)
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        while self
            .characters
            .get(self.at)
            .is_some_and(|next| next.is_whitespace())
        {
            self.at += 1;
        }
        self.characters.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let taken = self.peek() == Some(wanted);
        self.at += usize::from(taken);
        taken
    }

    fn one_of(&mut self, signs: [char; 2]) -> Option<char> {
        signs.into_iter().find(|sign| self.take(*sign))
    }

    fn sum(&mut self, depth: usize) -> Result<Formula, TableQuestionError> {
        let mut left = self.product(depth)?;
        while let Some(sign) = self.one_of(['+', '-']) {
            let right = self.product(depth)?;
            left = Formula::Signed(sign, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<Formula, TableQuestionError> {
        let mut left = self.part(depth)?;
        while let Some(sign) = self.one_of(['*', '/']) {
            let right = self.part(depth)?;
            left = Formula::Signed(sign, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn part(&mut self, depth: usize) -> Result<Formula, TableQuestionError> {
        if depth > DEPTH_MAX {
            return Err(self.stuck());
        }
        if self.take('(') {
            let inside = self.sum(depth + 1)?;
            return self.close(inside);
        }
        let begin = self.at;
        let word = self.word(|next| next.is_alphanumeric() || matches!(next, '_' | '.'));
        if super::is_number(&word) {
            return Ok(Formula::Number(word));
        }
        let found = Function::NAMES.iter().find(|(name, _)| *name == word);
        let Some((_, function)) = found.filter(|_| self.take('(')) else {
            self.at = begin;
            return Err(self.stuck());
        };
        if *function == Function::Count && self.take(')') {
            return Ok(Formula::Rows);
        }
        let column = self.column()?;
        self.close(Formula::Of(*function, column))
    }

    fn close(&mut self, inside: Formula) -> Result<Formula, TableQuestionError> {
        if self.take(')') {
            Ok(inside)
        } else {
            Err(self.stuck())
        }
    }

    fn column(&mut self) -> Result<String, TableQuestionError> {
        let quoted = self.take('"');
        let column = if quoted {
            self.word(|next| next != '"')
        } else {
            self.word(|next| next.is_alphanumeric() || next == '_')
        };
        if column.is_empty() || (quoted && !self.take('"')) {
            return Err(self.stuck());
        }
        Ok(column)
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let _ = self.peek();
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let word: String = rest.iter().take_while(|next| belongs(**next)).collect();
        self.at += word.chars().count();
        word
    }
}
