//! From what people write to the canonical text of a type, and from canonical text to what can be compared.

use testigo_custody::{StatementId, VALUE_BYTES_MAX, json_string};
use unicode_normalization::UnicodeNormalization;

use crate::date::Date;
use crate::quantity::Quantity;
use crate::vocabulary::{FieldDefinition, Type, vocabulary};

/// Digits before and after the point of a number.
const NUMBER_DIGITS_MAX: usize = 18;

/// Why a text cannot be read as its field's type. It is then kept as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unreadable: {code}")]
pub struct Unreadable {
    /// Stable: `empty`, `too_long`, `noncharacter`, `not_a_date`, `not_a_quantity`, `not_a_number`,
    /// `out_of_range`, `not_in_vocabulary`, `not_a_reference`.
    pub code: &'static str,
}

const fn unreadable(code: &'static str) -> Unreadable {
    Unreadable { code }
}

/// The canonical text (not JSON) of a value as a person wrote it.
pub fn read(definition: &FieldDefinition, text: &str) -> Result<String, Unreadable> {
    let text: String = text.trim().nfc().collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(unreadable("empty"));
    }
    if text.chars().any(is_noncharacter) {
        return Err(unreadable("noncharacter"));
    }
    if text.len() > VALUE_BYTES_MAX || json_string(text).len() > VALUE_BYTES_MAX {
        return Err(unreadable("too_long"));
    }
    match definition.value {
        Type::Text | Type::Label | Type::Name | Type::Identifier | Type::Place => {
            Ok(text.to_owned())
        }
        Type::Date => Date::parse(text)
            .map(|date| date.text)
            .ok_or(unreadable("not_a_date")),
        Type::Quantity => {
            let quantity = Quantity::parse(text).ok_or(unreadable("not_a_quantity"))?;
            let inside = within(definition, quantity.low, quantity.high);
            inside
                .then_some(quantity.text)
                .ok_or(unreadable("out_of_range"))
        }
        Type::Number => {
            let number = Decimal::parse(text).ok_or(unreadable("not_a_number"))?;
            let inside = number.within(definition);
            inside
                .then(|| number.to_string())
                .ok_or(unreadable("out_of_range"))
        }
        Type::Code {
            vocabulary: name,
            open,
        } => {
            let term = vocabulary(name).and_then(|list| list.term_spelled(text));
            match term {
                Some(term) => Ok(term.code.to_owned()),
                None if open => Ok(text.to_owned()),
                None => Err(unreadable("not_in_vocabulary")),
            }
        }
        Type::Reference => match text.parse::<StatementId>() {
            Ok(id) => Ok(id.to_string()),
            Err(_) => Err(unreadable("not_a_reference")),
        },
    }
}

/// What a canonical text tells beyond its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) refers: Option<StatementId>,
}

/// What a stored value means; none if it is not the canonical text of its type.
pub(crate) fn meaning(definition: &FieldDefinition, text: &str) -> Option<Meaning> {
    let range = |low, high| Meaning {
        low,
        high,
        refers: None,
    };
    match definition.value {
        Type::Text | Type::Label | Type::Name | Type::Identifier => Some(Meaning::default()),
        Type::Place => Some(Meaning {
            refers: text.parse().ok(),
            ..Meaning::default()
        }),
        Type::Date => {
            let date = Date::parse(text).filter(|date| date.text == text)?;
            Some(range(date.earliest, date.latest))
        }
        Type::Quantity => {
            let quantity = Quantity::parse(text).filter(|quantity| quantity.text == text)?;
            within(definition, quantity.low, quantity.high)
                .then(|| range(quantity.low, quantity.high))
        }
        Type::Number => {
            let number = Decimal::parse(text)?;
            let canonical = number.within(definition) && number.to_string() == text;
            canonical.then(|| range(number.integer(), number.integer()))
        }
        Type::Code {
            vocabulary: name,
            open,
        } => {
            let known = open || vocabulary(name).is_some_and(|list| list.term(text).is_some());
            known.then(Meaning::default)
        }
        Type::Reference => Some(Meaning {
            refers: Some(text.parse().ok()?),
            ..Meaning::default()
        }),
    }
}

/// Whether a range can lie in the bounds of a field; an open end is no reason against it.
fn within(definition: &FieldDefinition, low: Option<i64>, high: Option<i64>) -> bool {
    let least = definition.minimum.unwrap_or(i64::MIN);
    let most = definition.maximum.unwrap_or(i64::MAX);
    low.is_none_or(|low| (least..=most).contains(&low)) && high.is_none_or(|high| high >= least)
}

/// A code point that plain JSON refuses.
pub(crate) fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// A decimal as its digits: no float ever decides what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    below_zero: bool,
    pub(crate) whole: &'a str,
    pub(crate) fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// Digits with an optional sign and one decimal point or comma. A comma before exactly three digits may
    /// as well group thousands, so it is not read.
    pub(crate) fn parse(text: &'a str) -> Option<Decimal<'a>> {
        let (below_zero, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = match digits.split_once(['.', ',']) {
            Some((_, "")) => return None,
            Some((_, fraction)) if digits.contains(',') && fraction.len() == 3 => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let plain = |part: &str| {
            part.len() <= NUMBER_DIGITS_MAX && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if whole.is_empty() || !plain(whole) || !plain(fraction) {
            return None;
        }
        let zero = whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte == b'0');
        let trimmed = whole.trim_start_matches('0');
        let whole = if trimmed.is_empty() { "0" } else { trimmed };
        Some(Decimal {
            below_zero: below_zero && !zero,
            whole,
            fraction,
        })
    }

    /// Its value if it is written without a fraction.
    fn integer(&self) -> Option<i64> {
        if self.fraction.is_empty() {
            Some(self.truncated())
        } else {
            None
        }
    }

    /// The whole part with its sign. At most 18 digits, so it always fits.
    fn truncated(&self) -> i64 {
        let whole: i64 = self.whole.parse().unwrap_or(i64::MAX);
        if self.below_zero { -whole } else { whole }
    }

    fn within(&self, definition: &FieldDefinition) -> bool {
        let whole = self.truncated();
        let beyond = self.fraction.bytes().any(|byte| byte != b'0');
        let least = definition.minimum.unwrap_or(i64::MIN);
        let most = definition.maximum.unwrap_or(i64::MAX);
        let too_small = whole < least || (whole == least && beyond && self.below_zero);
        let too_large = whole > most || (whole == most && beyond && !self.below_zero);
        !too_small && !too_large
    }

    /// Whether one is the other written with fewer decimals.
    pub(crate) fn agrees(&self, other: &Decimal<'_>) -> bool {
        let same_sign = self.below_zero == other.below_zero;
        let fractions =
            self.fraction.starts_with(other.fraction) || other.fraction.starts_with(self.fraction);
        same_sign && self.whole == other.whole && fractions
    }
}

impl std::fmt::Display for Decimal<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.below_zero { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(out, "{sign}{}{point}{}", self.whole, self.fraction)
    }
}

#[cfg(test)]
mod tests;
