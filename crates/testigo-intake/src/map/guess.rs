//! The guess that a dry run shows: headers in English and Spanish, and formats that are clear.

use super::cell::SEX_LETTERS;
use super::date_format::DateFormat;
use super::{Map, definition, is_sex};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::{Type, fold};

const SLUG_CHARS_MAX: usize = 48;

/// A word for a person's name that means the given name where a surname stands beside it.
const NAME_OR_GIVEN_NAME: [&str; 6] = [
    "name",
    "names",
    "nombre",
    "nombres",
    "nombre s",
    "nombre de pila",
];

/// Headers, folded, of each field of an entry.
const HEADERS: [(&str, &[&str]); 15] = [
    (
        "name",
        &[
            "full name",
            "nombre completo",
            "nombre y apellido",
            "nombre y apellidos",
            "nombres y apellidos",
            "apellidos y nombres",
            "apellido y nombre",
            "name of victim",
            "victim name",
            "nombre de la victima",
        ],
    ),
    (
        "given_name",
        &[
            "given name",
            "given names",
            "givenname",
            "first name",
            "firstname",
            "forename",
            "primer nombre",
        ],
    ),
    (
        "surname",
        &[
            "surname",
            "surname1",
            "surname 1",
            "first surname",
            "last name",
            "lastname",
            "family name",
            "apellido",
            "apellidos",
            "apellido1",
            "apellido 1",
            "primer apellido",
            "apellido paterno",
            "paterno",
        ],
    ),
    (
        "second_surname",
        &[
            "second surname",
            "surname2",
            "surname 2",
            "apellido2",
            "apellido 2",
            "segundo apellido",
            "apellido materno",
            "materno",
        ],
    ),
    ("sex", &["sex", "sexo", "gender", "genero"]),
    (
        "birth",
        &[
            "birth",
            "birth date",
            "birthdate",
            "date of birth",
            "birthday",
            "born",
            "dob",
            "nacimiento",
            "nacido",
            "nacida",
            "fecha de nacimiento",
            "fecha nacimiento",
            "fecha nac",
            "fec nac",
        ],
    ),
    (
        "age",
        &[
            "age",
            "edad",
            "age at death",
            "age at event",
            "edad al morir",
            "edad al momento del hecho",
        ],
    ),
    (
        "date",
        &[
            "date",
            "event date",
            "date of event",
            "incident date",
            "date of incident",
            "date of death",
            "death date",
            "fecha",
            "fecha del hecho",
            "fecha de los hechos",
            "fecha hecho",
            "fecha del suceso",
            "fecha de muerte",
            "fecha de la muerte",
            "fecha de desaparicion",
        ],
    ),
    (
        "place",
        &[
            "place",
            "location",
            "municipality",
            "muni",
            "municipio",
            "town",
            "lugar",
            "localidad",
            "lugar del hecho",
            "lugar de los hechos",
            "place of event",
            "place of incident",
        ],
    ),
    (
        "occupation",
        &[
            "occupation",
            "profession",
            "ocupacion",
            "profesion",
            "oficio",
        ],
    ),
    (
        "ethnicity",
        &[
            "ethnicity",
            "ethnic group",
            "etnia",
            "grupo etnico",
            "pertenencia etnica",
        ],
    ),
    (
        "alias",
        &[
            "alias",
            "aliases",
            "nickname",
            "also known as",
            "aka",
            "apodo",
            "sobrenombre",
        ],
    ),
    (
        "cause",
        &[
            "cause",
            "cause of death",
            "causa",
            "causa de muerte",
            "causa de la muerte",
        ],
    ),
    ("status", &["status", "estado", "estatus"]),
    (
        "type",
        &[
            "type",
            "type of act",
            "act type",
            "violation",
            "tipo",
            "tipo de acto",
            "violacion",
        ],
    ),
];

/// Proposes a map for a list. Nothing is left out: a column that is not recognised becomes a
/// field of the group's own.
pub fn guess(header: &[String], sample: &[Row]) -> Map {
    let folded: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let has_surname = folded.iter().any(|name| lookup(name) == Some("surname"));
    // Beside a municipality, the Spanish `estado` is a province.
    let has_municipality = folded
        .iter()
        .any(|name| matches!(name.as_str(), "municipio" | "muni"));
    let mut map = Map::default();
    let mut taken = BTreeSet::new();
    for (name, plain_name) in header.iter().zip(&folded) {
        let known = match plain_name.as_str() {
            "estado" if has_municipality => None,
            word if NAME_OR_GIVEN_NAME.contains(&word) && has_surname => Some("given_name"),
            word if NAME_OR_GIVEN_NAME.contains(&word) => Some("name"),
            word => lookup(word),
        };
        let known = known
            .and_then(definition)
            .filter(|definition| definition.multiple || !taken.contains(definition.name));
        let field = match known {
            Some(definition) => definition.name.to_owned(),
            None => free(own_field(name), &taken),
        };
        taken.insert(field.clone());
        map.columns.insert(name.clone(), field);
    }
    add_clear_formats(&mut map, header, sample);
    map
}

/// The header folded, without what stands in brackets.
fn plain(header: &str) -> String {
    let whole = fold(header);
    if lookup(&whole).is_some() {
        return whole;
    }
    match header.split_once(['(', '[']) {
        Some((before, _)) if !fold(before).is_empty() => fold(before),
        Some(_) | None => whole,
    }
}

fn lookup(folded: &str) -> Option<&'static str> {
    HEADERS
        .iter()
        .find(|(_, headers)| headers.contains(&folded))
        .map(|(field, _)| *field)
}

/// `x.` and the header in letters, digits and underscores.
pub(super) fn own_field(header: &str) -> String {
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
        let Some(definition) = map.field_of(name).as_deref().and_then(definition) else {
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
