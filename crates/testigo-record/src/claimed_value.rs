//! The value of a claimed field (FORMAT 6): the canonical text of its type, or the words that could not be read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use testigo_custody::{Field, json_string};

use crate::absence::Absence;
use crate::reading::is_noncharacter;
use crate::vocabulary::is_own;

const UNREAD_START: &str = "{\"unread\":";
const ABSENT_START: &str = "{\"absent\":";
const ABSENT_MIDDLE: &str = ",\"written\":";
const OWN_START: &str = "{\"name\":";
const OWN_MIDDLE: &str = ",\"value\":";
/// The name of a group's own field is at most this long; it is content, not a document.
const OWN_NAME_BYTES_MAX: usize = 256;

/// What a source says in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedValue {
    /// The canonical text of the field's type.
    Read(String),
    /// Words that could not be read as the field's type, as written.
    Unread(String),
    /// No value, and why; with the words as written, if there were any.
    Absent(Absence, String),
}

/// What the text of a claimed value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Read,
    Unread,
    Absent(Absence),
}

impl ClaimedValue {
    /// As plain JSON. Unicode noncharacters, which plain JSON refuses, become U+FFFD: only unread words
    /// can hold them, and a cell with a broken character must not keep its row out of the record.
    pub fn to_json(&self) -> String {
        match self {
            ClaimedValue::Read(text) => json_string(&storable(text)),
            ClaimedValue::Unread(text) => {
                format!("{UNREAD_START}{}}}", json_string(&storable(text)))
            }
            ClaimedValue::Absent(absence, text) => {
                let code = json_string(absence.code());
                let text = json_string(&storable(text));
                format!("{ABSENT_START}{code}{ABSENT_MIDDLE}{text}}}")
            }
        }
    }

    /// The text that people read: the value, or the words as written.
    pub fn text(&self) -> &str {
        match self {
            ClaimedValue::Read(text)
            | ClaimedValue::Unread(text)
            | ClaimedValue::Absent(_, text) => text,
        }
    }

    /// From plain JSON. Anything but a string, `{"unread":...}` or `{"absent":...}` is unread, with the JSON as its words.
    pub fn from_json(json: &str) -> ClaimedValue {
        match claimed(json) {
            Some((text, Standing::Read)) => ClaimedValue::Read(text.into_owned()),
            Some((text, Standing::Unread)) => ClaimedValue::Unread(text.into_owned()),
            Some((text, Standing::Absent(absence))) => {
                ClaimedValue::Absent(absence, text.into_owned())
            }
            None => ClaimedValue::Unread(json.to_owned()),
        }
    }
}

/// A text as plain JSON can hold it: each noncharacter of Unicode becomes U+FFFD.
pub fn storable(text: &str) -> Cow<'_, str> {
    if text.contains(is_noncharacter) {
        Cow::Owned(text.replace(is_noncharacter, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The fields of a statement for claims in their order: repeated names get their suffix (`alias.2`), a group's own
/// fields (`x.<name>`) their number, with the name in the value.
pub fn claimed_fields(claims: &[(String, ClaimedValue)]) -> Vec<Field> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own = 0_usize;
    let mut fields = Vec::with_capacity(claims.len());
    for (name, value) in claims {
        if is_own(name) {
            own += 1;
            let name_json = json_string(&storable(name));
            let value = format!("{OWN_START}{name_json}{OWN_MIDDLE}{}}}", value.to_json());
            fields.push(Field {
                name: format!("x.{own}"),
                value,
            });
            continue;
        }
        let seen = times.entry(name).or_default();
        *seen += 1;
        let name = if *seen == 1 {
            name.clone()
        } else {
            format!("{name}.{seen}")
        };
        fields.push(Field {
            name,
            value: value.to_json(),
        });
    }
    fields
}

/// The text of a claimed value, and what it is; none for other JSON.
pub(crate) fn claimed(json: &str) -> Option<(Cow<'_, str>, Standing)> {
    if let Some(text) = string(json) {
        return Some((text, Standing::Read));
    }
    let inside = json.strip_suffix('}')?;
    if let Some(inner) = inside.strip_prefix(UNREAD_START) {
        return Some((string(inner)?, Standing::Unread));
    }
    let (code, rest) = leading_string(inside.strip_prefix(ABSENT_START)?)?;
    let text = string(rest.strip_prefix(ABSENT_MIDDLE)?)?;
    Some((text, Standing::Absent(Absence::from_code(&code)?)))
}

/// Name, text and what it is, of the value of a field `x.<n>`.
pub(crate) fn own_claimed(json: &str) -> Option<(Cow<'_, str>, Cow<'_, str>, Standing)> {
    let (name, rest) = leading_string(json.strip_prefix(OWN_START)?)?;
    let (text, standing) = claimed(rest.strip_prefix(OWN_MIDDLE)?.strip_suffix('}')?)?;
    let sound = is_own(&name)
        && name.len() <= OWN_NAME_BYTES_MAX
        && !name.contains(|character: char| character.is_control());
    sound.then_some((name, text, standing))
}

/// The text of plain JSON that is one string.
pub(crate) fn string(json: &str) -> Option<Cow<'_, str>> {
    match leading_string(json)? {
        (text, "") => Some(text),
        (_, _) => None,
    }
}

/// The string that the plain JSON starts with, and what follows it. Without escapes nothing is copied.
pub(crate) fn leading_string(json: &str) -> Option<(Cow<'_, str>, &str)> {
    let body = json.strip_prefix('"')?;
    let end = body.find(['"', '\\'])?;
    let (plain, rest) = body.split_at(end);
    match rest.strip_prefix('"') {
        Some(rest) => Some((Cow::Borrowed(plain), rest)),
        None => unescaped(plain, rest),
    }
}

/// Continues a string at its first backslash.
fn unescaped<'a>(plain: &str, mut rest: &'a str) -> Option<(Cow<'a, str>, &'a str)> {
    let mut text = plain.to_owned();
    loop {
        let end = rest.find(['"', '\\'])?;
        let (plain, special) = rest.split_at(end);
        text.push_str(plain);
        if let Some(after) = special.strip_prefix('"') {
            return Some((Cow::Owned(text), after));
        }
        let mut characters = special.strip_prefix('\\')?.chars();
        let character = match characters.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => {
                let digits = characters.as_str().get(..4)?;
                characters = characters.as_str().get(4..)?.chars();
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            quote @ ('"' | '\\') => quote,
            _ => return None,
        };
        text.push(character);
        rest = characters.as_str();
    }
}

#[cfg(test)]
mod tests;
