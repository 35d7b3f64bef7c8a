//! Proof tables of `ProofMode` and Tella: what a phone noted of a photo, and the photo itself where
//! it is there.
//!
//! - The photo goes out with the digest of its bytes compared with the stated one, the day of its
//!   capture, and everything else as `capture` values (`Header: value`), which do not leave by default.
//! - A photo that is not there becomes a `source` of kind `recording`, with the notes as its
//!   `description`: the group has word of a recording, and not the recording.
//! - Signatures, time stamps, keys and the tables themselves are items `as` proof; nothing checks
//!   the signatures here, and they say so.
//! - Rows without a position are shorter than their header, or without any: they are put in the
//!   columns that the digest and the path fit, and named as `row_shifted`.

mod align;

use super::Format;
use super::json::{Json, Piece, each_piece};
use super::list::is_shadow;
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::values::Draft;
use crate::decode::{Decoded, encoding_of_mark};
use crate::delimited::{RecordError, Records};
use align::Aligned;
use encoding_rs::UTF_8;
use sha2::Sha256;
use std::io::{Cursor, Read};
use testigo_record::timestamp_text;

const TABLE_ENDING: &str = ".proof.csv";
const JSON_ENDING: &str = ".proof.json";
/// Behind the name of a photo, of its table or of its digest.
const PROOF_ENDINGS: [&str; 12] = [
    ".asc",
    ".ots",
    ".gst",
    ".nostr",
    ".proof.csv",
    ".proof.csv.asc",
    ".proof.csv.ots",
    ".proof.json",
    ".proof.json.asc",
    ".proof.json.ots",
    ".devicecheck",
    ".attest",
];
const KEY_NAMES: [&str; 2] = ["pubkey.asc", "pubkey.txt"];
/// Where the moment of capture stands, the nearest to it first.
const MOMENTS: [&str; 8] = [
    "File Created",
    "Time created",
    "File Modified",
    "Modified",
    "Timestamp",
    "CurrentDateTime0GMT",
    "Proof Generated",
    "Location.Time",
];
/// Seconds since 1970 below this are seconds, above it milliseconds (year 5138).
const SECONDS_MAX: i64 = 100_000_000_000;

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    let mut tables: Vec<usize> = Vec::new();
    let mut batches: Vec<usize> = Vec::new();
    for (place, path) in package.names().iter().enumerate() {
        let name = path.to_lowercase();
        let of_one = |ending: &str| name.ends_with(ending);
        let has_table = || {
            let stem = path
                .get(..path.len() - JSON_ENDING.len())
                .unwrap_or_default();
            output.has_part(&format!("{stem}{TABLE_ENDING}"))
        };
        if is_shadow(path) {
            continue;
        }
        // A table of one photo says more than the line of a batch, and comes first.
        if of_one(TABLE_ENDING) || (of_one(JSON_ENDING) && !has_table()) {
            tables.push(place);
        } else if package.is_single_file() || of_one(".csv") || of_one(JSON_ENDING) {
            batches.push(place);
        }
    }
    batches.retain(|place| {
        let path = package.names().get(*place).map_or("", String::as_str);
        package.is_single_file() || !path.to_lowercase().ends_with(JSON_ENDING)
    });
    let mut has_proof = false;
    for place in tables.into_iter().chain(batches) {
        let path = package.names().get(place).map_or("", String::as_str);
        has_proof |= match first_byte(package, place)? {
            Some(b'{' | b'[') => read_json(package, place, path, output)?,
            Some(_) => read_table(package, place, path, output)?,
            None => false,
        };
    }
    if !has_proof {
        return Err(Stop::not_this_format(Format::ProofMode));
    }
    for name in KEY_NAMES {
        let mut about = Draft::new("item", "", "");
        about.say("", "as", "proof");
        output.file(0, name, about.found)?;
    }
    for path in package.names() {
        let is_table = path.to_lowercase().ends_with(".csv") && !package.is_single_file();
        if is_table && !is_shadow(path) {
            let mut about = Draft::new("item", "", "");
            about.say("", "as", "proof");
            output.file(0, path, about.found)?;
        }
    }
    Ok(())
}

