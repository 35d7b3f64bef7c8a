//! The digests that records carry (ISO 28500:2017, 5.8 and 5.9).

use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

/// A digest as a record states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stated {
    algorithm: &'static str,
    bytes: Vec<u8>,
}

impl Stated {
    /// Reads `sha1:BASE32`, `sha256:hex` and the like; none if it is of an unknown kind.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (name, digits) = text.trim().split_once(':')?;
        let (algorithm, length) = match name.to_ascii_lowercase().replace('-', "").as_str() {
            "sha1" => ("sha1", 20),
            "sha256" => ("sha256", 32),
            "sha512" => ("sha512", 64),
            _ => return None,
        };
        let digits = digits.trim();
        let bytes = [
            from_hexadecimal(digits),
            from_base32(digits),
            from_base64(digits),
        ]
        .into_iter()
        .flatten()
        .find(|bytes| bytes.len() == length)?;
        Some(Self { algorithm, bytes })
    }

    /// Whether it is the digest of these bytes.
    pub(crate) fn is_of(&self, bytes: &[u8]) -> bool {
        let mut check = Check::new(self);
        check.update(bytes);
        check.holds()
    }

    pub(crate) fn is_sha256(&self) -> bool {
        self.algorithm == "sha256"
    }

    /// `sha1:` and hexadecimal digits.
    pub(crate) fn text(&self) -> String {
        format!(
            "{}:{}",
            self.algorithm,
            crate::foreign::output::hex(&self.bytes)
        )
    }
}

/// Computes the digest of one stated kind.
#[derive(Clone)]
pub(crate) struct Check {
    stated: Stated,
    state: State,
}

#[derive(Clone)]
enum State {
    Sha1(Sha1),
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Check {
    pub(crate) fn new(stated: &Stated) -> Self {
        let state = match stated.algorithm {
            "sha1" => State::Sha1(Sha1::new()),
            "sha256" => State::Sha256(Sha256::new()),
            _ => State::Sha512(Sha512::new()),
        };
        Self {
            stated: stated.clone(),
            state,
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Sha1(hasher) => hasher.update(bytes),
            State::Sha256(hasher) => hasher.update(bytes),
            State::Sha512(hasher) => hasher.update(bytes),
        }
    }

    /// Whether the bytes had the digest that was stated.
    pub(crate) fn holds(self) -> bool {
        let found = match self.state {
            State::Sha1(hasher) => hasher.finalize().to_vec(),
            State::Sha256(hasher) => hasher.finalize().to_vec(),
            State::Sha512(hasher) => hasher.finalize().to_vec(),
        };
        found == self.stated.bytes
    }
}

fn from_hexadecimal(digits: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
    from_bits(&values?, 4)
}

/// RFC 4648, 6; the padding may be left out.
fn from_base32(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: char| match digit.to_ascii_uppercase() {
        letter @ 'A'..='Z' => Some(u32::from(letter) - u32::from('A')),
        number @ '2'..='7' => Some(u32::from(number) - u32::from('2') + 26),
        _ => None,
    };
    let values: Option<Vec<u32>> = digits.trim_end_matches('=').chars().map(value).collect();
    from_bits(&values?, 5)
}

/// RFC 4648, 4 and 5; some writers use it.
fn from_base64(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: char| match digit {
        'A'..='Z' => Some(u32::from(digit) - u32::from('A')),
        'a'..='z' => Some(u32::from(digit) - u32::from('a') + 26),
        '0'..='9' => Some(u32::from(digit) - u32::from('0') + 52),
        '+' | '-' => Some(62),
        '/' | '_' => Some(63),
        _ => None,
    };
    let values: Option<Vec<u32>> = digits.trim_end_matches('=').chars().map(value).collect();
    from_bits(&values?, 6)
}

/// Values of so many bits each, joined; what does not fill a byte is padding.
fn from_bits(values: &[u32], width: u32) -> Option<Vec<u8>> {
    if values.len() > 256 {
        return None;
    }
    let (mut held, mut count) = (0_u32, 0_u32);
    let mut bytes = Vec::new();
    for value in values {
        held = held << width | value;
        count += width;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(held >> count & 0xFF).ok()?);
            held &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_in_every_form() {
        let hexadecimal = "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709";
        for text in [
            hexadecimal,
            "SHA-1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
            "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        ] {
            let stated = Stated::read(text).unwrap();
            assert_eq!(stated.text(), hexadecimal, "{text}");
            assert!(Check::new(&stated).holds(), "{text}");
            let mut other = Check::new(&stated);
            other.update(b"x");
            assert!(!other.holds());
        }
        for text in [
            "",
            "sha1",
            "md5:d41d8cd98f00b204e9800998ecf8427e",
            "sha1:ñ",
            "sha256:00",
        ] {
            assert_eq!(Stated::read(text), None, "{text}");
        }
    }
}
