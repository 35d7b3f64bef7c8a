//! Who signed: another group's dossier, the keys of both mixed, witnesses that nobody knows.

use testigo_custody::{Note, NoteSignature, SigningKey, VerifierKey};

use super::package::Package;

#[test]
fn the_right_archive_is_confirmed_by_id_or_key() {
    let package = Package::built();
    let vkey = package.text("proof/group/vkey");
    for trust in [
        package.archive(),
        vkey.trim().to_owned(),
        format!("# by hand\n\n  {}  \n", package.archive()),
    ] {
        let verified = package.verified(Some(&trust));
        assert_eq!(
            (verified.verdict().as_str(), verified.signers()),
            ("holds", "confirmed"),
            "{trust}"
        );
        assert!(
            verified
                .findings("holds")
                .any(|(code, _)| code == "signer.trust")
        );
    }
}

/// The whole dossier made anew by somebody with fresh keys: all its proofs hold, for other signers.
#[test]
fn a_dossier_signed_again_with_fresh_keys() {
    let (package, again) = (Package::built(), Package::of_another_archive());
    assert_ne!(package.archive(), again.archive());
    let alone = again.verified(None);
    assert_eq!(
        (
            alone.verdict().as_str(),
            alone.signers(),
            alone.answered.status
        ),
        ("holds", "not_confirmed", 0)
    );
    let vkey = package.text("proof/group/vkey");
    for trust in [
        package.archive(),
        vkey.trim().to_owned(),
        String::new(),
        package.logs().join("\n"),
    ] {
        let verified = again.verified(Some(&trust));
        assert_eq!(
            verified.failing().into_iter().collect::<Vec<_>>(),
            ["signer.trust"],
            "{trust}"
        );
        assert_eq!(
            (verified.signers(), verified.answered.status),
            ("not_confirmed", 3)
        );
    }
    // The name of the right group over the wrong key is another key.
    let (name, _) = vkey.split_once('+').unwrap();
    let (_, key) = again
        .text("proof/group/vkey")
        .trim()
        .split_once('+')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let verified = again.verified(Some(&format!("{name}+{key}")));
    assert_eq!(
        verified.failing().into_iter().collect::<Vec<_>>(),
        ["signer.trust"]
    );
}

#[test]
fn keys_logs_and_release_of_another_archive() {
    let other = Package::of_another_archive();
    let graft = |prefix: &str| {
        let mut package = Package::built();
        package.files.retain(|name, _| !name.starts_with(prefix));
        for (name, bytes) in other
            .files
            .iter()
            .filter(|(name, _)| name.starts_with(prefix))
        {
            package.put(name, bytes);
        }
        package.correct();
        let verified = package.verified(None);
        assert_eq!(
            (verified.verdict().as_str(), verified.answered.status),
            ("fails", 3),
            "{prefix}"
        );
        verified.failing()
    };
    assert!(graft("proof/group/").contains("log.admission"));
    assert!(graft("proof/logs/").contains("log.admission"));
    assert!(graft("proof/openings").contains("statement.head"));
    assert!(graft("proof/release").contains("release.statement"));
    assert!(graft("proof/exhibits").contains("exhibit.proof"));
    assert!(graft("proof/").contains("release.statement"));
    assert!(graft("data/").contains("release.statement"));
    assert!(graft("data/report.html").contains("release.statement"));
    assert!(graft("VERIFY.txt").contains("release.files"));
}

struct Witness {
    key: SigningKey,
    vkey: VerifierKey,
}

impl Witness {
    fn new(number: u8) -> Self {
        let key = SigningKey::from_seed([number; 32]);
        let vkey = VerifierKey::new(format!("witness.invalid/{number}"), key.public());
        Self { key, vkey }
    }

    /// A line under `note` in which this witness says that it saw the head.
    fn line(&self, note: &Note, time_s: u64) -> String {
        let signed = self
            .key
            .sign(format!("cosignature/v1\ntime {time_s}\n{}", note.text).as_bytes());
        let bytes = [
            &self.vkey.cosignature_key_id()[..],
            &time_s.to_be_bytes(),
            &signed,
        ]
        .concat();
        let name = self.vkey.name.clone();
        let alone = Note {
            text: note.text.clone(),
            signatures: vec![NoteSignature { name, bytes }],
        };
        format!("{}\n", alone.to_string().lines().last().unwrap())
    }
}

/// The dossier with lines of witnesses under each head, and the manifests corrected.
fn witnessed(witness: &Witness, spoil: bool) -> Package {
    let mut package = Package::built();
    for log in package.logs() {
        let name = format!("proof/logs/{log}/checkpoint");
        let mut text = package.text(&name);
        let mut note = Note::parse(&text).unwrap();
        if spoil {
            note.text.push('\n');
        }
        text += &witness.line(&note, 1_700_000_000);
        package.put(&name, text);
    }
    package.correct();
    package
}

#[test]
fn invented_witnesses_are_not_counted() {
    let (known, invented) = (Witness::new(1), Witness::new(2));
    let trust = format!("{}\n{}\n", Package::built().archive(), known.vkey);
    let answer = |package: &Package, trust: Option<&str>, verdict: &'static str| -> Vec<String> {
        let verified = package.verified(trust);
        assert_eq!(
            verified.verdict(),
            if verdict == "fails" { "fails" } else { "holds" }
        );
        verified
            .findings(verdict)
            .filter(|(code, _)| *code == "witness.cosignature")
            .map(|(_, detail)| detail.to_owned())
            .collect()
    };
    let not_counted = vec!["no known witness; 1 signatures by others not counted"; 2];
    assert_eq!(
        answer(&witnessed(&invented, false), Some(&trust), "unchecked"),
        not_counted
    );
    assert_eq!(
        answer(&witnessed(&invented, false), None, "unchecked"),
        not_counted
    );
    assert_eq!(
        answer(&witnessed(&known, false), None, "unchecked"),
        not_counted
    );
    assert_eq!(
        answer(&witnessed(&known, false), Some(&trust), "holds"),
        ["1 known witnesses"; 2]
    );
    // Under a known name, but not by it.
    assert_eq!(
        answer(&witnessed(&known, true), Some(&trust), "fails").len(),
        2
    );
    let mut named = witnessed(&invented, false);
    for log in named.logs() {
        let checkpoint = format!("proof/logs/{log}/checkpoint");
        named.replace(&checkpoint, &invented.vkey.name, &known.vkey.name);
    }
    named.correct();
    assert_eq!(answer(&named, Some(&trust), "unchecked"), not_counted);
}
