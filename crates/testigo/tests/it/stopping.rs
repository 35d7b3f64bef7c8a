//! Long work that somebody stops: what was stored is there and holds, and the same again does the rest and no more.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use age::secrecy::SecretString;
use testigo_archive::{AddRequest, Archive, ImportRequest, Surroundings, Work, verify_package};
use testigo_package::{Findings, Outcome};

use crate::dossier::{SPECIFICATION, told};
use crate::world::{PASSPHRASE, World, files_below, text};

/// Some batches, and more than the catalog takes in at once.
const LINES: u64 = 5_000;

fn random() -> [u8; 32] {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    let mut bytes = [7; 32];
    let number = DRAWN.fetch_add(1, Ordering::Relaxed).to_le_bytes();
    bytes[..8].copy_from_slice(&number);
    bytes
}

fn surroundings(home: &Path, stopped: fn() -> bool) -> Surroundings {
    Surroundings {
        home: home.to_path_buf(),
        now_s: || 1_900_000_000,
        random,
        by: Some("Tester".to_owned()),
        threads: 1,
        progress: |_, _, _| {},
        stopped,
    }
}

fn opened(world: &World, surroundings: Surroundings) -> testigo_archive::Result<Archive> {
    let passphrase = SecretString::from(PASSPHRASE.to_owned());
    Archive::open(&world.path("archive"), &passphrase, surroundings)
}

fn list() -> String {
    let mut text = "Nombre,Edad\n".to_owned();
    for number in 0..LINES {
        let _ = writeln!(text, "Persona {number},{}", number % 90);
    }
    text
}

fn entries(archive: &Archive) -> u64 {
    let found = archive.kinds_matching(None).unwrap();
    found.get("entry").copied().unwrap_or(0)
}

fn holds(archive: &mut Archive) {
    let mut findings = Findings::default();
    archive.verify(None, &mut findings).unwrap();
    assert_ne!(findings.outcome(), Outcome::Fails, "{:?}", findings.list());
}

#[test]
fn an_import_that_is_stopped_is_stored_so_far_and_goes_on() {
    static DONE: AtomicU64 = AtomicU64::new(0);
    static IS_WANTED: AtomicBool = AtomicBool::new(true);
    let world = World::new();
    let mut archive = opened(
        &world,
        Surroundings {
            progress: |work, done, _| {
                if work == Work::Importing {
                    DONE.store(done, Ordering::Relaxed);
                }
            },
            ..surroundings(&world.path("home"), || {
                IS_WANTED.load(Ordering::Relaxed) && DONE.load(Ordering::Relaxed) >= 2_100
            })
        },
    )
    .unwrap();
    let request = ImportRequest {
        file: world.file("lista.csv", list()),
        format: "list".to_owned(),
        source: Some("Comité de Alto Verde".to_owned()),
        ..ImportRequest::default()
    };
    let first = archive.import(&request, &mut |_| Ok(())).unwrap();
    assert!(first.stopped);
    assert!((2_100..2_200).contains(&first.recorded), "{first:?}");
    assert_eq!((first.rows, first.known), (first.recorded, 0));
    assert_eq!(entries(&archive), first.recorded, "what is told is stored");
    IS_WANTED.store(false, Ordering::Relaxed);
    holds(&mut archive);
    let second = archive.import(&request, &mut |_| Ok(())).unwrap();
    assert!(!second.stopped);
    assert_eq!(second.known, first.recorded, "nothing is stored twice");
    assert_eq!(second.recorded, LINES - first.recorded);
    assert_eq!(entries(&archive), LINES);
    archive.retract(&first.import, "the wrong list").unwrap();
    assert_eq!(entries(&archive), second.recorded);
    // A look at what would come in is stopped, too, and tells nothing.
    IS_WANTED.store(true, Ordering::Relaxed);
    let look = ImportRequest {
        dry_run: true,
        ..request
    };
    let looked = archive.import(&look, &mut |_| Ok(())).unwrap_err();
    assert_eq!(looked.code, "stopped");
    drop(archive);
    opening_goes_on(&world, second.recorded);
}

/// On a computer that never saw this archive.
fn opening_goes_on(world: &World, left: u64) {
    static KNOWN: AtomicU64 = AtomicU64::new(0);
    let home = world.path("another-home");
    let progress = |work, done, _| {
        if work == Work::Projecting {
            KNOWN.store(done, Ordering::Relaxed);
        }
    };
    let stopped = opened(
        world,
        Surroundings {
            progress,
            ..surroundings(&home, || KNOWN.load(Ordering::Relaxed) > 0)
        },
    );
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert!(KNOWN.load(Ordering::Relaxed) < LINES);
    let mut archive = opened(world, surroundings(&home, || false)).unwrap();
    assert_eq!(entries(&archive), left);
    holds(&mut archive);
}

