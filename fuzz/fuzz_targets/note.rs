//! Notes, checkpoints, keys and proofs: strict texts, written again as they were read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_custody::{Admission, Checkpoint, Epoch, Note, Removal, TlogProof, VerifierKey};

fuzz_target!(|text: &str| {
    if let Ok(note) = Note::parse(text) {
        assert_eq!(note.to_string(), text);
    }
    if let Some(checkpoint) = Checkpoint::from_text(text) {
        assert_eq!(checkpoint.to_text(), text);
    }
    if let Ok(proof) = TlogProof::from_text(text) {
        assert_eq!(proof.to_text(), text);
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    let _ = (Admission::from_text(text), Epoch::from_text(text), Removal::from_text(text));
});
