//! Recursive descent over the characters, without a token list: what a word may hold depends on where it stands.

use super::{Expression, ExpressionError, Operator, is_bare, is_bare_value, is_keyword};

const EXPRESSION_BYTES_MAX: usize = 8 * 1024;
/// Parentheses and `not` within one another.
const DEPTH_MAX: usize = 32;
/// Keeps the tree, which grows to the left by one with each, shallow enough for any recursion over it.
const COMPARISONS_MAX: usize = 256;

/// Reads a filter. `not` binds closer than `and`, `and` closer than `or`; words of the language in any case.
pub fn parse_expression(text: &str) -> Result<Expression, ExpressionError> {
    let mut parser = Parser {
        text,
        rest: text,
        depth: 0,
        comparisons: 0,
    };
    if text.len() > EXPRESSION_BYTES_MAX {
        return Err(parser.error("too_long"));
    }
    let expression = parser.either()?;
    if parser.rest.is_empty() {
        Ok(expression)
    } else {
        Err(parser.error("unexpected_text"))
    }
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    depth: usize,
    comparisons: usize,
}

impl<'a> Parser<'a> {
    fn error(&self, code: &'static str) -> ExpressionError {
        let position = self.text.chars().count() - self.rest.chars().count() + 1;
        ExpressionError { position, code }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes this text if it comes next.
    fn take(&mut self, wanted: &str) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The longest run of such characters, which stays.
    fn run(&self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|character| !wanted(character))
            .unwrap_or(self.rest.len());
        self.rest.get(..end).unwrap_or_default()
    }

    fn take_run(&mut self, run: &'a str) -> &'a str {
        self.rest = self.rest.strip_prefix(run).unwrap_or(self.rest);
        run
    }

    /// Takes this word of the language if it comes next.
    fn take_keyword(&mut self, keyword: &str) -> bool {
        let word = self.run(is_field);
        let next = word.eq_ignore_ascii_case(keyword);
        if next {
            self.take_run(word);
        }
        next
    }

    fn either(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.both()?;
        while self.take_keyword("or") {
            left = Expression::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Expression, ExpressionError> {
        let mut left = self.one()?;
        while self.take_keyword("and") {
            left = Expression::And(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    /// A comparison, a negation or a parenthesis, and the space behind it.
    fn one(&mut self) -> Result<Expression, ExpressionError> {
        self.skip_space();
        if self.depth > DEPTH_MAX {
            return Err(self.error("too_deep"));
        }
        self.depth += 1;
        let expression = if self.take_keyword("not") {
            Expression::Not(Box::new(self.one()?))
        } else if self.take("(") {
            let inner = self.either()?;
            if !self.take(")") {
                return Err(self.error("expected_parenthesis"));
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        self.skip_space();
        Ok(expression)
    }

    fn comparison(&mut self) -> Result<Expression, ExpressionError> {
        if self.comparisons == COMPARISONS_MAX {
            return Err(self.error("too_many_comparisons"));
        }
        self.comparisons += 1;
        let field = self.run(is_field);
        if !field.starts_with(char::is_alphabetic) || is_keyword(field) {
            return Err(self.error("expected_field"));
        }
        let field = self.take_run(field).to_owned();
        self.skip_space();
        let operator = self.operator()?;
        self.skip_space();
        let values = if operator == Operator::In {
            self.list()?
        } else {
            vec![self.value()?]
        };
        Ok(Expression::Compare {
            field,
            operator,
            values,
        })
    }

    fn operator(&mut self) -> Result<Operator, ExpressionError> {
        for (written, operator) in Operator::WRITTEN {
            let word = written.starts_with(char::is_alphabetic);
            if if word {
                self.take_keyword(written)
            } else {
                self.take(written)
            } {
                return Ok(operator);
            }
        }
        Err(self.error("expected_operator"))
    }

    fn list(&mut self) -> Result<Vec<String>, ExpressionError> {
        if !self.take("(") {
            return Err(self.error("expected_list"));
        }
        let mut values = Vec::new();
        loop {
            self.skip_space();
            values.push(self.value()?);
            self.skip_space();
            if self.take(")") {
                return Ok(values);
            }
            if !self.take(",") {
                return Err(self.error("expected_parenthesis"));
            }
        }
    }

    fn value(&mut self) -> Result<String, ExpressionError> {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let bare = self.run(is_bare);
        if !is_bare_value(bare) {
            return Err(self.error("expected_value"));
        }
        Ok(self.take_run(bare).to_owned())
    }

    fn quoted(&mut self) -> Result<String, ExpressionError> {
        let open_quote = self.error("open_quote");
        self.take("\"");
        let mut value = String::new();
        loop {
            let plain = self.run(|character| !matches!(character, '"' | '\\'));
            value.push_str(self.take_run(plain));
            if self.take("\"") {
                return Ok(value);
            }
            if self.take("\\\"") {
                value.push('"');
            } else if self.take("\\\\") {
                value.push('\\');
            } else if self.rest.is_empty() {
                return Err(open_quote);
            } else {
                return Err(self.error("escape"));
            }
        }
    }
}

/// A character of a field's name or of a word of the language.
fn is_field(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '-')
}
