//! `backup`: a copy elsewhere that is an archive, stays one whatever happens, and forgets what was erased.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;
use testigo_custody::{Digest, sha256};
use testigo_store::openings;

use crate::world::{World, files_below, text};

fn record(world: &World, name: &str) -> String {
    let name = format!("name={name}");
    text(&world.done(&["record", "person", &name, "--source", "Group"])["id"])
}

fn photo(world: &World, name: &str, size: usize) -> String {
    let mark = sha256(name.as_bytes());
    world.file(&format!("in/{name}"), mark.as_bytes().repeat(size));
    let path = format!("in/{name}");
    text(&world.done(&["add", &path, "--source", "Group"])["items"][0]["id"])
}

fn erase(world: &World, id: &str) -> Value {
    let asked = world.done(&["erase", id, "--reason", "asked for"]);
    let code = text(&asked["confirm"]);
    world.done(&["erase", id, "--reason", "asked for", "--confirm", &code])
}

#[track_caller]
fn backup(world: &World) -> Value {
    let answer = world.done(&["backup", "copied"]);
    assert_eq!(answer["verdict"], "holds", "{answer}");
    answer
}

/// The copy, opened on a computer that never saw the archive: what DESIGN 4.2 says of a restored archive.
#[track_caller]
fn holds_elsewhere(world: &mut World, home: &str) -> Value {
    world.on_home(home);
    let verified = world.done(&["-C", "copied", "verify"]);
    assert_eq!(verified["verdict"], "holds", "{verified}");
    let status = world.done(&["-C", "copied", "status"]);
    world.on_home("home");
    status
}

fn digests(folder: &Path) -> BTreeMap<PathBuf, Digest> {
    let files = files_below(folder).into_iter();
    files
        .map(|path| {
            let digest = sha256(&fs::read(&path).unwrap());
            (path.strip_prefix(folder).unwrap().to_owned(), digest)
        })
        .collect()
}

/// The same files, but for tiles that are no longer the widest: a head needs only those.
#[track_caller]
fn same(world: &World) {
    let [copied, archive] = ["copied", "archive"].map(|folder| {
        let mut files = digests(&world.path(folder));
        files.retain(|path, _| !path.to_string_lossy().contains(".p/"));
        files
    });
    assert_eq!(copied, archive);
}

#[test]
fn a_backup_is_the_archive_again_and_the_next_one_copies_only_what_is_new() {
    let mut world = World::new();
    record(&world, "Bruno Mamani");
    photo(&world, "bridge.bin", 900);
    let before = world.done(&["status"]);
    assert_eq!(before["copies"], serde_json::json!([]));
    let first = backup(&world);
    let log = text(&before["logs"][0]["log"]);
    let size = before["logs"][0]["statements"].as_u64().unwrap();
    assert_eq!(first["checkpoint"], format!("{log}:{size}"));
    assert_eq!(first["statements"], size);
    assert_eq!(
        (&first["mended"], &first["removed"]),
        (&0.into(), &0.into())
    );
    same(&world);

    let status = world.done(&["status"]);
    let copy = &status["copies"][0];
    let whole = world.path("copied").canonicalize().unwrap();
    assert_eq!(copy["path"], whole.to_str().unwrap());
    assert_eq!(copy["checkpoint"], first["checkpoint"]);
    assert_eq!(copy["verified_at"].as_str().unwrap().len(), 20);
    assert_eq!(
        (&copy["statements_since"], &copy["erased_since"]),
        (&0.into(), &false.into())
    );
    // A copy that was verified says nothing of the archive.
    assert_eq!(status["verified_at"], Value::Null);

    assert_eq!(backup(&world)["copied"], 0);
    record(&world, "Clara Poma");
    let status = world.done(&["status"]);
    assert_eq!(status["copies"][0]["statements_since"], 1);
    let more = backup(&world);
    // Openings, their list, a tile, a bundle and an earlier head.
    assert_eq!(
        (&more["copied"], &more["statements"]),
        (&5.into(), &(size + 1).into())
    );
    let status = world.done(&["status"]);
    assert_eq!(status["copies"].as_array().unwrap().len(), 1);
    // Where it lies is nothing that the home says to whoever finds it.
    for file in files_below(&world.path("home")) {
        let bytes = fs::read(&file).unwrap();
        assert!(
            !bytes.windows(6).any(|part| part == b"copied"),
            "{}",
            file.display()
        );
    }
    let elsewhere = holds_elsewhere(&mut world, "second");
    assert_eq!(elsewhere["records"], status["records"]);
}

