//! Openings (FORMAT 3): a statement shown, wholly or in part.

use crate::plain_json::write_json_string;
use crate::statement::{Commitment, field_digest, parse_head};
use crate::{
    Digest, FIELDS_MAX, Field, HEAD_NAME, Head, PlainJsonError, STATEMENT_BYTES_MAX, Seed,
    StatementId, check_plain_json, opening_json,
};

/// Why a text is not an opening, or an opening does not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// Not the JSON of an opening.
    #[error("not the form of an opening at byte {position}")]
    Malformed {
        /// Byte offset.
        position: usize,
    },
    /// A member that an opening does not have, or has already had.
    #[error("an unknown or repeated member at byte {position}")]
    Member {
        /// Byte offset.
        position: usize,
    },
    /// No part, or more than 1,024.
    #[error("no part, or more than {FIELDS_MAX}")]
    Count,
    /// A part is neither exactly shown (salt, name, value) nor exactly bare (digest).
    #[error("part {part} is neither shown nor bare")]
    Part {
        /// Number of the part, from 0.
        part: usize,
    },
    /// A seed stands beside parts that are bare or bring their own salt.
    #[error("a seed stands in an opening that does not show everything from it")]
    Seed,
    /// A name does not match `[a-z][a-z0-9_.]{0,63}`.
    #[error("part {part} has no valid name")]
    Name {
        /// Number of the part, from 0.
        part: usize,
    },
    /// The text or the values together are too long.
    #[error("longer than an opening may be")]
    TooLong,
    /// A value is not plain JSON.
    #[error("the value of part {part} is not plain JSON: {error}")]
    Value {
        /// Number of the part, from 0.
        part: usize,
        /// What is wrong with it.
        error: PlainJsonError,
    },
    /// Something is shown, but part 0 is not, or is not named `head`.
    #[error("a part is shown without the head")]
    HeadMissing,
    /// The head is not written in its one form.
    #[error("the head is not in its form")]
    Head,
    /// The head names another number of fields.
    #[error("the head names {named} fields, the opening has {parts} parts")]
    HeadCount {
        /// Fields named by the head.
        named: usize,
        /// Parts of the opening.
        parts: usize,
    },
    /// A shown part has another name than the head gives it.
    #[error("part {part} has another name than the head gives it")]
    HeadName {
        /// Number of the part, from 0.
        part: usize,
    },
}

/// One field of an opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The field itself and the salt that hides it elsewhere.
    Shown {
        /// The field's salt.
        salt: [u8; 32],
        /// The field's name.
        name: String,
        /// The field's value, plain JSON.
        value: String,
    },
    /// Withheld or erased.
    Bare(Digest),
}

/// A statement's fields, each shown or bare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    parts: Vec<Part>,
    /// Present only where every part is shown with the salt that comes from it.
    seed: Option<Seed>,
}

/// What an opening shows, once its structure holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The commitment of the parts.
    pub id: StatementId,
    /// `None` if nothing is shown.
    pub head: Option<Head>,
    /// The names of all fields, as the head gives them; empty if nothing is shown.
    pub field_names: Vec<String>,
    /// The shown fields without the head, with their place in the statement.
    pub fields: Vec<(usize, Field)>,
    /// The number of parts, shown and bare.
    pub parts: usize,
}

impl Opening {
    /// Every field shown, the salts from the seed. The caller bounds the fields: a `Statement` does.
    pub(crate) fn whole(fields: Vec<Field>, seed: Seed) -> Self {
        let shown = |(Field { name, value }, salt)| Part::Shown { salt, name, value };
        Self {
            parts: fields.into_iter().zip(seed.salts()).map(shown).collect(),
            seed: Some(seed),
        }
    }

    /// The parser has checked that the seed, if any, is that of all parts.
    pub(crate) fn of_parts(parts: Vec<Part>, seed: Option<Seed>) -> Self {
        Self { parts, seed }
    }

    /// Reads either JSON form. Unknown or repeated members, a part that is not exactly shown or bare, and
    /// limits exceeded are refused; what the parts say is for [`Opening::check`].
    pub fn from_json(text: &str) -> Result<Self, OpeningError> {
        opening_json::parse(text)
    }

