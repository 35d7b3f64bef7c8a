//! What can be seen in a table before any method runs: lists that cannot be used as they are, and what a reader has to
//! know. Thresholds are stated here once.

use serde::Serialize;

use crate::table::{ListSet, OverlapTable};
use crate::warning::Warning;

/// Fewer people than this say little.
const PEOPLE_MIN: u64 = 50;
/// More empty combinations than this share, and models have little to hold on to.
const EMPTY_SHARE_MAX: f64 = 0.6;
/// Fewer people than this on exactly two lists, and every bound is loose.
const ON_TWO_MIN: u64 = 20;
/// More people than this share on one list only, and the overlaps rest on few.
const ON_ONE_SHARE_MAX: f64 = 0.9;
/// Of both lists of a pair, this share is on the other: one is a copy of the other.
const COPY_SHARE: f64 = 0.9;
/// Of the smaller list, this share is on the larger: it may have been copied from it.
const INSIDE_SHARE: f64 = 0.95;
/// Fewer people than this are inside a larger list by chance.
const INSIDE_PEOPLE_MIN: u64 = 10;

/// How far two lists overlap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overlap {
    /// The lists' names.
    pub lists: [String; 2],
    /// People on both.
    pub people: u64,
    /// Of the people on the first, the share that is on the second; from 0 to 1.
    pub share_of_first: f64,
    /// Of the people on the second, the share that is on the first; from 0 to 1.
    pub share_of_second: f64,
}

/// One list of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListSize {
    /// Its name.
    pub list: String,
    /// People on it.
    pub people: u64,
    /// People on it and on no other.
    pub only_here: u64,
}

/// The table that methods see, and what was found on the way to it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Without empty lists, and with lists that copy each other made one.
    pub table: OverlapTable,
    /// What to bear in mind.
    pub warnings: Vec<Warning>,
}

/// The lists of a table, in its order.
pub fn list_sizes(table: &OverlapTable) -> Vec<ListSize> {
    let people = |set| {
        table
            .cells()
            .iter()
            .find(|cell| cell.lists == set)
            .map_or(0, |cell| cell.people)
    };
    let lists = table.lists().iter().enumerate();
    lists
        .map(|(index, list)| {
            let set = ListSet(1 << index);
            ListSize {
                list: list.clone(),
                people: table.people_on(set),
                only_here: people(set),
            }
        })
        .collect()
}

/// How far each pair of lists overlaps, in the order of the lists.
pub fn overlaps(table: &OverlapTable) -> Vec<Overlap> {
    let lists = table.lists();
    let mut found = Vec::new();
    for (first, second) in pairs(lists.len()) {
        let people = table.people_on(ListSet(1 << first | 1 << second));
        let share = |index: usize| ratio(people, table.people_on(ListSet(1 << index)));
        found.push(Overlap {
            lists: [lists[first].clone(), lists[second].clone()],
            people,
            share_of_first: share(first),
            share_of_second: share(second),
        });
    }
    found
}

/// Every pair of so many lists, the first one first.
pub(crate) fn pairs(lists: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..lists).flat_map(move |first| (first + 1..lists).map(move |second| (first, second)))
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Drops empty lists, joins copies, and says what is doubtful about the rest.
pub fn check(table: &OverlapTable) -> Checked {
    let mut warnings = Vec::new();
    let table = join_copies(without_empty(table, &mut warnings), &mut warnings);
    doubts(&table, &mut warnings);
    Checked { table, warnings }
}

fn without_empty(table: &OverlapTable, warnings: &mut Vec<Warning>) -> OverlapTable {
    let mut table = table.clone();
    for index in (0..table.lists().len()).rev() {
        if table.people_on(ListSet(1 << index)) == 0 {
            warnings.push(Warning::new("list_empty", table.lists()[index].clone()));
            table = table.without(index);
        }
    }
    warnings.reverse();
    table
}

/// A list that copies another brings no new look at who exists; counted as one of its own, it would make every interval
/// narrower for no reason. The two are made one, which leaves the interval as it was without the copy.
fn join_copies(mut table: OverlapTable, warnings: &mut Vec<Warning>) -> OverlapTable {
    loop {
        let copy = overlaps(&table)
            .into_iter()
            .zip(pairs(table.lists().len()))
            .find(|(pair, _)| pair.share_of_first.min(pair.share_of_second) >= COPY_SHARE);
        let Some((pair, (first, second))) = copy else {
            return table;
        };
        warnings.push(Warning::new("duplicated_list", pair.lists.join(", ")));
        table = table.merged(first, second);
    }
}

