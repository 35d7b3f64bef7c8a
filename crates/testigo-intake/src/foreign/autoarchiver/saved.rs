//! What auto-archiver saved: the files that its rows name, and the proof beside them.

use crate::foreign::list::{is_shadow, is_table_name};
use crate::foreign::output::{Output, Stop, hex};
use crate::foreign::package::{Package, file_name};
use crate::foreign::values::Draft;
use std::collections::BTreeMap;
use testigo_record::fold;

const PROOF_ENDINGS: [&str; 5] = ["tsr", "ots", "wacz", "asc", "sig"];
/// Digits of a digest that stand in the name of a file.
const DIGITS_IN_NAME: usize = 24;

/// A file that a row names, with what the row says of it.
#[derive(Default)]
pub(super) struct Saved {
    pub(super) name: String,
    pub(super) digest: String,
}

/// A column that says where something was saved, or its digest.
pub(super) fn saved_of(header: &str, cell: &str) -> Option<Saved> {
    match fold(header).as_str() {
        "archive location" | "screenshot" | "thumbnail" | "wacz" | "filename" | "file" => {
            Some(Saved {
                name: name_in(cell),
                ..Saved::default()
            })
        }
        "hash" | "sha256" => Some(Saved {
            digest: cell.to_owned(),
            ..Saved::default()
        }),
        _ => None,
    }
}

/// The name of a file in an address or a path.
pub(super) fn name_in(text: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    file_name(text.get(..end).unwrap_or(text).trim_end_matches('/')).to_owned()
}

/// `sha256:<digits>` of `SHA-256:<digits>` or of 64 digits alone.
pub(super) fn digest_text(text: &str) -> Option<String> {
    let (name, digits) = text.split_once(':').unwrap_or(("sha256", text));
    let digits = digits.trim().to_lowercase();
    let is_hex = digits.len() >= 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.trim().to_lowercase().as_str() {
        "sha-256" | "sha256" if digits.len() != 64 => return None,
        "sha-256" => "sha256".to_owned(),
        "sha-512" => "sha512".to_owned(),
        name => name.to_owned(),
    };
    is_hex.then(|| format!("{name}:{digits}"))
}

pub(super) fn give_saved(
    row: u64,
    saved: &Saved,
    of: &str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let digest = digest_text(&saved.digest);
    let digits = digest
        .as_deref()
        .and_then(|text| text.strip_prefix("sha256:"));
    let by_name = output.path_of(&saved.name, "").map(str::to_owned);
    let by_digest = || {
        let start = digits?.get(..DIGITS_IN_NAME)?;
        output.path_with(start).map(str::to_owned)
    };
    let Some(path) = by_name.or_else(by_digest) else {
        // Where a sheet came alone, nothing was to be found beside it.
        let is_missing = !saved.name.is_empty() && output.has_parts();
        return if is_missing {
            output.trouble(row, "", &saved.name, "file_missing")
        } else {
            Ok(())
        };
    };
    let mut about = about_saved(&path, of);
    if let (Some(digest), Some(digits)) = (&digest, digits) {
        let holds = output
            .digest(&path)
            .is_some_and(|held| hex(&held) == digits);
        about.say(
            "hash",
            "condition",
            if holds {
                "digest_holds"
            } else {
                "digest_differs"
            },
        );
        if !holds {
            about.say("hash", "other_digest", digest);
            output.trouble(row, "hash", &saved.digest, "digest_differs")?;
        }
    } else if let Some(digest) = &digest {
        about.say("hash", "other_digest", digest);
    }
    output.file(row, &path, about.found)?;
    Ok(())
}

fn about_saved(path: &str, of: &str) -> Draft {
    let mut about = Draft::new("item", &format!("file:{path}"), "");
    about.refer("", "of", of);
    let role = if proof_ending(path).is_some() {
        "proof"
    } else {
        "attachment"
    };
    if !of.is_empty() {
        about.say("", "as", role);
    }
    about
}

fn proof_ending(path: &str) -> Option<&str> {
    let (_, ending) = path.rsplit_once('.')?;
    PROOF_ENDINGS
        .contains(&ending.to_lowercase().as_str())
        .then_some(ending)
}

/// The files that no row names: time stamps and web archives as proof of the file of the same name.
pub(super) fn give_proofs(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    if package.is_single_file() {
        return Ok(());
    }
    let mut by_stem: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for path in package.names().iter().map(String::as_str) {
        if is_shadow(path) || is_table_name(path) || proof_ending(path).is_some() {
            continue;
        }
        by_stem.insert(path, Some(path));
        if let Some((stem, _)) = path.rsplit_once('.') {
            by_stem
                .entry(stem)
                .and_modify(|only| *only = only.filter(|known| *known == path))
                .or_insert(Some(path));
        }
    }
    for path in package.names() {
        let ending = proof_ending(path);
        let stem = ending.and_then(|ending| path.strip_suffix(ending)?.strip_suffix('.'));
        let owner = stem.and_then(|stem| by_stem.get(stem).copied().flatten());
        let mut about = match ending {
            Some(_) => about_saved(
                path,
                &owner.map_or(String::new(), |path| format!("file:{path}")),
            ),
            None if by_stem.contains_key(path.as_str()) => about_saved(path, ""),
            None => continue,
        };
        if ending.is_some() && owner.is_none() {
            about.say("", "as", "proof");
        }
        output.file(0, path, about.found)?;
    }
    Ok(())
}
