//! Nothing that a user typed or added lies in clear in the archive, the home or the temporary folder, and no
//! name stands in what the program says when it fails or warns.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::world::{Answered, World, answered, files_below};

/// Words that stand nowhere else: each is where its name says.
const IN_ARCHIVE_NAME: &str = "Zanquirdela";
const IN_GROUP: &str = "Vortumbiaga";
const ACTING: &str = "Quelfimonte";
const PERSON: &str = "Drustañelva";
const SURNAME: &str = "Morbiquesco";
const ALIAS: &str = "Tifruzal";
const SOURCE: &str = "Ombraquivel";
const TESTIMONY: &str = "jerfunculaba";
const PLACE: &str = "Xarmidolva";
const TITLE: &str = "Plovantiques";
const REASON: &str = "crespulinado";
const LOCATOR: &str = "fondrijuela";
const COLLECTOR: &str = "Ghiruntaz";
const FILE_NAME: &str = "brezuntofle";
const FOLDER_NAME: &str = "lidrampoche";
const CONTENT: &str = "wapirquelosa";
const BINARY: &str = "nefrogilante";
const LIST: &str = "Sirvumbanza";
const HEADER: &str = "kolvertiña";
const CELL: &str = "Hublinquares";
const UNREAD_CELL: &str = "treintipocas";
const RECIPIENT: &str = "Yastrimbond";
const QUERY: &str = "pelqurimanso";
const SECTION: &str = "dosquembriado";

const ALL: [&str; 24] = [
    IN_ARCHIVE_NAME,
    IN_GROUP,
    ACTING,
    PERSON,
    SURNAME,
    ALIAS,
    SOURCE,
    TESTIMONY,
    PLACE,
    TITLE,
    REASON,
    LOCATOR,
    COLLECTOR,
    FILE_NAME,
    FOLDER_NAME,
    CONTENT,
    BINARY,
    LIST,
    HEADER,
    CELL,
    UNREAD_CELL,
    RECIPIENT,
    QUERY,
    SECTION,
];

/// What may stand in a message: the user's own files and headers, which must be named to be found.
const PATHS: [&str; 3] = [FILE_NAME, FOLDER_NAME, HEADER];

