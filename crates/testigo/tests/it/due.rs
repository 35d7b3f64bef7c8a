//! `status` says what comes due.

use testigo_record::{civil, day_number};

use crate::world::{World, text};

/// The day so many days from today, EDTF.
fn day(from_today: i64) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let today = i64::try_from(now.as_secs()).unwrap() / 86_400;
    let (year, month, day) = civil(today + from_today);
    assert_eq!(day_number(year, month, day), Some(today + from_today));
    format!("{year:04}-{month:02}-{day:02}")
}

#[test]
fn dates_that_passed_or_end_within_thirty_days() {
    let world = World::new();
    let record = |kind: &str, fields: &[&str]| {
        text(&world.done(&[&["record", kind], fields, &["--source", "Parish"]].concat())["id"])
    };
    let until = |field: &str, days: i64| format!("{field}={}", day(days));
    let person = record(
        "person",
        &["name=Rosa Huanca", &until("retain_until", -400)],
    );
    record("person", &["name=Tomás Quispe", &until("retain_until", 32)]);
    record("person", &["name=Elena Vargas", "retain_until=2019/.."]);
    let letter = record("intervention", &["body=Court", &until("deadline", 29)]);
    let answered = record("intervention", &["body=Ministry", &until("deadline", -3)]);
    world.done(&[
        "claim",
        &answered,
        &until("answered_at", -5),
        "--source",
        "Parish",
    ]);
    let account = record(
        "account",
        &[&format!("person={person}"), "narrative=I saw it."],
    );
    let consent = |recipient: &str, days: i64, status: &str| {
        let until = day(days);
        let to = [
            "--recipient",
            recipient,
            "--until",
            &until,
            "--status",
            status,
        ];
        let consent = ["consent", &account, "--purpose", "share_un"];
        text(&world.done(&[&consent[..], &to].concat())["statement"])
    };
    consent("First", 2, "granted");
    let second = consent("Second", 1, "granted");
    consent("Third", 3, "refused");
    // Another word for the same purpose and recipient takes its place.
    consent("First", 400, "granted");
    let status = world.done(&["status"]);
    let due: Vec<(String, String, String, String)> = status["due"]
        .as_array()
        .unwrap()
        .iter()
        .map(|due| {
            let [id, kind, what, until] =
                ["id", "kind", "what", "until"].map(|name| text(&due[name]));
            (id, kind, what, until)
        })
        .collect();
    let expected = [
        (person.clone(), "person", "retain_until", day(-400)),
        (second, "consent", "until", day(1)),
        (letter, "intervention", "deadline", day(29)),
    ];
    let expected =
        expected.map(|(id, kind, what, until)| (id, kind.to_owned(), what.to_owned(), until));
    assert_eq!(due, expected);
    assert_eq!(status["due_total"], 3);
    let words = world.run(&["status"]).out;
    let line = format!(
        "Comes due: Person {}: Keep until {}\n",
        &person[..12],
        day(-400)
    );
    assert!(words.contains(&line), "{words}");
}
