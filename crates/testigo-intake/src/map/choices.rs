//! What a person can choose for a column in place of what was guessed: how its dates or its sexes are written, and
//! whether a cell may hold several values.

use super::cell::SEX_LETTERS;
use super::{Map, is_sex};
use testigo_record::Type;

/// Years of two digits are of this one and the 99 after it, which the form of a date states.
const FIRST_YEAR: u32 = 1930;

impl Map {
    /// The forms that a column's cells may be in, the likeliest signs between the parts taken: a stable code
    /// (`day_first`, `month_first`, `year_first`, `m_f`, `h_m`, `v_m`) and what stands for it under `[formats]`. None
    /// where the column's field has no forms, or its cells are in none.
    pub fn formats_for<'a>(
        &self,
        header: &str,
        cells: impl Iterator<Item = &'a str>,
    ) -> Vec<(&'static str, String)> {
        let target = self.field_of(header);
        let Some(definition) = target.as_deref().and_then(|name| self.definition(name)) else {
            return Vec::new();
        };
        if definition.value == Type::Date {
            return date_formats(cells);
        }
        if is_sex(definition) {
            let codes = ["m_f", "h_m", "v_m"].into_iter();
            let letters = SEX_LETTERS.iter().map(|letters| letters.text.to_owned());
            return codes.zip(letters).collect();
        }
        Vec::new()
    }

    /// Whether a cell of this column may hold several values: its field is one that a record has more than once.
    pub fn may_repeat(&self, header: &str) -> bool {
        let target = self.field_of(header);
        let definition = target.as_deref().and_then(|name| self.definition(name));
        definition.is_some_and(|definition| definition.multiple)
    }
}

/// How the numbers of a date stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// Between them; none where eight digits stand together.
    sign: Option<char>,
    short_year: bool,
}

fn date_formats<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<(&'static str, String)> {
    let mut counted: Vec<(Shape, usize)> = Vec::new();
    for shape in cells.filter_map(shape_of) {
        match counted.iter_mut().find(|(known, _)| *known == shape) {
            Some((_, count)) => *count += 1,
            None => counted.push((shape, 1)),
        }
    }
    // Of two that are as frequent the first.
    let Some(most) = counted.iter().map(|(_, count)| *count).max() else {
        return Vec::new();
    };
    let shape = counted.iter().find(|(_, count)| *count == most);
    let Some((shape, _)) = shape else {
        return Vec::new();
    };
    let year = if shape.short_year { "%y" } else { "%Y" };
    let sign = shape.sign.map(String::from).unwrap_or_default();
    let from = if shape.short_year {
        format!(" from {FIRST_YEAR}")
    } else {
        String::new()
    };
    let orders = [
        ("day_first", ["%d", "%m", year]),
        ("month_first", ["%m", "%d", year]),
        ("year_first", [year, "%m", "%d"]),
    ];
    let formats = orders.map(|(code, parts)| (code, format!("{}{from}", parts.join(&sign))));
    formats.into()
}

/// The shape of a date in digits; none of anything else.
fn shape_of(cell: &str) -> Option<Shape> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A time of day behind it is read over.
    let cell = cell.trim();
    let date = match cell.split_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') => date,
        _ => cell,
    };
    if date.len() == 8 && digits(date) {
        return Some(Shape {
            sign: None,
            short_year: false,
        });
    }
    let sign = date.chars().find(|letter| !letter.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(sign).collect();
    let [first, _, last] = parts.as_slice() else {
        return None;
    };
    let is_whole = "/-. ".contains(sign) && parts.iter().all(|part| digits(part));
    is_whole.then_some(Shape {
        sign: Some(sign),
        short_year: first.len() <= 2 && last.len() <= 2,
    })
}

#[cfg(test)]
mod tests {
    use super::Map;

    fn check(columns: &str, cells: &[&str], expected: &[(&str, &str)]) {
        let map = Map::from_toml(&format!("[columns]\n{columns}")).unwrap();
        let found = map.formats_for("Columna", cells.iter().copied());
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(code, format)| (*code, format.as_str()))
            .collect();
        assert_eq!(found, expected, "{columns} {cells:?}");
        for (_, format) in expected {
            let text = format!("[columns]\n{columns}\n[formats]\nColumna = \"{format}\"\n");
            assert!(Map::from_toml(&text).is_ok(), "{format}");
        }
    }

    #[test]
    fn a_date_may_be_in_three_orders_with_the_sign_that_stands_there() {
        let date = "Columna = \"date\"";
        check(
            date,
            &["", "03/04/2019", "5/6/2019 10:30", "1-2-2019"],
            &[
                ("day_first", "%d/%m/%Y"),
                ("month_first", "%m/%d/%Y"),
                ("year_first", "%Y/%m/%d"),
            ],
        );
        check(
            date,
            &["03.04.19"],
            &[
                ("day_first", "%d.%m.%y from 1930"),
                ("month_first", "%m.%d.%y from 1930"),
                ("year_first", "%y.%m.%d from 1930"),
            ],
        );
        check(
            date,
            &["20191115"],
            &[
                ("day_first", "%d%m%Y"),
                ("month_first", "%m%d%Y"),
                ("year_first", "%Y%m%d"),
            ],
        );
        check(date, &["noviembre de 2019", "?", "", "2019"], &[]);
        check("Columna = \"name\"", &["03/04/2019"], &[]);
        check(
            "Columna = \"sex\"",
            &[],
            &[("m_f", "M/F"), ("h_m", "H/M"), ("v_m", "V/M")],
        );
    }

    #[test]
    fn only_a_field_that_repeats_takes_several_values() {
        for (expected, field) in [
            (false, "age"),
            (false, "surname, given_name"),
            (true, "x.alias"),
        ] {
            let map = Map::from_toml(&format!("[columns]\nColumna = \"{field}\"\n")).unwrap();
            assert_eq!(map.may_repeat("Columna"), expected, "{field}");
        }
    }
}
