//! When what is found happened: how many records have a date in each year, or in each month of a year.
//!
//! A record has the dates that a condition on `date` asks for: its own, an act also those of its incident, a person
//! those of what was done to it. It counts in every part in which some source's date may lie, once in each; so a part
//! holds exactly the records for which `date ~ "<part>"` is true. With a condition these are the dates of the scopes in
//! which it is true: of a person, of those acts that meet it.

use rusqlite::params_from_iter;
use testigo_record::Date;

use super::Sought;
use super::sought::SoughtSql;
use crate::kept::kept_or;
use crate::schema::{Catalog, CatalogError};

/// The last year of a date.
const YEAR_MAX: usize = 9_999;
/// Parts that a time line has at most before it takes longer ones.
const PARTS_MAX: usize = 120;

/// How long the parts of a time line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// A month of one year.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl TimeUnit {
    const OF_YEARS: [TimeUnit; 3] = [TimeUnit::Year, TimeUnit::Decade, TimeUnit::Century];

    fn years(self) -> usize {
        match self {
            TimeUnit::Month | TimeUnit::Year => 1,
            TimeUnit::Decade => 10,
            TimeUnit::Century => 100,
        }
    }
}

/// A part of a time line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePart {
    /// EDTF: a month, a year, or the years from one to another.
    pub date: String,
    /// Records of which some source's date may lie in it.
    pub records: u64,
}

/// When what is found happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLine {
    /// How long a part is.
    pub unit: TimeUnit,
    /// From the first in which a date begins or ends to the last, without a gap; none if there is no date.
    pub parts: Vec<TimePart>,
    /// Records that have a date; of a year, one that may lie in it.
    pub dated: u64,
}

/// Counts records in parts that follow one another. Dates come record by record and, of one record, by their
/// beginning: what overlaps is counted once, and a date of any length costs the same.
struct Tally {
    /// By how much the number changes from the part before.
    steps: Vec<i64>,
    open: Option<(i64, usize, usize)>,
}

impl Tally {
    fn new(parts: usize) -> Tally {
        Tally {
            steps: vec![0; parts + 1],
            open: None,
        }
    }

    fn add(&mut self, record: i64, first: usize, last: usize) {
        match &mut self.open {
            Some((same, _, until)) if *same == record && first <= *until + 1 => {
                *until = last.max(*until);
            }
            _ => {
                self.close();
                self.open = Some((record, first, last));
            }
        }
    }

    fn close(&mut self) {
        if let Some((_, first, last)) = self.open.take() {
            if let Some(step) = self.steps.get_mut(first) {
                *step += 1;
            }
            if let Some(step) = self.steps.get_mut(last + 1) {
                *step -= 1;
            }
        }
    }

    /// How many records are in each part.
    fn counts(mut self) -> Vec<u64> {
        self.close();
        let mut now = 0_i64;
        let counts = self.steps.iter().map(|step| {
            now += step;
            now.cast_unsigned()
        });
        counts.collect()
    }
}

/// The first day of each part, in order; the last is the day after them.
fn year_starts() -> Vec<i64> {
    let first = |year: usize| Date::parse(&format!("{year:04}")).and_then(|date| date.earliest);
    let mut starts: Vec<i64> = (0..=YEAR_MAX).filter_map(first).collect();
    let end = Date::parse(&format!("{YEAR_MAX:04}")).and_then(|date| date.latest);
    starts.extend(end.map(|day| day + 1));
    starts
}

/// The part in which a day lies; the nearest, if it lies outside.
fn part_of(starts: &[i64], day: i64) -> usize {
    let at = starts.partition_point(|start| *start <= day);
    at.saturating_sub(1).min(starts.len().saturating_sub(2))
}

impl Catalog {
    /// When what is sought happened: in each year, or of one year in each month.
    pub fn time_line(
        &self,
        sought: Sought<'_>,
        year: Option<u16>,
    ) -> Result<TimeLine, CatalogError> {
        let asked = format!("{sought:?} {year:?}");
        let connection = self.ready()?;
        kept_or(&self.kept_time, connection, &asked, || match year {
            Some(year) => self.months(sought, usize::from(year).min(YEAR_MAX)),
            None => self.years(sought),
        })
    }

