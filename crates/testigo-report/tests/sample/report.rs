//! An invented report: places, people and numbers do not exist.

use std::collections::BTreeMap;

use testigo_report::{
    Attestation, BreakdownRow, ClaimedNumber, Disagreement, Exhibit, FieldLine, Figure, Log,
    Paragraph, Range, Report, Section, Value, Version, Withheld,
};
use testigo_words::Language;

fn hex(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs
        .iter()
        .map(|(code, count)| ((*code).to_owned(), *count))
        .collect()
}

fn said(text: &str, source: &str, paragraph: u64, locator: &str) -> Value {
    Value {
        text: text.to_owned(),
        source: source.to_owned(),
        source_paragraph: Some(paragraph),
        locator: locator.to_owned(),
        ..Value::default()
    }
}

fn line(label: &str, values: Vec<Value>) -> FieldLine {
    FieldLine {
        field: label.to_lowercase(),
        label: label.to_owned(),
        values,
    }
}

fn paragraph(number: u64, kind: &str, title: &str, fields: Vec<FieldLine>) -> Paragraph {
    let statement = format!("{number:02x}").repeat(32);
    Paragraph {
        number,
        kind: kind.to_owned(),
        title: title.to_owned(),
        fields,
        statement,
    }
}

/// The sample in one language; what people wrote is in that language too.
pub(crate) fn report(language: Language) -> Report {
    let spanish = language == Language::Spanish;
    let say = |english: &str, other: &str| {
        if spanish {
            other.to_owned()
        } else {
            english.to_owned()
        }
    };
    Report {
        title: say(
            "The events at the bridge of Tamboril",
            "Los hechos del puente de Tamboril",
        ),
        language: language.tag().to_owned(),
        recipient: say(
            "Office of the Special Rapporteur (invented)",
            "Oficina de la Relatoría Especial (inventada)",
        ),
        purpose: say(
            "Communication on excessive use of force",
            "Comunicación sobre uso excesivo de la fuerza",
        ),
        level: "recipient".to_owned(),
        created: "2026-01-02T03:04:05Z".to_owned(),
        archive: hex('a'),
        group_key: format!(
            "testigo.invalid/archive/{}+1f2e3d4c+AR2dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0d",
            hex('a')
        ),
        generator: "testigo 0.1.0".to_owned(),
        word_count: 1843,
        word_limit: Some(10_000),
        sections: sections(spanish),
        held: counts(&[
            ("source", 14),
            ("account", 9),
            ("incident", 3),
            ("act", 118),
            ("person", 12_346),
            ("item", 41),
            ("place", 7),
        ]),
        selection:
            "kind in (incident, act, person, item) and place under \"Tamboril\" and date >= 2019-11"
                .to_owned(),
        paragraphs: paragraphs(spanish),
        figures: figures(spanish),
        exhibits: exhibits(spanish),
        disagreements: disagreements(spanish),
        withheld: Withheld {
            fields: 212,
            items: 3,
            persons: 17,
            records: 21,
            reasons: counts(&[
                ("level", 19),
                ("consent", 2),
                ("policy", 212),
                ("not_searched", 3),
                ("reference", 4),
            ]),
            not_searched: 1,
            names_without_consent: 6,
        },
        logs: logs(),
    }
}

fn sections(spanish: bool) -> Vec<Section> {
    let section = |heading: &str, text: &str| Section {
        heading: heading.to_owned(),
        text: text.to_owned(),
    };
    if spanish {
        return vec![
            section(
                "Contexto",
                "Tamboril es un pueblo inventado, a orillas de un río inventado.\n\nEl 15 de noviembre de 2019 una \
                 marcha quiso cruzar el puente. Este documento reúne lo que dicen nueve relatos, tres listas y dos \
                 comunicados oficiales.",
            ),
            section(
                "Lo que se pide",
                "Que se pregunte al Estado por la cadena de mando.\nQue se proteja a los testigos.",
            ),
        ];
    }
    vec![
        section(
            "Background",
            "Tamboril is an invented town on an invented river.\n\nOn 15 November 2019 a march set out to cross the \
             bridge. This document brings together what nine accounts, three lists and two official statements say.",
        ),
        section(
            "What is asked",
            "That the State be asked about the chain of command.\nThat the witnesses be protected.",
        ),
    ]
}

