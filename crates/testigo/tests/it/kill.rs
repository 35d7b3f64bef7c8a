//! SIGKILL at random points after the first durable write of `add` and `import`: what was reported stays, nothing
//! else claims to be stored, and the same command again finishes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;
use testigo_custody::sha256;

use crate::world::World;

/// Kills that must hit, unless `TESTIGO_KILL_ROUNDS` asks for more.
const ROUNDS: u64 = 200;
/// Kills in one archive.
const ROUNDS_EACH: u64 = 20;
/// Archives at a time.
const THREADS: u64 = 2;
/// Kills aimed at one command before it may finish.
const KILLS_EACH: u64 = 4;
const FILES: u64 = 8;
const LINES: u64 = 60;

/// `SplitMix64` (Steele, Lea and Flood 2014): the same seed, the same delays.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// One command that is killed again and again, then let finish.
struct Work {
    arguments: Vec<String>,
    /// Plain bytes by path as received; none for an import.
    files: Vec<(String, Vec<u8>)>,
    is_import: bool,
}

fn adding(world: &World, group: u64) -> Work {
    let files: Vec<(String, Vec<u8>)> = (0..FILES)
        .map(|number| {
            let path = format!("in{group}/file {number}.bin");
            let mark = sha256(path.as_bytes());
            let bytes = mark
                .as_bytes()
                .repeat(1 + usize::try_from(number * 700).unwrap());
            world.file(&path, &bytes);
            (path, bytes)
        })
        .collect();
    Work {
        arguments: [
            "add",
            &format!("in{group}"),
            "--source",
            "Group of the river",
        ]
        .map(str::to_owned)
        .to_vec(),
        files,
        is_import: false,
    }
}

fn importing(world: &World, group: u64) -> Work {
    let mut text = String::from("name,age,date\n");
    for line in 0..LINES {
        writeln!(text, "Person {group} {line},{},2019-11-15", line % 90).unwrap();
    }
    let name = format!("list{group}.csv");
    world.file(&name, text);
    Work {
        arguments: ["import", &name, "--as", "list"]
            .map(str::to_owned)
            .to_vec(),
        files: Vec::new(),
        is_import: true,
    }
}

impl Work {
    fn arguments(&self) -> Vec<&str> {
        let mut arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        arguments.extend(["--report", "report"]);
        arguments
    }
}

/// What `add` and `import` write first: staged objects and openings.
fn written(world: &World) -> BTreeSet<PathBuf> {
    let mut places = BTreeSet::new();
    let archive = world.path("archive");
    for (parent, below) in [("objects/tmp", ""), ("log", "openings")] {
        let logs = fs::read_dir(archive.join(parent));
        for log in logs.into_iter().flatten().flatten() {
            let files = fs::read_dir(log.path().join(below));
            places.extend(
                files
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|file| file.path()),
            );
        }
    }
    places
}

/// Waits for the first durable write; `false` if the program ended before one was seen.
fn has_written(world: &World, child: &mut Child, before: &BTreeSet<PathBuf>) -> bool {
    loop {
        if written(world).difference(before).next().is_some() {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_micros(200));
    }
}

