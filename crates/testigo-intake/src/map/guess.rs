//! The guess that a dry run shows: headers in English and Spanish, and formats that are clear.

use super::cell::SEX_LETTERS;
use super::date_format::DateFormat;
use super::headers::{NAME_OR_GIVEN_NAME, fields_of, is_key, is_name_of_person};
use super::{KIND_OF_LISTS, Map, is_sex};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::{Type, field, fold};

const SLUG_CHARS_MAX: usize = 48;

/// Proposes a map for a list. Nothing is left out: a column that is not recognised becomes a
/// field of the group's own.
pub fn guess(header: &[String], sample: &[Row]) -> Map {
    guess_as(KIND_OF_LISTS, header, sample)
}

/// Proposes a map for the table of another system, whose lines are about persons if a column
/// names one, and otherwise about what happened.
pub(crate) fn guess_foreign(header: &[String], sample: &[Row]) -> Map {
    let kind = guess_kind(header);
    let mut map = guess_as(kind, header, sample);
    map.kind = Some(kind.to_owned());
    let is_free = |map: &Map, name: &String| {
        let field = map.columns.get(name);
        field.is_some_and(|field| field.starts_with("x."))
    };
    let only = |map: &Map, is_meant: &dyn Fn(&str) -> bool| {
        let mut found = header
            .iter()
            .filter(|name| is_free(map, name) && is_meant(&plain(kind, name)));
        found.next().filter(|_| found.next().is_none()).cloned()
    };
    let has_name = map
        .columns
        .values()
        .any(|field| matches!(field.as_str(), "name" | "given_name" | "surname"));
    if let Some(name) = only(&map, &is_name_of_person).filter(|_| kind == "entry" && !has_name) {
        map.columns.insert(name, "name".to_owned());
    }
    let lat = only(&map, &|word| {
        fields_of("place", word).any(|field| field == "lat")
    });
    let lon = only(&map, &|word| {
        fields_of("place", word).any(|field| field == "lon")
    });
    if let (Some(lat), Some(lon)) = (lat, lon) {
        map.columns.insert(lat, "lat".to_owned());
        map.columns.insert(lon, "lon".to_owned());
    }
    map
}

/// `entry` where a column says how a person is called, else `incident`.
pub(crate) fn guess_kind(header: &[String]) -> &'static str {
    if header
        .iter()
        .any(|name| is_name_of_person(&plain("entry", name)))
    {
        "entry"
    } else {
        "incident"
    }
}

/// Proposes a map for lines of one kind.
pub(crate) fn guess_as(kind: &str, header: &[String], sample: &[Row]) -> Map {
    let folded: Vec<String> = header.iter().map(|name| plain(kind, name)).collect();
    let has_surname = folded
        .iter()
        .any(|name| fields_of(kind, name).any(|field| field == "surname"));
    // Beside a municipality, the Spanish `estado` is a province.
    let has_municipality = folded
        .iter()
        .any(|name| matches!(name.as_str(), "municipio" | "muni"));
    let has_names = field(kind, "given_name").is_some();
    let mut map = Map::default();
    let mut taken = BTreeSet::new();
    for (name, plain_name) in header.iter().zip(&folded) {
        let word = plain_name.as_str();
        let candidates: Vec<&str> = if has_municipality && word == "estado" {
            Vec::new()
        } else if has_names && NAME_OR_GIVEN_NAME.contains(&word) {
            vec![if has_surname { "given_name" } else { "name" }]
        } else {
            fields_of(kind, word).collect()
        };
        let known = candidates
            .into_iter()
            .filter_map(|name| field(kind, name))
            .find(|definition| definition.multiple || !taken.contains(definition.name));
        let field = match known {
            Some(definition) => definition.name.to_owned(),
            None => free(own_field(name), &taken),
        };
        taken.insert(field.clone());
        map.columns.insert(name.clone(), field);
    }
    map.key_column = guess_key(header, &folded, sample);
    add_clear_formats(&mut map, header, sample);
    map
}

