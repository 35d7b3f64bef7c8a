//! Labels of own fields and terms that a report prints: they are words of the group, and searched like all others.

use std::collections::BTreeSet;

use testigo_record::{OwnLabels, Type, field};

use crate::archive::Archive;
use crate::disclose::leak::{Hit, Manner, Withheld};
use crate::disclose::selection::Selection;
use crate::error::Result;

impl Archive {
    /// Searches the labels of what is disclosed.
    pub(crate) fn search_own_labels(
        &self,
        selection: &Selection,
        withheld: &Withheld,
        hits: &mut BTreeSet<Hit>,
    ) -> Result<()> {
        let labels = self.own_labels()?;
        for disclosed in &selection.statements {
            let standing = selection.standings.get(&disclosed.record);
            let kind = standing.map_or("", |standing| &standing.kind);
            for claim in &disclosed.row.claims {
                for spanish in [false, true] {
                    let of_field = labels.field(&claim.field, spanish);
                    let of_term = own_term(&labels, kind, &claim.field, &claim.value, spanish);
                    for label in of_field.into_iter().chain(of_term) {
                        let place = format!("label of {} in the vocabulary", claim.field);
                        hits.extend(withheld.search(label, Manner::Free, &place));
                    }
                }
            }
        }
        Ok(())
    }
}

/// What people read for a code that a group defined.
pub(crate) fn own_term<'a>(
    labels: &'a OwnLabels,
    kind: &str,
    name: &str,
    code: &str,
    spanish: bool,
) -> Option<&'a str> {
    let Type::Code { vocabulary, .. } = field(kind, name)?.value else {
        return None;
    };
    labels.term(vocabulary, code, spanish)
}
