//! What a preview of a dossier says is what is then built, and it writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use age::secrecy::SecretString;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use testigo_archive::{Archive, Surroundings};

use crate::dossier::{SPECIFICATION, told};
use crate::world::{PASSPHRASE, World, files_below};

fn opened(world: &World) -> Archive {
    let surroundings = Surroundings {
        home: world.path("home"),
        now_s: || 1_900_000_000,
        random: || [7; 32],
        by: Some("Tester".to_owned()),
        threads: 1,
        progress: |_, _, _| {},
        stopped: || false,
    };
    let passphrase = SecretString::from(PASSPHRASE.to_owned());
    Archive::open(&world.path("archive"), &passphrase, surroundings).unwrap()
}

/// Every file of this machine but the catalog, which is derived and keeps what it has counted.
fn everything(world: &World) -> BTreeMap<PathBuf, String> {
    let files = files_below(world.root()).into_iter();
    let files = files.filter(|file| !file.to_string_lossy().contains("catalog.db"));
    files
        .map(|file| (file.clone(), fs::read(file).unwrap()))
        .map(|(file, bytes)| (file, format!("{:02x?}", Sha256::digest(bytes))))
        .collect()
}

/// Names of files that came, went or changed.
#[track_caller]
fn check_untouched(world: &World, before: &BTreeMap<PathBuf, String>, when: &str) {
    let after = everything(world);
    let differs = |file: &&PathBuf| before.get(*file) != after.get(*file);
    let changed: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).filter(differs).collect();
    assert!(changed.is_empty(), "{when}: {changed:?}");
}

#[test]
fn it_says_what_is_then_built_and_writes_nothing() {
    let told = told();
    for (out, level) in [("recipient", "recipient"), ("public.zip", "public")] {
        let specification =
            SPECIFICATION.replace("level = \"recipient\"", &format!("level = \"{level}\""));
        let mut archive = opened(&told.world);
        let before = everything(&told.world);
        let preview = archive.preview_dossier(&specification).unwrap();
        check_untouched(&told.world, &before, level);
        drop(archive);
        let preview = serde_json::to_value(&preview).unwrap();
        let mut built = told.build(&specification, out);
        built.as_object_mut().unwrap().remove("schema");
        built["path"] = json!("");
        assert_eq!(preview["answer"], built, "{level}");
        check_lists(&preview);
    }
}

/// The lists are those of the numbers beside them.
fn check_lists(preview: &Value) {
    let length = |name: &str| json!(preview[name].as_array().unwrap().len());
    let withheld = &preview["answer"]["withheld"];
    assert_eq!(length("originals"), preview["answer"]["items"]);
    assert_eq!(length("figures"), preview["answer"]["figures"]);
    for list in ["leaving", "staying", "originals_staying"] {
        assert_eq!(length(list), preview[format!("{list}_total")], "{list}");
    }
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    let staying = preview["staying"].as_array().unwrap().iter();
    for one in staying.chain(preview["originals_staying"].as_array().unwrap()) {
        *reasons.entry(one["reason"].as_str().unwrap()).or_default() += 1;
    }
    for (reason, count) in reasons {
        // Fields that stay are counted under their reasons as well.
        assert!(
            withheld["reasons"][reason].as_u64() >= Some(count),
            "{reason}"
        );
    }
}

#[test]
fn it_names_what_leaves_and_what_stays() {
    let told = told();
    let mut archive = opened(&told.world);
    let preview = archive.preview_dossier(SPECIFICATION).unwrap();
    let leaving = preview.leaving.iter();
    let named: Vec<&str> = leaving
        .filter(|record| record.fields.iter().any(|field| field == "name"))
        .map(|record| record.title.as_str())
        .collect();
    assert!(named.contains(&"Otilia Corvalana"), "{named:?}");
    assert!(!named.contains(&"Fermina Ibarmena"), "{named:?}");
    let staying: Vec<(&str, &str)> = preview
        .staying
        .iter()
        .map(|record| (record.kind.as_str(), record.reason))
        .collect();
    assert!(staying.contains(&("account", "consent")), "{staying:?}");
    assert!(staying.contains(&("person", "level")), "{staying:?}");
    assert_eq!(preview.originals.len(), 1);
    assert_eq!(preview.originals[0].path, "items/E0001.txt");
    // Free words of a record stay until a person has set their level.
    let kept = preview
        .leaving
        .iter()
        .flat_map(|record| &record.fields_staying);
    assert!(
        kept.into_iter()
            .any(|kept| *kept == ("narrative".to_owned(), "policy"))
    );
}

#[test]
fn it_is_refused_for_what_the_dossier_is_refused_for() {
    let told = told();
    let telling = SPECIFICATION.replace("Lo que dicen las fuentes.", "Fermina Ibarmena lo dijo.");
    let small = format!("{SPECIFICATION}suppress = 100\n");
    for (number, (specification, code)) in [
        (telling.as_str(), "withheld_value_found"),
        (small.as_str(), "figure_small"),
        ("title = 1", "spec_invalid"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut archive = opened(&told.world);
        let before = everything(&told.world);
        let error = archive.preview_dossier(specification).unwrap_err();
        assert_eq!(error.code, code);
        check_untouched(&told.world, &before, code);
        drop(archive);
        told.world.file("spec.toml", specification);
        let out = format!("refused-{number}");
        let built = told
            .world
            .run(&["dossier", "build", "spec.toml", "--out", &out, "--json"]);
        assert_eq!(built.json()["code"], code);
    }
    let inside = told.world.path("archive/dossier");
    let refused = |place: PathBuf| {
        let archive = opened(&told.world);
        archive.may_build_at(&place).unwrap_err().code
    };
    assert_eq!(refused(inside), "out_inside_archive");
    let deep = told.world.path("archive/sub/deep/x.zip");
    assert_eq!(refused(deep), "out_inside_archive");
    let unclear = told.world.path("new/../archive/x.zip");
    assert_eq!(refused(unclear), "out_unclear");
    assert_eq!(refused(told.world.path("home")), "out_exists");
    told.world.file("spec.toml", SPECIFICATION);
    let out = "archive/sub/deep/x.zip";
    let build = ["dossier", "build", "spec.toml", "--out", out];
    told.world.fails(&build, 1, "out_inside_archive");
    assert!(!told.world.path("archive/sub").exists());
    let archive = opened(&told.world);
    for out in ["dossier.zip", "new/deep/x.zip"] {
        assert!(archive.may_build_at(&told.world.path(out)).is_ok(), "{out}");
    }
}
