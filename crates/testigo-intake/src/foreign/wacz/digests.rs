//! What a WACZ says of its own parts (section 5.2.1; WACZ Auth 0.1.0), compared with what they are.

use super::place_of;
use crate::foreign::output::{Output, Stop};
use crate::foreign::package::Package;
use crate::foreign::warc::digest::{Check, Stated};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// `datapackage.json` and its digest.
const DESCRIPTION_BYTES_MAX: u64 = 64 * 1024 * 1024;
const BUFFER_BYTES: usize = 64 * 1024;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Description {
    resources: Vec<Resource>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Resource {
    path: String,
    /// `sha256:` and digits.
    hash: Option<String>,
    /// The form of 1.0.0: the digits here, the algorithm beside them.
    stats: Option<Stats>,
    hashing: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stats {
    hash: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DescriptionDigest {
    hash: String,
    #[serde(rename = "signedData")]
    signed: Option<Signed>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Signed {
    hash: String,
}

/// What was found out about the parts.
#[derive(Default)]
pub(super) struct Digests {
    conditions: BTreeMap<String, &'static str>,
    /// None if nothing was signed.
    pub(super) signature: Option<&'static str>,
}

impl Digests {
    /// The condition of a part.
    pub(super) fn of(&self, name: &str) -> &'static str {
        self.conditions
            .get(name)
            .copied()
            .unwrap_or("digest_absent")
    }
}

/// Compares every digest; what differs or is missing is named.
pub(super) fn check(package: &Package, output: &mut Output<'_>) -> Result<Digests, Stop> {
    let mut digests = Digests::default();
    let text = read_whole(package, "datapackage.json");
    let description = text
        .as_ref()
        .and_then(|text| serde_json::from_slice(text).ok());
    let Some(description): Option<Description> = description else {
        output.trouble(0, "datapackage.json", "", "file_damaged")?;
        return Ok(digests);
    };
    for resource in &description.resources {
        let Some(place) = place_of(package, &resource.path) else {
            output.trouble(0, "datapackage.json", &resource.path, "file_missing")?;
            continue;
        };
        let condition = condition_of(package, place, resource);
        if condition == "digest_differs" {
            output.trouble(0, "datapackage.json", &resource.path, condition)?;
        }
        let name = package.names().get(place).cloned().unwrap_or_default();
        digests.conditions.insert(name, condition);
    }
    check_description(package, output, &text.unwrap_or_default(), &mut digests)?;
    Ok(digests)
}

fn read_whole(package: &Package, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let source = package.bytes(place_of(package, name)?).ok()?;
    let mut source = source.take(DESCRIPTION_BYTES_MAX);
    source.read_to_end(&mut bytes).ok()?;
    (source.limit() > 0).then_some(bytes)
}

fn condition_of(package: &Package, place: usize, resource: &Resource) -> &'static str {
    let stated = resource.hash.as_deref().and_then(Stated::read);
    if let Some(stated) = stated {
        return match holds(package, place, &stated) {
            Ok(true) => "digest_holds",
            // A part that cannot be unpacked is not what was described.
            Ok(false) | Err(_) => "digest_differs",
        };
    }
    // What exactly was digested in the old form is not laid down: it can hold, never differ.
    let digits = resource
        .stats
        .as_ref()
        .and_then(|stats| stats.hash.as_deref());
    let old = digits.zip(resource.hashing.as_deref());
    let old = old.and_then(|(digits, algorithm)| Stated::read(&format!("{algorithm}:{digits}")));
    match old.map(|stated| holds(package, place, &stated)) {
        Some(Ok(true)) => "digest_holds",
        Some(Ok(false) | Err(_)) | None => "digest_absent",
    }
}

fn holds(package: &Package, place: usize, stated: &Stated) -> io::Result<bool> {
    let mut check = Check::new(stated);
    let mut source = package.bytes(place)?;
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            return Ok(check.holds());
        }
        check.update(buffer.get(..count).unwrap_or_default());
    }
}

/// `datapackage-digest.json`: the digest of the description, and who signed it. The certificates
/// and curves of signatures are not checked here.
fn check_description(
    package: &Package,
    output: &mut Output<'_>,
    description: &[u8],
    digests: &mut Digests,
) -> Result<(), Stop> {
    const NAME: &str = "datapackage-digest.json";
    if place_of(package, NAME).is_none() {
        return Ok(());
    }
    let text = read_whole(package, NAME);
    let found = text.and_then(|text| serde_json::from_slice::<DescriptionDigest>(&text).ok());
    let Some(found) = found else {
        return output.trouble(0, NAME, "", "file_damaged");
    };
    let is_of_description = |text: &str| {
        let stated = Stated::read(text)?;
        let mut check = Check::new(&stated);
        check.update(description);
        Some(check.holds())
    };
    let differs = is_of_description(&found.hash) == Some(false);
    if differs {
        output.trouble(0, NAME, "datapackage.json", "digest_differs")?;
        for condition in digests.conditions.values_mut() {
            *condition = "digest_differs";
        }
    }
    if let Some(signed) = found.signed {
        let code = match is_of_description(&signed.hash) {
            // Whoever signed, it was another description.
            Some(false) => "signature_fails",
            Some(true) | None => "signature_unchecked",
        };
        digests.signature = Some(code);
        output.trouble(0, NAME, "", code)?;
    }
    Ok(())
}