fn doubts(table: &OverlapTable, warnings: &mut Vec<Warning>) {
    let lists = table.lists().len();
    let mut say = |warning| warnings.push(warning);
    if table.observed() < PEOPLE_MIN {
        say(Warning::new("few_people", table.observed().to_string()));
    }
    let combinations = (1_u64 << lists) - 1;
    let empty = combinations - table.cells().len() as u64;
    if lists > 1 && ratio(empty, combinations) > EMPTY_SHARE_MAX {
        say(Warning::new(
            "table_sparse",
            format!("{empty} / {combinations}"),
        ));
    }
    let on_two = table.people_on_exactly(2);
    if lists > 1 && on_two < ON_TWO_MIN {
        say(Warning::new("overlap_small", on_two.to_string()));
    }
    let on_one = ratio(table.people_on_exactly(1), table.observed());
    if lists > 1 && on_one > ON_ONE_SHARE_MAX {
        say(Warning::new(
            "most_on_one_list",
            format!("{:.0} %", 100.0 * on_one),
        ));
    }
    let overlaps = overlaps(table);
    for (index, size) in list_sizes(table).into_iter().enumerate() {
        if lists > 1 && size.people == size.only_here {
            say(Warning::new("list_overlaps_none", size.list));
        }
        let of_index = overlaps
            .iter()
            .zip(pairs(lists))
            .filter(|(_, (first, _))| *first == index);
        for (pair, _) in of_index {
            let inside = pair.share_of_first.max(pair.share_of_second) >= INSIDE_SHARE;
            if inside && pair.people >= INSIDE_PEOPLE_MIN {
                say(Warning::new("list_inside_another", pair.lists.join(", ")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    fn table(lists: &[&str], cells: &[(u32, u64)]) -> OverlapTable {
        let names = lists.iter().map(|&name| name.to_owned()).collect();
        let cells: Vec<Cell> = cells
            .iter()
            .map(|&(set, people)| Cell {
                lists: ListSet(set),
                people,
            })
            .collect();
        OverlapTable::new(names, &cells).unwrap()
    }

    #[track_caller]
    fn says(table: &OverlapTable, wanted: &[&str]) {
        let said: Vec<String> = check(table)
            .warnings
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(said, wanted);
    }

    #[test]
    fn a_good_table_is_left_alone() {
        let good = table(&["a", "b"], &[(1, 60), (2, 60), (3, 30)]);
        says(&good, &[]);
        assert_eq!(check(&good).table, good);
    }

    #[test]
    fn doubtful_tables_are_told() {
        says(
            &table(&["a", "b"], &[(1, 6), (2, 6), (3, 3)]),
            &["few_people: 15", "overlap_small: 3"],
        );
        says(
            &table(&["a", "b", "none"], &[(1, 60), (2, 60), (3, 30)]),
            &["list_empty: none"],
        );
        says(
            &table(&["a", "b", "c"], &[(1, 60), (2, 60), (3, 30), (4, 30)]),
            &["list_overlaps_none: c"],
        );
        says(
            &table(&["a", "b", "c"], &[(1, 990), (2, 60), (3, 60)]),
            &["list_empty: c", "most_on_one_list: 95 %"],
        );
        says(
            &table(
                &["a", "b", "c", "d"],
                &[(1, 60), (2, 60), (12, 30), (3, 25)],
            ),
            &["duplicated_list: c, d", "list_overlaps_none: c+d"],
        );
        says(
            &table(&["a", "b", "c"], &[(1, 60), (2, 1), (3, 50), (4, 40)]),
            &["list_inside_another: a, b", "list_overlaps_none: c"],
        );
    }

    #[test]
    fn copies_become_one() {
        let plain = table(
            &["a", "b", "c"],
            &[(1, 60), (2, 50), (4, 40), (3, 20), (5, 20), (7, 5)],
        );
        let cells: Vec<(u32, u64)> = plain
            .cells()
            .iter()
            .map(|cell| (cell.lists.0 | (cell.lists.0 & 1) << 3, cell.people))
            .collect();
        let copied = table(&["a", "b", "c", "copy of a"], &cells);
        let checked = check(&copied);
        assert_eq!(
            checked.warnings[0].to_string(),
            "duplicated_list: a, copy of a"
        );
        assert_eq!(checked.table.cells(), plain.cells());
    }
}
