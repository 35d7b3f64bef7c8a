//! Signatures of WACZ files, made here with invented keys.

use super::wacz::{digest, read, sample};
use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::hazmat::PrehashSigner as _;
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The place of the description and of its digest among the parts of the sample.
const DESCRIPTION: usize = 2;
const SIGNED: usize = 3;

const P256: &[u8] = b"\x2A\x86\x48\xCE\x3D\x03\x01\x07";
const P384: &[u8] = b"\x2B\x81\x04\x00\x22";
const P521: &[u8] = b"\x2B\x81\x04\x00\x23";
const ECDSA: &[u8] = b"\x2A\x86\x48\xCE\x3D\x02\x01";

/// An element of DER.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let head = match content.len() {
        0..128 => vec![tag, length[1]],
        128..256 => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [head, content].concat()
}

fn key_of(curve: &[u8], point: &[u8]) -> Vec<u8> {
    let algorithm = element(0x30, &[&element(6, &[ECDSA]), &element(6, &[curve])]);
    element(0x30, &[&algorithm, &element(3, &[b"\0", point])])
}

/// A certificate with a version, nobody's names, and this key.
fn chain_of(key: &[u8]) -> String {
    let empty = element(0x30, &[]);
    let version = element(0xA0, &[&element(2, &[b"\x02"])]);
    let serial = element(2, &[b"\x01"]);
    let signed = element(
        0x30,
        &[&version, &serial, &empty, &empty, &empty, &empty, key],
    );
    let certificate = element(0x30, &[&signed, &empty, &element(3, &[b"\0"])]);
    let digits = STANDARD.encode(certificate);
    let (first, rest) = digits.split_at(64);
    format!(
        "-----BEGIN CERTIFICATE-----\n{first}\n{rest}\n-----END CERTIFICATE-----\n\n\
         -----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    )
}

/// Signs a text: the key, both numbers side by side, and DER.
fn sign_384(text: &str) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let key = p384::ecdsa::SigningKey::from_slice(&[7; 48]).unwrap();
    let digest = Sha256::digest(text.as_bytes());
    let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
    let point = key.verifying_key().to_encoded_point(false);
    (
        key_of(P384, point.as_bytes()),
        signature.to_bytes().to_vec(),
        signature.to_der().as_bytes().to_vec(),
    )
}

fn sign_256(text: &str) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let digest = Sha256::digest(text.as_bytes());
    let signature: p256::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
    let point = key.verifying_key().to_encoded_point(false);
    (
        key_of(P256, point.as_bytes()),
        signature.to_bytes().to_vec(),
        signature.to_der().as_bytes().to_vec(),
    )
}

/// As a browser signs: a key alone.
fn anonymous(hash: &str) -> Value {
    let (key, signature, _) = sign_384(hash);
    json!({
        "hash": hash, "created": "2022-01-18T19:00:12Z", "software": "x",
        "signature": STANDARD.encode(signature), "publicKey": STANDARD.encode(key),
    })
}

/// As a server signs: a chain of certificates.
fn with_domain(hash: &str) -> Value {
    let (key, _, signature) = sign_256(hash);
    json!({
        "hash": hash, "created": "2022-01-18T19:00:12Z", "software": "x", "version": "0.1.0",
        "signature": STANDARD.encode(signature), "domain": "a.example",
        "domainCert": chain_of(&key), "timeSignature": "AAAA", "timestampCert": "",
    })
}

