//! The first line of a message in an exported chat, in the many forms that phones write:
//! `[12/3/19, 21:04:05] Name: text`, `12/03/2019, 9:04 p. m. - Name: text`, `03.12.19, 21:04 - ...`.

/// Names of senders are shorter.
const SENDER_CHARS_MAX: usize = 100;

/// What the first number of a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leading {
    Day,
    Month,
    Year,
}

/// What stands before a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The numbers of the date in the order of the line.
    pub(super) numbers: [u32; 3],
    /// The order, where the form of the line leaves no doubt.
    pub(super) order: Option<Leading>,
    /// Minutes of the day, to compare lines with each other.
    pub(super) minutes: u32,
    /// Date and time as written.
    pub(super) written: String,
}

/// A line that begins a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) stamp: Stamp,
    /// None for what the program itself says.
    pub(super) sender: Option<String>,
    pub(super) text: String,
}

impl Stamp {
    /// The day by an order; none if there is no such day.
    pub(super) fn day(&self, order: Leading) -> Option<String> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match order {
            Leading::Day => (third, second, first),
            Leading::Month => (third, first, second),
            Leading::Year => (first, second, third),
        };
        let year = if year < 100 { year + 2000 } else { year };
        let text = format!("{year:04}-{month:02}-{day:02}");
        testigo_record::Date::parse(&text).map(|date| date.text)
    }
}

/// Marks of direction are left out, narrow and unbreakable spaces become plain ones.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|next| !matches!(next, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'))
        .map(|next| if matches!(next, '\u{202F}' | '\u{A0}' | '\u{2009}') { ' ' } else { next })
        .collect()
}

/// None if the line goes on with the message before.
pub(super) fn read(line: &str) -> Option<Line> {
    let line = plain(line.trim_end_matches(['\r', '\n']));
    let in_brackets = line.starts_with('[');
    let start = line.strip_prefix('[').unwrap_or(&line);
    let (numbers, order, rest) = date(start)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    let (minutes, rest) = time(rest)?;
    let written = start.get(..start.len() - rest.len())?.trim().to_owned();
    let rest = if in_brackets {
        rest.strip_prefix(']')?
    } else {
        let rest = rest.trim_start();
        rest.strip_prefix("- ")
            .or_else(|| rest.strip_prefix("– "))
            .or_else(|| rest.strip_prefix(": "))?
    };
    let rest = rest.trim_start();
    let sender = rest
        .split_once(": ")
        .or_else(|| rest.strip_suffix(':').map(|sender| (sender, "")))
        .filter(|(sender, _)| !sender.is_empty() && sender.chars().count() <= SENDER_CHARS_MAX);
    Some(Line {
        stamp: Stamp {
            numbers,
            order,
            minutes,
            written,
        },
        sender: sender.map(|(sender, _)| sender.trim_start_matches('~').trim().to_owned()),
        text: sender.map_or(rest, |(_, text)| text).to_owned(),
    })
}

/// A number of at most four digits, and what is behind it.
fn number(text: &str) -> Option<(u32, usize, &str)> {
    let end = text
        .find(|next: char| !next.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    (1..=4).contains(&end).then_some(())?;
    Some((digits.parse().ok()?, end, rest))
}

type DateStart<'a> = ([u32; 3], Option<Leading>, &'a str);

fn date(text: &str) -> Option<DateStart<'_>> {
    let (first, first_width, rest) = number(text)?;
    let separator = rest
        .chars()
        .next()
        .filter(|next| matches!(next, '/' | '.' | '-'))?;
    let (second, second_width, rest) = number(rest.get(1..)?.trim_start())?;
    let (third, third_width, rest) = number(rest.strip_prefix(separator)?.trim_start())?;
    let order = match (first_width, separator) {
        (4, _) => Some(Leading::Year),
        // Whoever parts dates by points writes the day first.
        (_, '.') => Some(Leading::Day),
        _ => None,
    };
    let widths_fit = second_width <= 2
        && (first_width == 4) != (third_width == 4 || third_width == 2)
        || (first_width == 4 && second_width <= 2 && third_width <= 2);
    // A date may end in a point of its own.
    let rest = if separator == '.' {
        rest.strip_prefix('.').unwrap_or(rest)
    } else {
        rest
    };
    widths_fit.then_some(([first, second, third], order, rest))
}

/// Minutes of the day; seconds are passed over.
fn time(text: &str) -> Option<(u32, &str)> {
    let (hours, width, rest) = number(text)?;
    let separator = rest
        .chars()
        .next()
        .filter(|next| matches!(next, ':' | '.'))?;
    let (minutes, minutes_width, rest) = number(rest.get(1..)?)?;
    if width > 2 || minutes_width != 2 || hours > 24 || minutes > 59 {
        return None;
    }
    let seconds = rest.strip_prefix(separator).and_then(number);
    let rest = seconds.map_or(rest, |(_, _, rest)| rest);
    let (half, rest) = half_of_day(rest);
    let hours = match half {
        Some('p') if hours < 12 => hours + 12,
        Some('a') if hours == 12 => 0,
        _ => hours,
    };
    Some((hours * 60 + minutes, rest))
}

/// `AM`, `p.m.`, `p. m.`: which half, and what is behind it.
fn half_of_day(text: &str) -> (Option<char>, &str) {
    let start = text.trim_start();
    let Some(half) = start.chars().next().map(|next| next.to_ascii_lowercase()) else {
        return (None, text);
    };
    if !matches!(half, 'a' | 'p') {
        return (None, text);
    }
    let rest = start
        .get(1..)
        .unwrap_or_default()
        .trim_start_matches(['.', ' ']);
    match rest.strip_prefix(['m', 'M']) {
        Some(rest) => (Some(half), rest.strip_prefix('.').unwrap_or(rest)),
        None => (None, text),
    }
}

