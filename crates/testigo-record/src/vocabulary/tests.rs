use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::fold::fold;

/// The fields that scripts rely on (CONTRACT, Words), and the reference and consent fields.
const PROMISED: [(&str, &str); 15] = [
    (
        "source",
        "name kind based_on language person date connection url description author",
    ),
    (
        "item",
        "name path path_bytes modified sha256 bytes media_type collected_by collected_at place language retain_until \
         url title description author addressee captured_at capture condition original_name other_digest width \
         height duration_ms of as order translator",
    ),
    (
        "account",
        "person taken_at taken_by place language narrative account_type session interpreter present prior_account \
         shown benefits retain_until",
    ),
    (
        "incident",
        "title date place narrative victims.killed.count victims.injured.count victims.detained.count \
         victims.disappeared.count part_of chain retain_until",
    ),
    (
        "act",
        "victim type incident date place method cause age status attribution stated_reason consequences \
         status_at_end whereabouts",
    ),
    (
        "person",
        "name given_name surname second_surname alias sex birth age occupation ethnicity unit number language \
         birth_place death citizenship religion civil_status characteristics id_document contact protection \
         retain_until",
    ),
    ("involvement", "act person role degree"),
    ("list", "name"),
    (
        "entry",
        "list row name given_name surname second_surname alias sex birth age occupation ethnicity unit number \
         victim type incident date place method cause status language birth_place death citizenship religion \
         civil_status characteristics id_document contact protection attribution stated_reason consequences \
         status_at_end whereabouts part_of retain_until",
    ),
    ("place", "name within precision lat lon"),
    ("consent", "purpose recipient until status"),
    ("relation", "from to relation date"),
    (
        "assessment",
        "of confirmation standard reliability assessed_at reasons",
    ),
    (
        "intervention",
        "body file_number requested sent_at deadline response answered_at incident person narrative",
    ),
    (
        "proceeding",
        "title body file_number stage outcome date incident person narrative",
    ),
];

#[test]
fn every_kind_has_exactly_its_promised_fields() {
    assert_eq!(kinds().to_vec(), PROMISED.map(|(kind, _)| kind).to_vec());
    for (kind, names) in PROMISED {
        let promised: BTreeSet<&str> = names.split_whitespace().collect();
        let listed = fields(kind);
        let defined: BTreeSet<&str> = listed.iter().map(|field| field.name).collect();
        assert_eq!(defined, promised, "{kind}");
        assert_eq!(listed.len(), defined.len(), "a field twice in {kind}");
        for name in defined {
            assert_eq!(field(kind, name).unwrap().name, name);
        }
    }
    for kind in DEFINITIONS.iter().flat_map(|definition| &definition.kinds) {
        assert!(kinds().contains(kind), "{kind}");
    }
}

#[test]
fn one_name_has_one_type() {
    let mut types = BTreeMap::new();
    for definition in DEFINITIONS
        .iter()
        .filter(|field| field.kinds != ["consent"])
    {
        let meaning = (definition.value, definition.minimum, definition.maximum);
        let first = types.entry(definition.name).or_insert(meaning);
        assert_eq!(*first, meaning, "{}", definition.name);
    }
}

#[test]
fn claims_find_every_field_but_a_consents() {
    for definition in DEFINITIONS
        .iter()
        .filter(|field| field.kinds != ["consent"])
    {
        let found = field("claim", definition.name).unwrap();
        assert_eq!(found.value, definition.value);
        assert!(found.ceiling <= definition.ceiling);
    }
    assert_eq!(field("claim", "purpose"), None);
    assert_eq!(field("claim", "name").unwrap().ceiling, Level::Restricted);
    assert_eq!(field("receipt", "path"), field("item", "path"));
    assert_eq!(field("release", "title"), None);
}

#[test]
fn definitions_are_sound() {
    for definition in DEFINITIONS.iter() {
        let name = definition.name;
        assert!(!is_own(name) && base_name(name) == name, "{name}");
        let length = (1..=60).contains(&name.len());
        let letters = name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.'));
        assert!(
            length && letters && name.starts_with(|first: char| first.is_ascii_lowercase()),
            "{name}"
        );
        assert!(
            !definition.label(false).is_empty() && !definition.label(true).is_empty(),
            "{name}"
        );
        assert!(
            definition.value != Type::Text || definition.ceiling == Level::Restricted,
            "{name}"
        );
        assert!(!(definition.multiple && definition.compared), "{name}");
        assert_eq!(
            definition.refers.is_empty(),
            definition.value != Type::Reference,
            "{name}"
        );
        assert!(
            definition.refers.iter().all(|kind| kinds().contains(kind)),
            "{name}"
        );
        for taken in
            "head recorded_at by source locator import key subject level reason field targets"
                .split(' ')
        {
            assert_ne!(name, taken, "a name that every statement uses");
        }
    }
    for kind in kinds() {
        for spanish in [false, true] {
            let labels: Vec<String> = fields(kind)
                .iter()
                .map(|field| fold(field.label(spanish)))
                .collect();
            assert_eq!(
                labels.iter().collect::<BTreeSet<_>>().len(),
                labels.len(),
                "{kind}: {labels:?}"
            );
        }
    }
}

