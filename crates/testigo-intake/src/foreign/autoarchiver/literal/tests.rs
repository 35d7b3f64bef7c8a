use super::*;

fn check(text: &str, expected: Option<&str>) {
    let expected = expected.map(|json| Json::parse(json).unwrap());
    assert_eq!(parse(text), expected, "{text}");
}

#[test]
fn values_of_python_are_read() {
    check("{}", Some("{}"));
    check(
        "{'a': None, 'b': True, \"c\": [1, -2.5, (), ('x',)], 'd': {'x', 'y'}}",
        Some(r#"{"a":null,"b":true,"c":[1,-2.5,[],["x"]],"d":["x","y"]}"#),
    );
    check(
        r"['it\'s', b'\x41', '\u00f1 \U0001F600', r'\n', 'a\nb']",
        Some(r#"["it's","A","ñ 😀","\\n","a\nb"]"#),
    );
    check(
        "{'t': datetime.datetime(2024, 3, 1, 9, 5, tzinfo=datetime.timezone.utc), 'd': datetime.date(2024, 3, 1)}",
        Some(r#"{"t":"2024-03-01T09:05:00","d":"2024-03-01"}"#),
    );
    check(
        "[PosixPath('a/b'), Media(filename='x.mp4', urls=[])]",
        Some(r#"["a/b",{"filename":"x.mp4","urls":[]}]"#),
    );
}

#[test]
fn anything_else_is_left_as_it_is() {
    for text in [
        "",
        "{",
        "{'a'",
        "{'a': }",
        "[1, 2",
        "'a",
        "{'a': 1, 2}",
        "[<object>]",
        "[1] + [2]",
        "1__x",
        "'\\",
        "'\\u12'",
        "f(",
        "lambda: 1",
        "[,]",
    ] {
        check(text, None);
    }
    check(&"[".repeat(100_000), None);
    check(&format!("{}{}", "[".repeat(100), "]".repeat(100)), None);
    check(&format!("[{}]", "1,".repeat(70_000)), None);
}