/// What a message says of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Attached<'a> {
    /// The export holds it, or says so: its name, and whether the words leave no doubt.
    Named(&'a str, bool),
    /// The export was made without it.
    Omitted,
    None,
}

/// Words behind the name of a file, in English, Spanish, Portuguese, French, German, Italian.
const WITH_FILE: [&str; 8] = [
    "file attached",
    "archivo adjunto",
    "arquivo anexado",
    "ficheiro anexado",
    "fichier joint",
    "datei angehängt",
    "file allegato",
    "documento adjunto",
];
/// Words that stand where a file was.
const WITHOUT_FILE: [&str; 10] = [
    "omitted",
    "omitido",
    "omitida",
    "omitidos",
    "oculta",
    "oculto",
    "omis",
    "omise",
    "ausgeschlossen",
    "omesso",
];

/// What the first line of a message says of a file; marks of direction are gone already.
pub(super) fn attached(text: &str) -> Attached<'_> {
    let text = text.trim();
    if let Some(inside) = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'))
    {
        let named = inside.split_once(':').map(|(_, name)| name.trim());
        if let Some(name) = named.filter(|name| has_ending(name)) {
            return Attached::Named(name, true);
        }
        return if says_omitted(inside) {
            Attached::Omitted
        } else {
            Attached::None
        };
    }
    // `name.pdf • 3 pages <attached: 00000012-name.pdf>`
    if let Some((_, tail)) = text.rsplit_once('<')
        && let Some(inside) = tail.strip_suffix('>')
        && let Some((_, name)) = inside.split_once(": ")
        && has_ending(name.trim())
    {
        return Attached::Named(name.trim(), true);
    }
    if let Some((name, words)) = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("))
        && has_ending(name)
    {
        let words = words.to_lowercase();
        return Attached::Named(name, WITH_FILE.contains(&words.as_str()));
    }
    let words = text.split_whitespace().count();
    if (2..=4).contains(&words) && says_omitted(text) {
        Attached::Omitted
    } else {
        Attached::None
    }
}

fn says_omitted(text: &str) -> bool {
    let lower = text.to_lowercase();
    let last = lower.split_whitespace().next_back().unwrap_or_default();
    WITHOUT_FILE.contains(&last.trim_end_matches('.'))
}

fn has_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        let is_plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        !stem.is_empty() && (2..=5).contains(&ending.len()) && is_plain && !name.contains('\n')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(line: &str, numbers: [u32; 3], minutes: u32, sender: Option<&str>, text: &str) {
        let found = read(line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(found.stamp.numbers, numbers, "{line}");
        assert_eq!(found.stamp.minutes, minutes, "{line}");
        assert_eq!(found.sender.as_deref(), sender, "{line}");
        assert_eq!(found.text, text, "{line}");
    }

    #[test]
    fn lines_of_many_phones_are_read() {
        let night = 21 * 60 + 4;
        check(
            "[12/3/19, 21:04:05] Ana: hola: sí",
            [12, 3, 19],
            night,
            Some("Ana"),
            "hola: sí",
        );
        check(
            "\u{200E}[12/3/19, 9:04:05\u{202F}PM] ~ Ana: ",
            [12, 3, 19],
            night,
            Some("Ana"),
            "",
        );
        check(
            "12/03/2019, 21:04 - Ana: hola",
            [12, 3, 2019],
            night,
            Some("Ana"),
            "hola",
        );
        check(
            "12/3/2019, 9:04 p.\u{A0}m. - Ana: hola",
            [12, 3, 2019],
            night,
            Some("Ana"),
            "hola",
        );
        check(
            "12/3/19 21:04 - +591 70000000: x",
            [12, 3, 19],
            night,
            Some("+591 70000000"),
            "x",
        );
        check(
            "03.12.19, 21:04 - Ana: x",
            [3, 12, 19],
            night,
            Some("Ana"),
            "x",
        );
        check(
            "2019-12-03, 12:04 a. m. - Ana: x",
            [2019, 12, 3],
            4,
            Some("Ana"),
            "x",
        );
        check(
            "12/3/19, 21:04 - Ana creó el grupo",
            [12, 3, 19],
            night,
            None,
            "Ana creó el grupo",
        );
        for other in [
            "hola",
            "12/3 21:04 - Ana: x",
            "[12/3/19] Ana: x",
            "12/3/19, 99:04 - Ana: x",
            "",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn files_are_seen_in_messages() {
        for (text, expected) in [
            (
                "IMG-20191115-WA0001.jpg (file attached)",
                Attached::Named("IMG-20191115-WA0001.jpg", true),
            ),
            (
                "VID-1.mp4 (archivo adjunto)",
                Attached::Named("VID-1.mp4", true),
            ),
            ("acta.pdf (ver)", Attached::Named("acta.pdf", false)),
            (
                "<attached: 00000012-PHOTO.jpg>",
                Attached::Named("00000012-PHOTO.jpg", true),
            ),
            (
                "<adjunto: 00000012-PHOTO.jpg>",
                Attached::Named("00000012-PHOTO.jpg", true),
            ),
            (
                "acta.pdf • 3 páginas <adjunto: 0001-acta.pdf>",
                Attached::Named("0001-acta.pdf", true),
            ),
            ("<Media omitted>", Attached::Omitted),
            ("<Multimedia omitido>", Attached::Omitted),
            ("imagen omitida", Attached::Omitted),
            ("no se dijo que fue omitido", Attached::None),
            ("hola (sí)", Attached::None),
        ] {
            assert_eq!(attached(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_line_ends(line in "\\[?[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},? ?[0-9:. apmAPM]{0,12}.{0,20}", text in ".{0,40}") {
            read(&line);
            read(&text);
            attached(&text);
        }
    }
}
