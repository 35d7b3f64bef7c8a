//! The signature of a WACZ (WACZ Auth 0.1.0): ECDSA over the text of a digest, hashed with SHA-256.
//!
//! What is checked is that the signature was made with the key that the package brings along, and
//! that what was signed is the description of this package. Whose key that is no package can say of
//! itself: certificates are read for their keys, and neither their issuers, their dates and names,
//! nor the time stamp (RFC 3161) are checked.

use crate::foreign::warc::digest::Stated;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::elliptic_curve::ALGORITHM_OID;
use p256::pkcs8::AssociatedOid as _;
use p256::pkcs8::der::asn1::AnyRef;
use p256::pkcs8::der::{self, Decode as _, Reader as _, SliceReader};
use p256::pkcs8::spki::SubjectPublicKeyInfoRef;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// `signedData`, in one of its two forms: with a key alone, or with a chain of certificates.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Signed {
    hash: String,
    /// Base64 of both numbers side by side, or of DER.
    signature: Option<String>,
    /// Base64 of DER (RFC 5280, 4.1: `SubjectPublicKeyInfo`).
    #[serde(rename = "publicKey")]
    key: Option<String>,
    /// PEM, the certificate of the signer first.
    #[serde(rename = "domainCert")]
    certificates: Option<String>,
}

/// What became of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// For the key that came along.
    Holds,
    /// For the key of a certificate that came along and was not checked.
    HoldsForCertificate,
    Fails,
    /// With the code of the reason.
    Unchecked(&'static str),
}

impl Signed {
    pub(super) fn check(&self, description: &[u8]) -> Outcome {
        let stated = Stated::read(&self.hash);
        if stated.as_ref().is_some_and(|it| !it.is_of(description)) {
            // Whoever signed, it was another description.
            return Outcome::Fails;
        }
        match self.check_key() {
            Ok(true) => {}
            Ok(false) => return Outcome::Fails,
            Err(reason) => return Outcome::Unchecked(reason),
        }
        // The specification knows no other digest, and a weaker one would bind nothing.
        if !stated.is_some_and(|it| it.is_sha256()) {
            return Outcome::Unchecked("signed_digest_unknown");
        }
        if self.certificates.is_some() {
            Outcome::HoldsForCertificate
        } else {
            Outcome::Holds
        }
    }

    /// Whether the signature was made with the key; the reason if that cannot be found out.
    fn check_key(&self) -> Result<bool, &'static str> {
        const INCOMPLETE: &str = "signature_incomplete";
        let key = match (&self.key, &self.certificates) {
            (Some(key), None) => STANDARD.decode(key.trim()).ok(),
            (None, Some(chain)) => first_certificate(chain)
                .and_then(|certificate| key_of(&certificate).ok().map(<[u8]>::to_vec)),
            // Of two keys nothing says which one signed.
            (None, None) | (Some(_), Some(_)) => None,
        };
        let key = key.ok_or(INCOMPLETE)?;
        let key = SubjectPublicKeyInfoRef::from_der(&key).map_err(|_| INCOMPLETE)?;
        let signature = self.signature.as_deref().unwrap_or_default().trim();
        if signature.is_empty() {
            return Err(INCOMPLETE);
        }
        // What is no base64 was signed by nobody.
        let signature = STANDARD.decode(signature).unwrap_or_default();
        is_signed_with(key, &signature, &self.hash).ok_or("signature_key_unknown")
    }
}

/// None if the kind of key is not known here.
fn is_signed_with(
    key: SubjectPublicKeyInfoRef<'_>,
    signature: &[u8],
    signed: &str,
) -> Option<bool> {
    let (algorithm, curve) = key.algorithm.oids().ok()?;
    let curve = curve.filter(|_| algorithm == ALGORITHM_OID)?;
    let digest = Sha256::digest(signed.as_bytes());
    // A point that is not on its curve is a key that nothing was signed with.
    if curve == p256::NistP256::OID {
        use p256::ecdsa::{Signature, VerifyingKey};
        let forms = [
            Signature::from_slice(signature).ok(),
            Signature::from_der(signature).ok(),
        ];
        let key = VerifyingKey::try_from(key);
        Some(key.is_ok_and(|key| any_holds(&key, &digest, &forms)))
    } else if curve == p384::NistP384::OID {
        use p384::ecdsa::{Signature, VerifyingKey};
        let forms = [
            Signature::from_slice(signature).ok(),
            Signature::from_der(signature).ok(),
        ];
        let key = VerifyingKey::try_from(key);
        Some(key.is_ok_and(|key| any_holds(&key, &digest, &forms)))
    } else {
        None
    }
}

/// Writers differ: browsers give both numbers side by side, servers DER.
fn any_holds<S>(key: &impl PrehashVerifier<S>, digest: &[u8], forms: &[Option<S>]) -> bool {
    forms
        .iter()
        .flatten()
        .any(|signature| key.verify_prehash(digest, signature).is_ok())
}

/// The first certificate of a chain in PEM (RFC 7468).
fn first_certificate(chain: &str) -> Option<Vec<u8>> {
    let (_, rest) = chain.split_once("-----BEGIN CERTIFICATE-----")?;
    let (digits, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let digits: String = digits.split_ascii_whitespace().collect();
    STANDARD.decode(digits).ok()
}

/// The public key in a certificate (RFC 5280, 4.1).
fn key_of(certificate: &[u8]) -> der::Result<&[u8]> {
    /// The tag of the version, which may be left out.
    const VERSION: u8 = 0xA0;
    let certificate = AnyRef::from_der(certificate)?;
    let signed = SliceReader::new(certificate.value())?.tlv_bytes()?;
    let mut fields = SliceReader::new(AnyRef::from_der(signed)?.value())?;
    if fields.peek_byte() == Some(VERSION) {
        fields.tlv_bytes()?;
    }
    // Serial number, algorithm, issuer, validity, subject.
    for _ in 0..5 {
        fields.tlv_bytes()?;
    }
    fields.tlv_bytes()
}