fn first_byte(package: &Package, place: usize) -> Result<Option<u8>, Stop> {
    let mut first = Vec::new();
    package.bytes(place)?.take(64).read_to_end(&mut first)?;
    let is_blank = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF);
    Ok(first.iter().find(|byte| !is_blank(byte)).copied())
}

/// Whether it was a table of proofs.
fn read_table(
    package: &Package,
    place: usize,
    path: &str,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    let mut source = package.bytes(place)?;
    let mut first = Vec::new();
    source.by_ref().take(4).read_to_end(&mut first)?;
    let encoding = encoding_of_mark(&first).unwrap_or(UTF_8);
    let source = Decoded::new(Cursor::new(first).chain(source), encoding);
    let mut records = Records::new(source, b',');
    let mut header: Option<Vec<String>> = None;
    let mut is_first = true;
    while let Some(next) = records.next_record() {
        let record = match next {
            Ok(record) => record,
            Err(RecordError::Io(error)) => return Err(Stop::from(error)),
            Err(RecordError::Row { line, problem }) => {
                if !is_first {
                    output.trouble(line, "", "", problem.code())?;
                }
                continue;
            }
        };
        let cells = align::trimmed(&record.cells);
        if cells.is_empty() {
            continue;
        }
        if std::mem::take(&mut is_first) {
            if align::is_header(&cells) {
                header = Some(cells);
                continue;
            }
            if !align::is_row(&cells) {
                return Ok(false);
            }
        }
        output.next_row();
        let aligned = align::align(header.as_deref(), &cells);
        if aligned.is_shifted {
            output.trouble(record.line, "", &cells.join(","), "row_shifted")?;
        }
        let locator = format!("row {}", record.line);
        Proof::new(record.line, locator, path, aligned).give(output)?;
    }
    Ok(header.is_some() || !is_first)
}

fn read_json(
    package: &Package,
    place: usize,
    path: &str,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    let mut has_proof = false;
    each_piece::<Stop>(package.bytes(place)?, &[], &mut |piece| {
        let row = output.next_row();
        match piece {
            Piece::Element(json) if align::is_header(&names_of(&json)) => {
                has_proof = true;
                let cell = |(name, value): &(String, Json)| Some((name.clone(), value.text()?));
                let aligned = Aligned {
                    cells: json.members().iter().filter_map(cell).collect(),
                    is_shifted: false,
                };
                let locator = "proof".to_owned();
                Proof::new(row, locator, path, aligned).give(output)
            }
            Piece::Element(_) | Piece::Rest(_) => output.trouble(row, "", "", "no_proof"),
            Piece::Problem(shown, code) => output.trouble(row, "", &shown, code),
        }
    })?;
    Ok(has_proof)
}

fn names_of(json: &Json) -> Vec<String> {
    json.members()
        .iter()
        .map(|(name, _)| name.clone())
        .collect()
}

/// What was noted of one photo.
struct Proof {
    row: u64,
    locator: String,
    cells: Vec<(String, String)>,
    /// In lower case.
    sha256: Option<String>,
    /// Names that the photo may have, the likeliest first.
    names: Vec<String>,
}

impl Proof {
    fn new(row: u64, locator: String, table: &str, aligned: Aligned) -> Self {
        let cells = aligned.cells;
        let found = |is_meant: fn(&str) -> bool| {
            cells
                .iter()
                .find(|(header, _)| is_meant(header))
                .map(|(_, cell)| cell.as_str())
        };
        let sha256 = found(align::is_digest_header).filter(|cell| align::is_digest(cell));
        let on_device = found(align::is_name_header).or_else(|| found(align::is_path_header));
        let table = file_name(table);
        let of_table = [TABLE_ENDING, JSON_ENDING]
            .iter()
            .find_map(|ending| table.strip_suffix(ending));
        let names = on_device.into_iter().map(file_name).chain(of_table);
        Self {
            row,
            locator,
            sha256: sha256.map(str::to_lowercase),
            names: names.map(str::to_owned).collect(),
            cells,
        }
    }

