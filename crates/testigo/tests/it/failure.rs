//! What goes wrong in the field: each a clear error with its code, in both languages, and nothing that was stored lost.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use testigo_custody::{
    Checkpoint, Digest, Note, SigningKey, Tile, encode_bundle, leaf_hash, log_key_name, tree_root,
};
use testigo_store::LogFiles;

use crate::world::{Answered, World, answered, files_below};

/// The answer is an error of this status and code, said in words in both languages, as JSON and on
/// a terminal.
#[track_caller]
fn refused(status: i32, code: &str, run: &dyn Fn(&[&str]) -> Command) -> Value {
    let in_language = |language: &str, arguments: &[&str]| {
        let mut command = run(arguments);
        command.env("TESTIGO_LANG", language);
        answered(&command.output().unwrap())
    };
    let mut said = Vec::new();
    for language in ["en", "es"] {
        let error = in_language(language, &["--json"]);
        let json = error.json();
        assert_eq!(
            (error.status, json["code"].as_str()),
            (status, Some(code)),
            "{json}"
        );
        assert_eq!(json["schema"], "testigo.error/1");
        let (message, hint) = (
            json["message"].as_str().unwrap(),
            json["hint"].as_str().unwrap(),
        );
        assert!(
            message.len() > 10 && !message.starts_with("err-"),
            "{message}"
        );
        assert!(hint.len() > 10 && !hint.starts_with("rec-"), "{hint}");
        let plain = in_language(language, &[]);
        assert_eq!((plain.status, plain.out.as_str()), (status, ""));
        // Some messages name a place that no two runs have in common.
        let common = message.split(':').next().unwrap();
        assert!(
            plain.err.contains(common) && plain.err.contains(hint),
            "{}",
            plain.err
        );
        for text in [&error.err, &plain.err] {
            assert!(!text.contains("panicked"), "{text}");
        }
        said.push(json);
    }
    assert_ne!(said[0]["message"], said[1]["message"]);
    assert_ne!(said[0]["hint"], said[1]["hint"]);
    said.remove(0)
}

#[track_caller]
fn check(world: &World, arguments: &[&str], status: i32, code: &str) -> Value {
    refused(status, code, &|more| {
        world.command(&[arguments, more].concat())
    })
}

#[track_caller]
fn holds(world: &World) {
    let verified = world.done(&["verify"]);
    assert_eq!(verified["verdict"], "holds", "{verified}");
}

fn record(world: &World, name: &str) -> String {
    let answer = world.done(&[
        "record",
        "person",
        &format!("name={name}"),
        "--source",
        "Group",
    ]);
    answer["id"].as_str().unwrap().to_owned()
}

/// `code` by path of what `add` could not receive.
fn failed(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let failed = answer["failed"].as_array().unwrap().iter();
    failed
        .map(|failure| {
            let message = text(&failure["message"]);
            assert!(
                !message.starts_with("err-") && message.len() > 10,
                "{message}"
            );
            (text(&failure["path"]), text(&failure["code"]))
        })
        .collect()
}