/// A line of a list; two behind one another are a table.
fn entry(number: u64, name: &str, age: &str, list: &str, row: &str, spanish: bool) -> Paragraph {
    let [name_label, age_label] = if spanish {
        ["Nombre", "Edad"]
    } else {
        ["Name", "Age"]
    };
    let named = FieldLine {
        field: "name".to_owned(),
        ..line(name_label, vec![said(name, list, 2, row)])
    };
    let age = line(age_label, vec![said(age, list, 2, row)]);
    paragraph(number, "entry", name, vec![named, age])
}

#[allow(clippy::too_many_lines, reason = "one sample of every kind of line")]
fn paragraphs(spanish: bool) -> Vec<Paragraph> {
    let s = |english: &'static str, other: &'static str| if spanish { other } else { english };
    let bulletin = s(
        "Bulletin of the Ministry (invented)",
        "Comunicado del Ministerio (inventado)",
    );
    let account = s("Account 3", "Relato 3");
    let list = s(
        "List of the market women",
        "Lista de las vendedoras del mercado",
    );
    let unread = Value {
        unread: true,
        ..said("15 o 16 nov.", list, 2, s("row 12", "fila 12"))
    };
    let victim = Value {
        refers: Some(6),
        ..said("Ñusta Quilqa Yawar", list, 2, s("row 12", "fila 12"))
    };
    vec![
        paragraph(
            1,
            "source",
            bulletin,
            vec![line(
                s("Kind", "Tipo"),
                vec![Value {
                    text: s("official statement", "comunicado oficial").to_owned(),
                    ..Value::default()
                }],
            )],
        ),
        paragraph(
            2,
            "source",
            list,
            vec![line(
                s("Kind", "Tipo"),
                vec![Value {
                    text: s("list of victims", "lista de víctimas").to_owned(),
                    ..Value::default()
                }],
            )],
        ),
        paragraph(
            3,
            "account",
            account,
            vec![
                line(
                    s("Language", "Idioma"),
                    vec![Value {
                        text: "Quechua".to_owned(),
                        ..Value::default()
                    }],
                ),
                line(
                    s("Narrative", "Narración"),
                    vec![said(
                        s(
                            "We were on the bridge from six in the morning. The smoke came from both sides, and people fell \
                     back towards the market.\nI counted eight on the ground. I do not know who they were.",
                            "Estábamos en el puente desde las seis de la mañana. El humo venía de los dos lados y la gente \
                     retrocedió hacia el mercado.\nConté ocho en el suelo. No sé quiénes eran.",
                        ),
                        account,
                        3,
                        "00:14:32",
                    )],
                ),
            ],
        ),
        paragraph(
            4,
            "incident",
            s("Bridge of Tamboril", "Puente de Tamboril"),
            vec![
                line(
                    s("Date", "Fecha"),
                    vec![
                        said("2019-11-15", bulletin, 1, s("page 1", "página 1")),
                        said("2019-11", account, 3, "00:02:10"),
                    ],
                ),
                line(
                    s("Place", "Lugar"),
                    vec![said("Tamboril", bulletin, 1, s("page 1", "página 1"))],
                ),
                line(
                    s("Injured", "Heridos"),
                    vec![
                        said("60", bulletin, 1, s("page 2", "página 2")),
                        said(s("more than 80", "más de 80"), account, 3, "00:14:32"),
                    ],
                ),
            ],
        ),
        paragraph(
            5,
            "act",
            s("Beating", "Golpiza"),
            vec![
                line(s("Victim", "Víctima"), vec![victim]),
                line(s("Date", "Fecha"), vec![unread]),
            ],
        ),
        paragraph(
            6,
            "person",
            "Ñusta Quilqa Yawar",
            vec![
                line(
                    s("Age at the act", "Edad en el acto"),
                    vec![said("34", list, 2, s("row 12", "fila 12"))],
                ),
                line(
                    s("Occupation", "Ocupación"),
                    vec![said(
                        s("market trader", "vendedora"),
                        list,
                        2,
                        s("row 12", "fila 12"),
                    )],
                ),
            ],
        ),
        paragraph(7, "person", "", vec![]),
        entry(
            8,
            "Tika Rumi Sonqo",
            "51",
            list,
            s("row 2", "fila 2"),
            spanish,
        ),
        entry(
            9,
            "Wayra Killa <Sumaq>",
            "17",
            list,
            s("row 3", "fila 3"),
            spanish,
        ),
    ]
}

