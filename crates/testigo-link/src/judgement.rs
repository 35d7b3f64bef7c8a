//! What people have decided, and where they contradict each other.

use std::collections::BTreeSet;

use crate::entries::EntryId;

/// A decision about two entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two persons.
    Different,
    /// Nobody can tell; the pair is not asked again.
    Unsure,
}

/// Somebody's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// One entry.
    pub left: EntryId,
    /// The other.
    pub right: EntryId,
    /// What was decided.
    pub verdict: Verdict,
}

/// Judgements that hold together, and those that do not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settled {
    pub(crate) same: Vec<(u32, u32)>,
    pub(crate) different: Vec<(u32, u32)>,
    /// Pairs of which nobody can tell.
    pub(crate) unsure: Vec<(u32, u32)>,
    /// Pairs judged different although others make them one person; nothing is done about them.
    pub(crate) contradictions: Vec<(EntryId, EntryId)>,
}

/// Groups of entries that grow together.
#[derive(Debug, Clone)]
pub(crate) struct Unions {
    parent: Vec<u32>,
}

impl Unions {
    pub(crate) fn new(size: usize) -> Self {
        Self {
            parent: (0..size as u32).collect(),
        }
    }

    /// The first entry of an entry's group.
    pub(crate) fn find(&mut self, entry: u32) -> u32 {
        let mut top = entry;
        while self.parent[top as usize] != top {
            let above = self.parent[self.parent[top as usize] as usize];
            self.parent[top as usize] = above;
            top = above;
        }
        top
    }

    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (first, second) = (one.min(other), one.max(other));
        self.parent[second as usize] = first;
    }
}

/// Sorts out judgements. Where people who said "same" and people who said "different" cannot both
/// be right, none of the judgements of that group counts, and the contradiction is shown.
pub(crate) fn settle(entries: usize, judgements: &[Judgement]) -> Settled {
    let mut unions = Unions::new(entries);
    let known = |judgement: &&Judgement| {
        (judgement.left.0.max(judgement.right.0) as usize) < entries
            && judgement.left != judgement.right
    };
    let of = |verdict: Verdict| {
        let judged = judgements.iter().filter(known);
        let mut pairs: Vec<(u32, u32)> = judged
            .filter(|judgement| judgement.verdict == verdict)
            .map(|judgement| (judgement.left.0, judgement.right.0))
            .map(|(left, right)| (left.min(right), left.max(right)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let (same, different) = (of(Verdict::Same), of(Verdict::Different));
    for (left, right) in &same {
        unions.join(*left, *right);
    }
    let mut settled = Settled {
        unsure: of(Verdict::Unsure),
        ..Settled::default()
    };
    let mut contradicted: BTreeSet<u32> = BTreeSet::new();
    for (left, right) in &different {
        if unions.find(*left) == unions.find(*right) {
            contradicted.insert(unions.find(*left));
            settled
                .contradictions
                .push((EntryId(*left), EntryId(*right)));
        }
    }
    for (left, right) in same {
        if !contradicted.contains(&unions.find(left)) {
            settled.same.push((left, right));
        }
    }
    for (left, right) in different {
        if unions.find(left) != unions.find(right) {
            settled.different.push((left, right));
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions_are_shown_and_not_resolved() {
        let judged = |left, right, verdict| Judgement {
            left: EntryId(left),
            right: EntryId(right),
            verdict,
        };
        let settled = settle(
            10,
            &[
                judged(0, 1, Verdict::Same),
                judged(2, 1, Verdict::Same),
                judged(2, 0, Verdict::Different),
                judged(5, 4, Verdict::Same),
                judged(4, 6, Verdict::Different),
                judged(4, 0, Verdict::Different),
                judged(7, 8, Verdict::Unsure),
                judged(9, 99, Verdict::Same),
                judged(9, 9, Verdict::Different),
            ],
        );
        assert_eq!(settled.contradictions, [(EntryId(0), EntryId(2))]);
        assert_eq!(settled.same, [(4, 5)]);
        assert_eq!(settled.unsure, [(7, 8)]);
        assert_eq!(settled.different, [(0, 4), (4, 6)]);
    }
}
