//! What is done to a disclosed statement: a field more, less, renamed, moved; another writing of the same;
//! a statement brought from elsewhere.

use serde_json::{Value, json};

use super::package::Package;

/// The line of the incident, changed.
#[track_caller]
fn line(change: impl FnOnce(String) -> String, codes: &[&str]) {
    let mut package = Package::built();
    let at = package.line_with("\\\"kind\\\":\\\"incident\\\"");
    let mut lines = package.lines();
    let changed = change(lines[at].clone());
    assert_ne!(changed, lines[at], "nothing was changed");
    lines[at] = changed;
    package.put_lines(&lines);
    package.corrected_fails(codes);
}

/// The same for its parts. Members keep their order: `serde_json` is told to write them one by one.
#[track_caller]
fn parts(change: impl FnOnce(&mut Vec<Value>), codes: &[&str]) {
    line(
        |text| {
            let json: Value = serde_json::from_str(&text).unwrap();
            let mut parts = json["parts"].as_array().unwrap().clone();
            change(&mut parts);
            let parts: Vec<String> = parts.iter().map(written).collect();
            format!(
                "{}\"parts\":[{}]}}",
                text.split("\"parts\":").next().unwrap(),
                parts.join(",")
            )
        },
        codes,
    );
}

fn written(part: &Value) -> String {
    let member = |name: &str| part.get(name).map(|value| format!("\"{name}\":{value}"));
    let members: Vec<String> = ["salt", "name", "value", "digest"]
        .into_iter()
        .filter_map(member)
        .collect();
    format!("{{{}}}", members.join(","))
}

const TITLE: usize = 5;

/// The opening itself is wrong; then its rows, its bare parts and what figures counted of it are lost.
const MALFORMED: [&str; 4] = [
    "figure.rerun",
    "record.rows",
    "statement.opening",
    "withheld.counts",
];
/// It is an opening, but not of what stands in the log.
const ANOTHER: [&str; 4] = [
    "figure.rerun",
    "proof.inclusion",
    "record.rows",
    "withheld.counts",
];
/// It is a statement of another place.
const FOREIGN: [&str; 4] = [
    "figure.rerun",
    "record.rows",
    "statement.head",
    "withheld.counts",
];

