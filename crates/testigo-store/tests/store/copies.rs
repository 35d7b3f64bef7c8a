//! A copy that is cut short at every durable step: what is left is an archive, and the next run completes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use testigo_custody::{Opening, StatementId, sha256};
use testigo_store::fault::{Effect, Faults};
use testigo_store::{
    Amounts, Copying, Disk, LogFiles, Result, Store, StoreError, objects, openings, published_head,
};

use crate::place::{Keys, Place, files_below, ids};

/// Copies the archive of `place` to `disk`, as `backup` does before it looks at openings.
fn copy(place: &Place, disk: &Disk) -> Result<Amounts> {
    let (store, home) = (place.store(), place.home());
    let mut copying = Copying::begin(&store, &home, disk)?;
    copying.copy(&home, &|_, _| true)?;
    for (log, file, _) in copying.superseded()? {
        copying.remove_openings(log, &file)?;
    }
    Ok(copying.amounts())
}

fn grown(place: &Place, keys: &Keys, from: u64, to: u64) -> Vec<StatementId> {
    let store = place.store();
    let plain = format!("what the camera saw at {to}");
    let staged = objects::stage(
        &store,
        &keys.ring,
        keys.own().log,
        to,
        &mut plain.as_bytes(),
    )
    .unwrap();
    place.append(keys, &keys.openings(from..to), &[staged]);
    ids(&keys.openings(0..to))
}

/// What the head of the copy covers is there: tree, openings, lists, and what these list. Gives the head's size.
fn check(root: &Path, keys: &Keys, all: &[StatementId]) -> u64 {
    let store = Store::open(Disk::at(root)).unwrap();
    let log = keys.own().log;
    let head = published_head(&store, log, &keys.own().verifier()).unwrap();
    let Some((_, head)) = head else {
        return 0;
    };
    let root = LogFiles::new(store.disk(), log, head.size).root_at(head.size);
    assert_eq!(root.unwrap(), head.root);
    let mut shown = BTreeMap::new();
    for file in openings::files(&store, log).unwrap() {
        if file.first >= head.size {
            continue;
        }
        let list = fs::read_to_string(store.disk().path(&file.list_place(log))).unwrap();
        for line in list.lines() {
            let (digest, path) = line.split_once("  ").unwrap();
            let bytes = fs::read(store.disk().path(path)).unwrap();
            assert_eq!(sha256(&bytes).to_string(), digest, "{path}");
        }
        openings::read(&store, &keys.ring, log, &file, &mut |index, line| {
            shown.insert(index, Opening::from_json(line).unwrap().check().unwrap().id);
            Ok(())
        })
        .unwrap();
    }
    let size = usize::try_from(head.size).unwrap();
    let shown: Vec<StatementId> = shown.into_values().take(size).collect();
    assert_eq!(shown, all[..size]);
    head.size
}

/// Every file with its bytes, beside what an archive or a copy may have of its own.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    if !root.is_dir() {
        return BTreeMap::new();
    }
    files_below(root)
        .into_iter()
        .map(|path| {
            (
                path.strip_prefix(root).unwrap().to_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect()
}

/// Copies over `before` (a folder, or none), failing at every step in turn.
fn fails_everywhere(
    place: &Place,
    keys: &Keys,
    all: &[StatementId],
    sizes: [u64; 2],
    before: Option<&Path>,
) {
    for effect in [Effect::NotPersisted, Effect::Persisted] {
        let mut step = 1;
        loop {
            let folder = TempDir::new().unwrap();
            let root = folder.path().join("copied");
            if let Some(before) = before {
                crate::place::copy_folder(before, &root);
            }
            let faults = Arc::new(Faults::at(step, effect));
            let done = copy(place, &Disk::at(&root).with_faults(Arc::clone(&faults)));
            let reached = faults.steps() >= step;
            assert_eq!(done.is_err(), reached, "step {step} {effect:?}: {done:?}");
            if root.join("testigo.toml").exists() {
                let size = check(&root, keys, all);
                assert!(sizes.contains(&size), "step {step} {effect:?}: {size}");
                assert!(root.join("keys/1/passphrase-1.age").exists());
            } else {
                assert!(before.is_none());
            }
            copy(place, &Disk::at(&root)).unwrap_or_else(|error| {
                panic!("step {step} {effect:?}: the next run fails: {error}")
            });
            assert_eq!(check(&root, keys, all), sizes[1]);
            if before.is_none() {
                assert_eq!(
                    tree(&root),
                    tree(&place.archive()),
                    "step {step} {effect:?}"
                );
            }
            if !reached {
                break;
            }
            step += 1;
        }
        assert!(step > 40, "a copy has more than 40 durable steps: {step}");
    }
}

#[test]
fn a_copy_that_is_cut_short_anywhere_is_an_archive_and_is_completed() {
    let (place, keys) = Place::new();
    let all = grown(&place, &keys, 0, 5);
    fails_everywhere(&place, &keys, &all, [0, 5], None);
}

#[test]
fn a_copy_that_grows_past_a_tile_and_is_cut_short_shows_the_old_head_or_the_new() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 254);
    let folder = TempDir::new().unwrap();
    let before = folder.path().join("before");
    copy(&place, &Disk::at(&before)).unwrap();
    let all = grown(&place, &keys, 254, 258);
    fails_everywhere(&place, &keys, &all, [254, 258], Some(&before));
}

