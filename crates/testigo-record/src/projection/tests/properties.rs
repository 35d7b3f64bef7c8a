use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn any_fields_are_survived(
        kind in "person|claim|erased|import|assessment|\\PC{0,5}",
        names in proptest::collection::vec("by|source|level|targets|age|birth|lat|place|x\\.1|x\\.[0-9]{0,2}|alias\\.2|\\PC{0,5}", 0..6),
        values in proptest::collection::vec("[\\[\\]\"{}:,a0x.\\\\]{0,12}|\\PC{0,12}|\"[-0-9X/.<>~? ]{0,12}\"", 6),
    ) {
        let fields: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
        let rows = project(&checked(&kind, &fields), LogId::from_bytes([2; 32]), 7);
        // Nothing is lost: every field is a claim, a column or kept as it is.
        let kept = rows.claims.len() + rows.other.len();
        let claiming = creates_record(&kind) || CLAIMING_KINDS.contains(&kind.as_str());
        prop_assert!(kept <= fields.len());
        prop_assert!(claiming || rows.claims.is_empty());
        for claim in &rows.claims {
            prop_assert!(!(claim.unread && (claim.low.is_some() || claim.refers.is_some())));
            prop_assert!(claim.high.is_none() || claim.low.is_none() || claim.low <= claim.high);
        }
    }

    #[test]
    fn claims_come_back(texts in proptest::collection::vec("[ -~ñáé]{1,12}", 1..8), unread: bool) {
        let names = ["alias", "x.altura", "occupation"];
        let claims: Vec<(String, ClaimedValue)> = texts
            .iter()
            .zip(names.iter().cycle())
            .map(|(text, name)| {
                let value = if unread { ClaimedValue::Unread(text.clone()) } else { ClaimedValue::Read(text.clone()) };
                ((*name).to_owned(), value)
            })
            .collect();
        let head = checked("person", &[]).head.unwrap();
        let statement = Statement::new(&head, claimed_fields(&claims)).unwrap();
        let checked = statement.opening(Seed::from_bytes([5; 32])).check().unwrap();
        let rows = project(&checked, LogId::from_bytes([2; 32]), 7);
        let found: Vec<(String, ClaimedValue)> = rows
            .claims
            .into_iter()
            .map(|claim| {
                let value = if claim.unread { ClaimedValue::Unread(claim.value) } else { ClaimedValue::Read(claim.value) };
                (claim.field, value)
            })
            .collect();
        prop_assert_eq!(found, claims);
    }
}
