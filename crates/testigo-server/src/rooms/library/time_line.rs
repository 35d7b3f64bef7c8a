//! What is found along the years, or the months of one: a bar for each, that leads to its records.

use testigo_archive::{Result, SoughtRecords, TimePart, TimeUnit};

use super::Given;
use crate::frame::Frame;
use crate::workspace::Asked;

/// The months, in order.
const MONTHS: [&str; 12] = [
    "month-01", "month-02", "month-03", "month-04", "month-05", "month-06", "month-07", "month-08",
    "month-09", "month-10", "month-11", "month-12",
];
/// Width of the longest bar.
const LONGEST: u64 = 1_000;

/// The time line on a page.
pub(crate) struct TimePage {
    /// The year whose months are shown.
    pub(crate) year: Option<u16>,
    pub(crate) bars: Vec<Bar>,
    pub(crate) dated: u64,
    pub(crate) undated: u64,
    /// The years again.
    pub(crate) all_years: String,
    /// All records of the year.
    pub(crate) whole_year: String,
}

/// A part of it.
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) records: u64,
    /// In thousandths of the longest.
    pub(crate) width: u64,
    /// Its records.
    pub(crate) path: String,
    /// Its months, if it is a year.
    pub(crate) months: Option<String>,
}

/// Along the years; `total` is how many records are found.
pub(crate) fn time_page(
    asked: &mut Asked<'_>,
    frame: &Frame,
    given: &Given,
    total: u64,
) -> Result<TimePage> {
    let year = given.year.parse::<u16>().ok().filter(|year| *year <= 9_999);
    let (words, kind, condition) = given.question();
    let sought = SoughtRecords {
        words,
        kind,
        condition,
    };
    let line = asked.archive.time_line(sought, year)?;
    let most = line.parts.iter().map(|part| part.records).max();
    let most = most.unwrap_or(0).max(1);
    let unit = line.unit;
    let bars = line.parts.into_iter().map(|part| Bar {
        width: part.records * LONGEST / most,
        path: narrowed(given, &part.date),
        months: (unit == TimeUnit::Year && part.records > 0).then(|| {
            let of_year = Given {
                year: part.date.clone(),
                ..given.clone()
            };
            of_year.at(&given.kind, "time", 0)
        }),
        label: label(frame, unit, &part),
        records: part.records,
    });
    let years = Given {
        year: String::new(),
        ..given.clone()
    };
    Ok(TimePage {
        bars: bars.collect(),
        dated: line.dated,
        undated: total.saturating_sub(line.dated),
        all_years: years.at(&given.kind, "time", 0),
        whole_year: year.map_or_else(String::new, |year| narrowed(given, &format!("{year:04}"))),
        year,
    })
}

fn label(frame: &Frame, unit: TimeUnit, part: &TimePart) -> String {
    match unit {
        TimeUnit::Year => part.date.clone(),
        TimeUnit::Decade | TimeUnit::Century => part.date.replace('/', "–"),
        TimeUnit::Month => {
            let month = part
                .date
                .rsplit('-')
                .next()
                .and_then(|month| month.parse().ok());
            let month = month.and_then(|month: usize| MONTHS.get(month.checked_sub(1)?));
            month.map_or_else(|| part.date.clone(), |words| frame.say(words))
        }
    }
}

/// The library with what may have happened at a time.
fn narrowed(given: &Given, date: &str) -> String {
    let then = format!("date ~ \"{date}\"");
    let condition = match given.condition.trim() {
        "" => then,
        known if known == then => then,
        known => format!("({known}) and {then}"),
    };
    let there = Given {
        condition,
        year: String::new(),
        ..given.clone()
    };
    there.at(&given.kind, "", 0)
}
