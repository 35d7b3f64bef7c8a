//! `erase`: two steps, a receipt, and nothing left to guess from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use testigo_custody::{Digest, LogId, ObjectName, Opening, Part, json_string, sha256};
use testigo_store::{objects, openings};

use crate::world::{World, files_below, text};

const ERASED: &str = "Ayelén Huanca Poma";

fn record(world: &World, kind: &str, fields: &[&str]) -> String {
    text(&world.done(&[&["record", kind], fields, &["--source", "Group"]].concat())["id"])
}

#[track_caller]
fn holds(world: &World) {
    let verified = world.done(&["verify"]);
    assert_eq!(verified["verdict"], "holds", "{verified}");
}

fn erase(world: &World, id: &str) -> Value {
    let asked = world.done(&["erase", id, "--reason", "the family asked"]);
    let code = text(&asked["confirm"]);
    world.done(&[
        "erase",
        id,
        "--reason",
        "the family asked",
        "--confirm",
        &code,
    ])
}

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(status.unwrap().success());
}

/// Name, size and bytes of every file of the archive.
fn archive_files(world: &World) -> BTreeMap<PathBuf, Digest> {
    let files = files_below(&world.path("archive")).into_iter();
    files
        .map(|path| {
            let digest = sha256(&fs::read(&path).unwrap());
            (path, digest)
        })
        .collect()
}

#[test]
fn two_steps_with_a_code_that_fits_only_what_was_shown() {
    let world = World::new();
    let person = record(&world, "person", &[&format!("name={ERASED}"), "age=19"]);
    let other = record(&world, "person", &["name=Bruno Mamani"]);
    let incident = record(&world, "incident", &["title=The march", "date=2019-11-15"]);
    let act_fields = [format!("victim={person}"), format!("incident={incident}")];
    let act = record(
        &world,
        "act",
        &[&act_fields[0], &act_fields[1], "type=detention"],
    );
    world.done(&["claim", &person, "age=20", "--source", "Hospital"]);

    let asked = world.done(&["erase", &person, "--reason", "the family asked"]);
    let code = text(&asked["confirm"]);
    assert!(
        code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{code}"
    );
    assert_eq!(
        asked["erased"],
        serde_json::json!({"fields": 3, "objects": 0, "statements": 2})
    );
    assert_eq!(
        asked["kept"],
        serde_json::json!([{"id": act, "why": "refers_to_it"}])
    );
    let copies: Vec<&str> = asked["not_reached"]
        .as_array()
        .unwrap()
        .iter()
        .map(|copy| copy["copy"].as_str().unwrap())
        .collect();
    assert_eq!(
        copies,
        [
            "backups",
            "copies_of_the_folder",
            "bucket_versions",
            "flash_remnants"
        ]
    );
    // Restricted at once, and still there.
    let shown = world.done(&["show", &person]);
    assert_eq!(
        (&shown["level"], &shown["claims_total"]),
        (&"sealed".into(), &3.into())
    );

    let confirm = |code: &str| {
        vec!["erase".to_owned(), person.clone()]
            .into_iter()
            .chain(["--reason", "the family asked", "--confirm", code].map(str::to_owned))
            .collect::<Vec<String>>()
    };
    let refused = |code: &str| {
        let arguments = confirm(code);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        world.fails(&arguments, 1, "confirm_wrong");
    };
    let before = archive_files(&world);
    for wrong in ["", "00000000", &code[..7], &format!("{code}0")] {
        refused(wrong);
    }
    assert_eq!(
        archive_files(&world),
        before,
        "a wrong code changes nothing"
    );
    // Somebody says more meanwhile: that was not shown.
    world.done(&["claim", &person, "occupation=baker", "--source", "Hospital"]);
    refused(&code);
    assert_eq!(world.done(&["show", &person])["claims_total"], 4);

    let again = text(&world.done(&["erase", &person, "--reason", "the family asked"])["confirm"]);
    assert_ne!(again, code);
    let arguments = confirm(&again);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let erased = world.done(&arguments);
    assert_eq!(erased.get("confirm"), None);
    assert_eq!(
        erased["erased"]["statements"], 4,
        "with the level that was set: {erased}"
    );
    assert_eq!(
        erased["kept"],
        serde_json::json!([{"id": act, "why": "refers_to_it"}])
    );
    let not_reached = erased["not_reached"].as_array().unwrap();
    assert_eq!(not_reached.len(), 4);

    assert_eq!(world.done(&["search", "Ayelen"])["total"], 0);
    assert_eq!(world.done(&["search", "baker"])["total"], 0);
    let shown = world.run(&["show", &person, "--json"]);
    assert!(
        !shown.out.contains("Huanca") && !shown.out.contains("baker"),
        "{}",
        shown.out
    );
    assert_eq!(
        world.done(&["count", "--what", "persons"])["documented"]["max"],
        1
    );
    assert_eq!(world.done(&["search", "Bruno"])["total"], 1);
    assert_eq!(world.done(&["show", &other, "--proof"])["claims_total"], 1);
    assert_eq!(world.done(&["show", &act, "--proof"])["id"], act);
    holds(&world);
}

