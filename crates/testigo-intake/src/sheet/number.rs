//! Numbers of spreadsheets, and the dates that are numbers under a date format.

use testigo_record::civil;

/// Days from 1970-01-01 back to the day before the first of each date system.
const DAY_ZERO_1900: i64 = -25_569;
const DAY_ZERO_1904: i64 = -24_107;
const SECONDS_PER_DAY: f64 = 86_400.0;
/// 9999-12-31 in the 1900 system.
const SERIAL_MAX: f64 = 2_958_466.0;

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Number,
    Date,
    /// Hours that may pass 24.
    Elapsed,
}

impl Format {
    /// ECMA-376 18.8.30: the formats that have a number and no code.
    pub(crate) fn of_id(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Elapsed,
            _ => Self::Number,
        }
    }

    /// A format code is one of dates if a letter of dates stands in it outside of quotes,
    /// escapes and brackets.
    pub(crate) fn of_code(code: &str) -> Self {
        let mut characters = code.chars();
        let mut found = Self::Number;
        while let Some(character) = characters.next() {
            match character {
                ';' => break,
                '"' => while characters.next().is_some_and(|next| next != '"') {},
                '\\' | '_' | '*' => {
                    characters.next();
                }
                '[' => {
                    let inner: String = characters
                        .by_ref()
                        .take_while(|next| *next != ']')
                        .collect();
                    let elapsed = matches!(
                        inner.to_ascii_lowercase().as_str(),
                        "h" | "hh" | "m" | "mm" | "s" | "ss"
                    );
                    if elapsed {
                        return Self::Elapsed;
                    }
                }
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => found = Self::Date,
                _ => {}
            }
        }
        found
    }
}

/// The text of a number as stored: `5.0` is `5`, and a long identifier keeps its digits.
pub(crate) fn number_text(stored: &str) -> String {
    let stored = stored.trim();
    let digits = stored.strip_prefix('-').unwrap_or(stored);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return stored.to_owned();
    }
    match stored.parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => stored.to_owned(),
    }
}

/// A date as ISO text; a number that is no date of the system stays a number.
pub(crate) fn date_text(stored: &str, format: Format, is_1904: bool) -> String {
    let serial = match stored.trim().parse::<f64>() {
        Ok(serial) if (0.0..SERIAL_MAX).contains(&serial) => serial,
        _ => return number_text(stored),
    };
    // Below 2^53 and not negative: exact.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "bounded by SERIAL_MAX above"
    )]
    let seconds = (serial * SECONDS_PER_DAY).round() as i64;
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let time = |hours: i64| format!("{hours:02}:{:02}:{:02}", second / 60 % 60, second % 60);
    if format == Format::Elapsed {
        return time(seconds / 3600);
    }
    if day == 0 && !is_1904 {
        return time(second / 3600);
    }
    let day_number = match (is_1904, day) {
        (true, _) => DAY_ZERO_1904 + day,
        // The 1900 system counts a 29 February 1900 that never was.
        (false, 60) => return number_text(stored),
        (false, 1..60) => DAY_ZERO_1900 + day + 1,
        (false, _) => DAY_ZERO_1900 + day,
    };
    let (year, month, day_of_month) = civil(day_number);
    let date = format!("{year:04}-{month:02}-{day_of_month:02}");
    if second == 0 {
        date
    } else {
        format!("{date}T{}", time(second / 3600))
    }
}

/// ISO text of a date without the midnight that programs add.
pub(crate) fn without_midnight(iso: &str) -> &str {
    let end = iso.find('T').unwrap_or(iso.len());
    let (date, time) = iso.split_at_checked(end).unwrap_or((iso, ""));
    if time
        .bytes()
        .all(|byte| matches!(byte, b'T' | b'0' | b':' | b'.' | b'Z'))
    {
        date
    } else {
        iso
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        for (stored, expected) in [
            ("5.0", "5"),
            ("5", "5"),
            ("1E+3", "1000"),
            ("0.1", "0.1"),
            ("-2.50", "-2.5"),
            ("12345678901234567890", "12345678901234567890"),
            ("007", "007"),
            ("inf", "inf"),
            ("", ""),
            ("x", "x"),
        ] {
            assert_eq!(number_text(stored), expected);
        }
    }

    #[test]
    fn dates_become_iso_text() {
        for (stored, format, is_1904, expected) in [
            ("43784", Format::Date, false, "2019-11-15"),
            ("43784.5", Format::Date, false, "2019-11-15T12:00:00"),
            ("43783.9999999", Format::Date, false, "2019-11-15"),
            ("0.75", Format::Date, false, "18:00:00"),
            ("1.5", Format::Elapsed, false, "36:00:00"),
            ("1", Format::Date, false, "1900-01-01"),
            ("59", Format::Date, false, "1900-02-28"),
            ("60", Format::Date, false, "60"),
            ("61", Format::Date, false, "1900-03-01"),
            ("42322", Format::Date, true, "2019-11-15"),
            ("0", Format::Date, true, "1904-01-01"),
            ("2958465", Format::Date, false, "9999-12-31"),
            ("2958466", Format::Date, false, "2958466"),
            ("-1", Format::Date, false, "-1"),
            ("NaN", Format::Date, false, "NaN"),
        ] {
            assert_eq!(date_text(stored, format, is_1904), expected, "{stored}");
        }
    }

    #[test]
    fn format_codes_are_told_apart() {
        for (code, expected) in [
            ("General", Format::Number),
            ("0.00", Format::Number),
            ("#,##0 \"days\"", Format::Number),
            ("[Red]0", Format::Number),
            ("0.00E+00", Format::Number),
            ("dd/mm/yyyy", Format::Date),
            ("[$-409]d\\-mmm\\-yy;@", Format::Date),
            ("hh:mm", Format::Date),
            ("[h]:mm:ss", Format::Elapsed),
            ("0;\"d\"", Format::Number),
        ] {
            assert_eq!(Format::of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn midnight_is_left_out() {
        assert_eq!(without_midnight("2019-11-15T00:00:00"), "2019-11-15");
        assert_eq!(without_midnight("2019-11-15"), "2019-11-15");
        assert_eq!(
            without_midnight("2019-11-15T10:00:00"),
            "2019-11-15T10:00:00"
        );
    }
}
