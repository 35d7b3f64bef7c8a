//! Output whose lines may come in another order: that of links and of what stays behind follows ids,
//! which are drawn anew in each run.

use crate::session::Ids;

const ANY_LINES: &str = "...";

/// Compares what was printed with what the page shows, in its order or else in any, and gives the ids
/// known afterwards. `None`: it differs.
pub(crate) fn compare(known: &Ids, expected: &[String], printed: &[&str]) -> Option<Ids> {
    let mut in_order = known.clone();
    if in_order.compare(expected, printed).is_some() {
        return Some(in_order);
    }
    let has_more = expected.iter().any(|line| line == ANY_LINES);
    let lines: Vec<&String> = expected.iter().filter(|line| *line != ANY_LINES).collect();
    place(known, &lines, printed, has_more)
}

/// Finds a printed line for each line of the page.
fn place(known: &Ids, expected: &[&String], printed: &[&str], has_more: bool) -> Option<Ids> {
    let Some((first, rest)) = expected.split_first() else {
        return (has_more || printed.is_empty()).then(|| known.clone());
    };
    (0..printed.len()).find_map(|index| {
        let mut learnt = known.clone();
        learnt.compare(&[(*first).clone()], &printed[index..=index])?;
        let others = [&printed[..index], &printed[index + 1..]].concat();
        place(&learnt, rest, &others, has_more)
    })
}

#[test]
fn lines_are_found_in_any_order() {
    let check = |expected: &[&str], printed: &[&str], answer: bool| {
        let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        let found = compare(&Ids::default(), &expected, printed);
        assert_eq!(found.is_some(), answer, "{expected:?} {printed:?}");
        found
    };
    let shown = ["<- 00112233 (of) a", "<- 44556677 (of) b"];
    let ids = check(&shown, &["<- 89abcdef (of) b", "<- 01234567 (of) a"], true).unwrap();
    assert_eq!(ids.fill("show 00112233 44556677"), "show 01234567 89abcdef");
    check(&shown, &["<- 89abcdef (of) b"], false);
    check(&["c", "...", "a"], &["a", "b", "c"], true);
    check(&["c", "a"], &["a", "b", "c"], false);
    check(
        &["stays 00112233", "stays 44556677"],
        &["stays 01234567", "stays 01234567"],
        false,
    );
}