fn stored(answer: &Value) -> Vec<String> {
    let items = answer["items"].as_array().unwrap().iter();
    items
        .map(|item| item["path"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_wrong_or_a_missing_passphrase() {
    let world = World::new();
    let with_file = |path: Option<&str>| {
        let path = path.map(str::to_owned);
        let world = &world;
        move |more: &[&str]| {
            let mut command = world.command(&[&["status"], more].concat());
            match &path {
                Some(path) => command.env("TESTIGO_PASSPHRASE_FILE", world.path(path)),
                None => command.env_remove("TESTIGO_PASSPHRASE_FILE"),
            };
            command
        }
    };
    world.file("wrong", "seven lanterns over the hill\n");
    world.file("empty", "");
    refused(1, "passphrase_wrong", &with_file(Some("wrong")));
    refused(1, "passphrase_missing", &with_file(Some("empty")));
    refused(1, "passphrase_missing", &with_file(Some("absent")));
    // Neither a file nor a terminal to ask on.
    refused(1, "passphrase_missing", &with_file(None));
    assert_eq!(world.run(&["status"]).status, 0);
}

/// The passphrase on the recovery sheet.
fn recovery(world: &World) -> String {
    let sheet = fs::read_to_string(world.path("recovery")).unwrap();
    let words = sheet.split_whitespace();
    let mut found = words.filter(|word| word.len() == 39 && word.matches('-').count() == 7);
    found.next_back().unwrap().to_owned()
}

#[test]
fn a_key_file_that_is_missing_truncated_or_altered() {
    let world = World::new();
    let person = record(&world, "Ada Quispe");
    let path = world.path("archive/keys/1/passphrase-1.age");
    let sealed = fs::read(&path).unwrap();
    world.file("recovery-passphrase", recovery(&world));
    // Whatever became of it, the recovery sheet opens the archive.
    let recovers = || {
        let mut command = world.command(&["show", &person, "--json"]);
        command.env("TESTIGO_PASSPHRASE_FILE", world.path("recovery-passphrase"));
        let shown = answered(&command.output().unwrap());
        assert_eq!(shown.status, 0, "{}", shown.out);
    };
    let header = sealed.windows(4).position(|part| part == b"\n---").unwrap();
    let body = sealed
        .iter()
        .skip(header + 1)
        .position(|byte| *byte == b'\n')
        .unwrap();
    for length in [
        0,
        1,
        20,
        30,
        60,
        header,
        header + 20,
        header + body + 2,
        sealed.len() - 1,
    ] {
        fs::write(&path, &sealed[..length]).unwrap();
        let error = check(&world, &["status"], 1, "key_file_damaged");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("keys/1/passphrase-1.age"), "{message}");
        recovers();
    }
    for at in [0, 10, header + 10, header + body + 3, sealed.len() - 1] {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        fs::write(&path, altered).unwrap();
        check(&world, &["status"], 1, "key_file_damaged");
        recovers();
    }
    // The key inside is sealed under the passphrase: other bytes there and another passphrase are
    // the same to age.
    let mut altered = sealed.clone();
    let wrapped = header - 5;
    altered[wrapped] = if altered[wrapped] == b'A' { b'B' } else { b'A' };
    fs::write(&path, altered).unwrap();
    check(&world, &["status"], 1, "passphrase_wrong");
    recovers();
    fs::remove_file(&path).unwrap();
    check(&world, &["status"], 1, "key_file_damaged");
    recovers();
    fs::remove_dir_all(world.path("archive/keys")).unwrap();
    check(&world, &["status"], 1, "key_file_damaged");
}

#[test]
fn a_home_with_damaged_files() {
    let world = World::new();
    let person = record(&world, "Ada Quispe");
    for folder in ["pins", "devices"] {
        for path in files_below(&world.path("home").join(folder)) {
            let whole = fs::read(&path).unwrap();
            for damaged in [&whole[..whole.len() / 2], b""] {
                fs::write(&path, damaged).unwrap();
                check(&world, &["status"], 1, "key_file_damaged");
            }
            fs::write(&path, &whole).unwrap();
        }
    }
    // The catalog is derived again without a word.
    for path in files_below(&world.path("home/archives")) {
        fs::write(&path, b"not a database").unwrap();
    }
    assert_eq!(world.done(&["show", &person])["kind"], "person");
    // A head that nobody can read agrees with nothing: a new log begins.
    for path in files_below(&world.path("home/heads")) {
        fs::write(&path, b"no note").unwrap();
    }
    assert_eq!(world.done(&["show", &person])["kind"], "person");
    record(&world, "Bruno Mamani");
    assert_eq!(world.done(&["status"])["logs"].as_array().unwrap().len(), 2);
    holds(&world);
}

/// Damages one file in three ways; `verify` of the device and of a new one must fail with the code,
/// name the file, and hold again once it is put back.
#[track_caller]
fn check_damage(world: &mut World, path: &Path, code: &str, named: &str, removed: bool) {
    let whole = fs::read(path).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x10;
    let halves = [Some(flipped), Some(whole[..whole.len() / 2].to_vec())];
    let ways = halves.into_iter().chain(removed.then_some(None));
    for (number, way) in ways.enumerate() {
        match &way {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
        for home in ["home".to_owned(), format!("new{number}{code}")] {
            world.on_home(&home);
            let verified = world.run(&["verify", "--json"]);
            let json = verified.json();
            assert_eq!(verified.status, 3, "{named}, {home}: {json}");
            let found = json["findings"].as_array().unwrap().iter().any(|finding| {
                finding["verdict"] == "fails"
                    && finding["code"] == code
                    && finding["subject"].as_str().unwrap().contains(named)
            });
            assert!(found, "{named}, {code}, {home}: {json}");
            assert!(!verified.err.contains("panicked"), "{}", verified.err);
        }
        fs::write(path, &whole).unwrap();
        // What could not be read is read as soon as it can be.
        assert_eq!(world.done(&["status"])["records"]["person"], 2);
        holds(world);
        world.on_home("home");
    }
}

#[test]
fn verify_names_what_is_truncated_altered_or_missing() {
    let mut world = World::new();
    world.file("in/photo.bin", [7; 5000]);
    world.done(&["add", "in", "--source", "Group"]);
    record(&world, "Ada Quispe");
    let log = world.done(&["status"])["logs"][0]["log"]
        .as_str()
        .unwrap()
        .to_owned();
    record(&world, "Bruno Mamani");
    let archive = world.path("archive");
    let below = |folder: &str| files_below(&archive.join(folder));
    let place = |path: &Path| {
        path.strip_prefix(&archive)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let object = below("objects").remove(0);
    check_damage(&mut world, &object, "object.bytes", &place(&object), true);
    check_damage(&mut world, &object, "sealed.list", &place(&object), true);
    let openings = below(&format!("log/{log}/openings")).remove(1);
    check_damage(
        &mut world,
        &openings,
        "statement.opening",
        &place(&openings),
        false,
    );
    check_damage(
        &mut world,
        &openings,
        "sealed.list",
        &place(&openings),
        false,
    );
    let list = below(&format!("log/{log}/sealed")).remove(0);
    check_damage(&mut world, &list, "sealed.list", "log/", true);
    // The tile and the bundle that belong to the head's size.
    let tile = format!("log/{log}/tile/0/000.p/5");
    check_damage(&mut world, &archive.join(&tile), "log.tiles", &tile, true);
    let entries = format!("log/{log}/tile/entries/000.p/5");
    check_damage(&mut world, &archive.join(&entries), "log.tiles", &log, true);
    let head = archive.join(format!("log/{log}/checkpoint"));
    check_damage(&mut world, &head, "log.checkpoint", &log, false);
    let earlier = format!("log/{log}/checkpoints/4");
    check_damage(
        &mut world,
        &archive.join(&earlier),
        "log.consistency",
        &earlier,
        false,
    );
    let admission = archive.join(format!("log/{log}/admission"));
    check_damage(&mut world, &admission, "log.admission", &log, true);
}

/// First, middle and last byte of every file there is: the wider tiles and what they superseded, the recovery file
/// that this passphrase does not open, the reserve.
#[test]
fn every_flipped_byte_of_an_archive_is_found() {
    let world = World::new();
    world.file("in/photo.bin", vec![7; 70_000]);
    world.done(&["add", "in", "--source", "Group"]);
    let mut list = String::from("name,age\n");
    for line in 0..260 {
        writeln!(list, "Person {line},{}", line % 90).unwrap();
    }
    world.file("list.csv", list);
    world.done(&["import", "list.csv", "--as", "list"]);
    record(&world, "Ada Quispe");
    record(&world, "Bruno Mamani");
    holds(&world);
    let archive = world.path("archive");
    let files = files_below(&archive);
    let named = |part: &str| {
        files
            .iter()
            .any(|path| path.to_str().unwrap().contains(part))
    };
    for part in [
        "reserve",
        "recovery.age",
        "keys/1/files",
        "tile/0/000",
        "/tile/1/000.p/1",
    ] {
        assert!(named(part), "{part}");
    }
    let superseded = "tile/entries/001.p/";
    assert!(
        files
            .iter()
            .filter(|path| path.to_str().unwrap().contains(superseded))
            .count()
            > 1
    );
    assert!(!named("tile/0/000.p/"), "a full tile stands alone");
    for path in &files {
        let whole = fs::read(path).unwrap();
        // Without these the archive does not open: what is wrong is said, and nothing can be checked.
        let opens = !["testigo.toml", "passphrase-1.age", "keys/1/recipient"]
            .iter()
            .any(|name| path.ends_with(name));
        let places: BTreeSet<usize> = [0, whole.len() / 2, whole.len() - 1].into();
        for (at, bit) in places.into_iter().zip([0x80, 1, 0x20]) {
            let mut flipped = whole.clone();
            flipped[at] ^= bit;
            fs::write(path, flipped).unwrap();
            let status = world.run(&["verify", "--json"]).status;
            let found = status == 3 || (status == 1 && !opens);
            assert!(found, "{status}: {} {at} {bit}", path.display());
        }
        fs::write(path, whole).unwrap();
    }
    // What was emptied, and what a file manager leaves behind.
    for path in files.iter().filter(|path| {
        path.ends_with("sha256") || path.extension().is_some_and(|end| end == "sha256")
    }) {
        let whole = fs::read(path).unwrap();
        fs::write(path, "").unwrap();
        assert_eq!(world.run(&["verify"]).status, 3, "{}", path.display());
        fs::write(path, whole).unwrap();
    }
    fs::write(archive.join("keys/.DS_Store"), "x").unwrap();
    holds(&world);
}

/// Heads and tiles grow while they are looked at; that is no failure.
#[test]
fn verify_while_another_process_writes() {
    let world = World::new();
    let mut list = String::from("name,age\n");
    for line in 0..250 {
        writeln!(list, "Person {line},{}", line % 90).unwrap();
    }
    world.file("list.csv", list);
    world.done(&["import", "list.csv", "--as", "list"]);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 0..20 {
                record(&world, &format!("Ada {number}"));
            }
        });
        while !writer.is_finished() {
            holds(&world);
        }
    });
    holds(&world);
}

