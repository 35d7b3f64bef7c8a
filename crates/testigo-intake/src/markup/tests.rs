use super::*;
use proptest::prelude::*;

fn read_all(text: &str, language: Language) -> String {
    let mut tokens = Tokens::new(text.as_bytes(), language);
    let mut found = Vec::new();
    while let Some(token) = tokens.next_token().unwrap() {
        found.push(match token {
            Token::Open {
                name,
                attributes,
                is_empty,
            } => {
                let pairs: Vec<String> = attributes
                    .iter()
                    .map(|(name, value)| format!(" {name}={value:?}"))
                    .collect();
                let pairs = pairs.concat();
                format!("<{name}{pairs}{}>", if is_empty { "/" } else { "" })
            }
            Token::Close { name } => format!("</{name}>"),
            Token::Text(text) => format!("{text:?}"),
            Token::Raw(text) => format!("raw {text:?}"),
            Token::Comment(text) => format!("comment {text:?}"),
            Token::Declaration(text) => format!("declaration {text:?}"),
        });
    }
    found.join(" ")
}

fn check(language: Language, text: &str, expected: &str) {
    assert_eq!(read_all(text, language), expected, "{text:?}");
}

#[test]
fn reads_xml() {
    let check = |text, expected| check(Language::Xml, text, expected);
    check("", "");
    check("<a>b</a>", "<a> \"b\" </a>");
    check("<x:A k=\"1\" l='>' />&lt;", "<x:A k=\"1\" l=\">\"/> \"<\"");
    check("<a  k = \"&quot;\"><b/></a >", "<a k=\"\\\"\"> <b/> </a>");
    check(
        "<?xml version=\"1.0\"?><a/>",
        "declaration \"xml version=\\\"1.0\\\"\" <a/>",
    );
    check(
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>",
        "declaration \"DOCTYPE a [<!ENTITY x \\\"y\\\">]\" <a/>",
    );
    check("<![CDATA[<b> & ]]>", "raw \"<b> & \"");
    check("<!-- a > b -->c", "comment \" a > b \" \"c\"");
    check("1 < 2 <", "\"1 < 2 <\"");
    check("<a", "<a>");
    check("<!--", "comment \"\"");
}

#[test]
fn reads_html() {
    let check = |text, expected| check(Language::Html, text, expected);
    check(
        "<P Title=it's hidden>x",
        "<p Title=\"it's\" hidden=\"\"> \"x\"",
    );
    check(
        "<script>if (a < b) '<p>'</SCRIPT>z",
        "<script> raw \"if (a < b) '<p>'\" </script> \"z\"",
    );
    check("<style></style>", "<style> raw \"\" </style>");
    check("<script>open", "<script> raw \"open\"");
}

#[test]
fn long_tokens_are_bounded() {
    let words = "palabra ".repeat(400_000);
    let mut tokens = Tokens::new(words.as_bytes(), Language::Html);
    let mut joined = String::new();
    while let Some(Token::Text(text)) = tokens.next_token().unwrap() {
        assert!(text.len() < TOKEN_BYTES_MAX + 16);
        joined.push_str(&text);
    }
    assert_eq!(joined, words);
    let comment = format!("<!--{}-->after", "x".repeat(3 * TOKEN_BYTES_MAX));
    let mut tokens = Tokens::new(comment.as_bytes(), Language::Html);
    assert!(matches!(
        tokens.next_token().unwrap(),
        Some(Token::Comment(_))
    ));
    assert!(tokens.cut);
    assert_eq!(
        tokens.next_token().unwrap(),
        Some(Token::Text("after".to_owned()))
    );
}

proptest! {
    #[test]
    fn any_text_ends(
        pieces in prop::collection::vec(prop_oneof![
            Just("<"), Just(">"), Just("</"), Just("<!--"), Just("-->"), Just("<![CDATA["), Just("&"),
            Just("="), Just("\""), Just("<script>"), Just("</script"), Just("<!"), Just("ñ"), Just(" ")
        ], 0..40)
    ) {
        let text: String = pieces.concat();
        read_all(&text, Language::Html);
        read_all(&text, Language::Xml);
    }
}
