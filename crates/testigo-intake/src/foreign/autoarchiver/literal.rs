//! Values as Python writes them: dicts, lists, texts, numbers, `None`, and calls such as
//! `datetime.datetime(2024, 3, 1)`. Nothing is ever run.

use crate::foreign::json::Json;

const DEPTH_MAX: usize = 64;
const VALUES_MAX: usize = 65_536;

/// The value; none if it is anything else, or too deep or too large.
pub(super) fn parse(text: &str) -> Option<Json> {
    let mut parser = Parser {
        rest: text.trim(),
        values: 0,
    };
    let value = parser.value(0)?;
    parser.skip_blanks();
    parser.rest.is_empty().then_some(value)
}

struct Parser<'a> {
    rest: &'a str,
    values: usize,
}

impl<'a> Parser<'a> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.values += 1;
        if depth > DEPTH_MAX || self.values > VALUES_MAX {
            return None;
        }
        self.skip_blanks();
        match self.rest.chars().next()? {
            '{' => self.braces(depth),
            '[' => {
                self.takes('[');
                self.items(']', depth).map(Json::List)
            }
            '(' => {
                self.takes('(');
                self.items(')', depth).map(Json::List)
            }
            '\'' | '"' => self.text(false).map(Json::Text),
            '-' | '+' | '.' | '0'..='9' => self.number(),
            sign if sign.is_alphabetic() || sign == '_' => self.word(depth),
            _ => None,
        }
    }

    /// Values up to the closing sign.
    fn items(&mut self, close: char, depth: usize) -> Option<Vec<Json>> {
        let mut found = Vec::new();
        while !self.takes(close) {
            found.push(self.value(depth + 1)?);
            if !self.takes(',') {
                return self.takes(close).then_some(found);
            }
        }
        Some(found)
    }

    /// A dict, or a set.
    fn braces(&mut self, depth: usize) -> Option<Json> {
        self.takes('{');
        let mut members = Vec::new();
        let mut elements = Vec::new();
        while !self.takes('}') {
            let first = self.value(depth + 1)?;
            if self.takes(':') {
                members.push((first.text().unwrap_or_default(), self.value(depth + 1)?));
            } else {
                elements.push(first);
            }
            if !self.takes(',') {
                if self.takes('}') {
                    break;
                }
                return None;
            }
        }
        match (members.is_empty(), elements.is_empty()) {
            (_, true) => Some(Json::Object(members)),
            (true, false) => Some(Json::List(elements)),
            (false, false) => None,
        }
    }

    fn text(&mut self, is_raw: bool) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let mut signs = self.rest.char_indices().skip(1);
        let mut found = String::new();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' if !is_raw => {
                    let (_, escaped) = signs.next()?;
                    let digits = match escaped {
                        'x' => 2,
                        'u' => 4,
                        'U' => 8,
                        _ => 0,
                    };
                    if digits > 0 {
                        let code: String =
                            signs.by_ref().take(digits).map(|(_, sign)| sign).collect();
                        let code = u32::from_str_radix(&code, 16).ok()?;
                        found.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    } else {
                        found.push(match escaped {
                            'n' => '\n',
                            't' => '\t',
                            'r' => '\r',
                            other => other,
                        });
                    }
                }
                _ if sign == quote => {
                    self.rest = self.rest.get(at + quote.len_utf8()..)?;
                    return Some(found);
                }
                _ => found.push(sign),
            }
        }
        None
    }

    fn number(&mut self) -> Option<Json> {
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || "+-._".contains(sign);
        let end = self
            .rest
            .find(|sign| !is_part(sign))
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at_checked(end)?;
        number.replace('_', "").parse::<f64>().ok()?;
        self.rest = rest;
        Some(Json::Number(number.to_owned()))
    }

    /// A constant, a text with a letter before it, or a call.
    fn word(&mut self, depth: usize) -> Option<Json> {
        let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.');
        let end = self
            .rest
            .find(|sign| !is_part(sign))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        if rest.starts_with(['\'', '"']) && matches!(word, "b" | "u" | "r" | "B" | "U" | "R") {
            return self.text(word.eq_ignore_ascii_case("r")).map(Json::Text);
        }
        if self.takes('(') {
            return self.call(word, depth);
        }
        Some(match word {
            "None" | "nan" => Json::Null,
            "True" => Json::Flag(true),
            "False" => Json::Flag(false),
            name => Json::Text(name.to_owned()),
        })
    }

    /// The arguments of a call: of a date its moment, of anything else its only argument, or what is
    /// named.
    fn call(&mut self, name: &'a str, depth: usize) -> Option<Json> {
        let mut plain = Vec::new();
        let mut members = Vec::new();
        while !self.takes(')') {
            let value = self.value(depth + 1)?;
            if self.takes('=') {
                members.push((value.text()?, self.value(depth + 1)?));
            } else {
                plain.push(value);
            }
            if !self.takes(',') {
                if self.takes(')') {
                    break;
                }
                return None;
            }
        }
        if let "datetime.datetime" | "datetime.date" | "datetime" | "date" = name {
            return moment(&plain).map(Json::Text);
        }
        match plain.len() {
            1 if members.is_empty() => plain.pop(),
            _ => {
                let numbered = (1..).map(|number: usize| number.to_string()).zip(plain);
                Some(Json::Object(numbered.chain(members).collect()))
            }
        }
    }
}

/// Year, month, day and time as ISO 8601.
fn moment(numbers: &[Json]) -> Option<String> {
    let numbers: Option<Vec<u32>> = numbers
        .iter()
        .map(|number| number.text()?.parse().ok())
        .collect();
    match numbers?.as_slice() {
        [year, month, day] => Some(format!("{year:04}-{month:02}-{day:02}")),
        [year, month, day, hour, minute, rest @ ..] => {
            let second = rest.first().copied().unwrap_or_default();
            Some(format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