/// An openings file that is gone: no list speaks of it, and the entries still say that it was there.
#[test]
fn verify_names_the_entries_whose_openings_are_gone() {
    let mut world = World::new();
    record(&world, "Ada Quispe");
    let person = record(&world, "Bruno Mamani");
    let folder = world.done(&["status"])["logs"][0]["log"]
        .as_str()
        .unwrap()
        .to_owned();
    let openings = files_below(&world.path(&format!("archive/log/{folder}/openings")));
    let last = openings.last().unwrap();
    let whole = fs::read(last).unwrap();
    fs::remove_file(last).unwrap();
    for home in ["home", "second"] {
        world.on_home(home);
        let verified = world.run(&["verify", "--json"]);
        assert_eq!(verified.status, 3);
        assert!(
            verified.out.contains("its opening is missing"),
            "{}",
            verified.out
        );
    }
    world.fails(&["show", &person], 1, "not_found");
    fs::write(last, whole).unwrap();
    assert_eq!(world.done(&["show", &person])["kind"], "person");
    holds(&world);
}

/// A folder that is synchronised by something else: the log is here before the objects are.
#[test]
fn a_text_that_is_not_here_yet_is_read_later() {
    let world = World::new();
    world.file("note.txt", "a quokka at the well");
    world.done(&["add", "note.txt", "--source", "Group"]);
    let (objects, away) = (world.path("archive/objects"), world.path("away"));
    fs::rename(&objects, &away).unwrap();
    let found = world.run(&["search", "quokka"]);
    assert!(found.err.contains("could not be read"), "{}", found.err);
    fs::rename(&away, &objects).unwrap();
    let found = world.run(&["search", "quokka", "--json"]);
    assert_eq!(
        (found.json()["total"].as_u64(), found.err.as_str()),
        (Some(1), "")
    );
}

