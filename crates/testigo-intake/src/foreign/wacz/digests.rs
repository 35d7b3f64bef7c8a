//! What a WACZ says of its own parts (section 5.2.1; WACZ Auth 0.1.0), compared with what they are.

use super::signature::{Outcome, Signed};
use super::{PAGES, place_of};
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

/// What was found out about the parts.
#[derive(Default)]
pub(super) struct Digests {
    conditions: BTreeMap<String, &'static str>,
    /// None if nothing was signed.
    signature: Option<Outcome>,
}

impl Digests {
    /// The condition of a part.
    pub(super) fn of(&self, name: &str) -> &'static str {
        self.conditions
            .get(name)
            .copied()
            .unwrap_or("digest_absent")
    }

    /// What the signature says of a page of this file of captures. It binds the description, and
    /// through its digests the captures and the list of pages; what has none was not signed.
    pub(super) fn signature_of(&self, name: &str) -> &'static [&'static str] {
        let parts = [self.of(name), self.of(PAGES)];
        match self.signature {
            None => &[],
            Some(Outcome::Fails) => &["signature_fails"],
            Some(Outcome::Unchecked(_)) => &["signature_unchecked"],
            Some(_) if parts.contains(&"digest_differs") => &["signature_fails"],
            Some(_) if parts.contains(&"digest_absent") => &[],
            Some(Outcome::Holds) => &["signature_holds"],
            Some(Outcome::HoldsForCertificate) => &["signature_holds", "certificate_unchecked"],
        }
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
        let names = package.names();
        let first = names.partition_point(|name| *name < resource.path);
        let mut places = (first..).take_while(|place| names.get(*place) == Some(&resource.path));
        let Some(place) = places.next() else {
            output.trouble(0, "datapackage.json", &resource.path, "file_missing")?;
            continue;
        };
        // A zip may have several parts of one name: what holds for one must hold for all.
        let condition =
            places.fold(
                condition_of(package, place, resource),
                |worst, place| match condition_of(package, place, resource) {
                    "digest_holds" => worst,
                    worse => worse,
                },
            );
        if condition == "digest_differs" {
            output.trouble(0, "datapackage.json", &resource.path, condition)?;
        }
        digests.conditions.insert(resource.path.clone(), condition);
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

/// `datapackage-digest.json`: the digest of the description, and who signed it.
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
    let stated = Stated::read(&found.hash);
    if stated.is_some_and(|stated| !stated.is_of(description)) {
        output.trouble(0, NAME, "datapackage.json", "digest_differs")?;
        for condition in digests.conditions.values_mut() {
            *condition = "digest_differs";
        }
    }
    let outcome = found.signed.map(|signed| signed.check(description));
    digests.signature = outcome;
    match outcome {
        // A key alone names nobody: nothing is left that could have been checked.
        None | Some(Outcome::Holds) => Ok(()),
        Some(Outcome::HoldsForCertificate) => output.trouble(0, NAME, "", "certificate_unchecked"),
        Some(Outcome::Fails) => output.trouble(0, NAME, "", "signature_fails"),
        Some(Outcome::Unchecked(reason)) => output.trouble(0, NAME, "", reason),
    }
}
