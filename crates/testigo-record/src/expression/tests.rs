use proptest::prelude::*;

use super::*;

/// A fully parenthesised form, so that a wrong grouping shows.
fn shape(expression: &Expression) -> String {
    match expression {
        Expression::Compare {
            field,
            operator,
            values,
        } => {
            format!("{field} {} {values:?}", operator.code())
        }
        Expression::And(left, right) => format!("({} AND {})", shape(left), shape(right)),
        Expression::Or(left, right) => format!("({} OR {})", shape(left), shape(right)),
        Expression::Not(inner) => format!("(NOT {})", shape(inner)),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(
        parse_expression(text).map(|parsed| shape(&parsed)),
        Ok(expected.to_owned()),
        "{text}"
    );
}

fn check_error(text: &str, code: &'static str, position: usize) {
    assert_eq!(
        parse_expression(text),
        Err(ExpressionError { position, code }),
        "{text}"
    );
}

#[test]
fn expressions() {
    check("sex = 02", r#"sex = ["02"]"#);
    check("  sex=02  ", r#"sex = ["02"]"#);
    check("age>=18", r#"age >= ["18"]"#);
    check("age<=18", r#"age <= ["18"]"#);
    check("age<18", r#"age < ["18"]"#);
    check("age>18", r#"age > ["18"]"#);
    check("age!=18", r#"age != ["18"]"#);
    check("name ~ \"Rosa Quispe\"", r#"name ~ ["Rosa Quispe"]"#);
    check("date = 2019-11~", r#"date = ["2019-11~"]"#);
    check("date > ../2019-11-15?", r#"date > ["../2019-11-15?"]"#);
    check("type under 0101", r#"type under ["0101"]"#);
    check("sex in (01, \"02\",99)", r#"sex in ["01", "02", "99"]"#);
    check("sex IN(01)", r#"sex in ["01"]"#);
    check(
        "victims.killed.count > 3",
        r#"victims.killed.count > ["3"]"#,
    );
    check("x.año-1 = sí", r#"x.año-1 = ["sí"]"#);
    check(
        "name = \"a \\\"b\\\" \\\\ c\"",
        r#"name = ["a \"b\" \\ c"]"#,
    );
    check("name = \"\"", r#"name = [""]"#);
    check("number = \">60\"", r#"number = [">60"]"#);
    check(
        "a = 1 or b = 2 and c = 3",
        r#"(a = ["1"] OR (b = ["2"] AND c = ["3"]))"#,
    );
    check(
        "(a = 1 OR b = 2) And c = 3",
        r#"((a = ["1"] OR b = ["2"]) AND c = ["3"])"#,
    );
    check(
        "a = 1 and b = 2 and c = 3",
        r#"((a = ["1"] AND b = ["2"]) AND c = ["3"])"#,
    );
    check("not a = 1 and b = 2", r#"((NOT a = ["1"]) AND b = ["2"])"#);
    check("not(a = 1 and b = 2)", r#"(NOT (a = ["1"] AND b = ["2"]))"#);
    check("NOT not ((a = 1))", r#"(NOT (NOT a = ["1"]))"#);
    check("notes = android", r#"notes = ["android"]"#);
    check("a = \"and\"and b = 1", r#"(a = ["and"] AND b = ["1"])"#);
}

#[test]
fn errors_and_where() {
    check_error("", "expected_field", 1);
    check_error("   ", "expected_field", 4);
    check_error("= 3", "expected_field", 1);
    check_error("9a = 3", "expected_field", 1);
    check_error("and = 3", "expected_field", 1);
    check_error("\"sex\" = 3", "expected_field", 1);
    check_error("sex", "expected_operator", 4);
    check_error("sex not in (01)", "expected_operator", 5);
    check_error("sex like 3", "expected_operator", 5);
    check_error("sex =", "expected_value", 6);
    check_error("sex == 3", "expected_value", 6);
    check_error("sex = and", "expected_value", 7);
    check_error("sex = (01)", "expected_value", 7);
    check_error("sex in 01", "expected_list", 8);
    check_error("sex in ()", "expected_value", 9);
    check_error("sex in (01,)", "expected_value", 12);
    check_error("sex in (01 02)", "expected_parenthesis", 12);
    check_error("(sex = 01", "expected_parenthesis", 10);
    check_error("sex = 01)", "unexpected_text", 9);
    check_error("place = San Juan", "unexpected_text", 13);
    check_error("ñ = \"abc", "open_quote", 5);
    check_error("ñ = \"ñ\\n\"", "escape", 7);
    check_error("a = 1; drop = 2", "unexpected_text", 8);
    check_error("a = 1 and", "expected_field", 10);
}

#[test]
fn limits() {
    let chain = |count: usize| vec!["a = 1"; count].join(" and ");
    assert!(parse_expression(&chain(256)).is_ok());
    assert_eq!(
        parse_expression(&chain(257)).unwrap_err().code,
        "too_many_comparisons"
    );
    let nested = |depth: usize| format!("{}a = 1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse_expression(&nested(32)).is_ok());
    assert_eq!(
        parse_expression(&nested(33)).unwrap_err(),
        ExpressionError {
            position: 34,
            code: "too_deep"
        }
    );
    assert!(parse_expression(&format!("{}a = 1", "not ".repeat(32))).is_ok());
    assert_eq!(
        parse_expression(&format!("{}a = 1", "not ".repeat(33)))
            .unwrap_err()
            .code,
        "too_deep"
    );
    assert!(parse_expression(&format!("a = {}", "b".repeat(8 * 1024 - 4))).is_ok());
    assert_eq!(
        parse_expression(&format!("a = {}", "b".repeat(8 * 1024 - 3)))
            .unwrap_err()
            .code,
        "too_long"
    );
    assert_eq!(
        parse_expression(&"(".repeat(8 * 1024)).unwrap_err().code,
        "too_deep"
    );
}

#[test]
fn display_is_short() {
    for text in [
        "sex = 02",
        "a = 1 and b = 2 or not c = \"x y\" and d in (1, \"(\")",
        "not (a = 1 or b = 2)",
        "a = 1 and (b = 2 and c = 3)",
        "a = \"\\\\ \\\"\"",
    ] {
        assert_eq!(parse_expression(text).unwrap().to_string(), text);
    }
}

fn comparison() -> impl Strategy<Value = Expression> {
    let operator = proptest::sample::select(Operator::WRITTEN.to_vec());
    let value = || {
        prop_oneof![
            "\\PC{0,6}",
            "[a-z0-9.<=>~()\"\\\\, ]{0,5}",
            Just("AND".to_owned())
        ]
    };
    let field = "[a-zñ][a-z0-9_.-]{0,6}".prop_filter("a keyword", |name| !is_keyword(name));
    (
        field,
        operator,
        value(),
        proptest::collection::vec(value(), 0..3),
    )
        .prop_map(|(field, (_, operator), first, more)| {
            let mut values = vec![first];
            if operator == Operator::In {
                values.extend(more);
            }
            Expression::Compare {
                field,
                operator,
                values,
            }
        })
}

fn expression() -> impl Strategy<Value = Expression> {
    comparison().prop_recursive(4, 16, 2, |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            pair().prop_map(|(left, right)| Expression::And(Box::new(left), Box::new(right))),
            pair().prop_map(|(left, right)| Expression::Or(Box::new(left), Box::new(right))),
            inner
                .clone()
                .prop_map(|inner| Expression::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_as_itself(expression in expression()) {
        prop_assert_eq!(parse_expression(&expression.to_string()), Ok(expression));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}", pieces in "(a|not|and|or|in|under|\\(|\\)|=|<|\"|\\\\|,| |1){0,24}") {
        for text in [text, pieces] {
            match parse_expression(&text) {
                Ok(expression) => prop_assert_eq!(parse_expression(&expression.to_string()), Ok(expression)),
                Err(error) => prop_assert!((1..=text.chars().count() + 1).contains(&error.position)),
            }
        }
    }
}