#[test]
fn the_object_of_an_erased_item_is_gone() {
    let world = World::new();
    world.file("in/story.txt", "What Ayelén Huanca Poma told us");
    world.file("in/other.txt", "Another story");
    let added = world.done(&["add", "in", "--source", "Group"]);
    let id = |number: usize| text(&added["items"][number]["id"]);
    let (other, story) = (id(0), id(1));
    let before: BTreeSet<PathBuf> = files_below(&world.path("archive/objects"))
        .into_iter()
        .collect();
    assert_eq!(before.len(), 2);
    let erased = erase(&world, &story);
    assert_eq!(
        (
            &erased["erased"]["objects"],
            &erased["erased"]["statements"]
        ),
        (&1.into(), &2.into())
    );
    let after: BTreeSet<PathBuf> = files_below(&world.path("archive/objects"))
        .into_iter()
        .collect();
    assert_eq!(after.len(), 1);
    assert!(after.is_subset(&before));
    let get = world.run(&["get", &story, "--out", "fetched", "--json"]);
    assert_eq!(get.status, 1, "{}", get.out);
    assert!(!world.path("fetched").exists());
    world.done(&["get", &other, "--out", "other"]);
    assert_eq!(world.done(&["search", "told"])["total"], 0);
    assert_eq!(world.done(&["search", "another"])["total"], 1);
    assert_eq!(world.done(&["status"])["items"], 1);
    holds(&world);
    // The same bytes may come again: a new item, with an object of its own.
    let again = world.done(&["add", "in", "--source", "Group"]);
    assert_eq!(
        again["counts"],
        serde_json::json!({"known": 1, "stored": 1})
    );
    holds(&world);
    world.done(&["get", &text(&again["items"][1]["id"]), "--out", "fetched"]);
}

#[test]
fn erasing_again_changes_nothing() {
    let mut world = World::new();
    let person = record(&world, "person", &[&format!("name={ERASED}")]);
    let asked = world.done(&["erase", &person, "--reason", "asked"]);
    let code = text(&asked["confirm"]);
    let confirm = ["erase", &person, "--reason", "asked", "--confirm", &code];
    world.done(&confirm);
    let before = archive_files(&world);
    let again = world.run(&[&confirm[..], &["--json"]].concat());
    assert_eq!(again.status, 1, "{}", again.out);
    assert!(!again.out.contains("internal"), "{}", again.out);
    for home in ["home", "second", "home"] {
        world.on_home(home);
        world.done(&["status"]);
        holds(&world);
    }
    assert_eq!(archive_files(&world), before);
}

/// Fields whose value may be a person's name alone.
const NAMING: [&str; 3] = ["name", "alias", "by"];

/// Everything that somebody with the disk and the passphrase holds.
struct Loot {
    openings: Vec<Opening>,
    /// Every 32 bytes that may be a salt or a seed.
    salts: BTreeSet<[u8; 32]>,
    /// Bare digests with their place in the statement and the name of the field, which the head
    /// still says, where a person's name could stand.
    bare: Vec<(usize, String, Digest)>,
    /// All bytes: files as they lie there, opened objects, openings, lists, device keys.
    bytes: Vec<Vec<u8>>,
    /// Digests and object names, hex.
    hex: BTreeSet<String>,
    naming: Vec<([u8; 32], LogId)>,
}