#[test]
fn the_test_changes_the_part_that_it_means() {
    let package = Package::built();
    let lines = package.lines();
    let json: Value =
        serde_json::from_str(&lines[package.line_with("\\\"kind\\\":\\\"incident\\\"")]).unwrap();
    assert_eq!(json["parts"][TITLE]["name"], "title");
    assert_eq!(
        json["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(written)
            .collect::<Vec<_>>()
            .join(","),
        {
            let text = &lines[package.line_with("\\\"kind\\\":\\\"incident\\\"")];
            text.split_once("\"parts\":[")
                .unwrap()
                .1
                .strip_suffix("]}")
                .unwrap()
                .to_owned()
        }
    );
    let verified = package.verified(None);
    assert_eq!(
        (verified.verdict().as_str(), verified.answered.status),
        ("holds", 0),
        "{}",
        verified.answered.out
    );
}

#[test]
fn a_dropped_added_renamed_or_moved_field() {
    let salt = "ab".repeat(32);
    parts(|parts| drop(parts.remove(TITLE)), &MALFORMED);
    parts(|parts| drop(parts.pop()), &MALFORMED);
    parts(
        |parts| parts.push(json!({"salt": salt, "name": "age", "value": "\"30\""})),
        &MALFORMED,
    );
    parts(|parts| parts.push(json!({"digest": salt})), &MALFORMED);
    parts(
        |parts| parts[TITLE]["name"] = json!("narrative"),
        &MALFORMED,
    );
    parts(|parts| parts[TITLE]["name"] = json!("Title"), &MALFORMED);
    parts(|parts| parts.swap(TITLE, TITLE + 1), &MALFORMED);
    parts(|parts| parts.swap(0, 1), &MALFORMED);
    parts(|parts| parts[0] = json!({"digest": salt}), &MALFORMED);
    parts(
        |parts| parts[TITLE]["value"] = json!("\"The tunnel\""),
        &ANOTHER,
    );
    parts(|parts| parts[TITLE]["salt"] = json!(salt), &ANOTHER);
    parts(|parts| parts[TITLE] = json!({"digest": salt}), &ANOTHER);
}

/// A field renamed in the head too, or named there and shown as bare: the head is under the commitment.
#[test]
fn a_head_that_was_changed_with_the_fields() {
    let renamed = |parts: &mut Vec<Value>| {
        let head = parts[0]["value"]
            .as_str()
            .unwrap()
            .replace("\"title\"", "\"narrative\"");
        parts[0]["value"] = json!(head);
        parts[TITLE]["name"] = json!("narrative");
    };
    parts(renamed, &ANOTHER);
    let added = |parts: &mut Vec<Value>| {
        let head = parts[0]["value"]
            .as_str()
            .unwrap()
            .replace("\"title\"", "\"title\",\"narrative\"");
        parts[0]["value"] = json!(head);
        parts.insert(TITLE + 1, json!({"digest": "00".repeat(32)}));
    };
    parts(added, &ANOTHER);
    let kind = |parts: &mut Vec<Value>| {
        parts[0]["value"] = json!(
            parts[0]["value"]
                .as_str()
                .unwrap()
                .replace("incident", "person")
        );
    };
    parts(kind, &ANOTHER);
}

#[test]
fn members_that_stand_twice() {
    let twice = |old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        line(
            move |text| {
                assert!(text.contains(&old), "{old}");
                text.replacen(&old, &new, 1)
            },
            &MALFORMED,
        );
    };
    twice("\"parts\":[", "\"parts\":[],\"parts\":[");
    twice("\"index\":", "\"index\":0,\"index\":");
    twice("\"path\":[", "\"path\":[],\"path\":[");
    twice("{\"log\":", "{\"log\":\"x\",\"log\":");
    twice(
        "\"name\":\"title\"",
        "\"name\":\"title\",\"name\":\"title\"",
    );
    twice(
        "\"name\":\"title\",\"value\":",
        "\"name\":\"title\",\"value\":\"\\\"The tunnel\\\"\",\"value\":",
    );
    // In the head and in a value, which are JSON inside the JSON.
    twice(
        "{\\\"archive\\\":",
        "{\\\"kind\\\":\\\"person\\\",\\\"archive\\\":",
    );
    twice(
        "\\\"kind\\\":\\\"incident\\\"",
        "\\\"kind\\\":\\\"incident\\\",\\\"kind\\\":\\\"incident\\\"",
    );
    twice(
        "\"\\\"The bridge\\\"\"",
        "\"{\\\"unread\\\":\\\"The bridge\\\",\\\"unread\\\":\\\"The tunnel\\\"}\"",
    );
}

#[test]
fn letters_escaped_and_other_ways_to_write_the_same() {
    // Inside the value: other bytes, which are no plain JSON.
    parts(
        |parts| parts[TITLE]["value"] = json!("\"The \\u0062ridge\""),
        &MALFORMED,
    );
    parts(
        |parts| parts[TITLE]["value"] = json!(" \"The bridge\""),
        &MALFORMED,
    );
    let head = |old: &'static str, new: &'static str| {
        parts(
            move |parts| {
                let value = parts[0]["value"].as_str().unwrap().to_owned();
                assert!(value.contains(old), "{old}");
                parts[0]["value"] = json!(value.replacen(old, new, 1));
            },
            &MALFORMED,
        );
    };
    head("incident", "\\u0069ncident");
    head("\"kind\":", "\"\\u006bind\":");
    head(",\"kind\"", ", \"kind\"");
    head(",\"fields\":", ",\"critical\":false,\"fields\":");
    // Around it: the same value for a JSON parser, but not for whoever takes the line apart with `sed`.
    let around = |old: &'static str, new: &'static str| {
        line(move |text| text.replacen(old, new, 1), &MALFORMED);
    };
    around("The bridge", "The \\u0062ridge");
    around("\"name\":\"title\"", "\"name\":\"\\u0074itle\"");
    around("\"name\":\"title\"", "\"name\": \"title\"");
    around("{\"log\"", " {\"log\"");
    around("\"parts\":[", "\"more\":1,\"parts\":[");
    line(
        |text| {
            let index = text
                .split("\"index\":")
                .nth(1)
                .unwrap()
                .split(',')
                .next()
                .unwrap()
                .to_owned();
            text.replacen(&format!("\"index\":{index},"), "", 1)
                .replacen("\"parts\"", &format!("\"index\":{index},\"parts\""), 1)
        },
        &MALFORMED,
    );
}

