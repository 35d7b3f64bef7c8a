use proptest::prelude::*;
use testigo_record::parse_expression;

use super::*;

fn table() -> AttachedTable {
    let header = ["Distrito", "Mesa No.", "Votos A", "votos a", ""].map(str::to_owned);
    let mut table = AttachedTable::new(&header).unwrap();
    for row in [
        ["Alto Lirio", "007", "120", "5", ""],
        ["Alto Lirio", "008", "80.5", "x", ""],
        ["El Molino", "009", "1,234", "", ""],
        ["el molino", "010", "-3", "2", ""],
    ] {
        table.add(&row.map(str::to_owned)).unwrap();
    }
    table
}

fn number(formula: &str, condition: &str) -> Option<String> {
    let condition = Some(condition).filter(|text| !text.is_empty());
    let expression = condition.map(|text| parse_expression(text).unwrap());
    table().ask(formula, expression.as_ref()).unwrap().number
}

#[test]
fn formulas() {
    for (formula, condition, expected) in [
        ("count()", "", Some("4")),
        ("count(votos_a_2)", "", Some("3")),
        ("distinct(distrito)", "", Some("3")),
        ("sum(votos_a)", "", Some("197.5")),
        ("sum(\"Votos A\")", "", Some("197.5")),
        ("max(votos_a) - min(votos_a)", "", Some("123")),
        ("mean(votos_a_2)", "", Some("3.5")),
        ("(1 + 2) * 3 / 2", "", Some("4.5")),
        ("sum(votos_a) / 0", "", None),
        ("sum(votos_a)", "distrito = \"Alto Lirio\"", Some("200.5")),
        (
            "sum(votos_a)",
            "distrito ~ lirio and not mesa_no = 007",
            Some("80.5"),
        ),
        ("count()", "mesa_no in (007, 010)", Some("2")),
        ("count()", "votos_a > 80", Some("2")),
        ("count()", "votos_a != 120", Some("3")),
        ("sum(votos_a)", "distrito = Nowhere", None),
    ] {
        assert_eq!(
            number(formula, condition).as_deref(),
            expected,
            "{formula} where {condition}"
        );
    }
}

#[test]
fn what_is_no_number_is_counted() {
    let answer = table().ask("sum(votos_a) + sum(votos_a_2)", None).unwrap();
    assert_eq!((answer.rows, answer.cells_not_numbers), (4, 2));
    assert_eq!(
        answer.sql,
        "SELECT (sum(CASE WHEN typeof(\"votos_a\") <> 'text' THEN \"votos_a\" END) + \
         sum(CASE WHEN typeof(\"votos_a_2\") <> 'text' THEN \"votos_a_2\" END))\nFROM attached"
    );
    let columns: Vec<&str> = answer
        .columns
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(
        columns,
        ["distrito", "mesa_no", "votos_a", "votos_a_2", "column"]
    );
}

#[test]
fn what_cannot_be_asked() {
    let error = |formula: &str, condition: Option<&str>| {
        let expression = condition.map(|text| parse_expression(text).unwrap());
        table()
            .ask(formula, expression.as_ref())
            .unwrap_err()
            .code()
    };
    for formula in [
        "",
        "votos_a",
        "sum(",
        "sum()",
        "sum(votos_a",
        "1 +",
        "count() count()",
        "01",
        "drop(votos_a)",
        "(1",
    ] {
        assert_eq!(error(formula, None), "formula_unreadable", "{formula}");
    }
    assert_eq!(error(&"(".repeat(5_000), None), "formula_unreadable");
    assert_eq!(error("sum(other)", None), "column_unknown");
    assert_eq!(error("count()", Some("other = 1")), "column_unknown");
    assert_eq!(
        error("count()", Some("distrito under x")),
        "column_operator"
    );
}

proptest! {
    /// Nothing that anybody types is SQL.
    #[test]
    fn no_formula_is_sql(text in "\\PC{0,40}", pieces in "(sum|count|\\(|\\)|votos_a|\"|'|;|--|[0-9]|[-+*/ ]){0,12}") {
        for formula in [text, pieces] {
            match table().ask(&formula, None) {
                Ok(answer) => prop_assert_eq!(answer.rows, 4),
                Err(error) => prop_assert!(matches!(error.code(), "formula_unreadable" | "column_unknown")),
            }
        }
    }
}