/// The sheet is shown or written once: without a place for it no archive is made.
#[test]
fn no_archive_is_made_without_its_recovery_sheet() {
    let world = World::empty();
    let kept = world.file("sheet", "of another archive");
    for (place, code) in [("sheet", "out_exists"), ("nowhere/sheet", "io_failed")] {
        let init = [
            "init",
            "archive",
            "--name",
            "A",
            "--group",
            "G",
            "--recovery",
            place,
        ];
        world.fails(&init, 1, code);
        assert!(!world.path("archive").exists());
    }
    assert_eq!(fs::read_to_string(kept).unwrap(), "of another archive");
}

#[test]
fn nothing_in_clear_is_written_into_the_archive() {
    let world = World::new();
    world.file("photo.bin", [7; 500]);
    let added = world.done(&["add", "photo.bin", "--source", "Group"]);
    let id = added["items"][0]["id"].as_str().unwrap();
    for out in [
        "archive/photo",
        "archive/objects/x",
        "archive/../archive/keys/x",
        "archive/sub/deep/x",
    ] {
        world.fails(&["get", id, "--out", out], 1, "out_inside_archive");
        assert!(!world.path(out).exists());
    }
    let unclear = "new/../archive/x";
    world.fails(&["get", id, "--out", unclear], 1, "out_unclear");
    world.done(&["get", id, "--out", "photo"]);
}

#[test]
fn an_object_that_is_missing_or_damaged_is_not_handed_out() {
    let world = World::new();
    world.file("photo.bin", [7; 5000]);
    let added = world.done(&["add", "photo.bin", "--source", "Group"]);
    let id = added["items"][0]["id"].as_str().unwrap();
    let object = files_below(&world.path("archive/objects")).remove(0);
    let whole = fs::read(&object).unwrap();
    let get = ["get", id, "--out", "fetched"];
    for at in [10, 300, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&object, altered).unwrap();
        check(&world, &get, 1, "object_damaged");
        assert!(
            !world.path("fetched").exists(),
            "nothing half is left behind"
        );
    }
    fs::write(&object, &whole[..whole.len() - 20]).unwrap();
    check(&world, &get, 1, "object_damaged");
    fs::remove_file(&object).unwrap();
    check(&world, &get, 1, "object_missing");
    // What is there already is not overwritten, whatever the archive holds.
    fs::write(&object, whole).unwrap();
    world.file("fetched", "something of mine");
    check(&world, &get, 1, "out_exists");
    assert_eq!(
        fs::read(world.path("fetched")).unwrap(),
        b"something of mine"
    );
    fs::remove_file(world.path("fetched")).unwrap();
    world.done(&get);
    assert_eq!(fs::read(world.path("fetched")).unwrap(), [7; 5000]);
}