fn loot(world: &World) -> Loot {
    let (store, ring) = world.unlocked("archive");
    let mut bytes = Vec::new();
    let mut hex = BTreeSet::new();
    for path in files_below(world.root()) {
        let inside = path
            .strip_prefix(world.root())
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if !inside.starts_with("archive")
            && !inside.starts_with("home")
            && !inside.starts_with("second")
        {
            continue;
        }
        let raw = fs::read(&path).unwrap();
        if raw.iter().all(|byte| *byte == 0) {
            continue;
        }
        if let Some((_, name)) = inside.split_once("objects/") {
            hex.insert(name.replace('/', ""));
            let place = inside.strip_prefix("archive/").unwrap();
            let mut plain = Vec::new();
            let mut reader = objects::open(&store, &ring, place).unwrap();
            std::io::Read::read_to_end(&mut reader, &mut plain).unwrap();
            hex.insert(sha256(&plain).to_string());
            bytes.push(plain);
        }
        if let Ok(opened) = age::decrypt(&ring.identities()[0], &raw) {
            bytes.push(opened);
        }
        bytes.push(inside.into_bytes());
        hex.insert(sha256(&raw).to_string());
        bytes.push(raw);
    }
    let mut found = Loot {
        openings: Vec::new(),
        salts: BTreeSet::new(),
        bare: Vec::new(),
        bytes,
        hex,
        naming: Vec::new(),
    };
    for log in store.logs().unwrap() {
        found.naming.push((*ring.naming_key(), log));
        for file in openings::files(&store, log).unwrap() {
            openings::read(&store, &ring, log, &file, &mut |_, line| {
                found.take(line);
                Ok(())
            })
            .unwrap();
        }
    }
    let listed: Vec<String> = found
        .bytes
        .iter()
        .filter_map(|bytes| String::from_utf8(bytes.clone()).ok())
        .flat_map(|text| words_of_hex(&text))
        .collect();
    found.hex.extend(listed);
    found
}

/// Words of 64 hex digits, object places included.
fn words_of_hex(text: &str) -> Vec<String> {
    text.replace("objects/", " ")
        .split(|letter: char| !letter.is_ascii_hexdigit() && letter != '/')
        .map(|word| word.replace('/', ""))
        .filter(|word| word.len() == 64)
        .collect()
}

impl Loot {
    fn take(&mut self, line: &str) {
        self.bytes.push(line.as_bytes().to_vec());
        let json: Value = serde_json::from_str(line).unwrap();
        if let Some(seed) = json["seed"].as_str() {
            let seed: Digest = seed.parse().unwrap();
            self.salts.insert(*seed.as_bytes());
        }
        let opening = Opening::from_json(line).unwrap();
        let names = opening.check().unwrap().field_names;
        for (number, (part, field)) in opening.parts().iter().zip(&names).enumerate() {
            match part {
                Part::Shown { salt, .. } => {
                    self.salts.insert(*salt);
                }
                Part::Bare(digest) if NAMING.contains(&field.as_str()) => {
                    self.bare.push((number, field.clone(), *digest));
                }
                Part::Bare(_) => {}
            }
        }
        self.openings.push(opening);
    }

    /// Each salt that might belong to a part, taken as itself and as a seed.
    fn salts_for(&self, number: usize) -> Vec<[u8; 32]> {
        let mut salts: Vec<[u8; 32]> = self.salts.iter().copied().collect();
        for seed in &self.salts {
            let mut mac = Hmac::<Sha256>::new_from_slice(seed).unwrap();
            mac.update(b"testigo/1/salt");
            mac.update(&u32::try_from(number).unwrap().to_be_bytes());
            salts.push(mac.finalize().into_bytes().into());
        }
        salts.push([0; 32]);
        salts
    }