#[test]
fn a_restored_copy_goes_on_with_a_log_of_its_own_and_is_then_no_longer_overwritten() {
    let mut world = World::new();
    record(&world, "Bruno Mamani");
    backup(&world);
    // The laptop is gone: another one opens the copy and writes.
    world.on_home("second");
    let name = ["record", "person", "name=Clara Poma", "--source", "Group"];
    world.done(&[&["-C", "copied"], &name[..]].concat());
    assert_eq!(world.done(&["-C", "copied", "verify"])["verdict"], "holds");
    world.on_home("home");
    let before = digests(&world.path("copied"));
    let refused = world.fails(&["backup", "copied"], 1, "backup_ahead");
    assert!(text(&refused["message"]).contains("copied"), "{refused}");
    assert_eq!(digests(&world.path("copied")), before);
    // The other way round it is a copy of what is now ahead.
    let answer = world.done(&["-C", "copied", "backup", "archive"]);
    assert_eq!(answer["verdict"], "holds", "{answer}");
    assert_eq!(world.done(&["status"])["records"]["person"], 2);
}

#[test]
fn what_is_erased_leaves_the_copy_at_the_next_backup_and_is_named_until_then() {
    let mut world = World::new();
    let person = record(&world, "Ayelén Huanca Poma");
    let item = photo(&world, "bridge.bin", 900);
    photo(&world, "square.bin", 700);
    backup(&world);
    let whole = world.path("copied").canonicalize().unwrap();
    let as_of = text(&world.done(&["status"])["copies"][0]["copied_at"]);
    let objects = files_below(&world.path("copied/objects")).len();
    for id in [&person, &item] {
        let erased = erase(&world, id);
        let copies = erased["not_reached"].as_array().unwrap().iter();
        let named = copies.filter(|copy| copy["copy"] == "backup");
        let named: Vec<&Value> = named.collect();
        assert_eq!(
            named,
            [&serde_json::json!({"copy": "backup", "path": whole.to_str(), "as_of": as_of})]
        );
    }
    let copy = world.done(&["status"])["copies"][0].clone();
    assert_eq!(copy["erased_since"], true, "{copy}");
    let old: Vec<PathBuf> = files_below(&world.path("copied/log"))
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("/openings/"))
        .collect();

    let reached = backup(&world);
    // Two openings files that were rewritten, and an object.
    assert_eq!(reached["removed"], 3, "{reached}");
    assert_eq!(
        files_below(&world.path("copied/objects")).len(),
        objects - 1
    );
    assert!(old.iter().any(|path| !path.exists()));
    same(&world);
    let copy = world.done(&["status"])["copies"][0].clone();
    assert_eq!(copy["erased_since"], false, "{copy}");
    let status = holds_elsewhere(&mut world, "second");
    assert_eq!(status["items"], 1);
    let shown: Vec<_> = world
        .openings("copied")
        .into_iter()
        .filter(|(_, _, opening)| opening.to_json().contains("Huanca"))
        .collect();
    assert!(shown.is_empty());
}