/// Openings that an erasure rewrote hold only beside the head that knows of it.
#[test]
fn rewritten_openings_never_stand_beside_the_older_head() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let before = folder.path().join("before");
    copy(&place, &Disk::at(&before)).unwrap();
    let log = keys.own().log;
    let old = openings::files(&place.store(), log).unwrap();
    let lines: Vec<String> = keys.openings(0..5).iter().map(Opening::to_json).collect();
    openings::rewrite(&place.store(), &keys.ring, log, &old, &lines, &|_| true).unwrap();
    let all = grown(&place, &keys, 5, 7);
    let rewritten = openings::files(&place.store(), log).unwrap().remove(0);
    let mut step = 1;
    loop {
        let root = folder.path().join(format!("copied-{step}"));
        crate::place::copy_folder(&before, &root);
        let faults = Arc::new(Faults::at(step, Effect::Persisted));
        let _cut_short = copy(&place, &Disk::at(&root).with_faults(Arc::clone(&faults)));
        let size = check(&root, &keys, &all);
        let stands = root.join(rewritten.place(log)).exists();
        assert!(size == 7 || !stands, "step {step}: beside a head of {size}");
        copy(&place, &Disk::at(&root)).unwrap();
        let store = Store::open(Disk::at(&root)).unwrap();
        let files = openings::files(&store, log).unwrap();
        assert_eq!(files, openings::files(&place.store(), log).unwrap());
        assert_eq!(check(&root, &keys, &all), 7);
        if faults.steps() < step {
            break;
        }
        step += 1;
    }
}

#[test]
fn a_copying_that_is_stopped_is_gone_on_with() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 2);
    let all = grown(&place, &keys, 2, 4);
    let folder = TempDir::new().unwrap();
    let disk = Disk::at(folder.path());
    let (store, home) = (place.store(), place.home());
    let mut copying = Copying::begin(&store, &home, &disk).unwrap();
    let stopped = copying.copy(&home, &|done, _| done < 2);
    assert!(matches!(stopped, Err(StoreError::Stopped)));
    let before = copying.amounts().copied;
    drop(copying);
    assert!(before > 0);
    assert!(copy(&place, &disk).unwrap().copied > 0, "the rest");
    assert_eq!(check(folder.path(), &keys, &all), 4);
}

#[test]
fn what_is_there_is_not_copied_again() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let disk = Disk::at(folder.path());
    let first = copy(&place, &disk).unwrap();
    let files = files_below(folder.path()).len() as u64;
    // The archive's file and the log's checkpoint say what is copied, and are not counted.
    assert_eq!(first.copied + 2, files);
    assert_eq!(copy(&place, &disk).unwrap(), Amounts::default());
    grown(&place, &keys, 5, 7);
    let more = copy(&place, &disk).unwrap();
    // Openings, their list, an object, a tile, a bundle, an earlier head.
    assert_eq!((more.copied, more.mended, more.removed), (6, 0, 0));
}

#[track_caller]
fn refused(place: &Place, folder: &Path, code: &str) {
    let before = tree(folder);
    let refused = copy(place, &Disk::at(folder)).unwrap_err();
    assert_eq!(refused.code(), code, "{refused}");
    assert_eq!(before, tree(folder));
}

#[test]
fn a_copy_goes_only_where_nothing_else_is() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let here = |name: &str| folder.path().join(name);
    fs::create_dir(here("letters")).unwrap();
    fs::write(here("letters/one.txt"), "a letter").unwrap();
    refused(&place, &here("letters"), "backup_foreign");
    refused(&place, &here("letters/one.txt"), "backup_foreign");
    // A first file that says something else is no copy that was begun.
    fs::create_dir(here("begun")).unwrap();
    fs::write(here("begun/testigo.toml.new"), "format = \"another\"").unwrap();
    refused(&place, &here("begun"), "backup_foreign");
    let (other, other_keys) = Place::new();
    grown(&other, &other_keys, 0, 2);
    refused(&place, &other.archive(), "backup_foreign");
    refused(&place, &place.archive(), "backup_inside");
    refused(
        &place,
        &place.archive().join("objects/copy"),
        "backup_inside",
    );
    refused(&place, place.archive().parent().unwrap(), "backup_inside");
    refused(&place, &here("nowhere/../copy"), "out_unclear");
    // A stick that only a file manager and the system have looked at is empty.
    fs::create_dir_all(here("stick/System Volume Information")).unwrap();
    fs::write(here("stick/.hidden"), "").unwrap();
    copy(&place, &Disk::at(here("stick"))).unwrap();
}

