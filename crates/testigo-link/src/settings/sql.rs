//! Levels and rules as SQL (`DuckDB`), and the columns that they speak of: folded values and keys,
//! one column each, because no SQL engine knows our sounds.

use std::collections::BTreeSet;

use crate::compare::{CLOSE, Comparison, DATE_BOUNDS_D, SIMILAR};
use crate::date_value::DateValue;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::field::Kind;
use crate::rule::{Part, Rule, View, keys_of};
use crate::table::{Meaning, Table};

/// The rule under which every pair is compared.
const EVERY_PAIR: &str = "1 = 1";

/// A column's name as Splink likes it: letters, digits and `_`.
pub(super) fn column_name(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(plain).collect();
    let starts_with_letter = name.chars().next().is_some_and(char::is_alphabetic);
    if starts_with_letter {
        name
    } else {
        format!("column_{name}")
    }
}

fn left(name: &str) -> String {
    format!("\"{name}_l\"")
}

fn right(name: &str) -> String {
    format!("\"{name}_r\"")
}

/// `template` with `{l}` and `{r}` as a column of both entries.
fn both(template: &str, name: &str) -> String {
    template
        .replace("{l}", &left(name))
        .replace("{r}", &right(name))
}

fn split(template: &str, name: &str) -> String {
    let list = |side: String| format!("string_split({side}, ' ')");
    template
        .replace("{l}", &list(left(name)))
        .replace("{r}", &list(right(name)))
}

pub(super) fn null_condition(comparison: &Comparison, table: &Table) -> String {
    let name = column_name(&comparison.name);
    let missing = |name: &str| both("({l} IS NULL OR {r} IS NULL)", name);
    if comparison.kind == Kind::Age {
        let birth = comparison.age.birth.map(|column| {
            let name = column_name(&table.columns[column].name);
            both("({l} IS NOT NULL AND {r} IS NOT NULL) OR ", &name)
        });
        format!(
            "{}{}",
            birth.unwrap_or_default(),
            missing(&format!("{name}_from"))
        )
    } else if comparison.kind == Kind::Place {
        let columns = comparison.columns();
        let each = columns.map(|column| missing(&column_name(&table.columns[column].name)));
        each.collect::<Vec<_>>().join(" AND ")
    } else {
        missing(&name)
    }
}

/// The condition of each level, in their order; the last is `ELSE`.
pub(super) fn conditions(comparison: &Comparison, table: &Table) -> Vec<String> {
    let name = column_name(&comparison.name);
    let same = both("{l} = {r}", &name);
    let mut conditions = match comparison.kind {
        Kind::GivenName | Kind::Surname => names(comparison, table, &name),
        Kind::FullName => full_names(&name),
        Kind::Date => dates(&name),
        Kind::Year => vec![
            same,
            both("abs({l} - {r}) <= 1", &name),
            both("abs({l} - {r}) <= 5", &name),
        ],
        Kind::Sex => vec![same],
        Kind::Place => {
            let mut levels = vec![
                same,
                both("jaro_winkler_similarity({l}, {r}) >= 0.9", &name),
            ];
            let larger = comparison.larger.iter().take(comparison.levels.len() - 3);
            levels.extend(
                larger.map(|column| both("{l} = {r}", &column_name(&table.columns[*column].name))),
            );
            levels
        }
        Kind::Code => vec![
            same,
            both("damerau_levenshtein({l}, {r}) <= 1", &name),
            both("jaro_winkler_similarity({l}, {r}) >= 0.9", &name),
        ],
        Kind::Text => texts(&name),
        Kind::Number => vec![
            same,
            both(
                "abs({l} - {r}) <= greatest(1, greatest(abs({l}), abs({r})) * 0.02)",
                &name,
            ),
            both(
                "abs({l} - {r}) <= greatest(abs({l}), abs({r})) * 0.1",
                &name,
            ),
        ],
        Kind::Age => ages(&name),
    };
    conditions.push("ELSE".to_owned());
    conditions
}

fn texts(name: &str) -> Vec<String> {
    let share = split(
        "len(list_intersect({l}, {r})) / len(list_distinct(list_concat({l}, {r})))",
        name,
    );
    let likeness = |least: f64| {
        both(
            &format!("jaro_winkler_similarity({{l}}, {{r}}) >= {least}"),
            name,
        )
    };
    vec![
        both("{l} = {r}", name),
        likeness(0.9),
        format!("{share} >= 0.5"),
        format!("{share} >= 0.2 OR {}", likeness(SIMILAR)),
    ]
}

fn ages(name: &str) -> Vec<String> {
    let (from, to) = (format!("{name}_from"), format!("{name}_to"));
    let apart = format!(
        "greatest({} - {}, {} - {})",
        left(&from),
        right(&to),
        right(&from),
        left(&to)
    );
    let years = [0, 2, 5].iter();
    years.map(|years| format!("{apart} <= {years}")).collect()
}

