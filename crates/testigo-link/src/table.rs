//! Entries ready to compare: every cell a code of what it means, and what is known of each code.

use std::collections::BTreeSet;

use crate::date_value::{DateValue, DayOrder, order_of, read_date};
use crate::dictionary::{Dictionary, NOT_SAID, hash_text};
use crate::entries::{Entries, EntryId, SourceId};
use crate::error::LinkError;
use crate::field::{Field, Kind};
use crate::name_book::NameBook;
use crate::name_tables::NameTables;
use crate::similarity::{Lettered, Letters};
use crate::warning::Warning;

/// What a code of a column means beyond its text.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// A code of the name book.
    Name,
    /// By code.
    Dates(Vec<DateValue>),
    /// By code.
    Numbers(Vec<f64>),
    /// Only the text.
    Text,
}

/// A column to compare by.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) meaning: Meaning,
    /// The canonical text of each code; not of names.
    texts: Dictionary,
    letters: Vec<Letters>,
    /// How many entries have each code.
    pub(crate) counts: Vec<u32>,
    /// Entries that say anything.
    pub(crate) said: u32,
}

/// Entries, their codes, and the names.
#[derive(Debug, Clone)]
pub struct Table {
    entries: Entries,
    pub(crate) columns: Vec<Column>,
    pub(crate) names: NameBook,
    /// Row by row, one code for each column; 0 is "not said".
    codes: Vec<u32>,
    warnings: Vec<Warning>,
}

impl Table {
    /// Reads what every distinct cell means.
    pub fn new(entries: Entries, tables: &NameTables) -> Result<Self, LinkError> {
        let width = entries.origins.len();
        let mut names = NameBook::new();
        let mut columns = Vec::with_capacity(width);
        let mut codes = vec![NOT_SAID; entries.cells.len()];
        for (place, origin) in entries.origins.iter().enumerate() {
            let mut column = Column {
                name: origin.name.clone(),
                kind: origin.kind,
                meaning: Meaning::Text,
                texts: Dictionary::new(),
                letters: Vec::new(),
                counts: Vec::new(),
                said: 0,
            };
            let code_of = column.read(&entries.written[place], &mut names, tables)?;
            let size = if origin.kind.is_name() {
                names.len()
            } else {
                column.texts.len()
            };
            column.counts.resize(size, 0);
            let cells = entries.cells.iter().skip(place).step_by(width);
            for (cell, code) in cells.zip(codes.iter_mut().skip(place).step_by(width)) {
                *code = code_of[*cell as usize];
                column.counts[*code as usize] += 1;
            }
            column.said = entries.len() as u32 - column.counts[NOT_SAID as usize];
            columns.push(column);
        }
        for column in columns.iter_mut().filter(|column| column.kind.is_name()) {
            column.counts.resize(names.len(), 0);
        }
        let warnings = warnings(&entries, &columns);
        Ok(Self {
            entries,
            columns,
            names,
            codes,
            warnings,
        })
    }

    /// The entries, to push more.
    pub fn into_entries(self) -> Entries {
        self.entries
    }

    /// The entries.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// The fields that entries are compared by.
    pub fn fields(&self) -> &[Field] {
        &self.entries.fields
    }

