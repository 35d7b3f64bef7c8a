//! Signed texts.

use serde_json::Value;
use testigo_custody::merkle::{inclusion_holds, leaf_hash};
use testigo_custody::{
    Admission, CheckpointError, Cosignature, CredentialError, Epoch, KeyFiles, Note, Removal,
    TlogProof, VerifierKey, open_checkpoint, verify_strict,
};

use crate::{number, parsed, text};

pub(crate) fn checkpoint(vector: &Value) -> &'static str {
    let key: VerifierKey = parsed(vector, "vkey");
    let (note, checkpoint) = match open_checkpoint(text(vector, "note"), &key) {
        Ok(opened) => opened,
        Err(error) => return checkpoint_code(error),
    };
    assert_eq!(note.to_string(), text(vector, "note"));
    assert_eq!(checkpoint.to_text(), note.text);
    assert_eq!(checkpoint.origin, key.name);
    assert_eq!(checkpoint.size, number(vector, "size"));
    assert_eq!(checkpoint.root, parsed(vector, "root"));
    let signature = note.raw_signature_by(&key).unwrap();
    assert!(verify_strict(
        key.public_key_bytes(),
        note.text.as_bytes(),
        &signature
    ));
    "holds"
}

fn checkpoint_code(error: CheckpointError) -> &'static str {
    match error {
        CheckpointError::Malformed => "malformed",
        CheckpointError::Origin => "origin",
        CheckpointError::SignatureMissing => "signature_missing",
        CheckpointError::SignatureInvalid => "signature_invalid",
    }
}

pub(crate) fn cosignature(vector: &Value) -> &'static str {
    let note = Note::parse(text(vector, "note")).unwrap();
    match note.cosignature_by(&parsed(vector, "vkey")) {
        Cosignature::Valid { time_s } => {
            assert_eq!(time_s, number(vector, "time_s"));
            "holds"
        }
        Cosignature::Invalid => "signature_invalid",
        Cosignature::Absent => "signature_missing",
    }
}

pub(crate) fn credential(vector: &Value) -> &'static str {
    let (key, note) = (parsed(vector, "vkey"), text(vector, "note"));
    let written = match text(vector, "kind") {
        "admission" => Admission::open(note, &key).map(|admission| admission.to_text()),
        "removal" => Removal::open(note, &key).map(|removal| removal.to_text()),
        "epoch" => Epoch::open(note, &key).map(|epoch| epoch.to_text()),
        "key-files" => KeyFiles::open(note, &key).map(|list| list.to_text()),
        kind => panic!("a credential of kind {kind}"),
    };
    match written {
        Ok(written) => {
            assert_eq!(written, text(vector, "text"));
            "holds"
        }
        Err(CredentialError::Malformed) => "malformed",
        Err(CredentialError::Archive) => "archive",
        Err(CredentialError::LogKey) => "log_key",
        Err(CredentialError::SignatureMissing) => "signature_missing",
        Err(CredentialError::SignatureInvalid) => "signature_invalid",
    }
}

pub(crate) fn tlog_proof(vector: &Value) -> &'static str {
    let Ok(proof) = TlogProof::from_text(text(vector, "proof")) else {
        return "malformed";
    };
    assert_eq!(proof.to_text(), text(vector, "proof"));
    let checkpoint = match open_checkpoint(&proof.checkpoint, &parsed(vector, "vkey")) {
        Ok((_, checkpoint)) => checkpoint,
        Err(error) => return checkpoint_code(error),
    };
    let leaf = leaf_hash(&hex::decode(text(vector, "entry")).unwrap());
    if inclusion_holds(
        &leaf,
        proof.index,
        checkpoint.size,
        &proof.path,
        &checkpoint.root,
    ) {
        "holds"
    } else {
        "inclusion"
    }
}