#[test]
fn another_place_in_the_log() {
    let path = |change: &dyn Fn(&str) -> String, codes| {
        line(
            |text| {
                let (before, path) = text.split_once("\"path\":[\"").unwrap();
                let (first, rest) = path.split_at(64);
                format!("{before}\"path\":[\"{}{rest}", change(first))
            },
            codes,
        );
    };
    path(&|first| format!("{first}0"), &MALFORMED);
    path(&|first| first[1..].to_owned(), &MALFORMED);
    path(&|_| "A".repeat(64), &MALFORMED);
    path(&|first| format!("{first}\",\"{first}"), &ANOTHER);
    path(&|_| "0".repeat(64), &ANOTHER);
}

/// An entry of one log shown as one of another log of the same archive, and one of another archive.
#[test]
fn a_statement_brought_from_elsewhere() {
    let package = Package::built();
    let logs = package.logs();
    assert_eq!(logs.len(), 2, "two devices wrote");
    let log_of = |line: &str| {
        logs.iter()
            .find(|log| line.starts_with(&format!("{{\"log\":\"{log}")))
            .unwrap()
            .clone()
    };
    let mut copied = Package::built();
    let mut lines = copied.lines();
    let at = copied.line_with("\\\"kind\\\":\\\"incident\\\"");
    let own = log_of(&lines[at]);
    let other = logs.iter().find(|log| **log != own).unwrap();
    lines[at] = lines[at].replacen(&own, other, 1);
    copied.put_lines(&lines);
    copied.corrected_fails(&FOREIGN);

    let stranger = Package::of_another_archive();
    let foreign = stranger.lines()[stranger.line_with("\\\"kind\\\":\\\"person\\\"")].clone();
    let mut grafted = Package::built();
    let mut lines = grafted.lines();
    lines.push(foreign.clone());
    lines.sort();
    grafted.put_lines(&lines);
    grafted.corrected_fails(&["statement.head"]);
    // Under the name of a log that is known here.
    let mut renamed = Package::built();
    let mut lines = renamed.lines();
    let at = renamed.line_with("\\\"kind\\\":\\\"person\\\"");
    let own = log_of(&lines[at]);
    let strange = foreign.split('"').nth(3).unwrap().to_owned();
    lines[at] = foreign.replacen(&strange, &own, 1);
    renamed.put_lines(&lines);
    renamed.corrected_fails(&FOREIGN);
    // With its own log and admission beside ours.
    let mut whole = Package::built();
    for (name, bytes) in stranger
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("proof/logs/"))
    {
        whole.put(name, bytes);
    }
    let mut lines = whole.lines();
    lines.push(foreign);
    lines.sort();
    whole.put_lines(&lines);
    whole.correct();
    let failing = whole.verified(None).failing();
    assert!(
        failing.contains("log.admission") && failing.contains("statement.head"),
        "{failing:?}"
    );
}

#[test]
fn a_statement_left_out_or_shown_twice() {
    let mut package = Package::built();
    let mut lines = package.lines();
    lines.remove(package.line_with("\\\"kind\\\":\\\"person\\\""));
    package.put_lines(&lines);
    package.corrected_fails(&["figure.rerun", "record.rows", "withheld.counts"]);
    let mut package = Package::built();
    let mut lines = package.lines();
    let at = package.line_with("\\\"kind\\\":\\\"person\\\"");
    lines.insert(at, lines[at].clone());
    package.put_lines(&lines);
    package.corrected_fails(&["statement.order"]);
}
