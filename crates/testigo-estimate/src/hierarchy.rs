//! Log-linear models of a table: which interactions there are, and their names.

use crate::table::ListSet;

/// A model: the intercept, every list, and some interactions of two or more lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hierarchy {
    /// Interactions, each of two or more lists; with each of them all that it holds.
    pub(crate) interactions: Vec<ListSet>,
}

/// All hierarchical models of so many lists without the interaction of all: 8 of 3 lists, 113 of 4. From 5 lists on,
/// interactions of two lists only: 1,024 of 5.
pub(crate) fn hierarchies(lists: usize) -> Vec<Hierarchy> {
    let order_max = if lists <= 4 { lists as u32 - 1 } else { 2 };
    let mut terms: Vec<ListSet> = (1..1_u32 << lists)
        .map(ListSet)
        .filter(|set| (2..=order_max).contains(&set.len()))
        .collect();
    terms.sort_by_key(|set| (set.len(), *set));
    let chosen = |bits: u32| -> Vec<ListSet> {
        let places = terms.iter().enumerate();
        places
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, set)| *set)
            .collect()
    };
    (0..1_u32 << terms.len())
        .map(|bits| Hierarchy {
            interactions: chosen(bits),
        })
        .filter(Hierarchy::is_closed)
        .collect()
}

impl Hierarchy {
    /// With each interaction, those of one list less.
    fn is_closed(&self) -> bool {
        self.interactions
            .iter()
            .filter(|set| set.len() > 2)
            .all(|set| {
                let members = (0..u32::BITS).filter(|&index| set.holds(index as usize));
                members
                    .map(|index| ListSet(set.0 & !(1 << index)))
                    .all(|smaller| self.interactions.contains(&smaller))
            })
    }

    /// The largest terms, which stand for all that they hold.
    pub(crate) fn generators(&self, lists: usize) -> Vec<ListSet> {
        let singles = (0..lists).map(|index| ListSet(1 << index));
        let all: Vec<ListSet> = self.interactions.iter().copied().chain(singles).collect();
        let is_largest = |set: &ListSet| {
            !all.iter()
                .any(|other| other != set && other.0 & set.0 == set.0)
        };
        all.iter().copied().filter(is_largest).collect()
    }
}

/// Sets of lists as `123,14,34`: lists by number, larger sets first. `numbers` are what the lists of the table are called.
pub(crate) fn sets_name(sets: &[ListSet], numbers: &[usize]) -> String {
    let mut members_of: Vec<Vec<usize>> = sets
        .iter()
        .map(|set| {
            let mut members: Vec<usize> = numbers
                .iter()
                .enumerate()
                .filter(|(index, _)| set.holds(*index))
                .map(|(_, number)| *number)
                .collect();
            members.sort_unstable();
            members
        })
        .collect();
    members_of.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    let joint = if numbers.len() > 9 { "." } else { "" };
    let names: Vec<String> = members_of
        .iter()
        .map(|members| {
            members
                .iter()
                .map(usize::to_string)
                .collect::<Vec<_>>()
                .join(joint)
        })
        .collect();
    names.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_models() {
        let count = |lists| hierarchies(lists).len();
        assert_eq!([count(2), count(3), count(4), count(5)], [1, 8, 113, 1_024]);
    }

    #[test]
    fn models_have_names() {
        let names: Vec<String> = hierarchies(3)
            .iter()
            .map(|model| sets_name(&model.generators(3), &[1, 2, 3]))
            .collect();
        assert_eq!(
            names,
            [
                "1,2,3", "12,3", "13,2", "12,13", "23,1", "12,23", "13,23", "12,13,23"
            ]
        );
    }
}
