//! The parts of an Office Open XML package and how they are linked (ECMA-376, part 2).

use super::{XmlTokens, attribute, from_io, open_xml, part};
use crate::markup::{Token, local_name};
use crate::table::TableError;
use crate::zip_parts::Part;
use std::io::{Read, Seek};

const RELATIONS_MAX: usize = 4096;

/// A link from one part to another.
pub(crate) struct Relation {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// From the root of the package.
    pub(crate) target: String,
}

/// The relations of a part, or of the package if `of` is empty.
pub(super) fn read_relations<R: Read + Seek>(
    file: &mut R,
    parts: &[Part],
    of: &str,
) -> Result<Vec<Relation>, TableError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let Some(part) = part(parts, &format!("{folder}/_rels/{name}.rels")) else {
        return Ok(Vec::new());
    };
    relations_of(&mut open_xml(file, part)?, folder)
}

/// The relations that a part of relations lists, for a part in `folder`.
pub(crate) fn relations_of(
    tokens: &mut XmlTokens<'_>,
    folder: &str,
) -> Result<Vec<Relation>, TableError> {
    let mut found = Vec::new();
    each_token(tokens, |name, attributes| {
        if name == "Relationship" && found.len() < RELATIONS_MAX {
            let value = |name: &str| attribute(attributes, name).unwrap_or_default();
            found.push(Relation {
                id: value("Id").to_owned(),
                kind: value("Type").to_owned(),
                target: resolve(folder, value("Target")),
            });
        }
    })?;
    Ok(found)
}

fn resolve(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> = if from_root {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// Visits the name, without prefix, and the attributes of every element.
pub(super) fn each_open<R: Read + Seek>(
    file: &mut R,
    part: &Part,
    visit: impl FnMut(&str, &[(String, String)]),
) -> Result<(), TableError> {
    each_token(&mut open_xml(file, part)?, visit)
}

fn each_token(
    tokens: &mut XmlTokens<'_>,
    mut visit: impl FnMut(&str, &[(String, String)]),
) -> Result<(), TableError> {
    while let Some(token) = tokens.next_token().map_err(from_io)? {
        if let Token::Open {
            name, attributes, ..
        } = token
        {
            visit(local_name(&name), &attributes);
        }
    }
    Ok(())
}
