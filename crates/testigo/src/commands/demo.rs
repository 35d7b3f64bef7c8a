//! `demo`: the whole way on a bundled, invented sample. Every step is this program, run as anybody
//! would run it.

mod sample;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde::Deserialize;
use serde_json::{Value, json};
use testigo_archive::{Error, NewFile, Result};
use testigo_words::Language;

use super::Session;
use crate::arguments::DemoArguments;
use crate::output::{Answer, short};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steps {
    format: String,
    by: String,
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    say_en: String,
    say_es: String,
    run: Vec<String>,
    save: Option<String>,
    field: Option<String>,
    #[serde(default)]
    status: i32,
}

/// Where the demonstration works.
struct Stage {
    folder: PathBuf,
    by: String,
    values: BTreeMap<String, String>,
}

pub(super) fn demo(session: &Session<'_>, given: &DemoArguments) -> Result<Answer> {
    let steps: Steps =
        toml::from_str(sample::STEPS).map_err(|error| Error::new("internal").because(error))?;
    if steps.format != "testigo.steps/1" {
        return Err(Error::new("internal"));
    }
    let folder = given
        .dir
        .clone()
        .unwrap_or_else(|| PathBuf::from("testigo-demo"));
    if folder.exists() {
        return Err(Error::new("out_exists").with("path", folder.display().to_string()));
    }
    let failed = |error| {
        Error::new("io_failed")
            .with("path", folder.display().to_string())
            .because(error)
    };
    sample::unpack(&folder.join("sample")).map_err(failed)?;
    std::fs::create_dir_all(folder.join("out")).map_err(failed)?;
    NewFile::create(&folder.join("passphrase.txt"))?
        .write(b"an invented passphrase for the demo\n")?;
    let path = |name: &str| folder.join(name).display().to_string();
    let mut stage = Stage {
        by: steps.by,
        values: BTreeMap::from([
            ("sample".to_owned(), path("sample")),
            ("out".to_owned(), path("out")),
            ("archive".to_owned(), path("archive")),
        ]),
        folder: folder.clone(),
    };
    let mut ran = Vec::new();
    for step in &steps.step {
        ran.push(run_step(session, &mut stage, step)?);
    }
    let answer = json!({
        "path": folder.display().to_string(),
        "archive": path("archive"),
        "out": path("out"),
        "steps": ran,
    });
    let mut words = String::new();
    let _ = writeln!(
        words,
        "\n{}",
        session.say("demo-done", &[("path", &folder.display().to_string())])
    );
    Answer::new(&answer, words)
}

/// Runs a step once. A step whose answer is needed later answers in JSON; the others in words.
fn run_step(session: &Session<'_>, stage: &mut Stage, step: &Step) -> Result<Value> {
    let mut arguments: Vec<String> = step.run.iter().map(|text| stage.fill(text)).collect();
    if step.save.is_some() {
        arguments.push("--json".to_owned());
    }
    let shown = command_line(&arguments);
    let quiet = session.arguments.json;
    if !quiet {
        let said = match session.words.language() {
            Language::English => &step.say_en,
            Language::Spanish => &step.say_es,
        };
        tell(&format!("\n# {said}\n$ {shown}\n"))?;
    }
    let output = stage.run(session, &arguments)?;
    if !quiet && step.save.is_none() {
        tell(&String::from_utf8_lossy(&output.stdout))?;
    }
    if !quiet {
        tell(&String::from_utf8_lossy(&output.stderr))?;
    }
    if output.status.code() != Some(step.status) {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Error::new("demo_failed").with("detail", format!("{shown}\n{said}")));
    }
    if let (Some(name), Some(field)) = (&step.save, &step.field) {
        let value = serde_json::from_slice(&output.stdout)
            .ok()
            .and_then(|json: Value| value_at(&json, field))
            .ok_or_else(|| Error::new("demo_failed").with("detail", shown.clone()))?;
        if !quiet {
            tell(&format!("{name} = {}\n", short(&value)))?;
        }
        stage.values.insert(name.clone(), short(&value));
    }
    Ok(json!({"command": shown, "status": step.status}))
}

impl Stage {
    fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, value) in &self.values {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        filled
    }

    fn run(&self, session: &Session<'_>, arguments: &[String]) -> Result<Output> {
        let failed = |error| {
            Error::new("io_failed")
                .with("path", "testigo")
                .because(error)
        };
        let program = std::env::current_exe().map_err(failed)?;
        Command::new(program)
            .args(arguments)
            .env("TESTIGO_HOME", self.folder.join("home"))
            .env(
                "TESTIGO_PASSPHRASE_FILE",
                self.folder.join("passphrase.txt"),
            )
            .env("TESTIGO_BY", &self.by)
            .env("TESTIGO_LANG", session.words.language().tag())
            .output()
            .map_err(failed)
    }
}

/// The demonstration shows each step while it runs.
fn tell(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Error::new("io_failed").with("path", "-").because(error))
}

/// The line as a person would type it.
fn command_line(arguments: &[String]) -> String {
    let mut line = "testigo".to_owned();
    for argument in arguments {
        let plain = argument
            .chars()
            .all(|letter| letter.is_alphanumeric() || "-_./=,:@%+".contains(letter));
        if plain && !argument.is_empty() {
            let _ = write!(line, " {argument}");
        } else {
            let _ = write!(line, " '{}'", argument.replace('\'', "'\\''"));
        }
    }
    line
}

/// The value at a dotted path: `hits.0.id`.
fn value_at(json: &Value, path: &str) -> Option<String> {
    let mut value = json;
    for part in path.split('.') {
        value = match part.parse::<usize>() {
            Ok(index) => value.get(index)?,
            Err(_) => value.get(part)?,
        };
    }
    value.as_str().map(str::to_owned)
}