fn names(comparison: &Comparison, table: &Table, name: &str) -> Vec<String> {
    let (sound, words) = (format!("{name}_sound"), format!("{name}_words"));
    let part = split(
        "(len({l}) > 1 OR len({r}) > 1) AND (list_has_all({l}, {r}) OR list_has_all({r}, {l}))",
        &sound,
    );
    let nickname = split(
        "list_bool_or(list_transform({l}, lambda x: list_bool_or(list_transform({r}, lambda y: \
         split_part(x, '/', 1) = split_part(y, '/', 1) AND x <> y))))",
        &format!("{name}_nicknames"),
    );
    let elsewhere: Vec<String> = comparison
        .crossed
        .iter()
        .map(|column| {
            let other = column_name(&table.columns[*column].name);
            format!(
                "{} = {} OR {} = {}",
                left(&other),
                right(name),
                right(&other),
                left(name)
            )
        })
        .collect();
    let close = |least: f64| {
        both(
            &format!("jaro_winkler_similarity({{l}}, {{r}}) >= {least}"),
            name,
        )
    };
    let mut conditions = vec![both("{l} = {r}", name), both("{l} = {r}", &sound), part];
    if comparison.kind == Kind::GivenName {
        conditions.push(format!("coalesce({nickname}, FALSE)"));
    }
    conditions.push(close(CLOSE));
    conditions.push(if elsewhere.is_empty() {
        "FALSE".to_owned()
    } else {
        elsewhere.join(" OR ")
    });
    conditions.push(format!(
        "{} OR {}",
        close(SIMILAR),
        split("list_has_any({l}, {r})", &words)
    ));
    conditions
}

/// Words paired by likeness are nothing that SQL could express: "alike" finds none there.
fn full_names(name: &str) -> Vec<String> {
    let (sound, words) = (format!("{name}_sound"), format!("{name}_words"));
    let sorted = |name: &str| split("list_sort({l}) = list_sort({r})", name);
    vec![
        both("{l} = {r}", name),
        sorted(&sound),
        split(
            "least(len({l}), len({r})) >= 2 AND (list_has_all({l}, {r}) OR list_has_all({r}, {l}))",
            &sound,
        ),
        "FALSE".to_owned(),
        split("len(list_intersect({l}, {r})) >= 2", &words),
        split("list_has_any({l}, {r})", &words),
    ]
}

fn dates(name: &str) -> Vec<String> {
    let of = |template: &str| {
        let mut text = template.to_owned();
        for part in ["year", "month", "day", "number", "digits"] {
            let column = format!("{name}_{part}");
            text = text
                .replace(&format!("{{{part}_l}}"), &left(&column))
                .replace(&format!("{{{part}_r}}"), &right(&column));
        }
        text
    };
    let whole = "{day_l} > 0 AND {day_r} > 0";
    let mut conditions = vec![
        both("{l} = {r}", name),
        of(
            "{year_l} = {year_r} AND ({month_l} = 0 OR {month_r} = 0 OR ({month_l} = 1 AND {day_l} = 1) \
            OR ({month_r} = 1 AND {day_r} = 1) OR (({day_l} = 0 OR {day_r} = 0) AND {month_l} = {month_r}))",
        ),
        of(&format!(
            "{whole} AND ((({{year_l}} = {{year_r}}) AND {{month_l}} = {{day_r}} AND {{day_l}} = {{month_r}}) \
             OR damerau_levenshtein({{digits_l}}, {{digits_r}}) = 1)"
        )),
    ];
    // Without a day only years can be compared, at the last two of these.
    let years = [None, None, Some(1), Some(10)];
    for (days, years) in DATE_BOUNDS_D.iter().zip(years) {
        let by_day = format!("({whole} AND abs({{number_l}} - {{number_r}}) <= {days})");
        let by_year = years.map(|years| {
            format!(" OR (NOT ({whole}) AND abs({{year_l}} - {{year_r}}) <= {years})")
        });
        conditions.push(of(&format!("{by_day}{}", by_year.unwrap_or_default())));
    }
    conditions
}

/// The column that holds a part's key.
fn key_name(table: &Table, column: usize, view: View) -> String {
    let name = column_name(&table.columns[column].name);
    if view == View::Whole {
        name
    } else {
        format!("{name}_key{}", view.to_string().replace('.', "_"))
    }
}

pub(super) fn rule(rule: &Rule, table: &Table) -> String {
    if rule.parts.is_empty() {
        return EVERY_PAIR.to_owned();
    }
    let parts = rule.parts.iter().map(|part| {
        let name = key_name(table, part.column, part.view);
        format!("l.\"{name}\" = r.\"{name}\"")
    });
    parts.collect::<Vec<_>>().join(" AND ")
}

