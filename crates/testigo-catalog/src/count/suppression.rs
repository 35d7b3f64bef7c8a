//! Small numbers in a table for strangers: whoever knows the place and the month may know who the two are.
//!
//! A cell below a limit is left out, and so are further ones, so that nobody gets it back by subtracting (secondary
//! suppression; Hundepool and others, *Statistical Disclosure Control*, 2012, chapter 4): of the cells left out in a
//! line of the table, and in the whole table, there are at least two, which together reach the limit.

use std::collections::BTreeMap;

use super::CountedRow;

/// Which rows of a breakdown are to be left out so that none below `limit` can be told. Rows of which the upper end is
/// not stated are not small.
pub fn suppressed(rows: &[CountedRow], limit: u64) -> Vec<bool> {
    let sizes: Vec<u64> = rows.iter().map(|row| row.max.unwrap_or(u64::MAX)).collect();
    let mut out: Vec<bool> = sizes
        .iter()
        .map(|size| *size > 0 && *size < limit)
        .collect();
    let lines = lines(rows);
    loop {
        let before = out.clone();
        for line in &lines {
            cover(line, &sizes, limit, &mut out);
        }
        if out == before {
            return out;
        }
    }
}

/// The whole table, and each row and column of it: places of rows that differ in one field only.
fn lines(rows: &[CountedRow]) -> Vec<Vec<usize>> {
    let mut lines = vec![(0..rows.len()).collect()];
    let fields = rows.first().map_or(0, |row| row.values.len());
    if fields < 2 {
        return lines;
    }
    for free in 0..fields {
        let mut along: BTreeMap<Vec<&Option<String>>, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            let fixed = row.values.iter().enumerate();
            let fixed = fixed.filter(|(field, _)| *field != free);
            let key = fixed.map(|(_, value)| value).collect();
            along.entry(key).or_default().push(place);
        }
        lines.extend(along.into_values());
    }
    lines
}

/// Leaves out the smallest of what is left in a line until what is left out cannot be told.
fn cover(line: &[usize], sizes: &[u64], limit: u64, out: &mut [bool]) {
    loop {
        let hidden: Vec<usize> = line.iter().copied().filter(|place| out[*place]).collect();
        let sum = hidden
            .iter()
            .fold(0_u64, |sum, place| sum.saturating_add(sizes[*place]));
        if hidden.is_empty() || hidden.len() > 1 && sum >= limit {
            return;
        }
        let left = line
            .iter()
            .copied()
            .filter(|place| !out[*place] && sizes[*place] > 0);
        let Some(smallest) = left.min_by_key(|place| sizes[*place]) else {
            return;
        };
        out[smallest] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[&str], max: Option<u64>) -> CountedRow {
        CountedRow {
            values: values
                .iter()
                .map(|value| Some((*value).to_owned()))
                .collect(),
            min: 0,
            value: max,
            max,
        }
    }

    #[track_caller]
    fn check(cells: &[(&str, Option<u64>)], limit: u64, expected: &str) {
        let rows: Vec<CountedRow> = cells
            .iter()
            .map(|(key, max)| row(&key.split('/').collect::<Vec<_>>(), *max))
            .collect();
        let out = suppressed(&rows, limit);
        let found: String = out.iter().map(|out| if *out { 'x' } else { '.' }).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn small_cells_and_those_that_would_tell_them() {
        // Nothing is small.
        check(&[("a", Some(5)), ("b", Some(9))], 5, "..");
        // One small cell would be the total less the others: the next smallest goes too.
        check(&[("a", Some(2)), ("b", Some(9)), ("c", Some(7))], 5, "x.x");
        // Two small ones whose sum is small tell that both are.
        check(&[("a", Some(1)), ("b", Some(1)), ("c", Some(7))], 5, "xxx");
        check(&[("a", Some(3)), ("b", Some(4)), ("c", Some(7))], 5, "xx.");
        // An empty cell hides nothing; an open end is not small.
        check(&[("a", Some(2)), ("b", Some(0)), ("c", None)], 5, "x.x");
        check(&[("a", Some(2))], 5, "x");
        check(&[], 5, "");
    }

    #[test]
    fn rows_and_columns_of_a_table() {
        let cells = [
            ("F/north", Some(2)),
            ("F/south", Some(20)),
            ("M/north", Some(30)),
            ("M/south", Some(40)),
        ];
        check(&cells, 5, "xxxx");
        let cells = [
            ("F/north", Some(2)),
            ("F/south", Some(20)),
            ("F/west", Some(50)),
            ("M/north", Some(30)),
            ("M/south", Some(40)),
            ("M/west", Some(60)),
        ];
        check(&cells, 5, "xx.xx.");
    }
}