    fn key(&self) -> String {
        match (&self.sha256, self.names.first()) {
            (Some(digits), _) => format!("sha256:{digits}"),
            (None, Some(name)) => format!("file:{name}"),
            (None, None) => String::new(),
        }
    }

    fn give(&self, output: &mut Output<'_>) -> Result<(), Stop> {
        let key = self.key();
        if !key.is_empty() && output.is_known(&key) {
            return output.trouble(self.row, "", &key, "described_before");
        }
        let photo = self.names.iter().find(|name| output.is_there(name));
        if let Some(name) = photo {
            let about = self.of_photo(&key, name, output)?;
            output.file(self.row, name, about.found)?;
        } else {
            let name = self.names.first().map_or("", String::as_str);
            output.trouble(self.row, "", name, "file_missing")?;
            output.record(self.row, self.of_missing(&key).found)?;
        }
        self.give_proofs(&key, output)
    }

    fn of_photo(&self, key: &str, name: &str, output: &mut Output<'_>) -> Result<Draft, Stop> {
        let mut about = Draft::new("item", key, &self.locator);
        if let Some((header, day)) = self.day() {
            about.say(header, "captured_at", &day);
        }
        for (header, cell) in &self.cells {
            if align::is_digest_header(header) && self.sha256.is_some() {
                let held = output.digest::<Sha256>(name);
                let holds = held.is_some() && held == self.sha256;
                let condition = if holds {
                    "digest_holds"
                } else {
                    "digest_differs"
                };
                about.say(header, "condition", condition);
                if !holds {
                    about.say(
                        header,
                        "other_digest",
                        &format!("sha256:{}", cell.to_lowercase()),
                    );
                    output.trouble(self.row, header, cell, "digest_differs")?;
                }
            } else {
                about.say(header, "capture", &format!("{header}: {cell}"));
            }
        }
        if self.sha256.is_none() {
            about.say("", "condition", "digest_absent");
        }
        Ok(about)
    }

    fn of_missing(&self, key: &str) -> Draft {
        let mut source = Draft::new("source", key, &self.locator);
        source.say("", "kind", "recording");
        if let Some((header, day)) = self.day() {
            source.say(header, "date", &day);
        }
        // The file's name stays with the notes: the name of a source may go anywhere.
        let file = self.names.first().map(|name| format!("File: {name}"));
        let cells = self.cells.iter();
        let notes: Vec<String> = file
            .into_iter()
            .chain(cells.map(|(header, cell)| format!("{header}: {cell}")))
            .collect();
        source.say("", "description", &notes.join("\n"));
        source
    }

    /// Header and day of the moment of capture (UTC).
    fn day(&self) -> Option<(&str, String)> {
        MOMENTS.iter().find_map(|wanted| {
            let (header, cell) = self.cells.iter().find(|(header, _)| header == wanted)?;
            Some((header.as_str(), day_of(cell)?))
        })
    }

    /// What lies beside the photo or its table, by its name.
    fn give_proofs(&self, key: &str, output: &mut Output<'_>) -> Result<(), Stop> {
        let stems = self.names.iter().chain(&self.sha256);
        for name in stems.flat_map(|stem| PROOF_ENDINGS.map(|ending| format!("{stem}{ending}"))) {
            let mut about = Draft::new("item", "", "");
            about.refer("", "of", key);
            about.say("", "as", "proof");
            let is_signed = [".asc", ".ots", ".gst"]
                .iter()
                .any(|ending| name.ends_with(ending));
            if is_signed {
                about.say("", "condition", "signature_unchecked");
            }
            output.file(self.row, &name, about.found)?;
        }
        Ok(())
    }
}

/// The day of a moment: seconds or milliseconds since 1970, or a date with its time.
fn day_of(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let text = match cell.parse::<i64>() {
        Ok(seconds @ 1..=SECONDS_MAX) => timestamp_text(seconds),
        Ok(milliseconds @ 1..) => timestamp_text(milliseconds / 1000),
        Ok(_) => return None,
        Err(_) => cell.to_owned(),
    };
    let day = text.get(..10)?;
    testigo_record::Date::parse(day).map(|_| day.to_owned())
}
