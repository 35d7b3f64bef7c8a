use super::*;
use crate::fold::fold;
use crate::reading::meaning;

fn source(number: u8) -> Option<StatementId> {
    (number > 0).then(|| StatementId::from_bytes([number; 32]))
}

/// Claims as `(field, value, source)`; source 0 is none; a value that starts with `!` is unread.
fn check(kind: &str, claims: &[(&str, &str, u8)], expected: &[(&str, &[usize])]) {
    let folded: Vec<String> = claims.iter().map(|(_, value, _)| fold(value)).collect();
    let compared: Vec<ComparedClaim> = claims
        .iter()
        .zip(&folded)
        .map(|(&(name, value, number), folded)| {
            let unread = value.starts_with('!');
            let definition = field(kind, name).filter(|_| !unread);
            let meant = definition
                .map(|definition| meaning(definition, value).expect("a canonical value"))
                .unwrap_or_default();
            ComparedClaim {
                field: name,
                value,
                folded,
                low: meant.low,
                high: meant.high,
                refers: meant.refers,
                unread,
                source: source(number),
            }
        })
        .collect();
    let expected: Vec<Disagreement> = expected
        .iter()
        .map(|(name, values)| Disagreement {
            field: (*name).to_owned(),
            values: values.to_vec(),
        })
        .collect();
    assert_eq!(disagreements(kind, &compared), expected, "{claims:?}");
}

/// Two sources with one value each.
fn check_pair(kind: &str, name: &str, left: &str, right: &str, differ: bool) {
    let expected: &[(&str, &[usize])] = if differ { &[(name, &[0, 1])] } else { &[] };
    check(kind, &[(name, left, 1), (name, right, 2)], expected);
    check(kind, &[(name, right, 1), (name, left, 2)], expected);
}

#[test]
fn pairs() {
    let (one, two) = ("0a".repeat(32), "0b".repeat(32));
    for (kind, name, left, right, differ) in [
        ("incident", "victims.injured.count", "800", "860", true),
        ("incident", "victims.injured.count", "800", "800", false),
        (
            "incident",
            "victims.injured.count",
            "about 860",
            "800",
            false,
        ),
        (
            "incident",
            "victims.injured.count",
            "about 860",
            "700",
            true,
        ),
        ("incident", "victims.injured.count", ">=60", "860", false),
        ("incident", "victims.injured.count", ">60", "60", true),
        ("incident", "victims.injured.count", "<60", ">=60", true),
        (
            "incident",
            "victims.injured.count",
            "800..860",
            "860..900",
            false,
        ),
        ("person", "age", "34", "about 36", false),
        ("act", "date", "2019-11", "2019-11-15", false),
        ("act", "date", "2019-11-15", "2019-11-16", true),
        ("act", "date", "2019-11-15?", "2019-11-15", false),
        ("act", "date", "../2019-11-15", "2019-11-16", true),
        ("act", "date", "2019-11-15/..", "2020", false),
        (
            "act",
            "date",
            "2019-11-15/2019-11-20",
            "2019-11-18/2019-11-30",
            false,
        ),
        ("person", "name", "Ñusta Rima", "NUSTA RIMA", false),
        ("person", "name", "Rima", "Ñusta Rima Soncco", false),
        ("person", "name", "Ñusta Rima", "Ñusta Soncco", true),
        ("act", "place", "Vado Hondo", "Puente, Vado Hondo", false),
        ("act", "place", "Vado Hondo", "Cerro Pelado", true),
        ("act", "place", "Vado Hondo", &one, false),
        ("act", "place", &one, &two, true),
        ("person", "sex", "01", "02", true),
        ("person", "sex", "01", "99", false),
        ("act", "type", "010101", "01010102", false),
        ("act", "type", "01010102", "010104", true),
        ("act", "type", "arresto ilegal", "arresto", false),
        ("act", "type", "arresto ilegal", "golpiza", true),
        ("act", "type", "arresto ilegal", "030101", true),
        ("act", "cause", "small_arms", "incendiary", true),
        ("act", "cause", "small_arms", "unknown", false),
        ("act", "victim", &one, &two, true),
        ("act", "victim", &one, &one, false),
        ("place", "lat", "-13.15", "-13.158", false),
        ("place", "lat", "-13.15", "-13.16", true),
        // Not compared, multiple, a group's own, not in the vocabulary.
        ("incident", "title", "One title", "Another title", false),
        ("incident", "narrative", "This", "That", false),
        ("person", "alias", "Uno", "Dos", false),
        ("person", "x.height", "tall", "short", false),
        ("person", "never_heard_of", "a", "b", false),
        ("never_heard_of", "name", "a", "b", false),
    ] {
        check_pair(kind, name, left, right, differ);
    }
}

#[test]
fn sources() {
    let count = "victims.killed.count";
    // A source that says two things has corrected itself; claims without a source are of one source.
    check("incident", &[(count, "3", 1), (count, "4", 1)], &[]);
    check("incident", &[(count, "3", 0), (count, "4", 0)], &[]);
    check(
        "incident",
        &[(count, "3", 0), (count, "4", 1)],
        &[(count, &[0, 1])],
    );
    check("incident", &[(count, "3", 1), (count, "!four", 2)], &[]);
    check("incident", &[], &[]);
}

#[test]
fn all_versions_that_somebody_contradicts() {
    let count = "victims.killed.count";
    check(
        "incident",
        &[
            ("date", "2019-11-16", 2),
            (count, "800", 1),
            (count, "about 830", 3),
            (count, "860", 2),
            ("place", "Vado Hondo", 1),
            (count, "800", 4),
            (count, "800", 1),
            ("date", "2019-11-15", 1),
        ],
        &[("date", &[0, 7]), (count, &[1, 3, 5, 6])],
    );
}
