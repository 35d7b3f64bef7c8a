//! An account with its recordings, transcript, translation and consent form; what was said about consent holds for all.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

const CUES: &str = "1\n00:00:01,000 --> 00:00:03,000\nLlegaron de noche al molino.\n\n\
                    2\n00:01:02,500 --> 00:01:05,000\nYo vi a mi vecina.\n";

#[test]
fn recordings_and_what_is_made_of_them_follow_the_account() {
    let world = World::new();
    let person = world.done(&[
        "record",
        "person",
        "name=Elena Vargas Montes",
        "--source",
        "Team",
    ]);
    let teller = format!("person={}", text(&person["id"]));
    let account = world.done(&[
        "record",
        "account",
        &teller,
        "taken_at=2020-02-01",
        "account_type=first_account",
        "interpreter=Julia Mamani",
        "language=Quechua",
        "prior_account=Local paper, 2019-12",
        "--source",
        "Team",
        "--level",
        "recipient",
    ]);
    let account = text(&account["id"]).to_owned();
    let add = |file: &str, bytes: &[u8], of: &str, role: &str, more: &[&str]| {
        world.file(file, bytes);
        let arguments = [
            "add",
            file,
            "--of",
            of,
            "--as",
            role,
            "--level",
            "recipient",
        ];
        let added = world.done(&[&arguments[..], more].concat());
        text(&added["items"][0]["id"]).to_owned()
    };
    let second = add(
        "b.mp3",
        b"ID3 two",
        &account,
        "recording",
        &["--order", "2"],
    );
    let first = add(
        "a.mp3",
        b"ID3 one",
        &account,
        "recording",
        &["--order", "1"],
    );
    let form = add("form.txt", b"I agree.", &account, "consent_form", &[]);
    let transcript = add(
        "a.srt",
        CUES.as_bytes(),
        &first,
        "transcript",
        &["--language", "Spanish"],
    );
    let english = b"They came to the mill at night.";
    let translation = add(
        "a.txt",
        english,
        &transcript,
        "translation",
        &["--language", "English"],
    );

    // All of it is found from the account, and has it as its source.
    let shown = world.done(&["show", &account]);
    let links = shown["links"].as_array().unwrap().iter();
    let mut linked: Vec<&str> = links
        .filter(|link| link["field"] == "of")
        .map(|link| text(&link["id"]))
        .collect();
    linked.sort_unstable();
    let mut expected = [first.as_str(), second.as_str(), form.as_str()];
    expected.sort_unstable();
    assert_eq!(linked, expected);
    for item in [&first, &transcript, &translation] {
        let shown = world.done(&["show", item]);
        assert_eq!(shown["claims"][0]["source"]["id"], json!(account));
    }
    // The time code leads to the moment in the recording.
    let found = world.done(&["search", "vecina"]);
    assert_eq!(found["hits"][0]["id"], json!(transcript));
    assert_eq!(found["hits"][0]["locator"], "time 00:01:02.500");
    // The same transcript again is nothing new; as something else it is one more receipt.
    let again = [
        "add",
        "a.srt",
        "--of",
        &first,
        "--as",
        "transcript",
        "--language",
        "Spanish",
    ];
    assert_eq!(world.done(&again)["items"][0]["status"], "known");
    let other = ["add", "a.srt", "--of", &second, "--as", "transcript"];
    assert_eq!(world.done(&other)["items"][0]["status"], "receipt");

    // Nothing leaves without the teller's word, whatever its level.
    let get = |out: &str| {
        let out = world.path(out);
        let _gone = fs::remove_file(&out);
        let to = [
            "--recipient",
            "Court",
            "--purpose",
            "share_national_authority",
        ];
        let arguments = ["get", &translation, "--out", out.to_str().unwrap()];
        world.run(&[&arguments[..], &to].concat()).status
    };
    assert_eq!(get("no"), 4);
    let consent = |status: &str| {
        world.done(&[
            "consent",
            &account,
            "--purpose",
            "share_national_authority",
            "--status",
            status,
        ])
    };
    consent("granted");
    assert_eq!(get("yes"), 0);
    consent("withdrawn");
    assert_eq!(get("again"), 4);
    // Withdrawing erased nothing.
    assert_eq!(world.done(&["verify"])["verdict"], "holds");

    for (arguments, status, code) in [
        (
            vec!["add", "a.txt", "--of", &account, "--as", "poem"],
            2,
            "value_unreadable",
        ),
        (
            vec!["add", "a.txt", "--of", text(&person["id"]), "--as", "scan"],
            1,
            "not_an_item",
        ),
    ] {
        world.fails(&arguments, status, code);
    }
}
