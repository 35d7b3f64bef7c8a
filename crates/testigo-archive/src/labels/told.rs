//! Places in a source, numbers and dates as people say them. What is stored never changes, and what is not understood
//! stands as it was written.

use testigo_record::{Type, field};
use testigo_words::Words;

use super::Labels;

/// Words behind which a number stands: `page 3`, `sheet 1 row 4`, `part 2 page 3`.
const NUMBERED: [&str; 16] = [
    "page",
    "line",
    "row",
    "sheet",
    "paragraph",
    "part",
    "slide",
    "notes",
    "message",
    "attachment",
    "bulletin",
    "entity",
    "submission",
    "record",
    "cell",
    "column",
];
/// Places that have no number.
const ALONE: [&str; 5] = ["header", "footer", "footnotes", "comments", "proof"];
/// Behind it stands the beginning of an id.
const ITEM: &str = "item";
const TIME: &str = "time";
/// A rectangle in parts of a thousand: left, top, right, bottom.
const REGION: (&str, &str) = ("region ", " / 1000");
/// A rectangle of a media fragment in percent: left, top, width, height.
const PERCENT: &str = "xywh=percent:";
/// The same in pixels.
const PIXELS: [&str; 2] = ["xywh=pixel:", "xywh="];
/// What stands before a number that is not exact, with its words; the longer first.
const QUALIFIERS: [(&str, &str); 5] = [
    ("about ", "quantity-about"),
    (">=", "quantity-at-least"),
    ("<=", "quantity-at-most"),
    (">", "quantity-more"),
    ("<", "quantity-less"),
];

impl Labels {
    /// A value as people say it: of a code its label, of a number and a date what their signs mean.
    pub fn told(&self, kind: &str, name: &str, value: &str) -> String {
        match field(kind, name).map(|definition| definition.value) {
            Some(Type::Quantity) => quantity(&self.words, value),
            Some(Type::Date) => date(&self.words, value),
            _ => self.value(kind, name, value),
        }
    }

