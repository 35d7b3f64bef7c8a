//! One function a command: arguments to a verb, the verb's answer to words.

mod backup;
mod count;
mod custody;
mod demo;
mod disclosing;
mod documenting;
mod estimating;
mod exporting;
mod finding;
mod linking;
mod receiving;
mod reviewing;
mod serving;
mod vocabulary;

use std::cell::OnceCell;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use testigo_archive::{Archive, Error, Labels, Result};
use testigo_record::{Level, OwnLabels};
use testigo_words::Words;

use crate::arguments::{Arguments, Command, DossierCommand, LevelArgument, LinkCommand};
use crate::environment;
use crate::output::{Answer, print_notices};

pub(crate) use serving::alone;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, words: &Words) -> Result<Answer> {
    let session = Session {
        arguments,
        words,
        labels: OnceCell::new(),
    };
    match &arguments.command {
        Command::Init(given) => custody::init(&session, given),
        Command::Status => custody::status(&session),
        Command::Add(given) => receiving::add(&session, given),
        Command::Get(given) => receiving::get(&session, given),
        Command::Verify(given) => custody::verify(&session, given),
        Command::Rebuild => custody::rebuild(&session),
        Command::Backup(given) => backup::backup(&session, given),
        Command::Log(given) => custody::log(&session, given),
        Command::Record(given) => documenting::record(&session, given),
        Command::Claim(given) => documenting::claim(&session, given),
        Command::Level(given) => disclosing::level(&session, given),
        Command::Consent(given) => disclosing::consent(&session, given),
        Command::Retract(given) => documenting::retract(&session, given),
        Command::Supersede(given) => documenting::supersede(&session, given),
        Command::Erase(given) => disclosing::erase(&session, given),
        Command::Import(given) => receiving::import(&session, given),
        Command::Search(given) => finding::search(&session, given),
        Command::Show(given) => finding::show(&session, given),
        Command::Count(given) => count::count(&session, given),
        Command::Judge(given) => reviewing::judge(&session, given),
        Command::Link { command } => match command {
            LinkCommand::Csv(given) => linking::csv(&session, given),
            LinkCommand::Run(given) => linking::run(&session, given),
            LinkCommand::Next(_) => reviewing::next(&session),
            LinkCommand::Explain(given) => reviewing::explain(&session, given),
            LinkCommand::Agreement => reviewing::agreement(&session),
        },
        Command::Estimate(given) => estimating::estimate(&session, given),
        Command::Vocabulary { command } => vocabulary::vocabulary(&session, command.as_ref()),
        Command::Dossier {
            command: DossierCommand::Build(given),
        } => disclosing::build(&session, given),
        Command::Export(given) => exporting::export(&session, given),
        Command::Serve(given) => serving::serve(&session, given),
        Command::Demo(given) => demo::demo(&session, given),
    }
}

/// What every command needs.
#[derive(Debug)]
pub(crate) struct Session<'a> {
    arguments: &'a Arguments,
    words: &'a Words,
    /// With those of the opened archive's own fields and terms.
    labels: OnceCell<Labels>,
}

impl Session<'_> {
    fn say(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(id, arguments)
    }

    /// Those of the opened archive; without one, of no group.
    fn labels(&self) -> &Labels {
        self.labels
            .get_or_init(|| Labels::new(*self.words, OwnLabels::default()))
    }

    fn by(&self) -> Option<&str> {
        self.arguments
            .command
            .acting()
            .or(self.arguments.acting.by.as_deref())
    }

    /// Opens the archive and tells what must be told.
    fn open(&self) -> Result<Archive> {
        let folder = environment::archive_folder(self.arguments.archive.as_deref())?;
        let surroundings = environment::surroundings(self.by())?;
        testigo_archive::looks_like_archive(&folder)?;
        let passphrase = environment::passphrase(self.words)?;
        let mut archive = Archive::open(&folder, &passphrase, surroundings)?;
        self.tell(&mut archive);
        let labels = Labels::new(*self.words, archive.own_labels()?);
        let _first = self.labels.set(labels);
        Ok(archive)
    }

    fn tell(&self, archive: &mut Archive) {
        // Standard error may be gone; the answer still says what was done.
        let _told = print_notices(&archive.take_notices(), self.words);
    }
}

/// What people call a field.
fn field_label(session: &Session<'_>, kind: &str, name: &str) -> String {
    session.labels().field(kind, name)
}

impl From<LevelArgument> for Level {
    fn from(level: LevelArgument) -> Self {
        match level {
            LevelArgument::Sealed => Self::Sealed,
            LevelArgument::Restricted => Self::Restricted,
            LevelArgument::Coalition => Self::Coalition,
            LevelArgument::Recipient => Self::Recipient,
            LevelArgument::Public => Self::Public,
        }
    }
}

/// JSON lines, each flushed right after the commit that stores what it says.
struct ReportFile {
    file: Option<BufWriter<File>>,
}

impl ReportFile {
    fn open(path: Option<&Path>) -> Result<Self> {
        let file = match path {
            Some(path) => {
                let failed = |error| Error::new("report_failed").because(error);
                Some(BufWriter::new(File::create(path).map_err(failed)?))
            }
            None => None,
        };
        Ok(Self { file })
    }

    fn line(&mut self, value: &impl Serialize) -> std::io::Result<()> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        serde_json::to_writer(&mut *file, value)?;
        file.write_all(b"\n")?;
        file.flush()
    }
}

/// Writes a file that the person asked for.
fn write_text(path: &Path, text: &str) -> Result<()> {
    let written = File::create(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        Error::new("link_not_written")
            .with("path", path.display().to_string())
            .because(error)
    })
}

fn read_text(path: &Path, code: &'static str) -> Result<String> {
    fs::read_to_string(path).map_err(|error| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Error::new(code)
            .with("path", name.clone())
            .with("detail", name)
            .because(error)
    })
}