#[test]
fn receiving_and_verifying_stop_between_two_files() {
    static DONE: AtomicU64 = AtomicU64::new(0);
    static FROM: AtomicU64 = AtomicU64::new(3);
    let world = World::new();
    let mut archive = opened(
        &world,
        Surroundings {
            progress: |_, done, _| DONE.store(done, Ordering::Relaxed),
            ..surroundings(&world.path("home"), || {
                DONE.load(Ordering::Relaxed) >= FROM.load(Ordering::Relaxed)
            })
        },
    )
    .unwrap();
    for number in 0..5 {
        world.file(&format!("fotos/{number}.txt"), format!("Foto {number}."));
    }
    let request = AddRequest {
        paths: vec![world.path("fotos")],
        source: Some("Comité".to_owned()),
        ..AddRequest::default()
    };
    let first = archive.add(&request, &mut |_| Ok(())).unwrap();
    assert!(first.stopped);
    assert_eq!((first.items_total, first.counts["stored"]), (3, 3));
    let texts = archive.read_new_texts();
    assert_eq!(texts.unwrap_err().code, "stopped");
    FROM.store(u64::MAX, Ordering::Relaxed);
    let second = archive.add(&request, &mut |_| Ok(())).unwrap();
    assert!(!second.stopped);
    assert_eq!((second.counts["known"], second.counts["stored"]), (3, 2));
    FROM.store(2, Ordering::Relaxed);
    DONE.store(0, Ordering::Relaxed);
    let stopped = archive.verify(None, &mut Findings::default());
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert_eq!(DONE.load(Ordering::Relaxed), 2, "not all was looked at");
    let status = archive.status().unwrap();
    assert!(status["verified_at"].is_null(), "{status}");
    FROM.store(u64::MAX, Ordering::Relaxed);
    holds(&mut archive);
}

/// Stopped, a verification says nothing of a dossier, neither that it holds nor that it fails.
#[test]
fn a_dossier_is_verified_to_its_end_or_not_at_all() {
    let told = told();
    told.build(SPECIFICATION, "out");
    let path = told.world.path("out");
    let mut findings = Findings::default();
    let stopped = verify_package(&path, None, || true, &mut findings);
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert!(findings.list().is_empty(), "{:?}", findings.list());
    verify_package(&path, None, || false, &mut findings).unwrap();
    assert_ne!(findings.outcome(), Outcome::Fails, "{:?}", findings.list());
}

#[test]
fn building_a_dossier_stops_before_anything_is_released() {
    let told = told();
    let home = told.world.path("home");
    let mut archive = opened(&told.world, surroundings(&home, || true)).unwrap();
    let before = archive.status().unwrap()["logs"].clone();
    let out = told.world.path("stopped");
    let built = archive.build_dossier(SPECIFICATION, &out);
    assert_eq!(built.unwrap_err().code, "stopped");
    assert!(!out.exists());
    assert_eq!(archive.status().unwrap()["logs"], before);
}

/// What lies there already is known from the first file on: an erasure names it.
#[test]
fn a_backup_that_is_stopped_is_known_and_does_not_count_as_one_that_holds() {
    static IS_WANTED: AtomicBool = AtomicBool::new(false);
    let world = World::new();
    world.file("in/bridge.bin", vec![7; 9_000]);
    world.done(&["add", "in", "--source", "Group"]);
    let mut archive = opened(
        &world,
        surroundings(&world.path("home"), || IS_WANTED.load(Ordering::Relaxed)),
    )
    .unwrap();
    let folder = world.path("copied");
    IS_WANTED.store(true, Ordering::Relaxed);
    assert_eq!(archive.backup(&folder).unwrap_err().code, "stopped");
    assert!(folder.join("testigo.toml").exists());
    let known = archive.copies().unwrap().known;
    assert_eq!(known.len(), 1);
    assert_eq!(
        known[0].path,
        folder.canonicalize().unwrap().to_str().unwrap()
    );
    assert_eq!(
        (known[0].finished, &known[0].verified_at),
        (false, &None),
        "{known:?}"
    );
    IS_WANTED.store(false, Ordering::Relaxed);
    archive.backup(&folder).unwrap();
    let whole = archive.copies().unwrap().known;
    assert!(whole[0].finished && whole[0].verified_at.is_some());

    // One that held, was damaged, and is stopped while it is mended.
    let object = files_below(&folder.join("objects")).remove(0);
    let mut bytes = std::fs::read(&object).unwrap();
    bytes[700] ^= 1;
    std::fs::write(&object, bytes).unwrap();
    IS_WANTED.store(true, Ordering::Relaxed);
    assert_eq!(archive.backup(&folder).unwrap_err().code, "stopped");
    let known = archive.copies().unwrap().known;
    assert_eq!((known.len(), &known[0].verified_at), (1, &None));
    assert_eq!(known[0].checkpoint, whole[0].checkpoint);

    // What is erased then may stand in it, until a backup is complete.
    drop(archive);
    let item = text(&world.done(&["search", "bridge"])["hits"][0]["id"]);
    let asked = world.done(&["erase", &item, "--reason", "asked for"]);
    let code = text(&asked["confirm"]);
    let erased = world.done(&["erase", &item, "--reason", "asked for", "--confirm", &code]);
    let not_reached = erased["not_reached"].as_array().unwrap();
    assert!(not_reached.iter().any(|copy| copy["copy"] == "backup"));
    let status = world.done(&["status"]);
    assert_eq!(status["copies"][0]["erased_since"], true, "{status}");
    world.done(&["backup", "copied"]);
    let status = world.done(&["status"]);
    assert_eq!(status["copies"][0]["erased_since"], false, "{status}");
    assert_eq!(status["copies"][0]["finished"], true, "{status}");
}