#[test]
fn no_archive_or_one_of_another_format() {
    let world = World::new();
    let toml = world.path("archive/testigo.toml");
    let text = fs::read_to_string(&toml).unwrap();
    fs::write(&toml, text.replace("testigo/1 experimental", "testigo/2")).unwrap();
    check(&world, &["status"], 1, "format_unknown");
    check(
        &world,
        &["add", "passphrase", "--source", "G"],
        1,
        "format_unknown",
    );
    for broken in [
        text.replace("archive", "archiv"),
        text[..40].to_owned(),
        String::new(),
    ] {
        fs::write(&toml, broken).unwrap();
        check(&world, &["status"], 1, "not_an_archive");
    }
    // An id that is not that of the group key.
    let id = text.split('"').nth(3).unwrap();
    fs::write(&toml, text.replace(id, &"0".repeat(64))).unwrap();
    check(&world, &["status"], 1, "not_an_archive");
    check(&world, &["-C", "home", "status"], 1, "not_an_archive");
    check(&world, &["-C", "nowhere", "status"], 1, "not_an_archive");
    refused(1, "not_an_archive", &|more| {
        let mut command = world.command(&[&["status"], more].concat());
        command.env_remove("TESTIGO_ARCHIVE");
        command
    });
    check(&world, &["verify", "nowhere"], 1, "not_a_package");
    check(&world, &["verify", "home"], 1, "not_a_package");
    fs::write(&toml, text).unwrap();
    let init = [
        "init",
        "archive",
        "--name",
        "A",
        "--group",
        "G",
        "--recovery",
        "again",
    ];
    check(&world, &init, 1, "archive_exists");
    let init = ["init", "other", "--name", "A", "--group", "G"];
    check(&world, &init, 1, "recovery_unseen");
    assert!(!world.path("other").exists());
    holds(&world);
}

#[test]
fn no_home_and_no_place_for_the_report() {
    let world = World::new();
    refused(1, "home_unset", &|more| {
        let mut command = world.command(&[&["status"], more].concat());
        command.env_remove("TESTIGO_HOME");
        command
    });
    let before = world.done(&["status"])["items"].clone();
    let add = [
        "add",
        "passphrase",
        "--source",
        "G",
        "--report",
        "nowhere/report",
    ];
    check(&world, &add, 1, "report_failed");
    assert_eq!(world.done(&["status"])["items"], before);
}