#[test]
fn vocabularies_are_sound() {
    let names: BTreeSet<&str> = vocabularies().iter().map(|list| list.name).collect();
    assert_eq!(names.len(), vocabularies().len());
    for list in vocabularies() {
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for term in &list.terms {
            assert!(!term.code.is_empty() && !term.english.is_empty() && !term.spanish.is_empty());
            let own: BTreeSet<String> = [term.code, term.english, term.spanish].map(fold).into();
            let extra: BTreeSet<String> = term.synonyms.iter().map(|word| fold(word)).collect();
            assert_eq!(
                extra.len(),
                term.synonyms.len(),
                "{}: a synonym twice",
                term.code
            );
            assert!(
                own.is_disjoint(&extra),
                "{}: a synonym that a label covers",
                term.code
            );
            for word in own.union(&extra) {
                assert!(!word.is_empty(), "{}", term.code);
                let owner = owners.insert(word.clone(), term.code);
                assert_eq!(owner, None, "{}: `{word}` is two codes", list.name);
            }
        }
    }
    let used: BTreeSet<&str> = DEFINITIONS
        .iter()
        .filter_map(|field| match field.value {
            Type::Code { vocabulary, .. } => Some(vocabulary),
            Type::Text
            | Type::Label
            | Type::Name
            | Type::Identifier
            | Type::Place
            | Type::Date
            | Type::Quantity
            | Type::Number
            | Type::Reference => None,
        })
        .collect();
    assert_eq!(used, names, "a vocabulary that no field uses");
    let closed: Vec<&str> = vocabularies()
        .iter()
        .filter(|list| !list.open)
        .map(|list| list.name)
        .collect();
    assert_eq!(
        closed,
        [
            "sex",
            "counting_unit",
            "consent_status",
            "confirmation_level",
            "item_role"
        ]
    );
}

#[test]
fn terms_are_those_of_the_proposal() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/vocabularies/proposal.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: shared/ is absent");
        return;
    };
    let proposal: serde_json::Value = serde_json::from_str(&text).unwrap();
    for list in vocabularies()
        .iter()
        .filter(|list| list.source != "our own list")
    {
        let proposed = proposal["vocabularies"][list.name]["terms"]
            .as_array()
            .unwrap()
            .iter();
        let proposed: Vec<[&str; 3]> = proposed
            .map(|term| ["code", "en", "es"].map(|key| term[key].as_str().unwrap()))
            .collect();
        let ours: Vec<[&str; 3]> = list
            .terms
            .iter()
            .map(|term| [term.code, term.english, term.spanish])
            .collect();
        assert_eq!(ours, proposed, "{}", list.name);
    }
}

#[test]
fn ceilings() {
    let below_public: BTreeSet<String> = DEFINITIONS
        .iter()
        .filter(|field| field.ceiling < Level::Public)
        .flat_map(|field| {
            field
                .kinds
                .iter()
                .map(|kind| format!("{kind}.{} {}", field.name, field.ceiling))
        })
        .collect();
    assert_eq!(below_public, expected_ceilings());
}

fn expected_ceilings() -> BTreeSet<String> {
    let mut expected: BTreeSet<String> = [
        "item.name",
        "item.path",
        "item.path_bytes",
        "item.modified",
        "item.collected_by",
        "account.taken_by",
        "account.narrative",
        "incident.narrative",
        "intervention.narrative",
        "proceeding.narrative",
        "person.id_document",
        "entry.id_document",
        "person.protection",
        "entry.protection",
        "account.interpreter",
        "account.present",
        "account.prior_account",
        "account.shown",
        "item.title",
        "item.description",
        "source.description",
        "item.author",
        "source.author",
        "item.addressee",
        "item.capture",
        "item.translator",
        "item.original_name",
        "assessment.reasons",
    ]
    .map(|name| format!("{name} restricted"))
    .into();
    for kind in ["person", "entry"] {
        for name in [
            "name",
            "given_name",
            "surname",
            "second_surname",
            "alias",
            "birth",
            "birth_place",
            "religion",
            "civil_status",
        ] {
            expected.insert(format!("{kind}.{name} recipient"));
        }
    }
    for name in [
        "entry.row recipient",
        "person.contact sealed",
        "entry.contact sealed",
        "account.session recipient",
        "account.benefits recipient",
        "source.url recipient",
        "item.url recipient",
        "assessment.reliability recipient",
        "intervention.file_number recipient",
        "proceeding.file_number recipient",
    ] {
        expected.insert(name.to_owned());
    }
    expected
}

#[test]
fn names_and_labels() {
    for (name, base) in [
        ("alias", "alias"),
        ("alias.2", "alias"),
        ("alias.17", "alias"),
        ("alias.1", "alias.1"),
        ("alias.02", "alias.02"),
        ("alias.", "alias."),
        ("x.2", "x.2"),
        ("x.height.2", "x.height.2"),
        ("victims.killed.count", "victims.killed.count"),
        ("victims.killed.count.2", "victims.killed.count"),
    ] {
        assert_eq!(base_name(name), base);
    }
    let own = field("person", "x.height").unwrap();
    assert_eq!(
        (own.value, own.multiple, own.ceiling),
        (Type::Label, true, Level::Recipient)
    );
    assert_eq!(field("person", "x."), None);
    assert_eq!(term_label("sex", "02", true), Some("Mujer"));
    assert_eq!(term_label("sex", "02", false), Some("Female"));
    assert_eq!(term_label("sex", "2", true), None);
    assert_eq!(term_label("no such list", "02", true), None);
}