    /// Where in a source or an item, as people say it.
    pub fn locator(&self, locator: &str) -> String {
        let parts = locator.split(", ").map(|part| {
            let told = rectangle(&self.words, part).or_else(|| steps(&self.words, part));
            told.unwrap_or_else(|| part.to_owned())
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// `sheet 1 row 4`; none unless all of it is understood.
fn steps(words: &Words, part: &str) -> Option<String> {
    if ALONE.contains(&part) {
        return Some(words.say(&format!("locator-{part}"), &[]));
    }
    let mut steps = Vec::new();
    let mut tokens = part.split(' ');
    while let Some(step) = tokens.next() {
        let at = tokens.next()?;
        let is_number = at.starts_with(|first: char| first.is_ascii_digit());
        let at = match step {
            TIME if is_number => times(at)?,
            ITEM if !at.is_empty() && at.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                at.to_owned()
            }
            // A cell has letters: `cell B12`.
            "cell" => at.to_owned(),
            _ if NUMBERED.contains(&step) && is_number => at.to_owned(),
            _ => return None,
        };
        steps.push(words.say(&format!("locator-{step}"), &[("at", &at)]));
    }
    Some(steps.join(", "))
}

/// `12.0` or `12.0-15.5` in seconds as a clock shows it; what is a clock's already stays.
fn times(text: &str) -> Option<String> {
    let ends = text.split('-').map(|end| {
        if end.contains(':') {
            return Some(end.to_owned());
        }
        let (whole, rest) = end.split_once('.').unwrap_or((end, "0"));
        let is_sound = rest.bytes().all(|byte| byte.is_ascii_digit());
        let seconds: u64 = whole.parse().ok().filter(|_| is_sound)?;
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        Some(if hours > 0 {
            format!("{hours}:{minutes:02}:{:02}", seconds % 60)
        } else {
            format!("{minutes}:{:02}", seconds % 60)
        })
    });
    Some(ends.collect::<Option<Vec<_>>>()?.join("–"))
}

fn rectangle(words: &Words, part: &str) -> Option<String> {
    let (before, after) = REGION;
    if let Some(inner) = part
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after))
    {
        let [left, top, right, bottom] = four(inner)?;
        let percent = |thousandth: f64| thousandth / 10.0;
        return Some(in_percent(words, [left, top, right, bottom].map(percent)));
    }
    if let Some(inner) = part.strip_prefix(PERCENT) {
        let [left, top, width, height] = four(inner)?;
        return Some(in_percent(words, [left, top, left + width, top + height]));
    }
    let inner = PIXELS.iter().find_map(|before| part.strip_prefix(before))?;
    let [left, top, width, height] = four(inner)?.map(|number| format!("{number:.0}"));
    Some(words.say(
        "locator-pixels",
        &[
            ("left", &left),
            ("top", &top),
            ("width", &width),
            ("height", &height),
        ],
    ))
}

fn in_percent(words: &Words, ends: [f64; 4]) -> String {
    let [left, top, right, bottom] = ends.map(|end| format!("{end:.0}"));
    words.say(
        "locator-rectangle",
        &[
            ("left", &left),
            ("top", &top),
            ("right", &right),
            ("bottom", &bottom),
        ],
    )
}

/// Four numbers with commas.
fn four(text: &str) -> Option<[f64; 4]> {
    let numbers = text.split(',').map(|number| number.parse::<f64>().ok());
    let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
    let is_sound = numbers.iter().all(|number| (0.0..=1e6).contains(number));
    numbers.try_into().ok().filter(|_| is_sound)
}

fn quantity(words: &Words, value: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    for (sign, id) in QUALIFIERS {
        if let Some(number) = value.strip_prefix(sign).filter(|rest| is_number(rest)) {
            return words.say(id, &[("number", number)]);
        }
    }
    match value.split_once("..") {
        Some((low, high)) if is_number(low) && is_number(high) => {
            words.say("quantity-between", &[("low", low), ("high", high)])
        }
        _ => value.to_owned(),
    }
}

/// EDTF with what its signs mean.
fn date(words: &Words, value: &str) -> String {
    match value.split_once('/') {
        Some(("..", end)) => words.say("date-until", &[("end", &moment(words, end))]),
        Some((start, "..")) => words.say("date-from", &[("start", &moment(words, start))]),
        Some((start, end)) => words.say(
            "date-between",
            &[
                ("start", &moment(words, start)),
                ("end", &moment(words, end)),
            ],
        ),
        None => moment(words, value),
    }
}

fn moment(words: &Words, text: &str) -> String {
    for (sign, id) in [
        ('~', "date-about"),
        ('?', "date-uncertain"),
        ('%', "date-about-uncertain"),
    ] {
        if let Some(plain) = text.strip_suffix(sign) {
            return words.say(id, &[("date", plain)]);
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::Labels;
    use testigo_record::OwnLabels;
    use testigo_words::{Language, Words};

    fn labels(language: Language) -> Labels {
        Labels::new(Words::new(language), OwnLabels::default())
    }

    #[test]
    fn a_place_in_a_source_is_told_in_words() {
        let spanish = labels(Language::Spanish);
        for (locator, expected) in [
            ("", ""),
            ("page 3", "página 3"),
            ("sheet 1 row 4", "hoja 1, renglón 4"),
            ("part 2 page 3", "parte 2, página 3"),
            ("message 4, attachment 1", "mensaje 4, adjunto 1"),
            ("time 12.0", "minuto 0:12"),
            ("time 12.0-75", "minuto 0:12–1:15"),
            ("time 00:39:50", "minuto 00:39:50"),
            ("time 3725", "minuto 1:02:05"),
            ("cell B12", "celda B12"),
            ("page 3, item 0f3a99", "página 3, pieza 0f3a99"),
            (
                "region 120,50,400,230 / 1000",
                "rectángulo: de 12 a 40 % desde la izquierda, de 5 a 23 % desde arriba",
            ),
            (
                "xywh=percent:10,20,30,40",
                "rectángulo: de 10 a 40 % desde la izquierda, de 20 a 60 % desde arriba",
            ),
            // As somebody wrote it.
            ("page three", "page three"),
            ("the last page", "the last page"),
            ("page 3 of the annex", "page 3 of the annex"),
            ("item nobody", "item nobody"),
            ("region 1,2,3", "region 1,2,3"),
            ("region -1,2,3,NaN / 1000", "region -1,2,3,NaN / 1000"),
            ("time 1.x", "time 1.x"),
            ("abajo, a la izquierda", "abajo, a la izquierda"),
        ] {
            assert_eq!(spanish.locator(locator), expected, "{locator}");
        }
        assert_eq!(labels(Language::English).locator("page 3"), "page 3");
    }

    #[test]
    fn numbers_and_dates_are_told_in_words() {
        let spanish = labels(Language::Spanish);
        for (name, value, expected) in [
            ("age", "34", "34"),
            ("age", "about 60", "unos 60"),
            ("age", ">=60", "al menos 60"),
            ("age", ">60", "más de 60"),
            ("age", "<60", "menos de 60"),
            ("age", "<=60", "60 a lo más"),
            ("age", "20..30", "de 20 a 30"),
            ("age", "unos veinte", "unos veinte"),
            ("birth", "1984", "1984"),
            ("birth", "1984~", "hacia 1984"),
            ("birth", "1984-05?", "1984-05 (no es seguro)"),
            ("birth", "1984%", "hacia 1984 (no es seguro)"),
            ("birth", "1984/1985~", "de 1984 a hacia 1985"),
            ("birth", "../1985", "hasta 1985"),
            ("birth", "1985/..", "desde 1985"),
        ] {
            let told = spanish.told("person", name, value);
            assert_eq!(told, expected, "{name} {value}");
        }
    }
}
