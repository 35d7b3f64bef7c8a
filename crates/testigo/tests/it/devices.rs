//! Several devices on one folder, copies of a folder, older copies, and keys that somebody put there.

use std::fs;
use std::path::Path;
use std::process::Command;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519;
use serde_json::Value;
use testigo_custody::{ArchiveId, Epoch, Note, SigningKey, archive_key_name};
use testigo_words::{Language, Words};

use crate::world::{PASSPHRASE, World};

/// The beginning of a notice in English, up to its subject.
fn notice(code: &str) -> String {
    let said = Words::new(Language::English).say(&format!("notice-{code}"), &[("subject", "§")]);
    said.split('§').next().unwrap().to_owned()
}

fn person(world: &World, archive: &str, name: &str) -> (String, String) {
    let name = format!("name={name}");
    let arguments = [
        "-C", archive, "--json", "record", "person", &name, "--source", "Group",
    ];
    let answered = world.run(&arguments);
    assert_eq!(answered.status, 0, "{}{}", answered.out, answered.err);
    let id = answered.json()["id"].as_str().unwrap().to_owned();
    (id, answered.err)
}

fn logs(world: &World, archive: &str) -> Vec<Value> {
    let status = world.done(&["-C", archive, "status"]);
    status["logs"].as_array().unwrap().clone()
}

#[track_caller]
fn holds(world: &World, archive: &str) -> Value {
    let verified = world.done(&["-C", archive, "verify"]);
    assert_eq!(verified["verdict"], "holds", "{verified}");
    verified
}

/// The findings of a code that have this verdict.
fn findings<'a>(verified: &'a Value, code: &str, verdict: &str) -> Vec<&'a Value> {
    verified["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == code && finding["verdict"] == verdict)
        .collect()
}

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(status.unwrap().success());
}

