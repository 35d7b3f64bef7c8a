//! Cells in their columns, although rows are shorter or longer than their header.

use crate::foreign::package::file_name;

/// The columns of a batch of 2017, which has no header line.
const BATCH: [&str; 23] = [
    "CurrentDateTime0GMT",
    "Location.Accuracy",
    "NetworkType",
    "Location.Altitude",
    "File",
    "Language",
    "Wifi MAC",
    "Location.Longitude",
    "Hardware",
    "Manufacturer",
    "Modified",
    "DataType",
    "Location.Time",
    "Locale",
    "SHA256",
    "IPV4",
    "Location.Bearing",
    "Location.Provider",
    "ScreenSize",
    "Location.Speed",
    "DeviceID",
    "Network",
    "Location.Latitude",
];
/// Columns of Tella whose cells may have commas in them.
const WITH_COMMAS: [&str; 4] = ["File path", "File name", "Cells", "WiFis"];

/// Pieces of a name that commas cut, at the most.
const PIECES_MAX: usize = 64;

/// Header and cell of what a row says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Aligned {
    pub(super) cells: Vec<(String, String)>,
    /// The row does not stand as its header does.
    pub(super) is_shifted: bool,
}

/// The cells without blanks around them, and without empty ones at the end.
pub(super) fn trimmed(cells: &[String]) -> Vec<String> {
    let mut cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

pub(super) fn is_digest_header(header: &str) -> bool {
    matches!(header, "SHA256" | "File Hash SHA256" | "File hash")
}

pub(super) fn is_path_header(header: &str) -> bool {
    matches!(header, "File" | "File Path" | "File path")
}

pub(super) fn is_name_header(header: &str) -> bool {
    header == "File name"
}

/// Whether these are names of columns of a proof.
pub(super) fn is_header(cells: &[String]) -> bool {
    let any = |is_meant: fn(&str) -> bool| cells.iter().any(|cell| is_meant(cell));
    any(is_digest_header) && any(is_path_header)
}

/// A SHA-256 in digits.
pub(super) fn is_digest(cell: &str) -> bool {
    cell.len() == 64 && cell.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_path(cell: &str) -> bool {
    cell.contains('/') && !cell.contains("://")
}

/// Whether it looks like a row of a proof without a header.
pub(super) fn is_row(cells: &[String]) -> bool {
    cells.iter().any(|cell| is_digest(cell)) && cells.iter().any(|cell| is_path(cell))
}

pub(super) fn align(header: Option<&[String]>, cells: &[String]) -> Aligned {
    let batch = BATCH.map(str::to_owned);
    let whole = header.unwrap_or(&batch);
    if cells.len() <= whole.len() && fits(whole, cells) {
        return pairs(whole.to_vec(), cells, false);
    }
    // Without a position there are no columns for it.
    let short: Vec<String> = whole
        .iter()
        .filter(|header| !header.starts_with("Location."))
        .cloned()
        .collect();
    if cells.len() <= short.len() && fits(&short, cells) {
        return pairs(short, cells, true);
    }
    from_both_ends(whole, cells).unwrap_or_else(|| by_shape(cells))
}

/// Whether the digest and the path stand where the header says.
fn fits(header: &[String], cells: &[String]) -> bool {
    let cell_at = |is_meant: fn(&str) -> bool| {
        let place = header.iter().position(|name| is_meant(name))?;
        cells.get(place).map(String::as_str)
    };
    let digest = cell_at(is_digest_header).unwrap_or_default();
    let path = cell_at(is_path_header).unwrap_or_default();
    (digest.is_empty() || is_digest(digest))
        && (path.is_empty() || is_path(path) || digest.len() == 64)
}

fn pairs(header: Vec<String>, cells: &[String], is_shifted: bool) -> Aligned {
    let pairs = header.into_iter().zip(cells.iter().cloned());
    Aligned {
        cells: pairs.filter(|(_, cell)| !cell.is_empty()).collect(),
        is_shifted,
    }
}

/// More cells than columns: commas stand in the path, in the name (the end of the path), or in one
/// further column; what is left and right of these is counted from both ends.
fn from_both_ends(header: &[String], cells: &[String]) -> Option<Aligned> {
    let with_commas = |name: &String| WITH_COMMAS.contains(&name.as_str());
    let first = header.iter().position(with_commas)?;
    let last = header.iter().rposition(with_commas)?;
    let behind = header.len() - last - 1;
    let end = cells.len().checked_sub(behind)?;
    let mut middle = cells.get(first..end)?;
    let mut columns = header.get(first..=last)?;
    if middle.len() <= columns.len() {
        return None;
    }
    let mut found: Vec<(String, String)> = Vec::new();
    let mut say = |name: &String, pieces: &[String]| found.push((name.clone(), pieces.join(", ")));
    header
        .iter()
        .zip(cells)
        .take(first)
        .for_each(|(name, cell)| say(name, std::slice::from_ref(cell)));
    if let [path, name, rest @ ..] = columns
        && is_path_header(path)
        && is_name_header(name)
    {
        let (for_path, for_name) = path_and_name(middle, middle.len().checked_sub(rest.len())?)?;
        say(path, middle.get(..for_path)?);
        say(name, middle.get(for_path..for_path + for_name)?);
        middle = middle.get(for_path + for_name..)?;
        columns = rest;
    }
    // One column at the most can take what is left over.
    match columns {
        [] if middle.is_empty() => {}
        [only] => say(only, middle),
        several if several.len() == middle.len() => {
            several
                .iter()
                .zip(middle)
                .for_each(|(name, cell)| say(name, std::slice::from_ref(cell)));
        }
        _ => return None,
    }
    let tail = header.get(last + 1..)?.iter().zip(cells.get(end..)?);
    tail.for_each(|(name, cell)| say(name, std::slice::from_ref(cell)));
    found.retain(|(_, cell)| !cell.is_empty());
    Some(Aligned {
        cells: found,
        is_shifted: true,
    })
}

/// How many pieces are the path and how many the name, which is its end; none if that is not clear.
fn path_and_name(pieces: &[String], most: usize) -> Option<(usize, usize)> {
    let mut clear = None;
    for for_path in 1..most.min(PIECES_MAX) {
        let path = pieces.get(..for_path)?.join(",");
        for for_name in 1..=(most - for_path).min(PIECES_MAX) {
            let name = pieces.get(for_path..for_path + for_name)?.join(",");
            if !name.is_empty() && file_name(&path) == name {
                if clear.is_some() {
                    return None;
                }
                clear = Some((for_path, for_name));
            }
        }
    }
    clear
}

/// Only what can be nothing else, and the rest by its place.
fn by_shape(cells: &[String]) -> Aligned {
    let mut found = Vec::new();
    for (place, cell) in (1..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let has = |header: &str| {
            found
                .iter()
                .any(|(known, _): &(String, String)| known == header)
        };
        let header = if is_digest(cell) && !has("SHA256") {
            "SHA256".to_owned()
        } else if is_path(cell) && !has("File") {
            "File".to_owned()
        } else {
            format!("column {place}")
        };
        found.push((header, cell.clone()));
    }
    Aligned {
        cells: found,
        is_shifted: true,
    }
}
