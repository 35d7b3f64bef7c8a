//! Blocking rules: entries are compared if all parts of one rule agree.

use std::fmt;

use crate::date_value::DateValue;
use crate::dictionary::{Dictionary, NOT_SAID};
use crate::error::LinkError;
use crate::field::Kind;
use crate::name_book::NameCode;
use crate::table::{Meaning, Table};

/// Parts of one rule.
const PARTS_MAX: usize = 8;
/// Rules of one model; a rule has a number of 16 bits.
pub(crate) const RULES_MAX: usize = 256;

/// What of a column's value has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    /// All of it, folded.
    Whole,
    /// How the name sounds.
    Sound,
    /// How its words sound, in whatever order.
    Sorted,
    /// The first word.
    First,
    /// How the first word sounds.
    FirstSound,
    /// How the last word sounds.
    LastSound,
    /// How the two longest words sound.
    Long,
    /// The first letters.
    Start(u8),
    /// The year of a date.
    Year,
    /// Year and month.
    Month,
    /// Month and day.
    Day,
}

impl View {
    fn read(word: &str) -> Option<Self> {
        let view = match word {
            "sound" => Self::Sound,
            "sorted" => Self::Sorted,
            "first" => Self::First,
            "first_sound" => Self::FirstSound,
            "last_sound" => Self::LastSound,
            "long" => Self::Long,
            "year" => Self::Year,
            "month" => Self::Month,
            "day" => Self::Day,
            _ => {
                let letters: u8 = word.strip_prefix("start")?.parse().ok()?;
                return (1..=9).contains(&letters).then_some(Self::Start(letters));
            }
        };
        Some(view)
    }

    /// Every view that a kind has.
    pub(crate) fn all_of(kind: Kind) -> impl Iterator<Item = Self> {
        const NAMED: [View; 10] = [
            View::Whole,
            View::Sound,
            View::Sorted,
            View::First,
            View::FirstSound,
            View::LastSound,
            View::Long,
            View::Year,
            View::Month,
            View::Day,
        ];
        let views = NAMED.into_iter().chain((1..=9).map(Self::Start));
        views.filter(move |view| view.fits(kind))
    }

    fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Whole => kind != Kind::Age,
            Self::Sound | Self::Sorted | Self::First | Self::FirstSound | Self::LastSound => {
                kind.is_name()
            }
            Self::Long => kind == Kind::FullName,
            Self::Start(_) => !matches!(kind, Kind::Date | Kind::Age | Kind::Sex),
            Self::Year | Self::Month | Self::Day => kind == Kind::Date,
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Sound => out.write_str(".sound"),
            Self::Sorted => out.write_str(".sorted"),
            Self::First => out.write_str(".first"),
            Self::FirstSound => out.write_str(".first_sound"),
            Self::LastSound => out.write_str(".last_sound"),
            Self::Long => out.write_str(".long"),
            Self::Start(letters) => write!(out, ".start{letters}"),
            Self::Year => out.write_str(".year"),
            Self::Month => out.write_str(".month"),
            Self::Day => out.write_str(".day"),
        }
    }
}

/// One part: a column, and what of it has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) column: usize,
    pub(crate) view: View,
}

/// A conjunction of parts. Without any, every pair agrees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Rule {
    pub(crate) parts: Vec<Part>,
}

/// The rule under which every pair is compared.
const EVERY_PAIR: &str = "*";

impl Rule {
    /// Reads `surname+birth.year`; a column may have `+` or `.` in its name.
    pub(crate) fn read(text: &str, table: &Table) -> Result<Self, LinkError> {
        let unreadable = || LinkError::RuleInvalid(text.to_owned());
        let mut parts = Vec::new();
        let mut rest = text.trim();
        if rest == EVERY_PAIR {
            return Ok(Self::default());
        }
        while !rest.is_empty() {
            let (part, after) = read_part(rest, table).ok_or_else(unreadable)?;
            if parts.len() == PARTS_MAX || !part.view.fits(table.columns[part.column].kind) {
                return Err(unreadable());
            }
            parts.push(part);
            rest = after;
        }
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            return Err(unreadable());
        }
        Ok(Self { parts })
    }

    pub(crate) fn text(&self, table: &Table) -> String {
        if self.parts.is_empty() {
            return EVERY_PAIR.to_owned();
        }
        let part = |part: &Part| format!("{}{}", table.columns[part.column].name, part.view);
        self.parts.iter().map(part).collect::<Vec<_>>().join("+")
    }
}

