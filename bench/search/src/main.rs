//! `search-timer ARCHIVE QUERIES.json`: opens an archive once and times every search.
//!
//! Input: `{"group": ["query", ...]}`. Output, one JSON object: `{"group": {"milliseconds": [..], "totals": [..]}}`.
//! `$TESTIGO_HOME` and `$TESTIGO_PASSPHRASE_FILE` as for `testigo`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use age::secrecy::SecretString;
use serde_json::{Map, Value, json};
use testigo_archive::{Archive, Surroundings};

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    assert!(getrandom::getrandom(&mut bytes).is_ok(), "no random numbers");
    bytes
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, queries] = arguments.as_slice() else {
        return Err("usage: search-timer ARCHIVE QUERIES.json".into());
    };
    let passphrase = std::fs::read_to_string(std::env::var("TESTIGO_PASSPHRASE_FILE")?)?;
    let passphrase = SecretString::from(passphrase.lines().next().unwrap_or("").to_owned());
    let surroundings = Surroundings {
        home: std::env::var("TESTIGO_HOME")?.into(),
        now_s: || 0,
        random,
        by: None,
        threads: 1,
        progress: |_, _, _| {},
        stopped: || false,
    };
    let mut archive = Archive::open(Path::new(folder), &passphrase, surroundings)?;
    // What came since the last search is read before it: apart from what a search takes.
    archive.search("warm", None, None, 1, 0)?;
    let groups: Map<String, Value> = serde_json::from_str(&std::fs::read_to_string(queries)?)?;
    let mut answer = Map::new();
    for (group, queries) in &groups {
        let mut milliseconds = Vec::new();
        let mut totals = Vec::new();
        for query in queries.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let began = Instant::now();
            let found = archive.search(query, None, None, 20, 0)?;
            milliseconds.push(began.elapsed().as_secs_f64() * 1_000.0);
            totals.push(found.total);
        }
        answer.insert(group.clone(), json!({"milliseconds": milliseconds, "totals": totals}));
    }
    println!("{}", Value::Object(answer));
    Ok(())
}