#[cfg(unix)]
#[test]
fn links_in_the_copy_are_not_followed() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let outside = folder.path().join("outside");
    let log = keys.own().log;
    let object = objects::place_of(&keys.ring, log, sha256(b"what the camera saw at 5"));
    for linked in [
        "objects".to_owned(),
        object[..10].to_owned(),
        object,
        "objects/tmp".to_owned(),
        "keys".to_owned(),
        "keys/1/recipient".to_owned(),
        "log".to_owned(),
        format!("log/{log}"),
        format!("log/{log}/checkpoint"),
        format!("log/{log}/openings"),
        "testigo.toml".to_owned(),
    ] {
        let root = folder.path().join("copied");
        copy(&place, &Disk::at(&root)).unwrap();
        let at = root.join(&linked);
        if at.exists() {
            fs::rename(&at, &outside).unwrap();
        } else {
            fs::create_dir(&outside).unwrap();
        }
        std::os::unix::fs::symlink(&outside, &at).unwrap();
        let kept = if outside.is_dir() {
            tree(&outside)
        } else {
            BTreeMap::new()
        };
        let done = copy(&place, &Disk::at(&root));
        assert!(
            matches!(done, Err(StoreError::CopyLink { .. })),
            "{linked}: {done:?}"
        );
        if outside.is_dir() {
            assert_eq!(tree(&outside), kept, "{linked}");
            fs::remove_dir_all(&outside).unwrap();
        } else {
            fs::remove_file(&outside).unwrap();
        }
        fs::remove_dir_all(&root).unwrap();
    }
}

#[test]
fn a_copy_that_knows_more_or_something_else_is_left_alone() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let older = place.copy();
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join("copied");
    grown(&place, &keys, 5, 7);
    copy(&place, &Disk::at(&copied)).unwrap();
    refused(&older, &copied, "backup_ahead");
    // Its checkpoint is damaged; an earlier head still says how far it reaches.
    let checkpoint = copied.join(format!("log/{}/checkpoint", keys.own().log));
    let whole = fs::read(&checkpoint).unwrap();
    fs::write(&checkpoint, "?").unwrap();
    refused(&older, &copied, "backup_ahead");
    fs::write(&checkpoint, whole).unwrap();
    older.append(&keys, &keys.openings(50..54), &[]);
    refused(&older, &copied, "backup_forked");
    // A log that only the copy has.
    let none = place.copy();
    fs::remove_dir_all(none.archive().join("log")).unwrap();
    refused(&none, &copied, "backup_ahead");
}

#[test]
fn damage_of_the_archive_does_not_reach_what_is_whole_in_the_copy() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join("copied");
    copy(&place, &Disk::at(&copied)).unwrap();
    let before = tree(&copied);
    let log = keys.own().log;
    let object = objects::place_of(&keys.ring, log, sha256(b"what the camera saw at 5"));
    let opening = openings::files(&place.store(), log)
        .unwrap()
        .remove(0)
        .place(log);
    for damaged in [object, opening, "keys/1/passphrase-1.age".to_owned()] {
        let path = place.archive().join(&damaged);
        let whole = fs::read(&path).unwrap();
        let mut longer = whole.clone();
        longer.push(0);
        for broken in [longer, Vec::new()] {
            fs::write(&path, broken).unwrap();
            copy(&place, &Disk::at(&copied)).unwrap();
            assert_eq!(tree(&copied), before, "{damaged}");
        }
        fs::remove_file(&path).unwrap();
        copy(&place, &Disk::at(&copied)).unwrap();
        assert_eq!(tree(&copied), before, "{damaged}");
        fs::write(&path, whole).unwrap();
    }
}

#[test]
fn mending_puts_everything_there_that_differs_but_what_is_broken_here() {
    let (place, keys) = Place::new();
    grown(&place, &keys, 0, 5);
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join("copied");
    copy(&place, &Disk::at(&copied)).unwrap();
    let whole = tree(&copied);
    let flipped: BTreeSet<&PathBuf> = whole
        .keys()
        .filter(|path| !path.ends_with("testigo.toml"))
        .collect();
    for path in &flipped {
        let mut bytes = whole[*path].clone();
        bytes[0] ^= 1;
        fs::write(copied.join(path), bytes).unwrap();
    }
    let spared = flipped.iter().find(|path| path.starts_with("objects"));
    let spared = spared.unwrap().to_string_lossy().into_owned();
    let (store, home) = (place.store(), place.home());
    let disk = Disk::at(&copied);
    let mut copying = Copying::begin(&store, &home, &disk).unwrap();
    let broken = BTreeSet::from([spared.clone()]);
    copying.mend(&home, broken, &|_, _| true).unwrap();
    assert_eq!(copying.amounts().mended, flipped.len() as u64 - 1);
    let mut after = tree(&copied);
    assert_ne!(
        after.remove(Path::new(&spared)),
        whole.get(Path::new(&spared)).cloned()
    );
    let mut whole = whole;
    whole.remove(Path::new(&spared));
    assert_eq!(after, whole);
}
