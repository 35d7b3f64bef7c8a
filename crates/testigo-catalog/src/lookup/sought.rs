//! What is looked for: words, a kind, a condition, in any combination.

use testigo_record::Expression;

use super::listing::{Selection, selected};
use crate::schema::{Catalog, CatalogError};
use crate::search::{match_text, terms, with_matched};
use crate::withdrawal::any_withdrawn;

/// What is looked for. Everything, if nothing is given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// Words; none if empty.
    pub words: &'a str,
    /// Records of one kind.
    pub kind: Option<&'a str>,
    /// Records that match.
    pub expression: Option<&'a Expression>,
}

/// It in SQL.
pub(super) struct SoughtSql {
    /// Which records.
    pub(super) records: Selection,
    /// The text for `?1`, where words are looked for.
    pub(super) text: Option<String>,
}

impl Catalog {
    pub(super) fn sought(&self, sought: Sought<'_>) -> Result<SoughtSql, CatalogError> {
        let mut records = selected(sought.kind, sought.expression)?;
        let terms = terms(sought.words)?;
        if terms.is_empty() {
            if !sought.words.trim().is_empty() {
                // No word is no wish for everything.
                "0".clone_into(&mut records.plain);
            }
            return Ok(SoughtSql {
                records,
                text: None,
            });
        }
        records.with = with_matched(&records.with, any_withdrawn(self.ready()?)?);
        records
            .plain
            .push_str(" AND r.number IN (SELECT m.subject FROM matched AS m)");
        Ok(SoughtSql {
            records,
            text: Some(match_text(&terms)),
        })
    }
}