/// An entry of a version that is yet to come stands in the log as an opaque leaf.
#[test]
fn an_entry_of_an_unknown_version_blocks_nothing() {
    let mut world = World::new();
    record(&world, "Ada Quispe");
    append_opaque(&world, b"\x02what a later version says");
    for home in ["home", "second"] {
        world.on_home(home);
        let verified = world.done(&["verify"]);
        assert_eq!(verified["verdict"], "incomplete", "{verified}");
        let unchecked: Vec<&Value> = verified["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["verdict"] == "unchecked" && finding["code"] == "log.entry")
            .collect();
        assert_eq!(unchecked.len(), 1, "{verified}");
    }
    world.on_home("home");
    let later = record(&world, "Bruno Mamani");
    assert_eq!(world.done(&["status"])["logs"].as_array().unwrap().len(), 1);
    for home in ["home", "second", "third"] {
        world.on_home(home);
        assert_eq!(world.done(&["show", &later])["kind"], "person");
        assert_eq!(world.done(&["status"])["records"]["person"], 2);
        let verified = world.done(&["verify"]);
        assert_eq!(
            (&verified["verdict"], &verified["counts"]["fails"]),
            (&"incomplete".into(), &0.into())
        );
    }
}

/// The key of this device's log, as its home keeps it.
fn log_key(world: &World) -> SigningKey {
    let (_, ring) = world.unlocked("archive");
    let sealed = fs::read(files_below(&world.path("home/devices")).remove(0)).unwrap();
    let opened = age::decrypt(&ring.identities()[0], &sealed).unwrap();
    let device: Value = serde_json::from_slice(&opened).unwrap();
    let seed: Digest = device["logs"][0].as_str().unwrap().parse().unwrap();
    SigningKey::from_seed(*seed.as_bytes())
}

/// Adds an entry as a later version of the program would: in the tiles, under a signed head.
fn append_opaque(world: &World, entry: &[u8]) {
    let (store, _) = world.unlocked("archive");
    let log = store.logs().unwrap().remove(0);
    let key = log_key(world);
    let size = world.done(&["status"])["logs"][0]["statements"]
        .as_u64()
        .unwrap();
    let mut entries = LogFiles::new(store.disk(), log, size)
        .entries(0, size)
        .unwrap();
    entries.push(entry.to_vec());
    let leaves: Vec<Digest> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let tile = Tile {
        level: 0,
        index: 0,
        width: u16::try_from(entries.len()).unwrap(),
    };
    let folder = world.path(&format!("archive/log/{log}"));
    let hashes: Vec<u8> = leaves.iter().flat_map(|leaf| *leaf.as_bytes()).collect();
    fs::write(folder.join(tile.path()), hashes).unwrap();
    fs::write(folder.join(tile.entries_path()), encode_bundle(&entries)).unwrap();
    let head = Checkpoint {
        origin: log_key_name(log),
        size: size + 1,
        root: tree_root(&leaves),
    };
    let note = Note::sign(head.to_text(), &log_key_name(log), &key).to_string();
    fs::write(folder.join(format!("checkpoints/{}", head.size)), &note).unwrap();
    fs::write(folder.join("checkpoint"), &note).unwrap();
    fs::write(
        world.path(&format!("home/heads/{}/{log}", store.archive())),
        &note,
    )
    .unwrap();
}

/// A mount that goes away with the test. `None`, with the reason, where this user may not mount.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, arguments: &[&OsStr]) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let output = Command::new("mount").args(arguments).arg(at).output();
        if output.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_path_buf()));
        }
        println!("skipped: this user may not mount");
        None
    }

    fn remount_read_only(&self) {
        let status = Command::new("mount")
            .args(["-o", "remount,bind,ro"])
            .arg(&self.0)
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_still_takes_an_erasure() {
    let world = World::empty();
    let options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs"].map(OsStr::new);
    let Some(_mount) = Mount::new(&world.path("archive"), &options) else {
        return;
    };
    let init = [
        "init",
        "archive",
        "--name",
        "A",
        "--group",
        "G",
        "--recovery",
        "recovery",
    ];
    world.done(&init);
    let person = record(&world, "Ada Quispe");
    world.file("small/one.bin", [1; 1000]);
    world.done(&["add", "small", "--source", "G"]);
    for number in 0..8u8 {
        world.file(&format!("large/{number}.bin"), vec![number; 600_000]);
    }
    let error = check(
        &world,
        &["add", "large", "--source", "G", "--report", "report"],
        1,
        "disk_full",
    );
    assert!(
        error["message"].as_str().unwrap().contains("disk is full"),
        "{error}"
    );
    assert_eq!(
        fs::read(world.path("report")).unwrap(),
        b"",
        "nothing was stored"
    );
    assert_eq!(world.done(&["status"])["items"], 1);
    holds(&world);

    // The next append removes what was left of it. Then full to the last byte, beside the reserve.
    record(&world, "Bruno Mamani");
    let filler = fs::File::create(world.path("archive/filler")).unwrap();
    let mut chunk = 1 << 20;
    while chunk > 0 {
        if std::io::Write::write_all(&mut &filler, &vec![0; chunk]).is_err() {
            chunk /= 2;
        }
    }
    assert_eq!(
        fs::metadata(world.path("archive/reserve")).unwrap().len(),
        1 << 20
    );
    check(
        &world,
        &["record", "person", "name=Bruno", "--source", "G"],
        1,
        "disk_full",
    );
    holds(&world);
    let code = world.done(&["erase", &person, "--reason", "asked"]);
    let code = code["confirm"].as_str().unwrap();
    world.done(&["erase", &person, "--reason", "asked", "--confirm", code]);
    assert_eq!(world.done(&["status"])["records"]["person"], 1);
    holds(&world);

    // With room again everything goes on.
    fs::remove_file(world.path("archive/filler")).unwrap();
    record(&world, "Carla Condori");
    world.done(&["add", "large/0.bin", "--source", "G"]);
    holds(&world);
}

#[test]
fn a_read_only_folder_can_be_read_and_says_why_it_takes_nothing() {
    let world = World::new();
    world.file("photo.bin", [7; 5000]);
    let added = world.done(&["add", "photo.bin", "--source", "Group"]);
    let item = added["items"][0]["id"].as_str().unwrap();
    let person = record(&world, "Ada Quispe");
    let archive = world.path("archive");
    let Some(mount) = Mount::new(&archive, &["--bind".as_ref(), archive.as_os_str()]) else {
        return;
    };
    mount.remount_read_only();
    let before: Vec<PathBuf> = files_below(&archive);
    world.file("other.bin", [8; 5000]);
    check(
        &world,
        &["add", "other.bin", "--source", "Group"],
        1,
        "read_only",
    );
    check(
        &world,
        &["record", "person", "name=B", "--source", "Group"],
        1,
        "read_only",
    );
    check(
        &world,
        &["claim", &person, "age=30", "--source", "Group"],
        1,
        "read_only",
    );
    check(
        &world,
        &["level", &person, "public", "--reason", "r"],
        1,
        "read_only",
    );
    check(&world, &["erase", &person, "--reason", "r"], 1, "read_only");
    check(
        &world,
        &["get", item, "--out", "archive/out"],
        1,
        "out_inside_archive",
    );
    assert_eq!(files_below(&archive), before);
    // Reading needs no writing: also from a device that never saw it.
    for home in ["home", "second"] {
        let mut command = world.command(&["show", &person, "--json"]);
        command.env("TESTIGO_HOME", world.path(home));
        assert_eq!(answered(&command.output().unwrap()).status, 0);
    }
    world.done(&["get", item, "--out", "fetched"]);
    holds(&world);
    drop(mount);
    record(&world, "Bruno Mamani");
    holds(&world);
}

fn together(commands: Vec<Command>) -> Vec<Answered> {
    let children: Vec<_> = commands
        .into_iter()
        .map(|mut command| {
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    children
        .into_iter()
        .map(|child| answered(&child.wait_with_output().unwrap()))
        .collect()
}

/// Several processes on one archive: of one home, then of two.
fn check_together(homes: [&str; 4]) {
    let mut world = World::new();
    for round in 0..6 {
        let mut commands = Vec::new();
        for (number, home) in homes.iter().enumerate() {
            for file in 0..5 {
                // Some of the same bytes come to all of them at the same moment.
                let mark = if file == 0 { 9 } else { number };
                let bytes = format!("{round} {mark} {file}").repeat(2000);
                world.file(&format!("in{round}.{number}/file{file}.txt"), bytes);
            }
            world.file(
                &format!("list{round}.{number}.csv"),
                "name,age\nAda Quispe,30\nBruno Mamani,\n",
            );
            let folder = format!("in{round}.{number}");
            let list = format!("list{round}.{number}.csv");
            let arguments: Vec<&str> = if number % 2 == 0 {
                vec!["add", &folder, "--source", "Group", "--json"]
            } else {
                vec!["import", &list, "--as", "list", "--json"]
            };
            commands.push(world.on_home(home).command(&arguments));
        }
        for answer in together(commands) {
            assert_eq!(
                answer.status, 0,
                "round {round}: {}\n{}",
                answer.out, answer.err
            );
        }
    }
    let everyone: BTreeSet<&str> = homes.into_iter().chain(["third"]).collect();
    for home in everyone {
        world.on_home(home);
        holds(&world);
        let status = world.done(&["status"]);
        assert_eq!(status["records"]["entry"], 6 * 2 * 2, "{home}: {status}");
        assert_eq!(
            status["logs"].as_array().unwrap().len(),
            if homes[0] == homes[2] { 1 } else { 2 }
        );
        let found = world.done(&["search", "file1"]);
        assert_eq!(found["total"], 6 * 2, "{home}: {found}");
    }
}

#[test]
fn several_processes_of_one_home_at_one_time() {
    check_together(["home"; 4]);
}

#[test]
fn two_homes_at_one_time() {
    check_together(["home", "home", "second", "second"]);
}

#[test]
fn paths_with_spaces_and_names_that_are_not_unicode() {
    let world = World::empty();
    let strange = OsStr::from_bytes(b"archivo de la asamblea \xff\xfe");
    let archive = world.root().join(strange);
    let run = |arguments: &[&OsStr]| {
        let mut command = world.command(&["--json", "-C"]);
        command
            .arg(&archive)
            .args(arguments)
            .env_remove("TESTIGO_ARCHIVE");
        let answer = answered(&command.output().unwrap());
        assert_eq!(answer.status, 0, "{}{}", answer.out, answer.err);
        answer.json()
    };
    let words = |text: &'static str| text.split(' ').map(OsStr::new).collect::<Vec<_>>();
    let mut init = words("init");
    init.push(archive.as_os_str());
    init.extend(words("--name A --group G --recovery recovery"));
    run(&init);
    let folder = world.root().join("lo que llegó hoy");
    let name = OsStr::from_bytes(b"foto \xf1and\xfa.jpg");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), b"light").unwrap();
    fs::write(folder.join("con espacios.txt"), b"text").unwrap();
    let mut add = vec![OsStr::new("add"), folder.as_os_str()];
    add.extend(words("--source G"));
    let added = run(&add);
    assert_eq!(
        stored(&added),
        [
            "lo que llegó hoy/con espacios.txt",
            "lo que llegó hoy/foto \u{fffd}and\u{fffd}.jpg"
        ]
    );
    let id = added["items"][1]["id"].as_str().unwrap().to_owned();
    let shown = run(&[OsStr::new("show"), OsStr::new(&id)]);
    let claim = |field: &str| {
        let claims = shown["claims"].as_array().unwrap().iter();
        let found = claims.clone().find(|claim| claim["field"] == field);
        found.unwrap()["value"].as_str().unwrap().to_owned()
    };
    let path = Path::new("lo que llegó hoy").join(name);
    let bytes: Vec<String> = path
        .as_os_str()
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let bytes = bytes.concat();
    assert_eq!(claim("path_bytes"), bytes);
    assert_eq!(claim("name"), "foto \u{fffd}and\u{fffd}.jpg");
    let out = world.root().join(OsStr::from_bytes(b"salida \xff"));
    let get = [
        OsStr::new("get"),
        OsStr::new(&id),
        OsStr::new("--out"),
        out.as_os_str(),
    ];
    run(&get);
    assert_eq!(fs::read(&out).unwrap(), b"light");
    assert_eq!(run(&words("verify"))["verdict"], "holds");
    // The same file again is known, however its name is written.
    assert_eq!(run(&add)["counts"], serde_json::json!({"known": 2}));
}

#[test]
fn what_cannot_be_received_is_named_and_the_rest_goes_on() {
    let world = World::new();
    world.file("in/a good file.txt", "words");
    world.file("in/empty.txt", "");
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, world.path(name)).unwrap();
    };
    link("..", "in/up");
    link("a good file.txt", "in/inside");
    link("nowhere", "in/broken");
    link("loop", "loop");
    link("in/a good file.txt", "named link");
    let made = Command::new("mkfifo").arg(world.path("in/pipe")).status();
    assert!(made.unwrap().success());
    // It opens, and the first read fails: a device that gives up.
    let unreadable = "/proc/self/mem";
    let arguments = [
        "add",
        "in",
        "loop",
        "absent",
        "named link",
        unreadable,
        "archive",
        "--source",
        "G",
        "--json",
    ];
    let in_language = |language: &str| {
        let mut command = world.command(&arguments);
        command.env("TESTIGO_LANG", language);
        answered(&command.output().unwrap())
    };
    let english = in_language("en");
    assert_eq!(english.status, 1, "{}", english.err);
    let answer = english.json();
    let expected = [
        ("in/broken", "symlink_not_followed"),
        ("in/inside", "symlink_not_followed"),
        ("in/pipe", "not_a_file"),
        ("in/up", "symlink_not_followed"),
        ("loop", "symlink_loop"),
        ("absent", "not_found"),
        ("mem", "item_unreadable"),
        ("archive", "inside_archive"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(path, code)| ((*path).to_owned(), (*code).to_owned()))
        .collect();
    assert_eq!(failed(&answer), expected);
    assert_eq!(answer["failed_total"], expected.len());
    assert_eq!(
        stored(&answer),
        ["in/a good file.txt", "in/empty.txt", "named link"]
    );
    assert_eq!(answer["items"][1]["bytes"], 0);
    let spanish = in_language("es").json();
    assert_eq!(failed(&spanish), expected);
    for (one, other) in answer["failed"]
        .as_array()
        .unwrap()
        .iter()
        .zip(spanish["failed"].as_array().unwrap())
    {
        assert_ne!(one["message"], other["message"]);
    }
    let id = answer["items"][1]["id"].as_str().unwrap();
    world.done(&["get", id, "--out", "nothing"]);
    assert_eq!(fs::read(world.path("nothing")).unwrap(), b"");
    holds(&world);
}

