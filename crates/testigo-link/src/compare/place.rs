//! Places: the same, nearly spelled the same, or within the same larger place.

use super::{Comparison, Level, Memo, NOT_COMPARED};
use crate::similarity::similarity_from;
use crate::table::Table;

const CLOSE: f64 = 0.9;
/// Larger places that have a level of their own.
const LARGER_MAX: usize = 4;
const WITHIN: [&str; LARGER_MAX] = ["within", "within_2", "within_3", "within_4"];

pub(super) fn levels(larger: usize) -> Vec<&'static str> {
    let within = WITHIN.iter().take(larger).copied();
    ["same", "close"]
        .into_iter()
        .chain(within)
        .chain(["different"])
        .collect()
}

pub(super) fn level(
    comparison: &Comparison,
    table: &Table,
    left: &[u32],
    right: &[u32],
    memo: &mut Memo,
) -> Level {
    let column = comparison.column;
    let (one, other) = (left[column], right[column]);
    let smallest_said = one != 0 && other != 0;
    if smallest_said && one == other {
        return 0;
    }
    if smallest_said {
        let level = memo.level(column, one, other, || {
            let (one, other) = (table.lettered(column, one), table.lettered(column, other));
            Level::from(similarity_from(CLOSE, one, other) < CLOSE)
        });
        if level == 0 {
            return 1;
        }
    }
    let mut is_said = smallest_said;
    let larger = comparison.larger.iter().take(LARGER_MAX);
    for (step, column) in larger.enumerate() {
        let (one, other) = (left[*column], right[*column]);
        if one == 0 || other == 0 {
            continue;
        }
        is_said = true;
        if one == other {
            return step as Level + 2;
        }
    }
    if is_said {
        comparison.larger.len().min(LARGER_MAX) as Level + 2
    } else {
        NOT_COMPARED
    }
}