/// Reads what [`rule`] wrote: the columns that have to agree say which rule it is.
pub(super) fn read_rule(sql: &str, table: &Table) -> Result<Rule, LinkError> {
    let unreadable = || LinkError::RuleInvalid(sql.to_owned());
    if sql.trim() == EVERY_PAIR {
        return Ok(Rule::default());
    }
    let mut parts = Vec::new();
    for piece in sql.split(" AND ") {
        let (left, right) = piece.split_once(" = ").ok_or_else(unreadable)?;
        let name = |side: &str, letter: &str| {
            let name = side.trim().strip_prefix(letter)?.strip_prefix(".\"")?;
            name.strip_suffix('"').map(str::to_owned)
        };
        let agrees = name(left, "l").filter(|one| name(right, "r").as_ref() == Some(one));
        let agrees = agrees.ok_or_else(unreadable)?;
        let columns = table.columns.iter().enumerate();
        let found = columns
            .flat_map(|(place, column)| View::all_of(column.kind).map(move |view| (place, view)))
            .find(|(place, view)| key_name(table, *place, *view) == agrees);
        let (column, view) = found.ok_or_else(unreadable)?;
        parts.push(Part { column, view });
    }
    parts.sort_unstable();
    Ok(Rule { parts })
}

/// What the columns of a prepared table hold.
#[derive(Debug)]
pub(crate) enum Prepared {
    Text(usize),
    SortedWords(usize),
    Sound(usize),
    Words(usize),
    Nicknames(usize),
    Date(usize, &'static str),
    /// Of a comparison: the years of birth.
    BornFrom(usize),
    BornTo(usize),
    Key(usize, Vec<u32>),
}

/// Names and contents of the columns of a prepared table, for the levels and these rules.
pub(crate) fn prepared_names(
    table: &Table,
    comparisons: &[Comparison],
    rules: &[Rule],
) -> Result<Vec<(String, Prepared)>, LinkError> {
    let mut columns = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let name = column_name(&column.name);
        let mut add = |end: &str, what: Prepared| columns.push((format!("{name}{end}"), what));
        if column.kind == Kind::FullName {
            add("", Prepared::SortedWords(place));
        } else {
            add("", Prepared::Text(place));
        }
        if column.kind.is_name() {
            add("_sound", Prepared::Sound(place));
            add("_words", Prepared::Words(place));
            add("_nicknames", Prepared::Nicknames(place));
        }
        if column.kind == Kind::Date {
            for part in ["year", "month", "day", "number", "digits"] {
                add(&format!("_{part}"), Prepared::Date(place, part));
            }
        }
    }
    for (place, comparison) in comparisons.iter().enumerate() {
        if comparison.kind == Kind::Age {
            let name = column_name(&comparison.name);
            columns.push((format!("{name}_from"), Prepared::BornFrom(place)));
            columns.push((format!("{name}_to"), Prepared::BornTo(place)));
        }
    }
    let mut keyed = BTreeSet::new();
    for part in rules.iter().flat_map(|rule| &rule.parts) {
        if part.view != View::Whole && keyed.insert(*part) {
            let name = key_name(table, part.column, part.view);
            columns.push((name, Prepared::Key(part.column, keys_of(*part, table)?)));
        }
    }
    Ok(columns)
}

impl Prepared {
    /// The cell of an entry; empty if nothing is said.
    pub(crate) fn cell(&self, table: &Table, comparisons: &[Comparison], entry: EntryId) -> String {
        let row = table.row(entry);
        let names = &table.names;
        match self {
            Self::Text(column) => table.code_text(*column, row[*column]).to_owned(),
            Self::Sound(column) => names.sound_text(names.sound(row[*column])).to_owned(),
            Self::Words(column) | Self::SortedWords(column) => {
                let words = names.words(row[*column]).iter();
                let mut words: Vec<&str> = words.map(|word| names.word_text(*word)).collect();
                if matches!(self, Self::SortedWords(_)) {
                    words.sort_unstable();
                }
                words.join(" ")
            }
            Self::Nicknames(column) => {
                let words = names.words(row[*column]).iter();
                let lines = words.flat_map(|word| {
                    let lines = names.nickname_lines(*word).iter();
                    lines.map(move |line| format!("{line}/{}", names.word_text(*word)))
                });
                lines.collect::<Vec<_>>().join(" ")
            }
            Self::Date(column, part) => match &table.columns[*column].meaning {
                Meaning::Dates(dates) => date_cell(dates[row[*column] as usize], part),
                Meaning::Name | Meaning::Numbers(_) | Meaning::Text => String::new(),
            },
            Self::BornFrom(place) | Self::BornTo(place) => {
                let born = comparisons[*place].born(table, row);
                born.map_or(String::new(), |(from, to)| {
                    let year = if matches!(self, Self::BornFrom(_)) {
                        from
                    } else {
                        to
                    };
                    year.to_string()
                })
            }
            Self::Key(column, keys) => match keys[row[*column] as usize] {
                0 => String::new(),
                key => key.to_string(),
            },
        }
    }
}

fn date_cell(date: DateValue, part: &str) -> String {
    if !date.is_said() {
        return String::new();
    }
    match part {
        "year" => date.year.to_string(),
        "month" => date.month.to_string(),
        "day" => date.day.to_string(),
        "number" => date.number.to_string(),
        _ => date.digits().iter().map(u8::to_string).collect(),
    }
}
