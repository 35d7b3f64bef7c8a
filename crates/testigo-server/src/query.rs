//! Queries of addresses (application/x-www-form-urlencoded). One that says what somebody looks for is sealed: addresses
//! stay in the browser's history, on disk, and may name people.

use std::sync::OnceLock;

use axum::Form;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::response::Redirect;
use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

/// What may name people or tell where something is: words, conditions, what is looked at on the map.
const TELLING: [&str; 3] = ["q", "where", "near"];
/// The name of the one pair of a sealed query.
const SEALED: &str = "s=";
const NONCE_BYTES: usize = 24;

/// Of this process, and gone with it.
static SEAL: OnceLock<Seal> = OnceLock::new();

struct Seal {
    cipher: XChaCha20Poly1305,
    random: fn() -> [u8; 32],
}

/// Makes the key that queries are sealed with, once in a process.
pub(crate) fn begin_sealing(random: fn() -> [u8; 32]) {
    SEAL.get_or_init(|| Seal {
        cipher: XChaCha20Poly1305::new(&random().into()),
        random,
    });
}

/// Pairs as a query, without those that are empty; sealed if one of them tells what somebody looks for.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let is_telling = pairs.clone().any(|(name, _)| TELLING.contains(name));
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    let clear = pairs.join("&");
    let sealed = if is_telling { seal(&clear) } else { None };
    sealed.unwrap_or(clear)
}

fn seal(clear: &str) -> Option<String> {
    let Seal { cipher, random } = SEAL.get()?;
    let drawn = random();
    let nonce = XNonce::from_slice(drawn.get(..NONCE_BYTES)?);
    let sealed = cipher.encrypt(nonce, clear.as_bytes()).ok()?;
    Some(format!(
        "{SEALED}{}{}",
        hex::encode(nonce),
        hex::encode(sealed)
    ))
}

/// A query as it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// It was not sealed.
    Clear,
    /// The address with its query opened.
    Here(Uri),
    /// Another process sealed it: nobody can read it any more.
    Elsewhere,
}

/// Opens the query of an address.
pub(crate) fn opened(place: &Uri) -> Opened {
    let query = place.query().unwrap_or_default();
    match query.strip_prefix(SEALED) {
        None => Opened::Clear,
        Some(sealed) => address_of(place, sealed).map_or(Opened::Elsewhere, Opened::Here),
    }
}

fn address_of(place: &Uri, sealed: &str) -> Option<Uri> {
    let clear = open(sealed)?;
    let mut parts = place.clone().into_parts();
    let opened: PathAndQuery = format!("{}?{clear}", place.path()).parse().ok()?;
    parts.path_and_query = Some(opened);
    Uri::from_parts(parts).ok()
}

fn open(sealed: &str) -> Option<String> {
    let bytes = hex::decode(sealed).ok()?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
    let clear = SEAL
        .get()?
        .cipher
        .decrypt(XNonce::from_slice(nonce), sealed);
    String::from_utf8(clear.ok()?).ok()
}

/// A question that was sent as a form is asked again at an address, which it does not stand in to be read.
pub(crate) async fn ask(place: Uri, Form(pairs): Form<Vec<(String, String)>>) -> Redirect {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Redirect::to(&format!("{}?{}", place.path(), query(&pairs)))
}

/// A name or a value in an address: all but letters, digits and a few marks stand as percent signs and two digits (RFC 3986, 2.1).
pub(crate) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode_upper([byte]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_left_out_and_the_rest_survives() {
        let pairs = [("kind", ""), ("next", "/item/1?a=b"), ("view", "río & más")];
        assert_eq!(
            query(&pairs),
            "next=/item/1%3Fa%3Db&view=r%C3%ADo%20%26%20m%C3%A1s"
        );
    }

    #[test]
    fn a_name_of_a_pair_is_no_other_pair() {
        let pairs = [("where&kind=person#río", "1"), ("a b", "2")];
        assert_eq!(query(&pairs), "where%26kind%3Dperson%23r%C3%ADo=1&a%20b=2");
    }

    #[test]
    fn what_somebody_looks_for_is_opened_here_only() {
        begin_sealing(|| [7; 32]);
        let clear = "q=r%C3%ADo&kind=entry";
        let sealed = query(&[("q", "río"), ("kind", "entry")]);
        assert!(
            sealed.starts_with(SEALED) && !sealed.contains("entry"),
            "{sealed}"
        );
        let address = |query: &str| format!("/library?{query}").parse::<Uri>().unwrap();
        assert_eq!(opened(&address(&sealed)), Opened::Here(address(clear)));
        // Nothing to open, as nothing was sealed.
        assert_eq!(opened(&address(clear)), Opened::Clear);
        assert_eq!(opened(&"/library".parse().unwrap()), Opened::Clear);
        for strange in [
            "s=",
            "s=zz",
            "s=00",
            &format!("{sealed}00"),
            &sealed.replace('a', "b"),
        ] {
            assert_eq!(opened(&address(strange)), Opened::Elsewhere, "{strange}");
        }
    }
}
