//! Dates with their precision: EDTF as in FORMAT 6.1, and the days they span.

/// Days from 0000-03-01 to 1970-01-01 in the proleptic Gregorian calendar.
const EPOCH_SHIFT_D: i64 = 719_468;
/// Days in 400 years.
const ERA_D: i64 = 146_097;
/// Days since 1970-01-01 beyond which `civil` does not look; far outside the years of a `Date`.
const DAY_LIMIT: i64 = 1_000_000_000_000;
const DAY_S: i64 = 86_400;
const YEAR_LIMIT: i64 = 9_999;
const TEXT_BYTES_MAX: usize = 32;

/// An EDTF date and the days it may mean. Where both ends are known, `earliest <= latest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The canonical text.
    pub text: String,
    /// First day, in days since 1970-01-01; none if open.
    pub earliest: Option<i64>,
    /// Last day, in days since 1970-01-01; none if open.
    pub latest: Option<i64>,
}

impl Date {
    /// Reads `2019`, `2019-11`, `2019-11-15`, each with `?`, `~` or `%` behind, `XX` for an unknown month
    /// or day, and the intervals `a/b`, `../b`, `a/..`. A qualifier leaves the range as it is: how far
    /// "about 2019" reaches is nobody's to say but the source's.
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        if text.len() > TEXT_BYTES_MAX {
            return None;
        }
        let (earliest, latest) = match text.split_once('/') {
            None => {
                let (first, last) = range(text)?;
                (Some(first), Some(last))
            }
            Some(("..", end)) => (None, Some(range(end)?.1)),
            Some((start, "..")) => (Some(range(start)?.0), None),
            Some((start, end)) => (Some(range(start)?.0), Some(range(end)?.1)),
        };
        let forward = !matches!((earliest, latest), (Some(first), Some(last)) if first > last);
        forward.then(|| Date {
            text: text.to_owned(),
            earliest,
            latest,
        })
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text)
    }
}

/// A month or a day as written.
#[derive(Clone, Copy)]
enum Part {
    Known(u32),
    Unknown,
}

impl Part {
    fn read(text: &str) -> Option<Part> {
        if text == "XX" {
            Some(Part::Unknown)
        } else {
            digits(text, 2).map(Part::Known)
        }
    }
}

/// First and last day of a date that is no interval.
fn range(text: &str) -> Option<(i64, i64)> {
    let text = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let (before_zero, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = text.split('-');
    let year = i64::from(digits(parts.next()?, 4)?);
    if before_zero && year == 0 {
        return None;
    }
    let year = if before_zero { -year } else { year };
    let month = parts.next().map_or(Some(Part::Unknown), Part::read)?;
    let day = parts.next().map_or(Some(Part::Unknown), Part::read)?;
    if parts.next().is_some() {
        return None;
    }
    let (first_month, last_month) = match month {
        Part::Known(month) => (month, month),
        Part::Unknown => (1, 12),
    };
    let (first_day, last_day) = match day {
        Part::Known(day) => (day, day),
        Part::Unknown => (1, month_length_d(year, last_month)),
    };
    Some((
        day_number(year, first_month, first_day)?,
        day_number(year, last_month, last_day)?,
    ))
}

/// Exactly `count` ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn month_length_d(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar (years -9999 to 9999; year 0 is 1 BC).
pub fn day_number(year: i64, month: u32, day: u32) -> Option<i64> {
    let real = (-YEAR_LIMIT..=YEAR_LIMIT).contains(&year)
        && (1..=12).contains(&month)
        && (1..=month_length_d(year, month)).contains(&day);
    if !real {
        return None;
    }
    // Years are counted from March, so that the leap day is a year's last.
    let march_year = if month < 3 { year - 1 } else { year };
    let months = i64::from((month + 9) % 12);
    let leap_days =
        march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    let day_of_year = (153 * months + 2) / 5 + i64::from(day) - 1;
    Some(365 * march_year + leap_days + day_of_year - EPOCH_SHIFT_D)
}

/// Year, month and day of a day number; the inverse of `day_number`.
pub fn civil(day: i64) -> (i64, u32, u32) {
    let day = day.clamp(-DAY_LIMIT, DAY_LIMIT) + EPOCH_SHIFT_D;
    let era = day.div_euclid(ERA_D);
    let of_era = day.rem_euclid(ERA_D);
    // 1,460, 36,524 and 146,096 are the days after which a leap day has come, not come, and come.
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = era * 400 + year_of_era + i64::from(month < 3);
    (year, small(month), small(day_of_month))
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// A moment as RFC 3339 in UTC, to the second: `2026-01-02T03:04:05Z`. Moments outside the years 0000 to
/// 9999, which RFC 3339 cannot write, are moved to the nearest that it can.
pub fn timestamp_text(seconds_since_1970: i64) -> String {
    let first_s = day_number(0, 1, 1).unwrap_or(0) * DAY_S;
    let last_s = day_number(YEAR_LIMIT, 12, 31).unwrap_or(0) * DAY_S + DAY_S - 1;
    let moment_s = seconds_since_1970.clamp(first_s, last_s);
    let (year, month, day) = civil(moment_s.div_euclid(DAY_S));
    let of_day_s = moment_s.rem_euclid(DAY_S);
    let (hour, minute, second) = (of_day_s / 3_600, of_day_s / 60 % 60, of_day_s % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Seconds since 1970-01-01T00:00:00Z of a text in exactly the form of `timestamp_text`.
pub fn parse_timestamp(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date_parts = date.split('-');
    let year = digits(date_parts.next()?, 4)?;
    let month = digits(date_parts.next()?, 2)?;
    let day = digits(date_parts.next()?, 2)?;
    let mut time_parts = time.split(':');
    let hour = digits(time_parts.next()?, 2)?;
    let minute = digits(time_parts.next()?, 2)?;
    let second = digits(time_parts.next()?, 2)?;
    let whole = date_parts.next().is_none() && time_parts.next().is_none();
    if !whole || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let day = day_number(i64::from(year), month, day)?;
    Some(day * DAY_S + i64::from(hour * 3_600 + minute * 60 + second))
}

#[cfg(test)]
mod tests;
