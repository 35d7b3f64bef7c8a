//! Statements and openings.

use serde_json::Value;
use testigo_custody::merkle::leaf_hash;
use testigo_custody::{
    ArchiveId, Digest, Entry, Field, Head, LogId, Opening, OpeningError, Part, Seed, Statement,
    StatementError, entry_bytes,
};

use crate::{bytes, digests, list, number, parsed, text};

pub(crate) fn statement(vector: &Value) -> &'static str {
    let head = &vector["head"];
    let head = Head {
        archive: parsed(head, "archive"),
        log: parsed(head, "log"),
        kind: text(head, "kind").to_owned(),
        critical: head["critical"].as_bool().unwrap(),
    };
    let words = |pair: &Value, place: usize| pair[place].as_str().unwrap().to_owned();
    let fields: Vec<Field> = list(vector, "fields")
        .iter()
        .map(|pair| Field {
            name: words(pair, 0),
            value: words(pair, 1),
        })
        .collect();
    match Statement::new(&head, fields.clone()) {
        Ok(statement) => {
            check_statement(vector, &head, &fields, statement);
            "holds"
        }
        Err(StatementError::TooManyFields { .. }) => "too_many_fields",
        Err(StatementError::TooLong { .. }) => "too_long",
        Err(StatementError::Kind) => "kind",
        Err(StatementError::Name { .. }) => "name",
        Err(StatementError::Duplicate) => "duplicate",
        Err(StatementError::Value { .. }) => "value",
    }
}

fn check_statement(vector: &Value, head: &Head, fields: &[Field], statement: Statement) {
    let head_value = text(vector, "head_value").to_owned();
    let head_field = Field {
        name: "head".to_owned(),
        value: head_value,
    };
    assert_eq!(statement.fields(), [&[head_field][..], fields].concat());
    assert_eq!(statement.head(), head);

    let seed = Seed::from_bytes(bytes(vector, "seed"));
    let id = statement.commitment(&seed);
    let entry = entry_bytes(id);
    assert_eq!(id, parsed(vector, "commitment"));
    assert_eq!(hex::encode(entry), text(vector, "entry"));
    assert_eq!(Entry::from_bytes(&entry), Some(Entry::Statement(id)));
    assert_eq!(leaf_hash(&entry), parsed(vector, "leaf_hash"));

    let opening = statement.opening(seed);
    assert_eq!(opening.to_json(), text(vector, "opening"));
    assert_eq!(
        Opening::from_json(text(vector, "opening")).as_ref(),
        Ok(&opening)
    );
    let salt = |part: &Part| match part {
        Part::Shown { salt, .. } => Digest::from_bytes(*salt),
        Part::Bare(_) => panic!("a whole opening has no bare part"),
    };
    let salts: Vec<Digest> = opening.parts().iter().map(salt).collect();
    assert_eq!(salts, digests(vector, "salts"));
    let bare: Vec<Part> = digests(vector, "digests")
        .into_iter()
        .map(Part::Bare)
        .collect();
    assert_eq!(opening.showing(|_, _| false).parts(), bare);

    let checked = opening.check().unwrap();
    assert_eq!((checked.id, checked.parts), (id, fields.len() + 1));
    assert_eq!(checked.head.as_ref(), Some(head));
    let numbered: Vec<(usize, Field)> = (1..).zip(fields.iter().cloned()).collect();
    assert_eq!(checked.fields, numbered);
}

/// In the order that the vectors' README gives.
pub(crate) fn opening(vector: &Value) -> &'static str {
    let opening = match Opening::from_json(text(vector, "opening")) {
        Ok(opening) => opening,
        Err(error) => return opening_code(error),
    };
    assert_eq!(
        Opening::from_json(&opening.to_json()).as_ref(),
        Ok(&opening)
    );
    if opening.commitment() != parsed(vector, "commitment") {
        return "commitment";
    }
    let checked = match opening.check() {
        Ok(checked) => checked,
        Err(error) => return opening_code(error),
    };
    let found_in = (
        parsed::<ArchiveId>(vector, "archive"),
        parsed::<LogId>(vector, "log"),
    );
    if checked
        .head
        .as_ref()
        .is_some_and(|head| (head.archive, head.log) != found_in)
    {
        return "foreign";
    }
    let shown: Vec<Value> = checked
        .fields
        .iter()
        .map(|(place, field)| serde_json::json!([place, field.name, field.value]))
        .collect();
    assert_eq!(&shown, list(vector, "shown"));
    let heads = usize::from(checked.head.is_some());
    assert_eq!(
        (checked.parts - shown.len() - heads) as u64,
        number(vector, "bare")
    );
    assert_eq!(checked.field_names.len(), heads * checked.parts);
    "holds"
}

fn opening_code(error: OpeningError) -> &'static str {
    match error {
        OpeningError::Malformed { .. } => "malformed",
        OpeningError::Member { .. } => "member",
        OpeningError::Count => "count",
        OpeningError::Part { .. } => "part",
        OpeningError::Seed => "seed",
        OpeningError::Name { .. } => "name",
        OpeningError::TooLong => "too_long",
        OpeningError::Value { .. } => "value",
        OpeningError::HeadMissing => "head_missing",
        OpeningError::Head => "head",
        OpeningError::HeadCount { .. } => "head_count",
        OpeningError::HeadName { .. } => "head_name",
    }
}
