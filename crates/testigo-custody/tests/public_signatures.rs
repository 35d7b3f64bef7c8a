//! The public vectors of CCTV for edge cases of Ed25519. (Those for age files are run where age files are read.)

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use testigo_custody::verify_strict;

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/standards/cctv/ed25519/ed25519vectors.json"
);
/// What strict verification refuses. A low-order *component* alone is nothing that it can see.
const REFUSED: [&str; 6] = [
    "low_order_A",
    "low_order_R",
    "non_canonical_A",
    "non_canonical_R",
    "low_order_residue",
    "reencoded_k",
];

#[test]
fn strict_verification_refuses_exactly_the_edge_cases_it_should() {
    let Ok(text) = fs::read_to_string(FILE) else {
        println!("skipped: shared/ is absent");
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut held = 0;
    for vector in &vectors {
        let field = |name: &str| vector[name].as_str().unwrap();
        let key = hex::decode(field("key")).unwrap().try_into().unwrap();
        let signature = hex::decode(field("sig")).unwrap().try_into().unwrap();
        let flags: BTreeSet<&str> = vector["flags"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|flag| flag.as_str().unwrap())
            .collect();
        let expected = !REFUSED.iter().any(|flag| flags.contains(flag));
        let found = verify_strict(&key, field("msg").as_bytes(), &signature);
        assert_eq!(found, expected, "{} {flags:?}", vector["number"]);
        held += usize::from(found);
    }
    assert_eq!((vectors.len(), held), (914, 43));
}
