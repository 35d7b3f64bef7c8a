//! Texts made of lines, read strictly: every line ends in one newline, numbers and base64 have one form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Digest;

/// The lines of a text, taken one by one.
pub(crate) struct Lines<'a>(&'a str);

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// The next line; `None` where no newline ends it.
    pub(crate) fn next(&mut self) -> Option<&'a str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }

    /// What follows `<name> ` on the next line.
    pub(crate) fn field(&mut self, name: &str) -> Option<&'a str> {
        self.next()?.strip_prefix(name)?.strip_prefix(' ')
    }

    /// Everything that is left.
    pub(crate) fn rest(self) -> &'a str {
        self.0
    }

    /// Some if nothing is left.
    pub(crate) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// An unsigned decimal without sign or leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && digits {
        text.parse().ok()
    } else {
        None
    }
}

/// Padded base64 (RFC 4648, section 4), in its one form.
pub(crate) fn bytes_of_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn base64_text(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// A digest as C2SP formats write it.
pub(crate) fn digest_of_base64(text: &str) -> Option<Digest> {
    bytes_of_base64(text)?
        .try_into()
        .ok()
        .map(Digest::from_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_base64_have_one_form() {
        for (text, expected) in [
            ("0", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("", None),
            ("01", None),
            ("00", None),
            ("+1", None),
            ("-0", None),
            (" 1", None),
            ("1 ", None),
            ("１", None),
        ] {
            assert_eq!(decimal(text), expected, "{text}");
        }
        for (text, expected) in [
            ("AQ==", Some(vec![1])),
            ("AR==", None),
            ("AQ", None),
            ("AQ=", None),
            ("AQ==\n", None),
            ("_-8=", None),
        ] {
            assert_eq!(bytes_of_base64(text), expected, "{text}");
        }
    }
}