fn figures(spanish: bool) -> Vec<Figure> {
    let s = |english: &str, other: &str| {
        if spanish {
            other.to_owned()
        } else {
            english.to_owned()
        }
    };
    let incident = s("Bridge of Tamboril", "Puente de Tamboril");
    let claim = |text: String, low: Option<u64>, high: Option<u64>, source: String| ClaimedNumber {
        field: s("Injured", "Heridos"),
        incident: incident.clone(),
        paragraph: Some(4),
        text,
        low,
        high,
        source,
    };
    let row = |labels: [String; 2], min: u64, value: Option<u64>, max: u64| BreakdownRow {
        labels: labels.into(),
        range: Some(Range { min, value, max }),
    };
    vec![
        Figure {
            name: s("Persons injured", "Personas heridas"),
            what: "persons".to_owned(),
            condition: "act.type = injury and act.place under \"Tamboril\"".to_owned(),
            by: vec![s("Sex", "Sexo"), s("Age group", "Grupo de edad")],
            min_sources: 2,
            unit: s("single persons", "personas individuales"),
            stated: Range { min: 74, value: Some(79), max: 86 },
            shown: Range { min: 58, value: None, max: 86 },
            withheld: counts(&[("consent", 2), ("level", 14)]),
            rows: vec![
                row([s("woman", "mujer"), s("18 to 59", "18 a 59")], 31, Some(33), 36),
                row([s("man", "hombre"), s("18 to 59", "18 a 59")], 38, Some(40), 43),
                row([s("not known", "no se sabe"), s("not known", "no se sabe")], 5, None, 7),
            ],
            claimed: vec![
                claim("60".to_owned(), Some(60), Some(60), s("Bulletin of the Ministry (invented)", "Comunicado del Ministerio (inventado)")),
                claim(s("more than 80", "más de 80"), Some(81), None, s("Account 3", "Relato 3")),
                claim(s("about 90", "cerca de 90"), Some(81), Some(99), s("Radio Tamboril (invented)", "Radio Tamboril (inventada)")),
            ],
            estimated: None,
            sql: "SELECT count(*) AS min, NULL AS value, count(*) + 28 AS max\nFROM person_act\nWHERE type = 'injury' AND place < 7".to_owned(),
            warnings: vec!["not_reconciled".to_owned()],
        },
        Figure {
            name: s("Items received", "Piezas recibidas"),
            what: "items".to_owned(),
            min_sources: 1,
            stated: Range { min: 41, value: Some(41), max: 41 },
            shown: Range { min: 41, value: Some(41), max: 41 },
            ..Figure::default()
        },
    ]
}

fn exhibits(spanish: bool) -> Vec<Exhibit> {
    let s = |english: &str, other: &str| {
        if spanish {
            other.to_owned()
        } else {
            english.to_owned()
        }
    };
    vec![
        Exhibit {
            number: "E0001".to_owned(),
            path: "items/E0001.png".to_owned(),
            media_type: "image/png".to_owned(),
            sha256: hex('1'),
            bytes: 2_411_734,
            caption: vec![
                s(
                    "The bridge seen from the market",
                    "El puente visto desde el mercado",
                ),
                s(
                    "Received on 2019-12-03, as stated by the person who brought it",
                    "Recibida el 2019-12-03, según quien la trajo",
                ),
            ],
            statement: hex('2'),
        },
        Exhibit {
            number: "E0002".to_owned(),
            path: "items/E0002.mp4".to_owned(),
            media_type: "video/mp4".to_owned(),
            sha256: hex('3'),
            bytes: 1,
            caption: vec![s("Smoke over the river", "Humo sobre el río")],
            statement: hex('4'),
        },
    ]
}

fn disagreements(spanish: bool) -> Vec<Disagreement> {
    let s = |english: &str, other: &str| {
        if spanish {
            other.to_owned()
        } else {
            english.to_owned()
        }
    };
    let version = |text: String, source: String| Version { text, source };
    vec![Disagreement {
        record: s("Bridge of Tamboril", "Puente de Tamboril"),
        paragraph: Some(4),
        field: s("Injured", "Heridos"),
        values: vec![
            version(
                "60".to_owned(),
                s(
                    "Bulletin of the Ministry (invented)",
                    "Comunicado del Ministerio (inventado)",
                ),
            ),
            version(s("more than 80", "más de 80"), s("Account 3", "Relato 3")),
        ],
    }]
}

fn logs() -> Vec<Log> {
    vec![
        Log {
            log: hex('b'),
            size: 13_402,
            root: hex('c'),
            opened: 118,
            ..Log::default()
        },
        Log {
            log: hex('d'),
            size: 12,
            root: hex('e'),
            opened: 7,
            cosignatures: vec![Attestation {
                name: "coalition.example/group-7".to_owned(),
                time: "2026-01-01T00:00:00Z".to_owned(),
            }],
            tokens: vec![],
        },
    ]
}
