//! An opening that parses keeps its commitment when it is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_custody::Opening;

fuzz_target!(|text: &str| {
    if let Ok(opening) = Opening::from_json(text) {
        let again = Opening::from_json(&opening.to_json());
        assert_eq!(again.map(|again| again.commitment()).ok(), Some(opening.commitment()));
        let _ = opening.check();
    }
});