/// The forms in which a word may lie on a disk, from some alignment on.
fn forms(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u16> = word.encode_utf16().collect();
    let mut forms = vec![
        ("UTF-8", word.as_bytes().to_vec()),
        ("folded", unaccented(word).into_bytes()),
        (
            "UTF-16LE",
            utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        ),
        (
            "UTF-16BE",
            utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ),
    ];
    for bytes in [word.as_bytes(), unaccented(word).as_bytes()] {
        let hex = hexadecimal(bytes);
        forms.push(("hex", hex.to_uppercase().into_bytes()));
        forms.push(("hex", hex.into_bytes()));
        for skipped in 0..3 {
            forms.push(("base64", base64_inside(bytes, skipped, *b"+/")));
            forms.push(("base64url", base64_inside(bytes, skipped, *b"-_")));
        }
    }
    forms
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

fn unaccented(word: &str) -> String {
    word.to_lowercase().replace('ñ', "n")
}

/// The base64 letters that do not depend on what stands before and after, if `skipped` bytes stand before in
/// the group of three.
fn base64_inside(bytes: &[u8], skipped: usize, last: [u8; 2]) -> Vec<u8> {
    let mut letters: Vec<u8> = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .collect();
    letters.extend(last);
    let start = (3 - skipped) % 3;
    let mut coded = Vec::new();
    for group in bytes[start..].chunks_exact(3) {
        let number = group
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        coded.extend([18, 12, 6, 0].map(|shift| letters[number >> shift & 63]));
    }
    coded
}

/// All forms of all words, by their first two bytes: one look at each place of a file.
struct Sought {
    /// Word, name of the form, bytes.
    forms: Vec<(&'static str, &'static str, Vec<u8>)>,
    by_start: Vec<Vec<usize>>,
}

impl Sought {
    fn new(words: &[&'static str]) -> Self {
        let mut sought = Self {
            forms: Vec::new(),
            by_start: vec![Vec::new(); 1 << 16],
        };
        for word in words {
            for (form, bytes) in forms(word) {
                let bytes = if is_text(form) {
                    bytes.to_ascii_lowercase()
                } else {
                    bytes
                };
                sought.by_start[start(&bytes)].push(sought.forms.len());
                sought.forms.push((*word, form, bytes));
            }
        }
        sought
    }

    fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let lower = bytes.to_ascii_lowercase();
        let mut found = BTreeSet::new();
        for (at, (pair, lower_pair)) in bytes.windows(2).zip(lower.windows(2)).enumerate() {
            for (text, key, rest) in [
                (false, pair, &bytes[at..]),
                (true, lower_pair, &lower[at..]),
            ] {
                for number in &self.by_start[start(key)] {
                    let (word, form, sought) = &self.forms[*number];
                    if is_text(form) == text && rest.starts_with(sought) {
                        found.insert(format!("{word} as {form}"));
                    }
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Text is compared without regard to case.
fn is_text(form: &str) -> bool {
    matches!(form, "UTF-8" | "folded" | "UTF-16LE" | "UTF-16BE")
}

fn start(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// Everything below the folders that must hold nothing in clear: names of files and their bytes.
fn clear_words(world: &World, sought: &Sought) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["archive", "home", "tmp"] {
        let root = world.path(folder);
        for file in files_below(&root) {
            let name = file.strip_prefix(world.root()).unwrap().to_string_lossy();
            for word in sought.found_in(name.as_bytes()) {
                found.push(format!("{word} in the name {name}"));
            }
            for word in sought.found_in(&fs::read(&file).unwrap()) {
                found.push(format!("{word} in {name}"));
            }
        }
    }
    found
}

/// Runs commands and remembers what they said.
struct Session {
    world: World,
    anywhere: Sought,
    in_messages: Sought,
    said: Vec<String>,
}

impl Session {
    fn run(&mut self, arguments: &[&str], with_json: bool) -> Answered {
        let json: &[&str] = if with_json { &["--json"] } else { &[] };
        let mut command = self.world.command(&[arguments, json].concat());
        command
            .env("TMPDIR", self.world.path("tmp"))
            .env("SQLITE_TMPDIR", self.world.path("tmp"))
            .env("TESTIGO_BY", ACTING);
        let answered = answered(&command.output().unwrap());
        self.said.push(answered.err.clone());
        if answered.status != 0 && with_json {
            self.said.push(answered.out.clone());
        }
        answered
    }

    #[track_caller]
    fn done(&mut self, arguments: &[&str]) -> Value {
        let answered = self.run(arguments, true);
        assert_eq!(
            answered.status, 0,
            "{arguments:?}\n{}\n{}",
            answered.out, answered.err
        );
        answered.json()
    }

    /// Must fail, and say the same in words as in JSON.
    #[track_caller]
    fn fails(&mut self, arguments: &[&str]) {
        for with_json in [true, false] {
            let answered = self.run(arguments, with_json);
            assert!(
                (1..=4).contains(&answered.status),
                "{arguments:?}: {}\n{}\n{}",
                answered.status,
                answered.out,
                answered.err
            );
        }
    }

    fn id(&mut self, arguments: &[&str]) -> String {
        self.done(arguments)["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn check(&mut self, after: &str) {
        assert_eq!(
            clear_words(&self.world, &self.anywhere),
            [] as [&str; 0],
            "after {after}"
        );
        for said in self.said.drain(..) {
            assert_eq!(
                self.in_messages.found_in(said.as_bytes()),
                [] as [&str; 0],
                "{said}"
            );
        }
    }
}

fn begun() -> Session {
    let world = World::empty();
    for folder in ["tmp", "home"] {
        fs::create_dir(world.path(folder)).unwrap();
    }
    let folder = format!("brought/{FOLDER_NAME}");
    world.file(
        &format!("{folder}/{FILE_NAME}.txt"),
        format!("Dijo que {CONTENT} {PERSON}.\n"),
    );
    let mut binary = vec![0x1B, 0xFE, 0x00, 0x93];
    binary.extend(BINARY.repeat(2_000).as_bytes());
    world.file(&format!("{folder}/{FILE_NAME}.bin"), binary);
    world.file(
        "lista.csv",
        format!("nombre,edad,{HEADER}\n{CELL} Uno,30,a\n{CELL} Dos,{UNREAD_CELL},b\n"),
    );
    let names: Vec<&str> = ALL
        .into_iter()
        .filter(|word| !PATHS.contains(word))
        .collect();
    let mut session = Session {
        world,
        anywhere: Sought::new(&ALL),
        in_messages: Sought::new(&names),
        said: Vec::new(),
    };
    session.done(&[
        "init",
        "archive",
        "--name",
        IN_ARCHIVE_NAME,
        "--group",
        IN_GROUP,
        "--recovery",
        "sheet",
    ]);
    session.check("init");
    session
}

/// Records something of each kind; gives person, account, and item.
fn documented(session: &mut Session) -> (String, String, String) {
    let added = session.done(&[
        "add",
        "brought",
        "--source",
        SOURCE,
        "--collected-by",
        COLLECTOR,
        "--collected-at",
        "2019-11",
        "--place",
        PLACE,
        "--report",
        "report.jsonl",
    ]);
    let item = added["items"][0]["id"].as_str().unwrap().to_owned();
    session.done(&["add", "brought", "--source", IN_GROUP]);
    session.check("add");
    session.done(&[
        "import",
        "lista.csv",
        "--as",
        "list",
        "--list",
        LIST,
        "--dry-run",
    ]);
    session.done(&["import", "lista.csv", "--as", "list", "--list", LIST]);
    session.check("import");
    let name = format!("name={PERSON} {SURNAME}");
    let alias = format!("alias={ALIAS}");
    let person = session.id(&[
        "record",
        "person",
        &name,
        &alias,
        "--source",
        SOURCE,
        "--level",
        "recipient",
    ]);
    let told = format!("narrative=Ella {TESTIMONY} junto a {PERSON}.");
    let of = format!("person={person}");
    let account = session.id(&["record", "account", &of, &told, "--source", SOURCE]);
    let title = format!("title={TITLE}");
    let place = format!("place={PLACE}");
    let incident = session.id(&[
        "record",
        "incident",
        &title,
        &place,
        "--source",
        SOURCE,
        "--locator",
        LOCATOR,
        "--level",
        "recipient",
    ]);
    let more = format!("narrative={TESTIMONY} otra vez");
    session.done(&["claim", &incident, &more, "--source", &account]);
    session.check("record and claim");
    (person, account, item)
}

fn looked_at(session: &mut Session, person: &str, item: &str) {
    for word in [PERSON, TESTIMONY, CONTENT, CELL, QUERY, FILE_NAME] {
        session.done(&["search", word]);
        session.run(&["search", word], false);
    }
    let condition = format!("name ~ {PERSON} or place = {PLACE}");
    session.done(&["search", SURNAME, "--where", &condition]);
    for id in [person, item] {
        session.done(&["show", id, "--proof"]);
    }
    session.done(&["count", "--by", "place,sex", "--where", &condition]);
    session.done(&["get", item, "--out", "out.bin"]);
    session.done(&["log", "--limit", "1000"]);
    session.done(&["status"]);
    session.done(&["vocabulary", "list"]);
    session.done(&["rebuild"]);
    session.done(&["verify"]);
    session.check("looking");
}

fn disclosed(session: &mut Session, person: &str, account: &str) {
    session.done(&["level", person, "recipient", "--reason", REASON]);
    session.done(&[
        "level",
        account,
        "recipient",
        "--field",
        "narrative",
        "--reason",
        REASON,
    ]);
    let purpose = ["--purpose", "share_national_authority"];
    let consent = [
        "consent",
        account,
        "--recipient",
        RECIPIENT,
        "--status",
        "granted",
    ];
    session.done(&[&consent[..], &purpose].concat());
    let specification = format!(
        "title = \"{TITLE}\"\nlanguage = \"es\"\nrecipient = \"{RECIPIENT}\"\npurpose = \"share_national_authority\"\n\
         level = \"recipient\"\n[[section]]\nheading = \"A\"\ntext = \"{SECTION}\"\n[[figure]]\nname = \"n\"\n"
    );
    session.world.file("spec.toml", &specification);
    for out in ["outside/dossier", "outside/dossier.zip"] {
        fs::create_dir_all(session.world.path("outside")).unwrap();
        session.done(&["dossier", "build", "spec.toml", "--out", out]);
        session.done(&["verify", out]);
    }
    // It does hold words where the user wanted them: the search above can find something.
    let outside: Vec<PathBuf> = files_below(&session.world.path("outside/dossier"));
    let html = outside
        .iter()
        .find(|path| path.ends_with("data/report.html"));
    let found = session.anywhere.found_in(&fs::read(html.unwrap()).unwrap());
    assert!(found.len() > 3, "{found:?}");
    // A withheld name in a text refuses, and is not said.
    let hidden = specification.replace(SECTION, &format!("{CELL} Uno {COLLECTOR}"));
    session.world.file("spec.toml", hidden);
    session.fails(&["dossier", "build", "spec.toml", "--out", "outside/refused"]);
    session.check("disclosing");
}

fn refused(session: &mut Session, person: &str) {
    let name = format!("name={PERSON}");
    let unreadable = format!("birth={UNREAD_CELL}");
    let sex = format!("sex={PERSON}");
    let victim = format!("victim={PERSON}");
    let unsplit = format!("{PERSON} {SURNAME}");
    let condition = format!("name = {PERSON} {SURNAME}");
    let unfit = format!("birth = {PERSON}");
    let misfit = format!("name under {PERSON}");
    session.world.file(
        "bad.json",
        format!("{{\"name\": \"{PERSON}\" \"{SURNAME}\"}}"),
    );
    session.world.file(
        "bad.toml",
        format!("title = \"{TITLE}\"\nrecipient = {PERSON}\n"),
    );
    session.world.file(
        "worse.toml",
        format!("title = \"{TITLE}\"\nlevel = \"{PERSON}\"\n"),
    );
    session
        .world
        .file("no.csv", [&[0, 1, 2, 0xFF][..], CELL.as_bytes()].concat());
    let cases: [&[&str]; 24] = [
        &["record", "person", &name, &unreadable, "--source", SOURCE],
        &["record", "person", &name, &sex, "--source", SOURCE],
        &["record", "person", &name, &name, "--source", SOURCE],
        &["record", "person", &unsplit, "--source", SOURCE],
        &["record", "person", &name],
        &["record", "act", &victim, "--source", SOURCE],
        &["record", "person", "--from", "bad.json", "--source", SOURCE],
        &["claim", PERSON, &name, "--source", SOURCE],
        &["show", PERSON],
        &["get", PERSON, "--out", "never"],
        &["search", PERSON, SURNAME],
        &["search", PERSON, "--where", &condition],
        &["search", PERSON, "--where", &unfit],
        &["count", "--where", &misfit],
        &["level", PERSON, "public", "--reason", REASON],
        &["level", person, PERSON, "--reason", REASON],
        &[
            "consent",
            person,
            "--purpose",
            PERSON,
            "--status",
            TESTIMONY,
        ],
        &["erase", person, "--reason", REASON, "--confirm", SURNAME],
        &["import", "no.csv", "--as", "list", "--list", LIST],
        &["dossier", "build", "bad.toml", "--out", "outside/bad"],
        &["dossier", "build", "worse.toml", "--out", "outside/worse"],
        &["log", "--limit", PERSON],
        &[PERSON],
        &["record", PERSON, "--source"],
    ];
    for arguments in cases {
        session.fails(arguments);
    }
    // A name whose letters could begin an id.
    for arguments in [
        &["show", "Abbad"] as &[&str],
        &["record", "act", "victim=Abbad", "--source", SOURCE],
    ] {
        session.fails(arguments);
        let said = session.said.iter().map(|said| said.to_lowercase());
        assert!(said.into_iter().all(|said| !said.contains("abbad")));
    }
    session.check("refusing");
}

#[test]
fn nothing_lies_in_clear_and_no_name_is_said() {
    let mut session = begun();
    let (person, account, item) = documented(&mut session);
    looked_at(&mut session, &person, &item);
    disclosed(&mut session, &person, &account);
    refused(&mut session, &person);
    for subject in [&account, &item, &person] {
        let first = session.done(&["erase", subject, "--reason", REASON]);
        let code = first["confirm"].as_str().unwrap().to_owned();
        session.check("the first step of erasing");
        session.done(&["erase", subject, "--reason", REASON, "--confirm", &code]);
        session.check("erasing");
    }
    session.done(&["verify"]);
    session.done(&["status"]);
    assert_eq!(
        session.done(&["search", TESTIMONY, "--kind", "account"])["total"],
        0
    );
    session.check("everything");
}

#[test]
fn the_search_itself_finds() {
    for (word, text) in [
        ("Morbiquesco", "x morbiquesco y"),
        ("Drustañelva", "name=DRUSTAñELVA"),
        ("Drustañelva", "drustanelva"),
        ("Morbiquesco", "M\0o\0r\0b\0i\0q\0u\0e\0s\0c\0o\0"),
        ("Morbiquesco", "\0M\0o\0r\0b\0i\0q\0u\0e\0s\0c\0o"),
        ("Morbiquesco", "4d6f72626971756573636f"),
        ("Morbiquesco", "4D6F72626971756573636F"),
        // "Morbiquesco", "aMorbiquesco", "abMorbiquesco" in base64.
        ("Morbiquesco", "TW9yYmlxdWVzY28="),
        ("Morbiquesco", "YU1vcmJpcXVlc2Nv"),
        ("Morbiquesco", "YWJNb3JiaXF1ZXNjbw=="),
    ] {
        let found = Sought::new(&[word]).found_in(text.as_bytes());
        assert!(!found.is_empty(), "{text}");
    }
    let found = Sought::new(&["Morbiquesco"]).found_in(b"Morbiquesc");
    assert_eq!(found, [] as [&str; 0]);
}
