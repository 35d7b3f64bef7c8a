//! `search --names`: a list of names against everything textual.

use std::io;

use serde::Serialize;
use testigo_catalog::Found;
use testigo_record::{fold, kinds};

use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::find::{SearchHit, hits_shown};
use crate::receive::LISTED_MAX;

/// Most names in one search.
const NAMES_MAX: usize = 10_000;
/// Most hits listed for one name.
const HITS_MAX: u64 = 100;
/// First cells that are a heading.
const HEADINGS: [&str; 6] = [
    "name",
    "names",
    "full name",
    "nombre",
    "nombres",
    "nombre completo",
];

/// What was found of one name.
#[derive(Debug, Clone, Serialize)]
pub struct NameFound {
    /// As it stands in the list.
    pub name: String,
    /// Distinct records.
    pub total: u64,
    /// The first of them, best first.
    pub hits: Vec<SearchHit>,
}

/// The answer to `search --names`.
#[derive(Debug, Default, Serialize)]
pub struct NamesAnswer {
    /// The first 1,000 names, in their order.
    pub names: Vec<NameFound>,
    /// All names of the list.
    pub names_total: u64,
    /// Names of which anything was found.
    pub found: u64,
}

/// Names to look for: each line of a text, or the first cell of each line of a CSV.
pub fn names_in(text: &str, is_csv: bool) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let mut take = |name: &str| {
        let name = name.trim_start_matches('\u{feff}').trim();
        if !name.is_empty() {
            names.push(name.to_owned());
        }
        if names.len() > NAMES_MAX {
            return Err(Error::new("too_many_names").with("detail", NAMES_MAX.to_string()));
        }
        Ok(())
    };
    if is_csv {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.map_err(|_| Error::new("names_unreadable"))?;
            take(row.get(0).unwrap_or(""))?;
        }
        if names
            .first()
            .is_some_and(|first| HEADINGS.contains(&fold(first).as_str()))
        {
            names.remove(0);
        }
    } else {
        text.lines().try_for_each(take)?;
    }
    Ok(names)
}

impl Archive {
    /// Searches many names at once; `each` is given every name.
    pub fn search_names(
        &mut self,
        names: &[String],
        kind: Option<&str>,
        limit: u64,
        each: &mut dyn FnMut(&NameFound) -> io::Result<()>,
    ) -> Result<NamesAnswer> {
        if let Some(kind) = kind.filter(|kind| !kinds().contains(kind)) {
            return Err(Error::new("unknown_kind").with("kind", kind));
        }
        self.read_texts()?;
        let mut answer = NamesAnswer {
            names_total: names.len() as u64,
            ..NamesAnswer::default()
        };
        let mut written = Ok(());
        let mut take = |name: &str, found: Found| {
            answer.found += u64::from(found.total > 0);
            let one = NameFound {
                name: name.to_owned(),
                total: found.total,
                hits: hits_shown(found.hits),
            };
            if written.is_ok() {
                written = each(&one);
            }
            if answer.names.len() < LISTED_MAX {
                answer.names.push(one);
            }
        };
        self.catalog
            .search_names(names, kind, limit.min(HITS_MAX), &mut take)?;
        written.map_err(|error| Error::new("report_failed").because(error))?;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn one_name_a_line() {
        for (text, is_csv, expected) in [
            ("", false, &[][..]),
            (
                "Rosa Huanca\n\n  Huanca, Rosa \r\n",
                false,
                &["Rosa Huanca", "Huanca, Rosa"],
            ),
            (
                "Nombre,x\n\"Huanca, Rosa\",1\nTomás\n",
                true,
                &["Huanca, Rosa", "Tomás"],
            ),
            ("\u{feff}name\nAna\n", true, &["Ana"]),
        ] {
            assert_eq!(names_in(text, is_csv).unwrap(), expected, "{text}");
        }
        let many = "Ana\n".repeat(10_001);
        assert_eq!(names_in(&many, false).unwrap_err().code, "too_many_names");
    }
}
