//! Invented lists for the tests of this crate: persons, and entries that spell them differently.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use testigo_link::{Entries, Field, Kind, NameTables, Table};

const GIVEN: [&str; 16] = [
    "Rosa",
    "Juan",
    "Francisco",
    "Elena",
    "Ximena",
    "Pedro",
    "Alba",
    "Tomás",
    "Lucía",
    "Bruno",
    "Carmen",
    "Iván",
    "Noelia",
    "Oscar",
    "Paula",
    "Simón",
];
const SURNAMES: [&str; 24] = [
    "Huanca", "Quispe", "Choque", "Vargas", "Lirio", "Montes", "Zárate", "Campos", "Rivera",
    "Salas", "Torrico", "Ugarte", "Villca", "Yáñez", "Arce", "Bravo", "Cusi", "Duran", "Espejo",
    "Flores", "Gallo", "Heredia", "Ibarra", "Justo",
];
const PLACES: [&str; 8] = [
    "Alto Lirio",
    "Bajo Lirio",
    "Valle Sereno",
    "Puente Viejo",
    "Las Garzas",
    "El Molino",
    "Tres Cerros",
    "Agua Clara",
];

/// The fields of [`table`].
pub(crate) fn fields() -> Vec<Field> {
    vec![
        Field::new("given", Kind::GivenName),
        Field::new("surname", Kind::Surname),
        Field::new("second", Kind::Surname),
        Field::new("born", Kind::Date),
        Field::new("place", Kind::Place),
    ]
}

/// Rows of invented persons with the number of the person; about every third person has a second row,
/// damaged in one or two cells.
pub(crate) fn rows(persons: u32, seed: u64) -> Vec<(u32, [String; 5])> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |bound: usize| (chance.next_u64() % bound as u64) as usize;
    let mut rows = Vec::new();
    for person in 0..persons {
        let clean = [
            GIVEN[below(GIVEN.len())].to_owned(),
            SURNAMES[below(SURNAMES.len())].to_owned(),
            SURNAMES[below(SURNAMES.len())].to_owned(),
            format!(
                "{}-{:02}-{:02}",
                1940 + below(60),
                1 + below(12),
                1 + below(28)
            ),
            PLACES[below(PLACES.len())].to_owned(),
        ];
        rows.push((person, clean.clone()));
        if below(3) == 0 {
            let mut damaged = clean;
            for _ in 0..=below(2) {
                let cell = below(5);
                damaged[cell] = match below(3) {
                    0 => String::new(),
                    1 => damaged[cell].chars().rev().take(4).collect(),
                    _ => damaged[cell].to_uppercase().replace('A', "E"),
                };
            }
            rows.push((person, damaged));
        }
    }
    rows.sort_by_key(|(person, cells)| (cells[4].clone(), person.wrapping_mul(2_654_435_761)));
    rows
}

/// A table of rows, alternately of two lists.
pub(crate) fn table(rows: &[(u32, [String; 5])]) -> Table {
    let mut entries = Entries::new(fields()).unwrap();
    push(&mut entries, rows);
    Table::new(entries, &NameTables::built_in().unwrap()).unwrap()
}

/// Adds rows.
pub(crate) fn push(entries: &mut Entries, rows: &[(u32, [String; 5])]) {
    for (_, cells) in rows {
        let number = entries.len();
        let source = entries.source(["north", "south"][number % 2]).unwrap();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        entries.push(source, &number.to_string(), &cells).unwrap();
    }
}

/// Four lists of the people of two days in two places: each names about half of the persons, by a whole
/// name that may lack a surname or be mistyped, and an age that may be a year off.
pub(crate) fn of_one_event(persons: u32, seed: u64) -> (Vec<(u32, [String; 5])>, Table) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |bound: usize| (chance.next_u64() % bound as u64) as usize;
    let fields = vec![
        Field::new("name", Kind::FullName),
        Field::new("sex", Kind::Sex),
        Field::new("date", Kind::Date),
        Field::new("age", Kind::Age),
        Field::new("place", Kind::Place),
    ];
    let mut entries = Entries::new(fields).unwrap();
    let mut rows = Vec::new();
    for person in 0..persons {
        let given = below(GIVEN.len());
        let name = [
            GIVEN[given],
            SURNAMES[below(SURNAMES.len())],
            SURNAMES[below(SURNAMES.len())],
        ];
        let day = below(2);
        let age = 18 + below(50);
        for list in 0..4 {
            if below(2) == 0 {
                continue;
            }
            let mut written = match below(4) {
                0 => format!("{} {}", name[0], name[1]),
                1 => format!("{} {}, {}", name[1], name[2], name[0]),
                _ => name.join(" "),
            };
            if below(6) == 0 {
                written = written.replacen('a', "e", 1);
            }
            let cells = [
                written,
                ["F", "M"][given % 2].to_owned(),
                ["2017-02-15", "2017-02-17"][day].to_owned(),
                (age + usize::from(below(4) == 0)).to_string(),
                PLACES[day].to_owned(),
            ];
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let source = entries.source(&format!("list {list}")).unwrap();
            let id = rows.len().to_string();
            entries.push(source, &id, &texts).unwrap();
            rows.push((person, cells));
        }
    }
    (
        rows,
        Table::new(entries, &NameTables::built_in().unwrap()).unwrap(),
    )
}
