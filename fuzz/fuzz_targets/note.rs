//! Notes, checkpoints, keys and proofs: strict texts, written again as they were read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use testigo_custody::{
    Admission, Checkpoint, Epoch, KeyFiles, Note, Removal, TlogProof, VerifierKey,
};

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
    let credentials = [
        Admission::from_text(text).map(|admission| admission.to_text()),
        Epoch::from_text(text).map(|epoch| epoch.to_text()),
        KeyFiles::from_text(text).map(|list| list.to_text()),
        Removal::from_text(text).map(|removal| removal.to_text()),
    ];
    for written in credentials.into_iter().flatten() {
        assert_eq!(written, text);
    }
});