/// The troubles of the digest of the description, and the conditions of the only page.
fn outcome(given: &Given) -> (Vec<String>, Vec<String>) {
    let lines = given.trouble_lines();
    let codes = lines
        .lines()
        .filter_map(|line| line.strip_prefix("0 [datapackage-digest.json] : "));
    let said = line(&given.files[0].0);
    let conditions = said
        .split("condition=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next());
    (
        codes.map(str::to_owned).collect(),
        conditions.map(str::to_owned).collect(),
    )
}

/// A sample that is signed, changed in what was signed.
fn signed(sign: impl Fn(&str) -> Value, change: impl FnOnce(&mut Value)) -> Given {
    read(&sample(|parts| {
        let hash = digest(&parts[DESCRIPTION].1);
        let mut of_description = json!({"hash": hash, "signedData": sign(&hash)});
        change(&mut of_description["signedData"]);
        parts[SIGNED].1 = of_description.to_string().into_bytes();
    }))
}

fn base64_of(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

#[test]
fn a_signature_holds_for_what_came_along() {
    let holds = ["digest_holds", "signature_holds"];
    let (codes, conditions) = outcome(&signed(anonymous, |_| {}));
    assert_eq!(
        (codes.len(), conditions),
        (0, holds.map(str::to_owned).to_vec())
    );
    let (codes, conditions) = outcome(&signed(with_domain, |_| {}));
    assert_eq!(codes, ["certificate_unchecked"]);
    assert_eq!(
        conditions,
        ["digest_holds", "signature_holds", "certificate_unchecked"]
    );
    // Either curve, either form.
    for sign in [sign_256, sign_384] {
        for is_side_by_side in [true, false] {
            let given = signed(anonymous, |data| {
                let (key, plain, der) = sign(data["hash"].as_str().unwrap());
                data["publicKey"] = STANDARD.encode(key).into();
                data["signature"] = STANDARD
                    .encode(if is_side_by_side { plain } else { der })
                    .into();
            });
            assert_eq!(outcome(&given).1, holds);
        }
    }
}

#[test]
fn a_signature_fails_where_anything_was_changed() {
    let fails = |given: &Given| {
        let (codes, conditions) = outcome(given);
        assert_eq!(codes.last().unwrap(), "signature_fails");
        assert_eq!(conditions.last().unwrap(), "signature_fails");
    };
    for sign in [anonymous, with_domain] {
        fails(&signed(sign, |data| {
            data["hash"] = digest(b"another").into();
        }));
        // The digest is that of the description, and is not the text that was signed.
        fails(&signed(sign, |data| {
            data["hash"] = data["hash"].as_str().unwrap().to_uppercase().into();
        }));
        for place in [4, 20, 60] {
            fails(&signed(sign, |data| {
                let mut bytes = base64_of(&data["signature"]);
                bytes[place] ^= 1;
                data["signature"] = STANDARD.encode(bytes).into();
            }));
        }
        for broken in ["!", "AAAA"] {
            fails(&signed(sign, |data| data["signature"] = broken.into()));
        }
        // A description that is not the one that was signed.
        fails(&read(&sample(|parts| {
            let hash = digest(&parts[DESCRIPTION].1);
            parts[DESCRIPTION].1.push(b' ');
            let now = digest(&parts[DESCRIPTION].1);
            let of_description = json!({"hash": now, "signedData": sign(&hash)});
            parts[SIGNED].1 = of_description.to_string().into_bytes();
        })));
    }
    // Another key, and a point that is on no curve.
    let (_, other, _) = sign_384("another");
    fails(&signed(anonymous, |data| {
        data["signature"] = STANDARD.encode(other).into();
    }));
    fails(&signed(anonymous, |data| {
        let mut key = base64_of(&data["publicKey"]);
        *key.last_mut().unwrap() ^= 1;
        data["publicKey"] = STANDARD.encode(key).into();
    }));
    fails(&signed(with_domain, |data| {
        let (key, ..) = sign_384("");
        data["domainCert"] = chain_of(&key).into();
    }));
}

#[test]
fn what_was_not_checked_says_why() {
    let why = |given: &Given| {
        let (codes, conditions) = outcome(given);
        assert_eq!(conditions.last().unwrap(), "signature_unchecked");
        codes.concat()
    };
    let curve = key_of(P521, &[4; 133]);
    let rsa = element(
        0x30,
        &[
            &element(
                0x30,
                &[
                    &element(6, &[b"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"]),
                    &element(5, &[]),
                ],
            ),
            &element(3, &[b"\0", &[1; 8]]),
        ],
    );
    for key in [&curve, &rsa] {
        let given = signed(anonymous, |data| {
            data["publicKey"] = STANDARD.encode(key).into();
        });
        assert_eq!(why(&given), "signature_key_unknown");
        let given = signed(with_domain, |data| {
            data["domainCert"] = chain_of(key).into();
        });
        assert_eq!(why(&given), "signature_key_unknown");
    }
    for (name, value) in [
        ("signature", json!("")),
        ("signature", Value::Null),
        ("publicKey", Value::Null),
        ("publicKey", json!("AAAA")),
        ("publicKey", json!("ñ")),
        // Of two keys nothing says which one signed.
        ("domainCert", json!(chain_of(&key_of(P256, &[4; 65])))),
    ] {
        let given = signed(anonymous, |data| data[name] = value);
        assert_eq!(why(&given), "signature_incomplete", "{name}");
    }
    for chain in [
        "",
        "AAAA",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA=",
    ] {
        let given = signed(with_domain, |data| data["domainCert"] = chain.into());
        assert_eq!(why(&given), "signature_incomplete", "{chain}");
    }
    // What was signed is no digest, or a weaker one.
    for hash in ["a text", "md5:d41d8cd98f00b204e9800998ecf8427e"] {
        let given = signed(|_| anonymous(hash), |_| {});
        assert_eq!(why(&given), "signed_digest_unknown", "{hash}");
    }
}

#[test]
fn a_signature_says_nothing_of_what_it_does_not_bind() {
    let signed_with = |description: Value, more: &[u8]| {
        read(&sample(|parts| {
            parts[0].1.extend(more);
            if !description.is_null() {
                parts[DESCRIPTION].1 = description.to_string().into_bytes();
            }
            let hash = digest(&parts[DESCRIPTION].1);
            let of_description = json!({"hash": hash, "signedData": anonymous(&hash)});
            parts[SIGNED].1 = of_description.to_string().into_bytes();
        }))
    };
    // The captures are others than those that were described.
    let (codes, conditions) = outcome(&signed_with(Value::Null, b"\r\n"));
    assert_eq!(codes.len(), 0);
    assert_eq!(conditions, ["digest_differs", "signature_fails"]);
    // The description names neither the captures nor the list of pages.
    let (codes, conditions) = outcome(&signed_with(json!({"resources": []}), b""));
    assert_eq!(
        (codes.len(), conditions),
        (0, vec!["digest_absent".to_owned()])
    );
    // A second part of the same name.
    let given = read(&sample(|parts| {
        let hash = digest(&parts[DESCRIPTION].1);
        let of_description = json!({"hash": hash, "signedData": anonymous(&hash)});
        parts[SIGNED].1 = of_description.to_string().into_bytes();
        let mut twin = parts[0].clone();
        twin.1.extend(b"\r\n");
        parts.push(twin);
    }));
    assert_eq!(outcome(&given).1, ["digest_differs", "signature_fails"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_that_was_changed_holds(
        at in any::<prop::sample::Index>(),
        change in 1_u8..,
        what in 0_usize..3,
    ) {
        let changed = |mut bytes: Vec<u8>| {
            let place = at.index(bytes.len());
            bytes[place] ^= change;
            bytes
        };
        let given = signed(with_domain, |data| {
            let (key, plain, der) = sign_256(data["hash"].as_str().unwrap());
            match what {
                0 => data["signature"] = STANDARD.encode(changed(der)).into(),
                1 => data["domainCert"] = chain_of(&changed(key)).into(),
                _ => {
                    data["domainCert"] = Value::Null;
                    data["publicKey"] = STANDARD.encode(changed(key)).into();
                    data["signature"] = STANDARD.encode(plain).into();
                }
            }
        });
        prop_assert!(!outcome(&given).1.contains(&"signature_holds".to_owned()));
    }

    #[test]
    fn any_certificates_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let chain = format!(
            "-----BEGIN CERTIFICATE-----{}-----END CERTIFICATE-----",
            STANDARD.encode(element(0x30, &[&element(0x30, &[&bytes])])),
        );
        let given = signed(with_domain, |data| data["domainCert"] = chain.into());
        prop_assert!(!outcome(&given).1.contains(&"signature_holds".to_owned()));
    }
}
