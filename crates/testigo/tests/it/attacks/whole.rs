//! Files of the package changed, left out or added, with the manifests corrected behind it.

use testigo_package::TAG_MANIFEST;

use super::package::Package;

/// What fails when what was released is not what is there.
const NOT_RELEASED: [&str; 2] = ["figure.rerun", "release.statement"];

#[track_caller]
fn changed(change: impl FnOnce(&mut Package), codes: &[&str]) {
    let mut package = Package::built();
    change(&mut package);
    package.corrected_fails(codes);
}

#[track_caller]
fn with(more: &[&'static str], change: impl FnOnce(&mut Package)) {
    let mut codes = [&NOT_RELEASED, more].concat();
    codes.sort_unstable();
    changed(change, &codes);
}

#[test]
fn an_altered_report_or_row() {
    with(&[], |package| {
        package.replace("data/report.html", "Radio Amber", "Radio Ember");
    });
    with(&[], |package| {
        package.replace("data/record/claim.csv", "The bridge", "The tunnel");
    });
    with(&["withheld.counts"], |package| {
        package.replace("data/withheld.json", "\"fields\": ", "\"fields\": 1");
    });
    // Without its rows nothing further can be compared.
    changed(
        |package| package.replace("data/withheld.json", "\"rows\"", "\"raws\""),
        &["release.statement", "withheld.counts"],
    );
    with(&["record.rows"], |package| {
        package.replace("data/withheld.json", "\"entry\"", "\"person\"");
    });
    with(&["exhibit.digest"], |package| {
        package.replace("data/items/E0001.txt", "closed", "opened");
    });
}

#[test]
fn altered_figures() {
    const FIGURES: &str = "data/figures.json";
    let figure = |change: &'static dyn Fn(&mut serde_json::Value)| {
        move |package: &mut Package| {
            let mut json: serde_json::Value = serde_json::from_str(&package.text(FIGURES)).unwrap();
            change(&mut json["figures"][1]);
            package.put(FIGURES, serde_json::to_string_pretty(&json).unwrap());
        }
    };
    with(
        &["figure.stated"],
        figure(&|figure| figure["shown"]["min"] = 7.into()),
    );
    with(&[], figure(&|figure| figure["stated"]["value"] = 7.into()));
    with(
        &["figure.stated"],
        figure(&|figure| figure["stated"]["max"] = 0.into()),
    );
    with(&[], figure(&|figure| figure["what"] = "persons".into()));
    with(
        &["record.rows"],
        figure(&|figure| figure["sql"] = "SELECT 7 AS min, 7 AS value, 7 AS max".into()),
    );
    with(
        &["record.rows"],
        figure(&|figure| figure["view"] = "another".into()),
    );
    changed(
        figure(&|figure| figure["view"] = "Another View".into()),
        &NOT_RELEASED,
    );
    changed(|package| package.put(FIGURES, "{}"), &NOT_RELEASED);
}

#[test]
fn altered_files_beside_the_record() {
    for (name, old, new) in [
        ("VERIFY.txt", "sha256sum", "echo"),
        ("bag-info.txt", "Payload-Oxum", "Payload-Size"),
        ("ro-crate-metadata.json", "Puerto", "Porto"),
    ] {
        changed(
            |package| package.replace(name, old, new),
            &["figure.rerun", "release.files"],
        );
    }
    changed(
        |package| package.replace("bagit.txt", "1.0", "0.97"),
        &["bag.declaration"],
    );
}

#[test]
fn files_by_hand_that_say_something_else() {
    let log = Package::built().logs()[0].clone();
    let other = Package::built().logs()[1].clone();
    for name in [
        "admission.body",
        "admission.sig",
        "checkpoint.body",
        "checkpoint.sig",
        "key.pem",
        "vkey",
    ] {
        let file = format!("proof/logs/{log}/{name}");
        changed(
            |package| {
                let bytes = package.files[&format!("proof/logs/{other}/{name}")].clone();
                package.put(&file, bytes);
            },
            &["keys.pem"],
        );
        changed(|package| drop(package.files.remove(&file)), &["keys.pem"]);
    }
    changed(
        |package| {
            let bytes = package.files[&format!("proof/logs/{log}/key.pem")].clone();
            package.put("proof/group/key.pem", bytes);
        },
        &["keys.pem"],
    );
}