#[test]
fn a_folder_that_may_not_be_entered_is_named() {
    let world = World::empty();
    world.file("in/locked/secret.txt", "x");
    world.file("in/open.txt", "y");
    let able = Command::new("setpriv")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    let owner = fs::metadata(world.root()).unwrap();
    if able.is_err() || std::os::unix::fs::MetadataExt::uid(&owner) != 0 {
        println!("skipped: only root can become an unprivileged user");
        return;
    }
    // Everything belongs to nobody but the folder that is locked; the program too lies where nobody may read.
    let program = world.path("testigo");
    fs::copy(env!("CARGO_BIN_EXE_testigo"), &program).unwrap();
    let given_away = Command::new("chown")
        .args(["-R", "65534:65534"])
        .arg(world.root())
        .status();
    assert!(given_away.unwrap().success());
    let locked = Command::new("chown")
        .args(["-R", "0:0"])
        .arg(world.path("in/locked"))
        .status();
    assert!(locked.unwrap().success());
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    fs::set_permissions(world.path("in/locked"), mode).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program);
        command
            .args(arguments)
            .arg("--json")
            .current_dir(world.root())
            .env_clear();
        command
            .env("TESTIGO_HOME", world.path("home"))
            .env("TESTIGO_ARCHIVE", world.path("archive"))
            .env("TESTIGO_PASSPHRASE_FILE", world.path("passphrase"));
        answered(&command.stdin(Stdio::null()).output().unwrap())
    };
    let init = run(&[
        "init",
        "archive",
        "--name",
        "A",
        "--group",
        "G",
        "--recovery",
        "recovery",
    ]);
    assert_eq!(init.status, 0, "{}{}", init.out, init.err);
    let added = run(&["add", "in", "--source", "G"]);
    assert_eq!(added.status, 1);
    let answer = added.json();
    assert_eq!(
        failed(&answer),
        [("in/locked".to_owned(), "item_unreadable".to_owned())]
    );
    assert_eq!(stored(&answer), ["in/open.txt"]);
    // A folder that may not be written to.
    let init = run(&[
        "init",
        "in/locked/new",
        "--name",
        "A",
        "--group",
        "G",
        "--recovery",
        "r",
    ]);
    assert_eq!(
        (init.status, init.json()["code"].as_str()),
        (1, Some("read_only"))
    );
}

#[test]
fn a_file_that_is_no_table_records_nothing() {
    let world = World::new();
    world.file(
        "picture.csv",
        [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13],
    );
    world.file("broken.xlsx", b"PK\x03\x04 and nothing more");
    world.file("empty.csv", b"");
    let before = world.done(&["status"]);
    for file in ["picture.csv", "broken.xlsx", "empty.csv", "absent.csv"] {
        let answer = world.run(&["import", file, "--as", "list", "--json"]);
        let json = answer.json();
        assert_eq!(
            (answer.status, &json["schema"]),
            (1, &"testigo.error/1".into()),
            "{file}: {json}"
        );
        let code = json["code"].as_str().unwrap().to_owned();
        check(&world, &["import", file, "--as", "list"], 1, &code);
    }
    assert_eq!(world.done(&["status"]), before);
    holds(&world);
}
