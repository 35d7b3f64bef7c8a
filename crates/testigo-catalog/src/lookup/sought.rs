//! What is looked for: words, a kind, a condition, in any combination.

use testigo_record::Expression;

use super::selection;
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
    /// Common table expressions, or nothing.
    pub(super) with: String,
    /// The condition on a record `r`.
    pub(super) condition: String,
    /// The text for `?1`, where words are looked for.
    pub(super) text: Option<String>,
}

impl Catalog {
    pub(super) fn sought(&self, sought: Sought<'_>) -> Result<SoughtSql, CatalogError> {
        let (with, condition) = selection(sought.kind, sought.expression)?;
        let terms = terms(sought.words)?;
        if terms.is_empty() {
            let finds_nothing = !sought.words.trim().is_empty();
            return Ok(SoughtSql {
                with,
                condition: if finds_nothing {
                    "0".to_owned()
                } else {
                    condition
                },
                text: None,
            });
        }
        Ok(SoughtSql {
            with: with_matched(&with, any_withdrawn(self.ready()?)?),
            condition: format!("{condition} AND r.number IN (SELECT m.subject FROM matched AS m)"),
            text: Some(match_text(&terms)),
        })
    }
}