/// The first part of a text and what is behind it; the longest column name that fits counts.
fn read_part<'a>(text: &'a str, table: &Table) -> Option<(Part, &'a str)> {
    let text = text.trim_start();
    let mut best: Option<(Part, &str, usize)> = None;
    for (column, named) in table.columns.iter().enumerate() {
        let Some(behind) = text.strip_prefix(named.name.as_str()) else {
            continue;
        };
        let (view, after) = match behind.trim_start().strip_prefix('.') {
            None => (View::Whole, behind),
            Some(word) => {
                let end = word.find('+').unwrap_or(word.len());
                let Some(view) = View::read(word[..end].trim()) else {
                    continue;
                };
                (view, &word[end..])
            }
        };
        let after = after.trim_start();
        let next = match after.strip_prefix('+') {
            Some(next) if !next.trim().is_empty() => next,
            None if after.is_empty() => after,
            _ => continue,
        };
        if best.is_none_or(|(_, _, length)| named.name.len() > length) {
            best = Some((Part { column, view }, next, named.name.len()));
        }
    }
    best.map(|(part, next, _)| (part, next))
}

/// Of one part: the key of every code of its column; 0 where there is none.
pub(crate) fn keys_of(part: Part, table: &Table) -> Result<Vec<u32>, LinkError> {
    let column = &table.columns[part.column];
    let codes = 1..column.counts.len() as u32;
    let mut keys = vec![NOT_SAID];
    let mut texts = Dictionary::new();
    for code in codes {
        let key = match (part.view, &column.meaning) {
            (View::Whole, _) => code,
            (View::Sound, _) => table.names.sound(code),
            (View::Sorted, _) => table.names.sorted_sound(code),
            (View::First, _) => table.names.words(code).first().copied().unwrap_or(0),
            (View::FirstSound, _) => word_sound(table, table.names.words(code).first()),
            (View::LastSound, _) => word_sound(table, table.names.words(code).last()),
            (View::Long, _) => texts.number(&longest(table, code))?,
            (View::Start(letters), _) => {
                let text = table.code_text(part.column, code);
                let start: String = text.chars().take(usize::from(letters)).collect();
                texts.number(&start)?
            }
            (View::Year | View::Month | View::Day, Meaning::Dates(dates)) => {
                date_key(dates[code as usize], part.view)
            }
            (View::Year | View::Month | View::Day, _) => NOT_SAID,
        };
        keys.push(key);
    }
    Ok(keys)
}

fn word_sound(table: &Table, word: Option<&u32>) -> u32 {
    word.map_or(NOT_SAID, |word| table.names.word_sound(*word))
}

/// The first of January often stands for a year alone: it is no key for a day.
fn date_key(date: DateValue, view: View) -> u32 {
    let year = u32::from(date.year.unsigned_abs());
    let (month, day) = (u32::from(date.month), u32::from(date.day));
    if view == View::Year {
        year
    } else if view == View::Month && !date.is_year_only() {
        year * 100 + month
    } else if view == View::Day && date.has_day() && !date.is_year_only() {
        month * 100 + day
    } else {
        NOT_SAID
    }
}

/// The sounds of the two longest words; of a single word nothing.
fn longest(table: &Table, code: NameCode) -> String {
    let mut words: Vec<&str> = table
        .names
        .words(code)
        .iter()
        .map(|word| table.names.sound_text(table.names.word_sound(*word)))
        .collect();
    if words.len() < 2 {
        return String::new();
    }
    words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
    words.truncate(2);
    words.sort_unstable();
    words.join(" ")
}
