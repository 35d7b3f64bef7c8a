use super::*;
use std::io::Cursor;

fn check(text: &str, expected: &[&str]) {
    let mut found = Vec::new();
    let source = Box::new(Cursor::new(text.as_bytes().to_vec()));
    each_piece::<io::Error>(source, &["results"], &mut |piece| {
        found.push(match piece {
            Piece::Element(json) => show(&json),
            Piece::Rest(json) => format!("rest {}", show(&json)),
            Piece::Problem(shown, code) => format!("{code} {shown}"),
        });
        Ok(())
    })
    .unwrap();
    assert_eq!(found, expected, "{text}");
}

fn show(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Flag(flag) => flag.to_string(),
        Json::Number(text) => text.clone(),
        Json::Text(text) => format!("'{text}'"),
        Json::List(list) => format!("{:?}", list.iter().map(show).collect::<Vec<_>>()),
        Json::Object(members) => members
            .iter()
            .map(|(name, value)| format!("{name}={}", show(value)))
            .collect::<Vec<_>>()
            .join(";"),
    }
}

#[test]
fn arrays_wrapped_arrays_and_lines_are_read_alike() {
    check(
        "[{\"b\":1,\"a\":\"x]\"}, {\"c\":null}]",
        &["b=1;a='x]'", "c=null"],
    );
    check(
        "\u{FEFF}{\"count\":2,\"results\":[{\"a\":1},{\"a\":2}],\"next\":[true]}",
        &["a=1", "a=2", "rest count=2;next=[\"true\"]"],
    );
    check("{\"a\":1}\n\n{\"a\":\"\\\"}\"}\r\n", &["a=1", "a='\"}'"]);
    check("[]", &[]);
    check("", &[]);
}

#[test]
fn damage_costs_what_is_damaged() {
    check("[{\"a\":1},{\"a\":}]", &["a=1", "json_damaged {\"a\":}"]);
    check(
        "{\"a\":1}\nnonsense\n{\"a\":2}",
        &["a=1", "json_damaged nonsense", "a=2"],
    );
    check(
        "[{\"a\":1},{\"a\":2",
        &["a=1", "json_damaged {\"a\":2", "json_damaged "],
    );
    check("{\"results\":[{\"a\":1}", &["a=1", "json_damaged "]);
    let deep = format!("[{}]", "[".repeat(5000) + &"]".repeat(5000));
    check(&deep, &[&format!("json_damaged {}", "[".repeat(1024))]);
}

#[test]
fn an_element_over_the_limit_is_passed() {
    let long = "x".repeat(ELEMENT_BYTES_MAX);
    let text = format!("[{{\"a\":\"{long}\"}},{{\"a\":2}}]");
    let shown = format!("element_too_large {}", &text[1..=SHOWN_BYTES]);
    check(&text, &[&shown, "a=2"]);
}
