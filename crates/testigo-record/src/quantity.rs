//! Numbers of people as sources say them: exact, about, at least, at most, between.

/// More digits than any count of people has, few enough that sums stay in range.
const DIGITS_MAX: usize = 15;
const TEXT_BYTES_MAX: usize = 128;

/// A number as stated. Where both ends are known, `low <= high`; nothing is below zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The canonical text (FORMAT 6.1).
    pub text: String,
    /// The least it can mean.
    pub low: Option<i64>,
    /// The most it can mean; none if open.
    pub high: Option<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Qualifier {
    About,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

use Qualifier::{About, AtLeast, AtMost, LessThan, MoreThan};

/// What may stand before a number. Each is tried; what follows must be a number, so order is no matter.
const BEFORE: [(&str, Qualifier); 46] = [
    ("~", About),
    ("about", About),
    ("around", About),
    ("some", About),
    ("approximately", About),
    ("approx.", About),
    ("approx", About),
    ("circa", About),
    ("ca.", About),
    ("ca", About),
    ("c.", About),
    ("cerca de", About),
    ("alrededor de", About),
    ("aproximadamente", About),
    ("aprox.", About),
    ("aprox", About),
    ("unos", About),
    ("unas", About),
    (">", MoreThan),
    ("over", MoreThan),
    ("more than", MoreThan),
    ("más de", MoreThan),
    ("mas de", MoreThan),
    (">=", AtLeast),
    ("≥", AtLeast),
    ("at least", AtLeast),
    ("no less than", AtLeast),
    ("no fewer than", AtLeast),
    ("al menos", AtLeast),
    ("por lo menos", AtLeast),
    ("no menos de", AtLeast),
    ("<", LessThan),
    ("under", LessThan),
    ("less than", LessThan),
    ("fewer than", LessThan),
    ("menos de", LessThan),
    ("<=", AtMost),
    ("≤", AtMost),
    ("at most", AtMost),
    ("up to", AtMost),
    ("no more than", AtMost),
    ("hasta", AtMost),
    ("como máximo", AtMost),
    ("como maximo", AtMost),
    ("no más de", AtMost),
    ("no mas de", AtMost),
];

/// What may stand before and between the two numbers of a range.
const RANGES: [(&str, &str); 10] = [
    ("", ".."),
    ("", "-"),
    ("", "–"),
    ("", "—"),
    ("", " to "),
    ("", " a "),
    ("from ", " to "),
    ("de ", " a "),
    ("between ", " and "),
    ("entre ", " y "),
];

impl Quantity {
    /// Reads a number as people write it, in English or Spanish. `about n` spans ten percent either way,
    /// rounded outwards.
    pub fn parse(text: &str) -> Option<Quantity> {
        if text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let text = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if let Some(number) = count(&text) {
            return Some(exactly(number));
        }
        if let Some(number) = text
            .strip_suffix('+')
            .and_then(|rest| count(rest.trim_end()))
        {
            return qualified(AtLeast, number);
        }
        let before = BEFORE.iter().find_map(|(words, qualifier)| {
            Some((*qualifier, count(text.strip_prefix(words)?.trim_start())?))
        });
        if let Some((qualifier, number)) = before {
            return qualified(qualifier, number);
        }
        let (low, high) = RANGES.iter().find_map(|(start, middle)| {
            let (low, high) = text.strip_prefix(start)?.split_once(middle)?;
            Some((count(low.trim_end())?, count(high.trim_start())?))
        })?;
        between(low, high)
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text)
    }
}

fn exactly(number: i64) -> Quantity {
    Quantity {
        text: number.to_string(),
        low: Some(number),
        high: Some(number),
    }
}

fn between(low: i64, high: i64) -> Option<Quantity> {
    match low.cmp(&high) {
        std::cmp::Ordering::Less => Some(Quantity {
            text: format!("{low}..{high}"),
            low: Some(low),
            high: Some(high),
        }),
        std::cmp::Ordering::Equal => Some(exactly(low)),
        std::cmp::Ordering::Greater => None,
    }
}

fn qualified(qualifier: Qualifier, number: i64) -> Option<Quantity> {
    let (text, low, high) = match qualifier {
        About => (
            format!("about {number}"),
            number * 9 / 10,
            Some((number * 11 + 9) / 10),
        ),
        MoreThan => (format!(">{number}"), number + 1, None),
        AtLeast => (format!(">={number}"), number, None),
        LessThan if number == 0 => return None,
        LessThan => (format!("<{number}"), 0, Some(number - 1)),
        AtMost => (format!("<={number}"), 0, Some(number)),
    };
    Some(Quantity {
        text,
        low: Some(low),
        high,
    })
}

/// A whole number, or one in groups of three as English (`1,200`), Spanish (`1.200`) and the SI (`1 200`)
/// write it. A count of people has no decimals, so a point can only group.
fn count(text: &str) -> Option<i64> {
    let digits: String = match text.find(|character: char| !character.is_ascii_digit()) {
        None => text.to_owned(),
        Some(end) => {
            let separator = text.get(end..)?.chars().next()?;
            let mut groups = text.split(separator);
            let first = groups.next()?;
            let grouped = matches!(separator, ',' | '.' | ' ' | '\'')
                && (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && groups.all(|group| group.len() == 3);
            grouped.then(|| text.replace(separator, ""))?
        }
    };
    let plain = !digits.is_empty()
        && digits.len() <= DIGITS_MAX
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