fn start(world: &World, work: &Work) -> Child {
    world
        .command(&work.arguments())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Whether the kill hit a program that was still at work.
fn kill_once(world: &World, work: &Work, delay: Duration) -> bool {
    let _absent = fs::remove_file(world.path("report"));
    let before = written(world);
    let mut child = start(world, work);
    let wrote = has_written(world, &mut child, &before);
    if wrote {
        sleep(delay);
    }
    let hit = wrote && child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    hit
}

#[track_caller]
fn verify(world: &World, context: &str) -> Value {
    let verified = world.run(&["verify", "--json"]);
    assert_eq!(verified.status, 0, "{context}\n{}", verified.out);
    let verified = verified.json();
    assert_eq!(verified["verdict"], "holds", "{context}\n{verified}");
    verified
}

/// Each item that the archive says it holds was opened and compared.
#[track_caller]
fn check_items(world: &World, context: &str) {
    let verified = verify(world, context);
    let objects = verified["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] == "object.bytes")
        .unwrap();
    let items = world.done(&["status"])["items"].to_string();
    assert_eq!(objects["detail"], format!("{items} objects"), "{context}");
}

/// Everything in the report is in the log and can be fetched.
#[track_caller]
fn check_reported(world: &World, work: &Work, chance: &mut Chance, context: &str) {
    let lines = world.reported();
    let log = world.done(&["log", "--limit", "400"]);
    let committed: BTreeSet<&str> = log["statements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|statement| statement["id"].as_str().unwrap())
        .collect();
    for line in &lines {
        // A line `known` names what an earlier round stored, which may be far back in the log.
        assert!(
            line["status"] == "known" || committed.contains(line["id"].as_str().unwrap()),
            "{context}: {line} is not in the log"
        );
    }
    let Some(line) = lines.get(usize::try_from(chance.below(lines.len() as u64)).unwrap()) else {
        return;
    };
    let id = line["id"].as_str().unwrap();
    if work.is_import {
        assert_eq!(world.done(&["show", id])["kind"], "entry", "{context}");
        return;
    }
    let out = world.path("fetched");
    let _absent = fs::remove_file(&out);
    world.done(&["get", id, "--out", "fetched"]);
    let (_, bytes) = work
        .files
        .iter()
        .find(|(path, _)| line["path"] == path.as_str())
        .unwrap();
    assert!(fs::read(&out).unwrap() == *bytes, "{context}: other bytes");
}

/// Lets the command finish; gives the time from its first write to its end.
#[track_caller]
fn finish(world: &World, work: &Work) -> Option<Duration> {
    let before = written(world);
    let mut child = world
        .command(&[&work.arguments()[..], &["--json"]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = has_written(world, &mut child, &before).then(Instant::now);
    let output = child.wait_with_output().unwrap();
    let span = began.map(|began| began.elapsed());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success(), "{answer}");
    if work.is_import {
        assert_eq!(answer["rows"], LINES, "{answer}");
        let recorded = answer["recorded"].as_u64().unwrap();
        assert_eq!(recorded + answer["known"].as_u64().unwrap(), LINES);
    } else {
        assert_eq!(answer["items_total"], FILES, "{answer}");
        for item in answer["items"].as_array().unwrap() {
            // A receipt would say that the same file came twice.
            assert!(
                item["status"] == "stored" || item["status"] == "known",
                "{item}"
            );
        }
    }
    span
}

/// What a world came to: kills that hit, and tries.
#[derive(Default)]
struct Came {
    hits: u64,
    tries: u64,
}

/// Kills until enough have hit, in an archive of its own: every try verifies the whole archive, so a
/// small one leaves time for more tries.
fn kill_in_one_world(seed: u64, rounds: u64) -> Came {
    let mut chance = Chance(seed);
    let mut world = World::new();
    // How long each takes here, from its first write to its end.
    let mut span_us = [adding(&world, 1), importing(&world, 1)].map(|work| {
        let span = finish(&world, &work).expect("the first time it writes");
        u64::try_from(span.as_micros()).unwrap()
    });
    let (mut adds, mut imports, mut persons) = (1, 1, 0);
    let mut came = Came::default();
    while came.hits < rounds {
        let work = if chance.below(2) == 0 {
            adds += 1;
            adding(&world, adds)
        } else {
            imports += 1;
            importing(&world, imports)
        };
        let kind = usize::from(work.is_import);
        for _ in 0..KILLS_EACH {
            came.tries += 1;
            let delay_us = chance.below(span_us[kind]);
            let context = format!(
                "seed {seed}, try {}, {delay_us} us, {:?}",
                came.tries, work.arguments
            );
            let hit = kill_once(&world, &work, Duration::from_micros(delay_us));
            came.hits += u64::from(hit);
            if came.tries % 8 == 0 {
                world.on_home("second");
                check_items(&world, &context);
                check_reported(&world, &work, &mut chance, &context);
                world.on_home("home");
            }
            verify(&world, &context);
            check_reported(&world, &work, &mut chance, &context);
            if !hit {
                break;
            }
            if chance.below(3) == 0 {
                // A batch of another size on what the kill left behind.
                persons += 1;
                let name = format!("name=Person {persons}");
                let source = "Group of the river";
                world.done(&["record", "person", &name, "--source", source]);
                verify(&world, &context);
            }
        }
        check_items(&world, "before finishing");
        if let Some(span) = finish(&world, &work) {
            span_us[kind] = u64::try_from(span.as_micros()).unwrap();
        }
        check_reported(&world, &work, &mut chance, "after finishing");
        assert!(
            came.tries < rounds * 4 + 100,
            "too few kills hit: {} of {}",
            came.hits,
            came.tries
        );
    }
    check_totals(&world, adds, imports);
    let recorded = world.done(&["status"])["records"]["person"].as_u64();
    assert_eq!(recorded.unwrap_or(0), persons);
    came
}

#[test]
fn whatever_was_reported_survives_being_killed() {
    let rounds = number("TESTIGO_KILL_ROUNDS").unwrap_or(ROUNDS);
    let seed = number("TESTIGO_KILL_SEED").unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        u64::from(now.unwrap().subsec_nanos())
    });
    println!("TESTIGO_KILL_SEED={seed} TESTIGO_KILL_ROUNDS={rounds}");
    let worlds = rounds.div_ceil(ROUNDS_EACH);
    let next = AtomicU64::new(0);
    let one_after_another = || {
        let mut came = Came::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= worlds {
                return came;
            }
            let one = kill_in_one_world(seed.wrapping_add(number), ROUNDS_EACH);
            came.hits += one.hits;
            came.tries += one.tries;
        }
    };
    let came: Vec<Came> = std::thread::scope(|scope| {
        let others: Vec<_> = (0..THREADS)
            .map(|_| scope.spawn(one_after_another))
            .collect();
        others
            .into_iter()
            .map(|other| other.join().unwrap())
            .collect()
    });
    let hits: u64 = came.iter().map(|came| came.hits).sum();
    let tries: u64 = came.iter().map(|came| came.tries).sum();
    assert!(hits >= rounds, "{hits} kills hit in {tries} tries");
    println!("{hits} kills hit in {tries} tries, in {worlds} archives");
}

/// Nothing is there twice, and nothing is missing.
fn check_totals(world: &World, adds: u64, imports: u64) {
    check_items(world, "at the end");
    let status = world.done(&["status"]);
    let records = &status["records"];
    assert_eq!(status["items"], adds * FILES + imports, "{status}");
    assert_eq!(
        records["entry"].as_u64().unwrap_or(0),
        imports * LINES,
        "{status}"
    );
    assert_eq!(records["list"].as_u64().unwrap_or(0), imports, "{status}");
    let sources = imports + u64::from(adds > 0);
    assert_eq!(records["source"].as_u64().unwrap_or(0), sources, "{status}");
}