    /// The names of a dictionary that what is left tells apart from the others.
    fn told(&self, dictionary: &[String]) -> BTreeSet<String> {
        let mut told = self.told_by_bytes(dictionary);
        for name in dictionary {
            let file = format!("{name}\n");
            let plain = [
                name.as_bytes(),
                file.as_bytes(),
                json_string(name).as_bytes(),
            ]
            .map(sha256);
            let known = |digest: &Digest| {
                let object = |(key, log): &([u8; 32], LogId)| ObjectName::new(key, *log, *digest);
                let mut objects = self.naming.iter().map(object);
                self.hex.contains(&digest.to_string())
                    || objects.any(|name| self.hex.contains(&name.to_string()))
            };
            if plain.iter().any(known) {
                told.insert(name.clone());
            }
        }
        let values: Vec<String> = dictionary.iter().map(|name| json_string(name)).collect();
        for (number, field, digest) in &self.bare {
            for salt in self.salts_for(*number) {
                let start = start_of_field(*number, &salt, field);
                for (name, value) in dictionary.iter().zip(&values) {
                    let mut hasher = start.clone();
                    hasher.update(value);
                    if *digest.as_bytes() == <[u8; 32]>::from(hasher.finalize()) {
                        told.insert(name.clone());
                    }
                }
            }
        }
        told
    }

    fn told_by_bytes(&self, dictionary: &[String]) -> BTreeSet<String> {
        const START: usize = 8;
        let mut forms: BTreeMap<Vec<u8>, Vec<(Vec<u8>, &String)>> = BTreeMap::new();
        for name in dictionary {
            for form in [
                name.as_bytes().to_vec(),
                name.to_lowercase().into_bytes(),
                name.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                testigo_record::fold(name).into_bytes(),
                sha256(name.as_bytes()).as_bytes().to_vec(),
            ] {
                forms
                    .entry(form[..START].to_vec())
                    .or_default()
                    .push((form, name));
            }
        }
        let mut told = BTreeSet::new();
        for bytes in &self.bytes {
            for at in 0..bytes.len().saturating_sub(START) {
                for (form, name) in forms.get(&bytes[at..at + START]).into_iter().flatten() {
                    if bytes[at..].starts_with(form) {
                        told.insert((*name).clone());
                    }
                }
            }
        }
        told
    }
}

/// FORMAT 3, written out here once more.
fn start_of_field(number: usize, salt: &[u8; 32], field: &str) -> Sha256 {
    let mut hasher = Sha256::new();
    hasher.update(b"testigo/1/field\n");
    hasher.update(u16::try_from(number).unwrap().to_be_bytes());
    hasher.update(salt);
    hasher.update(u16::try_from(field.len()).unwrap().to_be_bytes());
    hasher.update(field);
    hasher
}

/// 1,000 invented names; only one of them was ever in the archive.
fn dictionary() -> Vec<String> {
    let given = [
        "Ada", "Bruno", "Carla", "Delia", "Elsa", "Fermín", "Gala", "Hugo", "Inés",
    ];
    let surnames = [
        "Mamani", "Quispe", "Condori", "Choque", "Flores", "Ticona", "Poma", "Vilca",
    ];
    let mut names = vec![ERASED.to_owned()];
    for one in given {
        for two in surnames {
            for three in surnames {
                names.push(format!("{one} {two} de {three}"));
                names.push(format!("{one} {two}-{three}"));
            }
        }
    }
    names.truncate(1_000);
    assert_eq!(names.len(), 1_000);
    names
}

/// One person by record, by a second source, as a file that holds only the name, and in a story.
fn with_the_name(world: &World) -> Vec<String> {
    let person = record(world, "person", &[&format!("name={ERASED}"), "age=19"]);
    world.done(&[
        "claim",
        &person,
        &format!("alias={ERASED}"),
        "--source",
        "Hospital",
    ]);
    world.file("in/name.txt", format!("{ERASED}\n"));
    world.file("in/other.txt", "Another story");
    let added = world.done(&["add", "in", "--source", "Group"]);
    record(world, "person", &["name=Zulma Tarqui", "age=40"]);
    vec![person, text(&added["items"][0]["id"])]
}