#[test]
fn a_flipped_byte_in_the_copy_is_found_said_and_mended() {
    let mut world = World::new();
    record(&world, "Bruno Mamani");
    photo(&world, "bridge.bin", 900);
    backup(&world);
    let whole = digests(&world.path("copied"));
    let mut checked = 0;
    for path in whole.keys().filter(|path| !path.ends_with("testigo.toml")) {
        let at = world.path("copied").join(path);
        let mut bytes = fs::read(&at).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&at, bytes).unwrap();
        let mended = backup(&world);
        assert_eq!(mended["mended"], 1, "{}: {mended}", path.display());
        assert_eq!(
            mended["archive_fails"],
            false,
            "{}: {mended}",
            path.display()
        );
        assert_eq!(digests(&world.path("copied")), whole, "{}", path.display());
        checked += 1;
    }
    assert!(checked > 15, "{checked}");
    holds_elsewhere(&mut world, "second");
}

#[test]
fn damage_of_the_archive_is_said_and_the_copy_keeps_what_is_whole() {
    let world = World::new();
    record(&world, "Bruno Mamani");
    photo(&world, "bridge.bin", 900);
    backup(&world);
    let whole = digests(&world.path("copied"));
    let object = files_below(&world.path("archive/objects")).remove(0);
    let mut bytes = fs::read(&object).unwrap();
    bytes[700] ^= 1;
    fs::write(&object, &bytes).unwrap();
    assert_eq!(backup(&world)["mended"], 0);
    assert_eq!(digests(&world.path("copied")), whole);
    // To a new disk it goes along as it is: most of it may still be read one day.
    let answered = world.run(&["backup", "another", "--json"]);
    let answer = answered.json();
    assert_eq!((answered.status, &answer["verdict"]), (3, &"fails".into()));
    assert_eq!(answer["archive_fails"], true, "{answer}");
    assert!(answer["findings_total"].as_u64().unwrap() > 0, "{answer}");
    assert!(
        answer["findings"][0]["code"].is_string() && answer["findings"][0]["verdict"] == "fails",
        "{answer}"
    );
    let copies = world.done(&["status"])["copies"].clone();
    assert_eq!(copies[0]["verified_at"], Value::Null, "{copies}");
    let object = object
        .strip_prefix(world.path("archive"))
        .unwrap()
        .to_owned();
    assert_eq!(fs::read(world.path("another").join(object)).unwrap(), bytes);
}

/// Somebody who may write to the archive's folder replaced what it says, digests and all.
#[test]
fn what_was_falsified_in_the_archive_takes_nothing_out_of_the_copy() {
    let world = World::new();
    record(&world, "Bruno Mamani");
    photo(&world, "bridge.bin", 900);
    backup(&world);
    let whole = digests(&world.path("copied"));
    let (store, ring) = world.unlocked("archive");
    let log = store.logs().unwrap().remove(0);
    for file in openings::files(&store, log).unwrap() {
        let count = usize::try_from(file.last - file.first + 1).unwrap();
        let lines = vec!["{}".to_owned(); count];
        let old = std::slice::from_ref(&file);
        openings::rewrite(&store, &ring, log, old, &lines, &|_| false).unwrap();
    }
    fs::remove_dir_all(world.path("archive/objects")).unwrap();
    let answered = world.run(&["backup", "copied", "--json"]);
    let answer = answered.json();
    assert_eq!((answered.status, &answer["verdict"]), (3, &"fails".into()));
    assert_eq!(
        (&answer["archive_fails"], &answer["removed"]),
        (&true.into(), &0.into()),
        "{answer}"
    );
    let after = digests(&world.path("copied"));
    for (path, digest) in &whole {
        assert_eq!(after.get(path), Some(digest), "{}", path.display());
    }
}

#[test]
fn a_folder_with_something_else_is_refused_in_words() {
    let world = World::new();
    world.file("letters/one.txt", "a letter");
    let refused = world.fails(&["backup", "letters"], 1, "backup_foreign");
    let message = text(&refused["message"]);
    assert!(message.contains("letters"), "{message}");
    world.fails(&["backup", "archive/objects/copied"], 1, "backup_inside");
    world.file("letter", "a letter");
    let nowhere = world.run(&["backup", "letter/copied"]);
    assert_ne!(nowhere.status, 0, "{}", nowhere.out);
    assert_eq!(files_below(&world.path("letters")).len(), 1);
    assert_eq!(world.done(&["status"])["copies"], serde_json::json!([]));
}

