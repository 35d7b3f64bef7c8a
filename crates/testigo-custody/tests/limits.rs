//! Every input is bounded: at the limit it is taken, one beyond it is refused.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use testigo_custody::{
    ArchiveId, BundleError, FIELDS_MAX, Field, Head, LogId, NOTE_BYTES_MAX, Note, NoteError,
    OPENING_BYTES_MAX, Opening, OpeningError, STATEMENT_BYTES_MAX, Seed, Statement, StatementError,
    TlogProof, TlogProofError, VALUE_BYTES_MAX, decode_bundle, encode_bundle, json_string,
};

fn statement(lengths: &[usize]) -> Result<Statement, StatementError> {
    let (archive, log) = (ArchiveId::from_bytes([1; 32]), LogId::from_bytes([2; 32]));
    let head = Head {
        archive,
        log,
        kind: "item".to_owned(),
        critical: false,
    };
    let field = |(place, length): (usize, &usize)| Field {
        name: format!("f{place}"),
        value: json_string(&"a".repeat(length - 2)),
    };
    Statement::new(&head, lengths.iter().enumerate().map(field).collect())
}

#[test]
fn the_values_of_a_statement() {
    let head_bytes = statement(&[2; 5]).unwrap().fields()[0].value.len();
    let last = STATEMENT_BYTES_MAX - head_bytes - 3 * VALUE_BYTES_MAX - 2;
    let largest = [VALUE_BYTES_MAX, VALUE_BYTES_MAX, VALUE_BYTES_MAX, last, 2];
    let mut larger = largest;
    larger[3] += 1;
    let bytes = STATEMENT_BYTES_MAX + 1;
    assert_eq!(statement(&larger), Err(StatementError::TooLong { bytes }));

    let statement = statement(&largest).unwrap();
    let opening = statement
        .opening(Seed::from_bytes([3; 32]))
        .showing(|_, _| true);
    let json = opening.to_json();
    let read = Opening::from_json(&json).unwrap();
    assert_eq!(read.check().unwrap().fields.len(), 5);
    let longer = json.replace(r#""value":"\"\""}"#, r#""value":"\"a\""}"#);
    assert_eq!(longer.len(), json.len() + 1);
    assert_eq!(
        Opening::from_json(&longer).unwrap().check(),
        Err(OpeningError::TooLong)
    );
}

#[test]
fn the_fields_of_a_statement() {
    let statement_of = |count: usize| statement(&vec![2; count - 1]);
    let largest = statement_of(FIELDS_MAX).unwrap();
    assert_eq!(
        largest
            .opening(Seed::from_bytes([3; 32]))
            .check()
            .unwrap()
            .parts,
        FIELDS_MAX
    );
    let count = FIELDS_MAX + 1;
    assert_eq!(
        statement_of(count),
        Err(StatementError::TooManyFields { count })
    );
}

#[test]
fn the_text_of_an_opening() {
    let opening = statement(&[2]).unwrap().opening(Seed::from_bytes([3; 32]));
    let json = opening.to_json();
    let padded = |length: usize| " ".repeat(length - json.len()) + &json;
    assert_eq!(Opening::from_json(&padded(OPENING_BYTES_MAX)), Ok(opening));
    let longer = padded(OPENING_BYTES_MAX + 1);
    assert_eq!(Opening::from_json(&longer), Err(OpeningError::TooLong));
}

#[test]
fn a_note_a_proof_and_a_bundle() {
    let signature = "\n\n\u{2014} x AAAAAAAAAAA=\n";
    let note = |length: usize| "a".repeat(length - signature.len()) + signature;
    let largest = note(NOTE_BYTES_MAX);
    assert_eq!(largest.len(), NOTE_BYTES_MAX);
    assert!(Note::parse(&largest).is_ok());
    assert_eq!(Note::parse(&(largest + "\n")), Err(NoteError::TooLong));

    let proof = |length: usize| {
        TlogProof {
            index: 0,
            path: Vec::new(),
            checkpoint: "a".repeat(length - 32),
        }
        .to_text()
    };
    assert_eq!(proof(100).len(), 100);
    assert!(TlogProof::from_text(&proof(NOTE_BYTES_MAX)).is_ok());
    let longer = proof(NOTE_BYTES_MAX + 1);
    assert_eq!(
        TlogProof::from_text(&longer),
        Err(TlogProofError::Malformed)
    );

    let entries = vec![vec![1; 33]; 257];
    assert_eq!(
        decode_bundle(&encode_bundle(&entries[..256])),
        Ok(entries[..256].to_vec())
    );
    assert_eq!(
        decode_bundle(&encode_bundle(&entries)),
        Err(BundleError::TooMany)
    );
    let bundle = encode_bundle(&entries[..2]);
    for cut in 0..bundle.len() {
        let found = decode_bundle(&bundle[..cut]);
        let expected = if cut % 35 == 0 {
            Ok(entries[..cut / 35].to_vec())
        } else {
            Err(BundleError::Truncated)
        };
        assert_eq!(found, expected);
    }
}