#[test]
fn a_release_left_out_or_put_elsewhere() {
    changed(
        |package| drop(package.files.remove("proof/release.json")),
        &NOT_RELEASED,
    );
    changed(
        |package| package.put("proof/release.json", "{}\n"),
        &["figure.rerun", "release.statement", "statement.opening"],
    );
    // Another statement of the same archive in its place.
    changed(
        |package| {
            let line = package.lines()[package.line_with("\\\"kind\\\":\\\"incident\\\"")].clone();
            package.put("proof/release.json", format!("{line}\n"));
        },
        &NOT_RELEASED,
    );
    // What the release says of the package, withheld.
    for name in ["manifest", "files", "heads"] {
        let mut package = Package::built();
        let text = package.text("proof/release.json");
        let from = text
            .split(&format!("\"name\":\"{name}\""))
            .next()
            .unwrap()
            .rfind("{\"salt\"")
            .unwrap();
        let to = text[from..].find("\"}").unwrap() + from + 2;
        package.put(
            "proof/release.json",
            format!(
                "{}{{\"digest\":\"{}\"}}{}",
                &text[..from],
                "00".repeat(32),
                &text[to..]
            ),
        );
        package.correct();
        let verified = package.verified(None);
        assert_eq!(verified.verdict(), "fails", "{name}");
    }
}

#[test]
fn a_file_more_even_if_the_manifests_list_it() {
    let log = Package::built().logs()[0].clone();
    for (name, codes) in [
        ("data/more.html", &NOT_RELEASED[..]),
        ("data/record/more.csv", &NOT_RELEASED),
        (
            "data/items/E0002.txt",
            &["exhibit.proof", "figure.rerun", "release.statement"],
        ),
        (
            "data/items/E0001.html",
            &[
                "exhibit.digest",
                "exhibit.proof",
                "figure.rerun",
                "release.statement",
            ],
        ),
        ("README.html", &["figure.rerun", "release.files"]),
        ("manifest-md5.txt", &["figure.rerun", "release.files"]),
        // The release names no file of proof/.
        ("proof/README.html", &["bag.complete"]),
        ("proof/group/more", &["bag.complete"]),
        ("proof/exhibits/README.txt", &["bag.complete"]),
        ("proof/exhibits/E0009.tlog-proof", &["exhibit.proof"]),
        (&format!("proof/logs/{log}/README.txt"), &["bag.complete"]),
    ] {
        changed(|package| package.put(name, "believe this too\n"), codes);
    }
}

#[test]
fn every_file_is_needed() {
    let package = Package::built();
    for name in package.files.keys() {
        let mut without = package.clone();
        without.files.remove(name);
        if name != TAG_MANIFEST {
            without.correct();
            // Where the manifest itself is left out, it is left out.
            if name == "manifest-sha256.txt" {
                without.files.remove(name);
            }
        }
        let verified = without.verified(None);
        // A folder without a declaration is no package at all.
        let expected = if name == "bagit.txt" {
            ("", 1)
        } else {
            ("fails", 3)
        };
        let found = (verified.verdict(), verified.answered.status);
        assert_eq!((found.0.as_str(), found.1), expected, "without {name}");
    }
}

#[test]
fn every_file_counts_byte_by_byte() {
    let package = Package::built();
    for (name, bytes) in &package.files {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut altered = package.clone();
            let mut other = bytes.clone();
            other[at] ^= 1;
            altered.put(name, other);
            let verified = altered.verified(None);
            assert_eq!(
                (verified.verdict().as_str(), verified.answered.status),
                ("fails", 3),
                "{name} at {at}"
            );
        }
    }
}