/// The first column of such a name whose cells are all there and all different.
fn guess_key(header: &[String], folded: &[String], sample: &[Row]) -> Option<String> {
    let is_distinct = |place: usize| {
        let mut seen = BTreeSet::new();
        !sample.is_empty()
            && sample.iter().all(|row| {
                let cell = row.cells.get(place).map_or("", |cell| cell.trim());
                !cell.is_empty() && seen.insert(cell)
            })
    };
    // A number that only counts the lines is another line's in the next version of the list.
    let counts_lines = |place: usize| {
        let cells = sample
            .iter()
            .map(|row| row.cells.get(place).map_or("", |cell| cell.trim()));
        let numbers: Option<Vec<i64>> = cells.map(|cell| cell.parse().ok()).collect();
        numbers.is_some_and(|numbers| {
            numbers
                .windows(2)
                .all(|pair| matches!(pair, [one, next] if next - one == 1))
        })
    };
    let mut named = header.iter().zip(folded).enumerate();
    let found = named
        .find(|(place, (_, word))| is_key(word) && is_distinct(*place) && !counts_lines(*place));
    found.map(|(_, (name, _))| name.clone())
}

/// The header folded, without what stands in brackets.
fn plain(kind: &str, header: &str) -> String {
    let whole = fold(header);
    if fields_of(kind, &whole).next().is_some() {
        return whole;
    }
    // Only at the end: a `Date(s) of interview` is no date of what happened.
    let at_end = |inside: &str| {
        let inside = inside.trim_end().strip_suffix([')', ']']);
        inside.is_some_and(|inside| !inside.contains([')', ']']))
    };
    match header.split_once(['(', '[']) {
        Some((before, inside)) if at_end(inside) && !fold(before).is_empty() => fold(before),
        Some(_) | None => whole,
    }
}

/// `x.` and the header in letters, digits and underscores.
pub(crate) fn own_field(header: &str) -> String {
    let slug: String = fold(header)
        .replace(' ', "_")
        .chars()
        .take(SLUG_CHARS_MAX)
        .collect();
    let slug = slug.trim_matches('_');
    if slug.is_empty() {
        "x.column".to_owned()
    } else {
        format!("x.{slug}")
    }
}

fn free(name: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2..=taken.len() + 2)
        .map(|count| format!("{name}_{count}"))
        .find(|name| !taken.contains(name))
        .unwrap_or(name)
}

pub(super) fn add_clear_formats(map: &mut Map, header: &[String], sample: &[Row]) {
    let mut found = BTreeMap::new();
    for (place, name) in header.iter().enumerate() {
        if map.formats.contains_key(name) {
            continue;
        }
        let target = map.field_of(name);
        let Some(definition) = target.as_deref().and_then(|name| map.definition(name)) else {
            continue;
        };
        let cells = sample
            .iter()
            .filter_map(|row| row.cells.get(place))
            .map(|cell| cell.trim());
        let format = if definition.value == Type::Date {
            clear_date_format(cells)
        } else if is_sex(definition) {
            clear_sex_letters(cells)
        } else {
            None
        };
        if let Some(format) = format {
            found.insert(name.clone(), format);
        }
    }
    map.formats.extend(found);
}

/// Day and month in one order, of which the other is impossible in at least one cell.
fn clear_date_format<'a>(cells: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut candidates = Vec::new();
    for separator in ['/', '-', '.'] {
        for order in ["%d%m%Y", "%m%d%Y"] {
            let text: String = order
                .replace('%', "/%")
                .trim_start_matches('/')
                .replace('/', &separator.to_string());
            if let Ok(format) = DateFormat::parse(&text) {
                candidates.push((text, format, 0_usize));
            }
        }
    }
    let mut dates = 0;
    for cell in cells {
        let parts: Vec<&str> = cell.split(['/', '-', '.']).collect();
        let [day, month, year] = parts.as_slice() else {
            continue;
        };
        let all_digits = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || ![day, month, year].into_iter().all(all_digits) {
            continue;
        }
        dates += 1;
        for (_, format, readable) in &mut candidates {
            *readable += usize::from(format.read(cell).is_ok());
        }
    }
    let mut whole = candidates
        .into_iter()
        .filter(|(_, _, readable)| *readable == dates);
    match (dates, whole.next(), whole.next()) {
        (1.., Some((text, _, _)), None) => Some(text),
        _ => None,
    }
}

fn clear_sex_letters<'a>(cells: impl Iterator<Item = &'a str>) -> Option<String> {
    let letters: BTreeSet<String> = cells
        .map(fold)
        .filter(|letter| matches!(letter.as_str(), "m" | "f" | "h" | "v"))
        .collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    let text = match letters.as_slice() {
        ["f"] | ["f", "m"] => "M/F",
        ["h", "m"] => "H/M",
        ["m", "v"] => "V/M",
        _ => return None,
    };
    SEX_LETTERS
        .iter()
        .find(|known| known.text == text)
        .map(|known| known.text.to_owned())
}