    /// The JSON of one line: the short form if the opening has its seed, else salts and digests.
    pub fn to_json(&self) -> String {
        let length = self.parts.iter().map(|part| match part {
            Part::Shown { value, .. } => 180 + value.len(),
            Part::Bare(_) => 80,
        });
        let mut json = String::with_capacity(length.sum::<usize>() + 100);
        json.push('{');
        if let Some(seed) = &self.seed {
            write_hex("\"seed\":", seed.as_bytes(), &mut json);
            json.push(',');
        }
        json.push_str("\"parts\":[");
        for (index, part) in self.parts.iter().enumerate() {
            json.push_str(if index == 0 { "{" } else { ",{" });
            match part {
                Part::Bare(digest) => write_hex("\"digest\":", digest.as_bytes(), &mut json),
                Part::Shown { salt, name, value } => {
                    if self.seed.is_none() {
                        write_hex("\"salt\":", salt, &mut json);
                        json.push(',');
                    }
                    json.push_str("\"name\":");
                    write_json_string(name, &mut json);
                    json.push_str(",\"value\":");
                    write_json_string(value, &mut json);
                }
            }
            json.push('}');
        }
        json.push_str("]}");
        json
    }

    /// The parts in order, each shown one with its salt.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The id of the statement that these parts open.
    pub fn commitment(&self) -> StatementId {
        let mut commitment = Commitment::new(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Shown { salt, name, value } => {
                    commitment.add(&field_digest(index, salt, name, value));
                }
                Part::Bare(digest) => commitment.add(digest),
            }
        }
        commitment.finish()
    }

    /// Whether the parts obey the format: limits, plain JSON, head, names. The caller compares the id with the
    /// one it expects, and the head's archive and log with those it found the opening in.
    pub fn check(&self) -> Result<Checked, OpeningError> {
        let mut checked = Checked {
            id: self.commitment(),
            head: None,
            field_names: Vec::new(),
            fields: Vec::new(),
            parts: self.parts.len(),
        };
        if !self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Shown { .. }))
        {
            return Ok(checked);
        }
        let Some(Part::Shown { name, value, .. }) = self.parts.first() else {
            return Err(OpeningError::HeadMissing);
        };
        if name != HEAD_NAME {
            return Err(OpeningError::HeadMissing);
        }
        let (head, names) = parse_head(value).ok_or(OpeningError::Head)?;
        if names.len() != self.parts.len() {
            return Err(OpeningError::HeadCount {
                named: names.len(),
                parts: self.parts.len(),
            });
        }
        checked.fields = self.shown_fields(&names)?;
        checked.head = Some(head);
        checked.field_names = names.into_iter().map(str::to_owned).collect();
        Ok(checked)
    }

    fn shown_fields(&self, names: &[&str]) -> Result<Vec<(usize, Field)>, OpeningError> {
        let mut fields = Vec::with_capacity(self.parts.len());
        let mut bytes = 0;
        for (index, (part, expected)) in self.parts.iter().zip(names).enumerate() {
            let Part::Shown { name, value, .. } = part else {
                continue;
            };
            if name != expected {
                return Err(OpeningError::HeadName { part: index });
            }
            bytes += value.len();
            if bytes > STATEMENT_BYTES_MAX {
                return Err(OpeningError::TooLong);
            }
            check_plain_json(value).map_err(|error| OpeningError::Value { part: index, error })?;
            if index > 0 {
                fields.push((
                    index,
                    Field {
                        name: name.clone(),
                        value: value.clone(),
                    },
                ));
            }
        }
        Ok(fields)
    }

    /// The same statement without its seed, showing only the parts that `keep` (number, name) names. The head
    /// stays shown if any part does.
    #[must_use]
    pub fn showing(&self, keep: impl Fn(usize, &str) -> bool) -> Self {
        let keeps = |index: usize, part: &Part| match part {
            Part::Shown { name, .. } => keep(index, name),
            Part::Bare(_) => false,
        };
        let mut kept: Vec<bool> = self
            .parts
            .iter()
            .enumerate()
            .map(|(index, part)| keeps(index, part))
            .collect();
        let any = kept.contains(&true);
        if let Some(head) = kept.first_mut() {
            *head = any;
        }
        let parts = self.parts.iter().zip(kept).enumerate();
        let parts = parts.map(|(index, (part, kept))| match part {
            Part::Shown { salt, name, value } if !kept => {
                Part::Bare(field_digest(index, salt, name, value))
            }
            Part::Shown { .. } | Part::Bare(_) => part.clone(),
        });
        Self {
            parts: parts.collect(),
            seed: None,
        }
    }
}

fn write_hex(member: &str, bytes: &[u8; 32], json: &mut String) {
    json.push_str(member);
    json.push('"');
    json.push_str(crate::identifier::hex_text(bytes, &mut [0; 64]));
    json.push('"');
}