    fn years(&self, sought: Sought<'_>) -> Result<TimeLine, CatalogError> {
        let starts = year_starts();
        let tally = |unit: TimeUnit| Tally::new(YEAR_MAX / unit.years() + 1);
        let mut tallies = TimeUnit::OF_YEARS.map(|unit| (unit, tally(unit)));
        let mut ends: Option<(usize, usize)> = None;
        let dated = self.dates(sought, None, |record, low, high| {
            let (first, last) = (
                low.map(|day| part_of(&starts, day)),
                high.map(|day| part_of(&starts, day)),
            );
            for year in [first, last].into_iter().flatten() {
                let (from, to) = ends.unwrap_or((year, year));
                ends = Some((from.min(year), to.max(year)));
            }
            let (first, last) = (first.unwrap_or(0), last.unwrap_or(YEAR_MAX));
            for (unit, tally) in &mut tallies {
                tally.add(record, first / unit.years(), last / unit.years());
            }
        })?;
        let Some((from, to)) = ends else {
            return Ok(TimeLine {
                unit: TimeUnit::Year,
                parts: Vec::new(),
                dated,
            });
        };
        let fits = |unit: TimeUnit| to / unit.years() - from / unit.years() < PARTS_MAX;
        let [years, decades, centuries] = tallies;
        let (unit, tally) = [years, decades]
            .into_iter()
            .find(|(unit, _)| fits(*unit))
            .unwrap_or(centuries);
        let span = unit.years();
        let parts = tally.counts().into_iter().enumerate();
        let parts = parts.skip(from / span).take(to / span - from / span + 1);
        let parts = parts.map(|(part, records)| {
            let first = part * span;
            let date = match unit {
                TimeUnit::Month | TimeUnit::Year => format!("{first:04}"),
                TimeUnit::Decade | TimeUnit::Century => {
                    format!("{first:04}/{:04}", first + span - 1)
                }
            };
            TimePart { date, records }
        });
        Ok(TimeLine {
            unit,
            parts: parts.collect(),
            dated,
        })
    }

    fn months(&self, sought: Sought<'_>, year: usize) -> Result<TimeLine, CatalogError> {
        let months: Vec<Date> = (1..=12)
            .filter_map(|month| Date::parse(&format!("{year:04}-{month:02}")))
            .collect();
        let mut starts: Vec<i64> = months.iter().filter_map(|month| month.earliest).collect();
        starts.extend(
            months
                .last()
                .and_then(|month| month.latest)
                .map(|day| day + 1),
        );
        let within = starts
            .first()
            .zip(starts.last())
            .map(|(first, end)| (*first, *end - 1));
        let mut tally = Tally::new(months.len());
        let dated = self.dates(sought, within, |record, low, high| {
            let first = low.map_or(0, |day| part_of(&starts, day));
            let last = high.map_or(months.len() - 1, |day| part_of(&starts, day));
            tally.add(record, first, last);
        })?;
        let parts = months.iter().zip(tally.counts());
        let parts = parts.map(|(month, records)| TimePart {
            date: month.text.clone(),
            records,
        });
        Ok(TimeLine {
            unit: TimeUnit::Month,
            parts: parts.collect(),
            dated,
        })
    }

    /// Tells every date of what is sought that may lie within some days, record by record and by its beginning. Gives the
    /// number of records. (`CROSS JOIN` keeps the order of the tables: dates are walked in one index, in the order of records.)
    fn dates(
        &self,
        sought: Sought<'_>,
        within: Option<(i64, i64)>,
        mut tell: impl FnMut(i64, Option<i64>, Option<i64>),
    ) -> Result<u64, CatalogError> {
        let SoughtSql { records, text } = self.sought(sought)?;
        let (with, of_it) = (&records.with, records.anywhere());
        let of_act = records.in_scope("a.number");
        let within = within.map_or_else(String::new, |(first, last)| {
            format!(
                " AND (c.high IS NULL OR c.high >= {first}) AND (c.low IS NULL OR c.low <= {last})"
            )
        });
        let dates = format!("c.field = 'date' AND c.unread = 0{within}");
        let mut query = self.ready()?.prepare(&format!(
            "{with}SELECT r.number, c.low, c.high FROM claim AS c CROSS JOIN record AS r ON r.number = c.subject
             WHERE {dates} AND {of_it}
             UNION ALL
             SELECT r.number, c.low, c.high FROM claim AS v
             CROSS JOIN claim AS c ON c.subject = CASE v.field WHEN 'incident' THEN v.refers ELSE v.subject END
             CROSS JOIN record AS a ON a.number = v.subject
             CROSS JOIN record AS r ON r.number = CASE v.field WHEN 'incident' THEN v.subject ELSE v.refers END
             WHERE v.field IN ('incident', 'victim') AND v.refers IS NOT NULL AND a.kind = 'act'
               AND (v.field = 'incident' OR r.kind = 'person') AND {dates} AND {of_act}
             UNION ALL
             SELECT r.number, c.low, c.high FROM claim AS c
             CROSS JOIN statement AS p ON p.number = c.subject AND p.kind = 'person'
             CROSS JOIN claim AS v ON v.refers = c.subject AND v.field = 'victim'
             CROSS JOIN record AS r ON r.number = v.subject AND r.kind = 'act'
             WHERE {dates} AND {of_it}
             ORDER BY 1, 2"
        ))?;
        let mut rows = query.query(params_from_iter(text))?;
        let (mut records, mut before) = (0, None);
        while let Some(row) = rows.next()? {
            let record = row.get(0)?;
            if before.replace(record) != Some(record) {
                records += 1;
            }
            tell(record, row.get(1)?, row.get(2)?);
        }
        Ok(records)
    }
}