#[test]
fn a_list_of_backups_that_cannot_be_read_is_told_and_set_aside() {
    let world = World::new();
    let person = record(&world, "Ayelén Huanca Poma");
    backup(&world);
    let list = files_below(&world.path("home/copies")).remove(0);
    let mut bytes = fs::read(&list).unwrap();
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    fs::write(&list, &bytes).unwrap();
    let status = world.done(&["status"]);
    assert_eq!(
        (&status["copies"], &status["copies_unread"]),
        (&serde_json::json!([]), &true.into())
    );
    let said = world.run(&["status"]).out;
    assert!(
        said.contains("list of your backups could not be read"),
        "{said}"
    );
    let erased = world.done(&["erase", &person, "--reason", "asked for"]);
    let copies = erased["not_reached"].as_array().unwrap();
    assert!(
        copies.iter().any(|copy| copy["copy"] == "backups_unread"),
        "{erased}"
    );

    let made = world.run(&["backup", "another"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.contains("a new list begins"), "{}", made.err);
    let kept = files_below(&world.path("home/copies"));
    let aside: Vec<&PathBuf> = kept.iter().filter(|path| **path != list).collect();
    assert_eq!(aside.len(), 1, "{kept:?}");
    assert_eq!(fs::read(aside[0]).unwrap(), bytes, "as it was");
    let status = world.done(&["status"]);
    assert_eq!(status["copies"].as_array().unwrap().len(), 1);
    assert_eq!(status["copies_unread"], true, "it may still name others");
    // Whoever has brought the others up to date removes it.
    fs::remove_file(aside[0]).unwrap();
    assert_eq!(world.done(&["status"])["copies_unread"], false);
}

/// SIGKILL at points spread over its whole time, on one folder, until it is whole.
#[test]
fn a_backup_that_is_killed_leaves_an_archive_and_the_next_one_completes_it() {
    let mut world = World::new();
    for number in 0..12 {
        photo(&world, &format!("photo {number}.bin"), 20_000);
    }
    let mut hits = 0;
    for round in 0..16u64 {
        let mut child = world
            .command(&["backup", "copied"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !world.path("copied").exists() && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(200));
        }
        sleep(Duration::from_millis(round * 9));
        hits += u64::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        if world.path("copied/testigo.toml").exists() {
            holds_elsewhere(&mut world, "second");
        }
        if round % 4 == 3 {
            // The next rounds kill one that brings an older copy up to date.
            backup(&world);
            photo(&world, &format!("later {round}.bin"), 20_000);
        }
    }
    assert!(hits >= 6, "too few kills hit: {hits}");
    backup(&world);
    assert_eq!(
        holds_elsewhere(&mut world, "third")["items"],
        world.done(&["status"])["items"]
    );
}

/// Beside a process that imports, one that erases, and one that backs up as well.
#[test]
fn a_backup_beside_writers_is_one_moment_of_the_archive() {
    let mut world = World::new();
    let erased: Vec<String> = (0..4)
        .map(|number| photo(&world, &format!("p{number}"), 200))
        .collect();
    let mut list = String::from("name,age\n");
    for line in 0..1_000 {
        writeln!(list, "Person {line},{}", line % 90).unwrap();
    }
    world.file("list.csv", list);
    let mut child = world
        .command(&["import", "list.csv", "--as", "list"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut backups = 0;
    for id in &erased {
        erase(&world, id);
        backup(&world);
        backups += 1;
        holds_elsewhere(&mut world, "second");
    }
    while child.try_wait().unwrap().is_none() {
        backup(&world);
        backups += 1;
    }
    assert!(backups >= 4, "{backups}");
    backup(&world);
    let status = holds_elsewhere(&mut world, "third");
    assert_eq!(status["records"], world.done(&["status"])["records"]);
}