#[test]
fn after_an_erasure_a_dictionary_finds_nothing_in_what_is_left() {
    let mut world = World::new();
    let ids = with_the_name(&world);
    // Another device has it all too.
    world.on_home("second");
    assert_eq!(world.done(&["search", "Huanca"])["total"], 2);
    world.on_home("home");
    let dictionary = dictionary();
    let before = loot(&world);
    assert_eq!(
        before.told(&dictionary),
        BTreeSet::from([ERASED.to_owned()])
    );
    let catalogs = |world: &World| -> Vec<PathBuf> {
        let all = files_below(world.root()).into_iter();
        all.filter(|path| path.ends_with("catalog.db")).collect()
    };
    let keys = |home: &str| fs::read(files_below(&world.path(home).join("devices")).remove(0));
    let (keys_before, second_before) = (keys("home").unwrap(), keys("second").unwrap());
    assert_eq!(catalogs(&world).len(), 2);

    for id in &ids {
        erase(&world, id);
    }
    let after = loot(&world);
    // The statements are all there still: only what they said is not.
    assert_eq!(after.openings.len(), before.openings.len() + 4);
    assert!(after.bare.len() > 5, "{}", after.bare.len());
    assert_eq!(after.told(&dictionary), BTreeSet::new());
    // With the seeds that are gone it would have found the name: in the digests, nowhere else.
    let mut with_seeds = loot(&world);
    with_seeds.salts.extend(before.salts);
    assert_eq!(with_seeds.told_by_bytes(&dictionary), BTreeSet::new());
    assert_eq!(
        with_seeds.told(&dictionary),
        BTreeSet::from([ERASED.to_owned()])
    );
    // Of an erased statement no salt is left but the head's, and no seed to make one from.
    let bare: Vec<&Opening> = after
        .openings
        .iter()
        .filter(|opening| {
            opening
                .parts()
                .iter()
                .any(|part| matches!(part, Part::Bare(_)))
        })
        .collect();
    for opening in bare {
        let shown = opening
            .parts()
            .iter()
            .filter(|part| matches!(part, Part::Shown { .. }));
        assert_eq!(shown.count(), 1);
        assert!(!opening.to_json().contains("seed"));
    }
    assert_ne!(
        keys("home").unwrap(),
        keys_before,
        "the catalog has another key"
    );
    holds(&world);

    // The other device forgets as soon as it looks.
    world.on_home("second");
    assert_eq!(world.done(&["search", "Huanca"])["total"], 0);
    assert_ne!(
        keys_of(&world, "second"),
        second_before,
        "the catalog has another key"
    );
    holds(&world);
    assert_eq!(loot(&world).told(&dictionary), BTreeSet::new());
    assert_eq!(world.done(&["search", "Zulma"])["total"], 1);
}

fn keys_of(world: &World, home: &str) -> Vec<u8> {
    fs::read(files_below(&world.path(home).join("devices")).remove(0)).unwrap()
}

/// A backup that still shows it is put back, under a head that knows of the erasure.
#[test]
fn an_erasure_wins_over_an_older_copy_of_the_openings() {
    let mut world = World::new();
    let ids = with_the_name(&world);
    let log = text(&world.done(&["status"])["logs"][0]["log"]);
    let folder = world.path(&format!("archive/log/{log}"));
    copy(&folder.join("openings"), &world.path("old-openings"));
    copy(&folder.join("sealed"), &world.path("old-sealed"));
    copy(&world.path("archive/objects"), &world.path("old-objects"));
    world.on_home("second");
    world.done(&["status"]);
    world.on_home("home");
    for id in &ids {
        erase(&world, id);
    }
    world.on_home("third");
    world.done(&["status"]);
    world.on_home("home");
    let dictionary = &dictionary()[..20];
    // The device that erased, one that had heard of it, one that has not, and one that never saw it.
    for home in ["home", "third", "second", "new"] {
        for (old, new) in [
            ("old-openings/.", folder.join("openings")),
            ("old-sealed/.", folder.join("sealed")),
            ("old-objects/.", world.path("archive/objects")),
        ] {
            copy(&world.path(old), &new);
        }
        assert!(!loot(&world).told(dictionary).is_empty());
        world.on_home(home);
        assert_eq!(world.done(&["search", "Huanca"])["total"], 0, "{home}");
        assert_eq!(loot(&world).told(dictionary), BTreeSet::new(), "{home}");
        holds(&world);
        assert_eq!(world.done(&["search", "Zulma"])["total"], 1, "{home}");
    }
}