    /// What is odd about the lists.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn source(&self, entry: EntryId) -> SourceId {
        self.entries.sources[entry.0 as usize]
    }

    /// An entry's codes, one for each column.
    pub(crate) fn row(&self, entry: EntryId) -> &[u32] {
        let width = self.columns.len();
        let start = entry.0 as usize * width;
        &self.codes[start..start + width]
    }

    /// All pairs that entries can form.
    pub(crate) fn pairs_possible(&self) -> f64 {
        let entries = self.len() as f64;
        entries * (entries - 1.0) / 2.0
    }

    pub(crate) fn code_text(&self, column: usize, code: u32) -> &str {
        let column = &self.columns[column];
        if column.kind.is_name() {
            self.names.text(code)
        } else {
            column.texts.text(code)
        }
    }

    /// The text of a code and its letters; not of names.
    pub(crate) fn lettered(&self, column: usize, code: u32) -> Lettered<'_> {
        let column = &self.columns[column];
        (column.texts.text(code), column.letters[code as usize])
    }

    pub(crate) fn column_named(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Column {
    /// Chance that two entries that say something say the same.
    pub(crate) fn chance_same(&self) -> f64 {
        let said = f64::from(self.said);
        let pairs: f64 = self.counts[1..]
            .iter()
            .map(|count| f64::from(*count) * (f64::from(*count) - 1.0))
            .sum();
        pairs / (said * (said - 1.0)).max(1.0)
    }

    fn distinct(&self) -> usize {
        self.counts[1..].iter().filter(|count| **count > 0).count()
    }

    /// The code of every distinct cell.
    fn read(
        &mut self,
        written: &Dictionary,
        names: &mut NameBook,
        tables: &NameTables,
    ) -> Result<Vec<u32>, LinkError> {
        let cells = || (0..written.len() as u32).map(|number| written.text(number));
        let mut codes = Vec::with_capacity(written.len());
        let order = if self.kind == Kind::Date {
            order_of(cells())
        } else {
            DayOrder::default()
        };
        let (mut dates, mut numbers) = (vec![DateValue::default()], vec![f64::NAN]);
        for cell in cells() {
            let folded = testigo_record::fold(cell);
            if folded.is_empty() || tables.is_not_said(&folded) {
                codes.push(NOT_SAID);
                continue;
            }
            let known = self.texts.len();
            let code = match self.kind {
                Kind::GivenName | Kind::Surname | Kind::FullName => names.code(cell, tables)?,
                Kind::Date => {
                    let date = read_date(cell, order);
                    let text = if date.is_said() {
                        date.text()
                    } else {
                        String::new()
                    };
                    let code = self.texts.number(&text)?;
                    dates.extend((self.texts.len() > known).then_some(date));
                    code
                }
                Kind::Year | Kind::Number | Kind::Age => {
                    let number = read_number(cell, self.kind);
                    let text = number.map_or(String::new(), |number| number.to_string());
                    let code = self.texts.number(&text)?;
                    numbers.extend((self.texts.len() > known).then_some(number).flatten());
                    code
                }
                Kind::Sex => self.texts.number(sex(&folded))?,
                Kind::Code => {
                    let bare = |letter: &char| !letter.is_whitespace();
                    let lower: String = cell.to_lowercase().chars().filter(bare).collect();
                    self.texts.number(&lower)?
                }
                Kind::Place | Kind::Text => self.texts.number(&folded)?,
            };
            codes.push(code);
        }
        self.meaning = match self.kind {
            Kind::GivenName | Kind::Surname | Kind::FullName => Meaning::Name,
            Kind::Date => Meaning::Dates(dates),
            Kind::Year | Kind::Number | Kind::Age => Meaning::Numbers(numbers),
            Kind::Sex | Kind::Code | Kind::Place | Kind::Text => Meaning::Text,
        };
        if self.kind == Kind::Sex {
            self.read_short_sex(written, &mut codes)?;
        }
        let texts = 0..self.texts.len() as u32;
        self.letters = texts
            .map(|code| Letters::of(self.texts.text(code)))
            .collect();
        Ok(codes)
    }

    /// `M` beside `H` is *mujer*; beside `F`, or alone, it is male.
    fn read_short_sex(&mut self, written: &Dictionary, codes: &mut [u32]) -> Result<(), LinkError> {
        let letters: BTreeSet<String> = (1..written.len() as u32)
            .map(|number| testigo_record::fold(written.text(number)))
            .collect();
        let m_is_woman = letters.contains("h") && !letters.contains("f");
        for (number, code) in codes.iter_mut().enumerate().skip(1) {
            match testigo_record::fold(written.text(number as u32)).as_str() {
                "h" => *code = self.texts.number("male")?,
                "m" if m_is_woman => *code = self.texts.number("female")?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// A number with `.` or `,` as its sign for decimals; of a year or an age only a likely one.
fn read_number(cell: &str, kind: Kind) -> Option<f64> {
    let digits: String = cell
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit() && *letter != '-')
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-'))
        .map(|letter| if letter == ',' { '.' } else { letter })
        .collect();
    let number: f64 = digits.trim_end_matches('.').parse().ok()?;
    let likely = if kind == Kind::Year {
        (1000.0..3000.0).contains(&number)
    } else if kind == Kind::Age {
        (0.0..130.0).contains(&number)
    } else {
        number.is_finite()
    };
    likely.then_some(number)
}

/// The sex that a folded word says; another word stands for itself.
fn sex(folded: &str) -> &str {
    match folded {
        "m" | "male" | "man" | "masculino" | "masc" | "varon" | "hombre" | "boy" | "nino" => "male",
        "f" | "female" | "woman" | "femenino" | "fem" | "mujer" | "girl" | "nina" => "female",
        other => other,
    }
}

fn warnings(entries: &Entries, columns: &[Column]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for column in columns {
        let distinct = column.distinct();
        let code = match distinct {
            0 => "column_empty",
            1 if column.said > 1 => "column_constant",
            _ if column.kind != Kind::FullName
                && column.kind != Kind::Text
                && column.said > 10
                && distinct == column.said as usize =>
            {
                "column_unique"
            }
            _ => continue,
        };
        if !entries.is_empty() {
            warnings.push(Warning::new(code, column.name.as_str()));
        }
    }
    if entries.is_empty() {
        warnings.push(Warning::new("no_entries", ""));
    }
    if has_repeated_ids(entries) {
        warnings.push(Warning::new("id_repeated", ""));
    }
    warnings
}

fn has_repeated_ids(entries: &Entries) -> bool {
    let mut hashes: Vec<u64> = (0..entries.len() as u32)
        .map(|entry| {
            let source = u64::from(entries.sources[entry as usize].0);
            hash_text(entries.id(EntryId(entry))) ^ source.wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
        .collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}
