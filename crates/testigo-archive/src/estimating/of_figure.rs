//! `estimate --figure`: the lists of an archive on which the persons of a saved figure stand.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Serialize;
use testigo_catalog::{Question, What};
use testigo_custody::StatementId;
use testigo_estimate::{Cell, ListSet, MAX_LISTS, Method, OverlapTable, Range, Stratum, Warning};

use super::{EstimateAnswer, EstimateRequest, estimate_tables};
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::surroundings::Work;

/// The answers of a linkage, as the catalog numbers them, and their names.
const LIKELY: u8 = 2;
const OTHERS: [(u8, &str); 2] = [(1, "sure"), (3, "possible")];

/// What comes out if only the sure pairs are one person, or all that are worth a look.
#[derive(Debug, Clone, Serialize)]
pub struct OtherGrouping {
    /// `sure` or `possible`.
    pub grouping: &'static str,
    /// People on at least one list.
    pub observed: u64,
    /// What the methods that take no time say together; none if they refuse.
    pub range: Option<Range>,
}

impl Archive {
    /// Estimates how many people the lists behind a figure do not name, from the persons that the linkage makes of their
    /// entries; and again with other groupings, by the methods that take no time.
    pub fn estimate_figure(&self, name: &str, request: &EstimateRequest) -> Result<EstimateAnswer> {
        let unknown = || Error::new("figure_unknown").with("detail", name);
        let id = self.figure(name)?.ok_or_else(unknown)?;
        let question = self.saved_request(id)?.question()?;
        let title = |list| Ok(self.catalog.title(list)?);
        let (answer, _) = self.estimate_question(&question, name, &title, request)?;
        Ok(answer)
    }

    /// The same of a question, and the table it comes from, with lists called as the caller says. `name` is the figure's, for errors.
    pub(crate) fn estimate_question(
        &self,
        question: &Question,
        name: &str,
        list_name: &dyn Fn(StatementId) -> Result<String>,
        request: &EstimateRequest,
    ) -> Result<(EstimateAnswer, OverlapTable)> {
        if question.what != What::Persons {
            return Err(Error::new("figure_not_persons").with("detail", name));
        }
        let counted = self.catalog.count(question)?;
        if !self.catalog.is_linked()? || counted.warnings.contains(&"not_reconciled") {
            return Err(Error::new("figure_not_reconciled").with("detail", name));
        }
        let table = self.overlaps(question, LIKELY, list_name)?;
        let mut warnings = Vec::new();
        let nowhere = counted
            .value
            .unwrap_or(counted.min)
            .saturating_sub(table.observed());
        if nowhere > 0 {
            warnings.push(Warning::new("persons_on_no_list", nowhere.to_string()));
        }
        let replicate = |table| {
            vec![Stratum {
                name: String::new(),
                table,
            }]
        };
        let surroundings = &self.surroundings;
        let (show, is_stopped) = (surroundings.progress, surroundings.stopped);
        let progress = |done, all| {
            show(Work::Estimating, done, Some(all));
            if is_stopped() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let whole = [replicate(table.clone())];
        let mut answer = estimate_tables(&whole, warnings, request, &progress)?;
        let quick = EstimateRequest {
            methods: [Method::Dga, Method::Loglinear, Method::Sparse]
                .map(|method| method.name().to_owned())
                .to_vec(),
            draws: None,
            report: None,
            ..request.clone()
        };
        for (number, grouping) in OTHERS {
            let table = self.overlaps(question, number, list_name)?;
            let observed = table.observed();
            let other = estimate_tables(&[replicate(table)], Vec::new(), &quick, &|_, _| {
                ControlFlow::Continue(())
            })?;
            answer.linkage.push(OtherGrouping {
                grouping,
                observed,
                range: other.assessment.range,
            });
        }
        Ok((answer, table))
    }

    /// On which lists the persons of a figure stand, by one answer of the linkage.
    fn overlaps(
        &self,
        question: &Question,
        answer: u8,
        list_name: &dyn Fn(StatementId) -> Result<String>,
    ) -> Result<OverlapTable> {
        let overlaps = self.catalog.list_overlaps(question, answer)?;
        let mut places: BTreeMap<StatementId, usize> = BTreeMap::new();
        for list in overlaps.keys().flatten() {
            let next = places.len();
            places.entry(*list).or_insert(next);
        }
        if places.len() > MAX_LISTS {
            let lists = format!("{} > {MAX_LISTS}", places.len());
            return Err(Error::new("figure_too_many_lists").with("detail", lists));
        }
        let mut names = vec![String::new(); places.len()];
        for (list, place) in &places {
            names[*place] = list_name(*list)?;
        }
        let cells: Vec<Cell> = overlaps
            .iter()
            .map(|(lists, people)| {
                let bits = lists.iter().filter_map(|list| places.get(list));
                Cell {
                    lists: ListSet(bits.fold(0, |set, place| set | 1 << place)),
                    people: *people,
                }
            })
            .collect();
        OverlapTable::new(names, &cells).map_err(|error| {
            Error::new("figure_not_reconciled")
                .with("detail", "no lists")
                .because(error)
        })
    }
}
