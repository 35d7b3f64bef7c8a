//! Do people who judge the same pairs agree? Krippendorff's alpha for names of categories.

use std::collections::BTreeMap;

/// Krippendorff's alpha (Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011), nominal
/// difference. Each unit holds the answers that were given for it, by whomever; a missing answer is
/// left out. 1 is full agreement, 0 what chance would give. None if fewer than two answers can be
/// compared, or if all answers are the same, where there is nothing to tell apart.
pub fn krippendorff_alpha(units: &[Vec<u32>]) -> Option<f64> {
    let mut totals: BTreeMap<u32, f64> = BTreeMap::new();
    let (mut observed, mut answers) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for answer in unit {
            *counts.entry(*answer).or_default() += 1.0;
        }
        let size: f64 = counts.values().sum();
        let same: f64 = counts.values().map(|count| count * (count - 1.0)).sum();
        observed += (size * (size - 1.0) - same) / (size - 1.0);
        answers += size;
        for (answer, count) in counts {
            *totals.entry(answer).or_default() += count;
        }
    }
    let same: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let expected = answers * (answers - 1.0) - same;
    (expected > 0.0).then(|| 1.0 - (answers - 1.0) * observed / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of each observer, `.` where there is none.
    #[track_caller]
    fn check(observers: &[&str], expected: Option<f64>) {
        let units = observers[0].len();
        let of_unit = |place: usize| {
            let answers = observers.iter().map(|answers| answers.as_bytes()[place]);
            answers
                .filter(|answer| *answer != b'.')
                .map(u32::from)
                .collect()
        };
        let units: Vec<Vec<u32>> = (0..units).map(of_unit).collect();
        let found = krippendorff_alpha(&units);
        let rounded = found.map(|alpha| (alpha * 1000.0).round() / 1000.0);
        assert_eq!(rounded, expected);
    }

    #[test]
    fn the_published_examples() {
        // Krippendorff 2011, sections A, B and C.
        check(&["0100000010", "1110010000"], Some(0.095));
        check(&["aabbdcccedda", "babbbccceddd"], Some(0.692));
        check(
            &[
                "123321412...",
                "1233224125.3",
                ".3332342251.",
                "12332441251.",
            ],
            Some(0.743),
        );
    }

    #[test]
    fn nothing_to_compare() {
        check(&["1111", "1111"], None);
        check(&["1.2.", ".1.2"], None);
        assert_eq!(krippendorff_alpha(&[]), None);
    }
}