#[test]
fn a_second_device_joins_at_its_first_append_and_both_see_each_other() {
    let mut world = World::new();
    let (first, said) = person(&world, "archive", "Ada Quispe");
    assert_eq!(said, "");
    world.on_home("second");
    let shown = world.run(&["show", &first, "--json"]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    assert_eq!(logs(&world, "archive").len(), 1, "looking makes no log");

    let (second, said) = person(&world, "archive", "Bruno Mamani");
    assert!(said.starts_with(&notice("log-admitted")), "{said}");
    let (_, said) = person(&world, "archive", "Carla Mamani");
    assert_eq!(said, "", "said once");
    assert_eq!(logs(&world, "archive").len(), 2);
    let verified = holds(&world, "archive");
    assert_eq!(findings(&verified, "log.admission", "holds").len(), 2);

    world.on_home("home");
    assert_eq!(world.done(&["show", &second])["kind"], "person");
    assert_eq!(world.done(&["status"])["records"]["person"], 3);
    holds(&world, "archive");
}

#[test]
fn a_copy_written_on_both_sides_retires_the_key_and_says_what_it_continues() {
    let world = World::new();
    person(&world, "archive", "Ada Quispe");
    let before = logs(&world, "archive")[0].clone();
    copy(&world.path("archive"), &world.path("copied"));
    let (one, said) = person(&world, "archive", "Bruno Mamani");
    assert_eq!(said, "");

    let (other, said) = person(&world, "copied", "Carla Condori");
    assert!(said.contains(&notice("log-continued")), "{said}");
    let now = logs(&world, "copied");
    assert_eq!(now.len(), 2);
    let old = now.iter().find(|log| log["log"] == before["log"]).unwrap();
    assert_eq!(
        old["checkpoint"], before["checkpoint"],
        "the old log stays as it was"
    );
    let continues = world
        .openings("copied")
        .into_iter()
        .flat_map(|(_, _, opening)| opening.check().unwrap().fields)
        .find(|(_, field)| field.name == "continues");
    let expected = format!(
        "{{\"log\":{},\"size\":{}}}",
        before["log"], before["statements"]
    );
    assert_eq!(continues.unwrap().1.value, expected);
    let (_, said) = person(&world, "copied", "Delia Condori");
    assert_eq!(said, "", "one new log is enough");
    assert_eq!(logs(&world, "copied").len(), 2);

    // Each copy holds on its own, and knows what was written to it.
    holds(&world, "archive");
    holds(&world, "copied");
    assert_eq!(
        world.done(&["-C", "archive", "show", &one])["kind"],
        "person"
    );
    assert_eq!(
        world.done(&["-C", "copied", "show", &other])["kind"],
        "person"
    );
    world.fails(&["-C", "archive", "show", &other], 1, "not_found");

    // And the first side goes on too.
    let (third, _) = person(&world, "archive", "Elsa Condori");
    assert_eq!(
        world.done(&["-C", "archive", "show", &third])["kind"],
        "person"
    );
    holds(&world, "archive");
    holds(&world, "copied");
}

/// Puts back what `restore` restores, and expects that this home notices.
#[track_caller]
fn check_rollback(world: &World, home: &str) {
    let verified = world.run(&["verify", "--json"]);
    assert_eq!(verified.status, 3, "{home}: {}", verified.out);
    let verified_json = verified.json();
    let failed = findings(&verified_json, "log.head_seen", "fails");
    assert_eq!(failed.len(), 1, "{home}: {verified_json}");
    assert!(
        verified.err.contains(&notice("log-behind")),
        "{home}: {}",
        verified.err
    );
    let status = world.run(&["status", "--json"]);
    assert_eq!(status.status, 0);
    assert!(
        status.err.contains(&notice("log-behind")),
        "{home}: {}",
        status.err
    );
}

#[test]
fn an_older_copy_of_a_log_is_noticed_by_all_who_saw_more() {
    let mut world = World::new();
    person(&world, "archive", "Ada Quispe");
    let log = logs(&world, "archive")[0]["log"]
        .as_str()
        .unwrap()
        .to_owned();
    let log_folder = world.path("archive/log").join(&log);
    copy(&log_folder, &world.path("older"));
    person(&world, "archive", "Bruno Mamani");
    world.on_home("second");
    holds(&world, "archive");
    copy(&log_folder, &world.path("newer"));

    fs::remove_dir_all(&log_folder).unwrap();
    copy(&world.path("older"), &log_folder);
    check_rollback(&world, "another device, log put back");
    world.on_home("home");
    check_rollback(&world, "its own device, log put back");
    // Somebody who never saw more cannot know.
    world.on_home("third");
    holds(&world, "archive");

    // The head alone, with everything else in its place.
    fs::remove_dir_all(&log_folder).unwrap();
    copy(&world.path("newer"), &log_folder);
    fs::remove_file(log_folder.join("checkpoint")).unwrap();
    world.on_home("second");
    check_rollback(&world, "another device, no head");

    // All of it.
    fs::remove_dir_all(&log_folder).unwrap();
    check_rollback(&world, "another device, no log");
    world.on_home("home");
    check_rollback(&world, "its own device, no log");

    // Put back as it was, all is well.
    copy(&world.path("newer"), &log_folder);
    holds(&world, "archive");
    let status = world.run(&["status", "--json"]);
    assert_eq!(status.err, "");
}

#[test]
fn a_log_that_the_group_did_not_admit_does_not_count() {
    let mut world = World::new();
    world.on_home("second");
    let (stranger, _) = person(&world, "archive", "Ada Quispe");
    let status = world.done(&["status"]);
    let own = status["logs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|log| log["label"] == "this device")
        .unwrap();
    let log = own["log"].as_str().unwrap();
    let admission = world.path(&format!("archive/log/{log}/admission"));
    let genuine = fs::read_to_string(&admission).unwrap();
    let note = Note::parse(&genuine).unwrap();
    let stranger_key = SigningKey::from_seed([7; 32]);
    let forged = Note::sign(note.text, &note.signatures[0].name, &stranger_key).to_string();
    for bad in [Some(forged), None] {
        match &bad {
            Some(text) => fs::write(&admission, text).unwrap(),
            None => fs::remove_file(&admission).unwrap(),
        }
        for home in ["third", "fourth"] {
            world.on_home(home);
            world.fails(&["show", &stranger], 1, "not_found");
            let verified = world.run(&["verify", "--json"]);
            assert_eq!(verified.status, 3);
            assert_eq!(
                findings(&verified.json(), "log.admission", "fails").len(),
                1
            );
            assert!(
                verified.err.contains(&notice("log-not-admitted")),
                "{}",
                verified.err
            );
        }
    }
    fs::write(&admission, genuine).unwrap();
    assert_eq!(world.done(&["show", &stranger])["kind"], "person");
    holds(&world, "archive");
}

fn scrypt(passphrase: &str) -> age::scrypt::Recipient {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(4);
    recipient
}

/// The key file of the passphrase, in clear.
fn key_file(world: &World) -> Value {
    let sealed = fs::read(world.path("archive/keys/1/passphrase-1.age")).unwrap();
    let identity = age::scrypt::Identity::new(SecretString::from(PASSPHRASE.to_owned()));
    serde_json::from_slice(&age::decrypt(&identity, &sealed).unwrap()).unwrap()
}

fn put_key_file(world: &World, keys: &Value) {
    let sealed = age::encrypt(&scrypt(PASSPHRASE), keys.to_string().as_bytes()).unwrap();
    fs::write(world.path("archive/keys/1/passphrase-1.age"), sealed).unwrap();
}

/// Another identity under the right passphrase, named by a note that `signer` signed.
fn exchange_identity(world: &World, signer: &SigningKey) {
    let mut keys = key_file(world);
    let identity = x25519::Identity::generate();
    keys["epochs"][0]["identity"] = identity.to_string().expose_secret().into();
    put_key_file(world, &keys);
    let archive: ArchiveId = keys["archive"].as_str().unwrap().parse().unwrap();
    let epoch = Epoch {
        archive,
        epoch: 1,
        recipient: identity.to_public().to_string(),
    };
    let note = Note::sign(epoch.to_text(), &archive_key_name(archive), signer);
    fs::write(world.path("archive/keys/1/recipient"), note.to_string()).unwrap();
}

#[test]
fn keys_sealed_by_an_attacker_are_refused() {
    let mut world = World::new();
    person(&world, "archive", "Ada Quispe");
    copy(&world.path("archive/keys"), &world.path("genuine"));
    let restore = |world: &World| {
        fs::remove_dir_all(world.path("archive/keys")).unwrap();
        copy(&world.path("genuine"), &world.path("archive/keys"));
    };
    // With a note that the attacker signed: nobody is taken in.
    exchange_identity(&world, &SigningKey::from_seed([9; 32]));
    world.fails(&["status"], 1, "keys_not_pinned");
    world.on_home("new");
    world.fails(&["status"], 1, "keys_not_pinned");
    world.on_home("home");

    // With a note by the group's own key, from somebody who could once unlock: a home that knows
    // the archive compares with what it pinned.
    restore(&world);
    let seed = key_file(&world)["group_key"].as_str().unwrap().to_owned();
    let seed: testigo_custody::Digest = seed.parse().unwrap();
    exchange_identity(&world, &SigningKey::from_seed(*seed.as_bytes()));
    world.fails(&["status"], 1, "keys_not_pinned");
    world.fails(
        &["record", "person", "name=X", "--source", "G"],
        1,
        "keys_not_pinned",
    );

    // Another group key inside.
    restore(&world);
    let mut keys = key_file(&world);
    keys["group_key"] = "11".repeat(32).into();
    put_key_file(&world, &keys);
    world.fails(&["status"], 1, "keys_not_pinned");

    restore(&world);
    holds(&world, "archive");
}

/// The work factor of a key file is in clear: what is too cheap to protect, or too dear to compute,
/// is refused before anything is computed. (The accepted range of a shipped binary is tested there.)
#[test]
fn a_key_file_that_is_too_cheap_or_too_dear_is_refused() {
    let world = World::new();
    let path = world.path("archive/keys/1/passphrase-1.age");
    let sealed = fs::read(&path).unwrap();
    let end = sealed.windows(4).position(|part| part == b"\n---").unwrap();
    let header = std::str::from_utf8(&sealed[..end]).unwrap();
    let mut lines: Vec<String> = header.lines().map(str::to_owned).collect();
    let stanza: Vec<String> = lines[1].split(' ').map(str::to_owned).collect();
    assert_eq!((stanza[1].as_str(), stanza[3].as_str()), ("scrypt", "4"));
    for factor in ["0", "21", "22", "40", "64", "255"] {
        lines[1] = format!("-> scrypt {} {factor}", stanza[2]);
        let mut altered = lines.join("\n").into_bytes();
        altered.extend_from_slice(&sealed[end..]);
        fs::write(&path, altered).unwrap();
        let began = std::time::Instant::now();
        world.fails(&["status"], 1, "weak_passphrase_factor");
        assert!(began.elapsed().as_secs() < 5, "{factor} was computed");
    }
    for factor in ["256", "-1", "04", "1e1", ""] {
        lines[1] = format!("-> scrypt {} {factor}", stanza[2]);
        let mut altered = lines.join("\n").into_bytes();
        altered.extend_from_slice(&sealed[end..]);
        fs::write(&path, altered).unwrap();
        world.fails(&["status"], 1, "key_file_damaged");
    }
    fs::write(&path, sealed).unwrap();
    holds(&world, "archive");
}
