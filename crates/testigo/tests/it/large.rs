//! A folder of 300,000 files: received to the end although the program is killed on the way, with every file that
//! could not be read named. For `--long`: it takes a while.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::world::World;

/// Files, unless `TESTIGO_LARGE_FILES` says otherwise.
const FILES: u64 = 300_000;
const FILES_IN_FOLDER: u64 = 1_000;
/// One in so many is the copy of an earlier one.
const COPY_EVERY: u64 = 10;
/// Links that lead nowhere.
const DANGLING: u64 = 3;

fn make_folder(world: &World, files: u64) {
    for number in 0..files {
        let like = if number % COPY_EVERY == 1 {
            number - 1
        } else {
            number
        };
        let path = format!("in/{:03}/file {number:06}.bin", number / FILES_IN_FOLDER);
        let folder = world.path(&path);
        if number % FILES_IN_FOLDER == 0 {
            fs::create_dir_all(folder.parent().unwrap()).unwrap();
        }
        fs::write(folder, format!("bytes of file {like}\n").repeat(5)).unwrap();
    }
    for number in 0..DANGLING {
        symlink("nowhere", world.path(&format!("in/gone {number}.bin"))).unwrap();
    }
}

fn lines_reported(world: &World) -> u64 {
    let text = fs::read_to_string(world.path("report")).unwrap_or_default();
    text.lines().count() as u64
}

#[test]
#[ignore = "a large folder"]
fn a_large_folder_is_received_to_the_end() {
    let files =
        std::env::var("TESTIGO_LARGE_FILES").map_or(FILES, |number| number.parse().unwrap());
    let world = World::new();
    make_folder(&world, files);
    let add = [
        "add", "in", "--source", "Group", "--report", "report", "--json",
    ];
    let mut child = world
        .command(&add)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while lines_reported(&world) < files / 3 {
        assert!(child.try_wait().unwrap().is_none(), "it ended too early");
        sleep(Duration::from_millis(500));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before = world.reported();
    assert!((before.len() as u64) < files);
    let again = world.run(&add);
    assert_eq!(again.status, 1, "three files could not be read");
    let answer = again.json();
    assert_eq!(answer["items_total"], files);
    assert_eq!(answer["failed"].as_array().unwrap().len() as u64, DANGLING);
    let known = answer["counts"]["known"].as_u64().unwrap();
    assert!(
        known >= before.len() as u64,
        "{known} known, {} reported before",
        before.len()
    );
    let status = world.done(&["status"]);
    assert_eq!(status["items"], files - files / COPY_EVERY);
    let verified = world.run(&["verify", "--json"]);
    assert_eq!(verified.status, 0, "{}", verified.out);
}