/// A part that is bare without an erasure was taken away by somebody.
#[test]
fn a_part_that_is_missing_without_an_erasure_fails() {
    let mut world = World::new();
    let person = record(&world, "person", &["name=Bruno Mamani", "age=30"]);
    let (store, ring) = world.unlocked("archive");
    let log = store.logs().unwrap().remove(0);
    let file = openings::files(&store, log).unwrap().pop().unwrap();
    for shown in [1, 2] {
        let mut lines = Vec::new();
        openings::read(&store, &ring, log, &file, &mut |_, line| {
            let opening = Opening::from_json(line).unwrap();
            let part = opening.showing(|index, _| index < shown);
            lines.push(part.to_json());
            Ok(())
        })
        .unwrap();
        let genuine = fs::read(store.disk().path(&file.place(log))).unwrap();
        let list = fs::read(store.disk().path(&file.list_place(log))).unwrap();
        openings::rewrite(
            &store,
            &ring,
            log,
            std::slice::from_ref(&file),
            &lines,
            &|_| true,
        )
        .unwrap();
        for home in ["home", "second"] {
            world.on_home(home);
            let verified = world.run(&["verify", "--json"]);
            let json = verified.json();
            assert_eq!((verified.status, &json["verdict"]), (3, &"fails".into()));
            assert!(
                verified.out.contains("withheld without an erasure"),
                "{json}"
            );
        }
        for rewritten in openings::files(&store, log).unwrap() {
            if rewritten.first == file.first {
                store.disk().remove(&rewritten.place(log)).unwrap();
                store.disk().remove(&rewritten.list_place(log)).unwrap();
            }
        }
        fs::write(store.disk().path(&file.place(log)), genuine).unwrap();
        fs::write(store.disk().path(&file.list_place(log)), list).unwrap();
        world.on_home("home");
        holds(&world);
    }
    assert_eq!(world.done(&["show", &person])["claims_total"], 2);
}

/// Killed at any moment, an erasure has either not begun or is carried out at the next look.
#[test]
fn an_erasure_that_is_killed_is_finished_by_the_next_to_look() {
    let mut world = World::new();
    world.on_home("second");
    world.done(&["status"]);
    world.on_home("home");
    let dictionary = &dictionary()[..20];
    let mut erased = 0;
    for round in 0..12u64 {
        let path = format!("in{round}/name.txt");
        world.file(&path, format!("{ERASED}\n"));
        let added = world.done(&["add", &path, "--source", "Group"]);
        let item = text(&added["items"][0]["id"]);
        let code = text(&world.done(&["erase", &item, "--reason", "r"])["confirm"]);
        let arguments = ["erase", &item, "--reason", "r", "--confirm", &code];
        let mut child = world
            .command(&arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(10 + round * 18));
        child.kill().unwrap();
        child.wait().unwrap();
        world.on_home(if round % 2 == 0 { "home" } else { "second" });
        let found = world.done(&["search", "Huanca"])["total"].clone();
        if found == 0 {
            erased += 1;
            assert_eq!(
                loot(&world).told(dictionary),
                BTreeSet::new(),
                "round {round}: {:?}",
                files_below(&world.path("archive"))
            );
            assert_eq!(
                files_below(&world.path("archive/objects")).len(),
                0,
                "round {round}"
            );
        }
        holds(&world);
        world.on_home("home");
        holds(&world);
        if found != 0 {
            let again = world.run(&[
                "erase",
                &item,
                "--reason",
                "r",
                "--confirm",
                &code,
                "--json",
            ]);
            // A commit that was cut short may be completed by this very run.
            assert!(
                again.status == 0 || again.json()["code"] == "not_a_record",
                "{}",
                again.out
            );
        }
        assert_eq!(world.done(&["search", "Huanca"])["total"], 0);
        assert_eq!(
            loot(&world).told(dictionary),
            BTreeSet::new(),
            "round {round}"
        );
        holds(&world);
    }
    println!("{erased} of 12 were killed after they counted");
}
