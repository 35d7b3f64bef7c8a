//! Ed25519 (RFC 8032), verified strictly (FORMAT 1).

use std::fmt;

use ed25519_dalek::{Signature, Signer, VerifyingKey};

use crate::line::base64_text;

/// Everything before the 32 bytes of an Ed25519 key in a `SubjectPublicKeyInfo` (RFC 8410).
const PUBLIC_KEY_INFO_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// A secret signing key. Its memory is wiped when it is dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key that RFC 8032 makes from these 32 bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The public key.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The secret 32 bytes, to be sealed and wiped.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Signs a message; the same message has always the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(..)")
    }
}

/// Whether the signature holds. A key or an R that is of small order or not canonical, and an S that is not
/// below the group order, are refused.
pub fn verify_strict(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let signature = Signature::from_bytes(signature);
    let Ok(key) = VerifyingKey::from_bytes(public) else {
        return false;
    };
    is_canonical(public)
        && is_canonical(signature.r_bytes())
        && key.verify_strict(message, &signature).is_ok()
}

/// Whether the y of an encoded point is below the field's prime, 2^255 - 19. (The point with x = 0 and the sign
/// bit set is of small order.)
fn is_canonical(point: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = point;
    *first < 0xed || last & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// The public key as PEM, for `openssl`.
pub fn public_key_pem(public: &[u8; 32]) -> String {
    let key_info = [PUBLIC_KEY_INFO_PREFIX.as_slice(), public].concat();
    let base64 = base64_text(key_info);
    format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 1.
    #[test]
    fn the_first_test_of_the_standard() {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let key = SigningKey::from_seed(hex::decode(seed).unwrap().try_into().unwrap());
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(hex::encode(key.public()), public);
        let signature = key.sign(b"");
        let expected = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b\
                        d25bf5f0595bbe24655141438e7a100b";
        assert_eq!(hex::encode(signature), expected);
        assert!(verify_strict(&key.public(), b"", &signature));
        assert!(!verify_strict(&key.public(), b"x", &signature));
        assert_eq!(format!("{key:?}"), "SigningKey(..)");
    }

    /// A valid point of large order whose y is written as y + p: the library alone would take it as a key.
    #[test]
    fn a_point_with_a_second_encoding_is_not_canonical() {
        let mut count = 0;
        for low in 0xed_u8..=0xff {
            let mut point = [0xff; 32];
            point[0] = low;
            for last in [0x7f, 0xff] {
                point[31] = last;
                assert!(!is_canonical(&point));
                let Ok(key) = VerifyingKey::from_bytes(&point) else {
                    continue;
                };
                count += usize::from(!key.is_weak());
            }
        }
        assert!(count > 0, "no such point: the check would be idle");
        let mut largest = [0xff; 32];
        (largest[0], largest[31]) = (0xec, 0x7f);
        assert!(is_canonical(&largest));
    }

    #[test]
    fn a_key_as_pem() {
        let expected = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n-----END PUBLIC KEY-----\n";
        assert_eq!(public_key_pem(&[1; 32]), expected);
    }
}
