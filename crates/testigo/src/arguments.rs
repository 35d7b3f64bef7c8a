//! The command line. Help text is the documentation of these types.

mod copying;
mod exporting;
mod finding;
mod linking;
mod serving;
mod vocabulary;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use copying::BackupArguments;
pub(crate) use exporting::{ExportArguments, ExportFormatArgument};
pub(crate) use finding::{LogArguments, SearchArguments, ShowArguments};
pub(crate) use linking::{LinkCommand, LinkCsvArguments, LinkExplainArguments, LinkRunArguments};
pub(crate) use serving::ServeArguments;
pub(crate) use vocabulary::{VocabularyAddArguments, VocabularyCommand};

/// Keeps what sources say about human-rights violations, and makes it checkable by anyone.
#[derive(Debug, Parser)]
#[command(name = "testigo", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The archive's folder; else `$TESTIGO_ARCHIVE`, else the nearest folder above with an archive.
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub(crate) archive: Option<PathBuf>,
    /// Answer with exactly one JSON object on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: Acting,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Who acts. Of `count`, `--by` says by which fields.
#[derive(Debug, Args)]
pub(crate) struct Acting {
    /// The person acting; else `$TESTIGO_BY`.
    #[arg(long = "by", id = "acting", value_name = "NAME")]
    pub(crate) by: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new archive: group key, first device, passphrase, recovery sheet.
    Init(InitArguments),
    /// Say what the archive holds.
    Status,
    /// Receive files and folders.
    Add(AddArguments),
    /// Write an item's bytes to a file.
    Get(GetArguments),
    /// Check an archive or a dossier.
    Verify(VerifyArguments),
    /// Derive the catalog again from the truth.
    Rebuild,
    /// Copy the archive to another disk, or bring a copy up to date, and verify the copy.
    Backup(BackupArguments),
    /// List the newest statements.
    Log(LogArguments),
    /// Create a record of something that a source says.
    Record(RecordArguments),
    /// Say more about a record.
    Claim(ClaimArguments),
    /// Decide whether two records of persons or entries are one person. Both stay as they are.
    Judge(JudgeArguments),
    /// Set how far a record, or one of its fields, may go.
    Level(LevelArguments),
    /// Record what a person said about a purpose. Erases nothing.
    Consent(ConsentArguments),
    /// Take back a statement or an import: it counts no longer, and stays visible.
    Retract(RetractArguments),
    /// Say anew what a statement said: the earlier version stays visible.
    Supersede(SupersedeArguments),
    /// Erase a record for ever, in two steps.
    Erase(EraseArguments),
    /// Import somebody's list.
    Import(ImportArguments),
    /// Search names, narratives and texts.
    Search(SearchArguments),
    /// Show a record with every claim about it.
    Show(ShowArguments),
    /// Count persons, acts, incidents or items, with the rule.
    Count(CountArguments),
    /// Find the entries of several lists that are one person's.
    Link {
        #[command(subcommand)]
        command: LinkCommand,
    },
    /// Estimate how many people no list names, from tables of overlapping lists.
    Estimate(EstimateArguments),
    /// List the fields and terms that records use; keep a group's own.
    Vocabulary {
        #[command(subcommand)]
        command: Option<VocabularyCommand>,
    },
    /// Build a dossier.
    Dossier {
        #[command(subcommand)]
        command: DossierCommand,
    },
    /// Write what may leave in the form of another program.
    Export(ExportArguments),
    /// Open the workspace: pages for a browser on this machine. Prints their address when they are ready.
    Serve(ServeArguments),
    /// Go the whole way on a bundled sample.
    Demo(DemoArguments),
}

impl Command {
    /// The person acting, where it is said behind the command.
    pub(crate) fn acting(&self) -> Option<&str> {
        let acting = match self {
            Self::Init(arguments) => &arguments.acting,
            Self::Add(arguments) => &arguments.acting,
            Self::Record(arguments) => &arguments.acting,
            Self::Claim(arguments) => &arguments.acting,
            Self::Judge(arguments) => &arguments.acting,
            Self::Link {
                command: LinkCommand::Next(arguments),
            } => &arguments.acting,
            Self::Level(arguments) => &arguments.acting,
            Self::Consent(arguments) => &arguments.acting,
            Self::Erase(arguments) => &arguments.acting,
            Self::Retract(arguments) => &arguments.acting,
            Self::Supersede(arguments) => &arguments.acting,
            Self::Import(arguments) => &arguments.acting,
            Self::Dossier {
                command: DossierCommand::Build(arguments),
            } => &arguments.acting,
            Self::Export(arguments) => &arguments.acting,
            Self::Vocabulary {
                command: Some(VocabularyCommand::Add(arguments)),
            } => &arguments.acting,
            Self::Status
            | Self::Get(_)
            | Self::Verify(_)
            | Self::Rebuild
            | Self::Backup(_)
            | Self::Log(_)
            | Self::Search(_)
            | Self::Show(_)
            | Self::Count(_)
            | Self::Link { .. }
            | Self::Estimate(_)
            | Self::Vocabulary { .. }
            | Self::Serve(_)
            | Self::Demo(_) => return None,
        };
        acting.by.as_deref()
    }

    /// As in `"schema": "testigo.<name>/1"`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Status => "status",
            Self::Add(_) => "add",
            Self::Get(_) => "get",
            Self::Verify(_) => "verify",
            Self::Rebuild => "rebuild",
            Self::Backup(_) => "backup",
            Self::Log(_) => "log",
            Self::Record(_) => "record",
            Self::Claim(_) => "claim",
            Self::Judge(_) => "judge",
            Self::Level(_) => "level",
            Self::Consent(_) => "consent",
            Self::Erase(_) => "erase",
            Self::Retract(_) => "retract",
            Self::Supersede(_) => "supersede",
            Self::Import(_) => "import",
            Self::Search(_) => "search",
            Self::Show(_) => "show",
            Self::Count(_) => "count",
            Self::Link { .. } => "link",
            Self::Estimate(_) => "estimate",
            Self::Vocabulary { .. } => "vocabulary",
            Self::Dossier { .. } => "dossier",
            Self::Export(_) => "export",
            Self::Serve(_) => "serve",
            Self::Demo(_) => "demo",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// Folder of the new archive.
    pub(crate) dir: PathBuf,
    /// Name of the archive; kept sealed.
    #[arg(long)]
    pub(crate) name: String,
    /// Name of the group; kept sealed.
    #[arg(long)]
    pub(crate) group: String,
    /// Write the recovery sheet to this file instead of showing it.
    #[arg(long, value_name = "FILE")]
    pub(crate) recovery: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// Files and folders (can be repeated).
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Id or name of the source; an unknown name makes one.
    #[arg(long, required_unless_present = "of")]
    pub(crate) source: Option<String>,
    /// The item or account that they belong to; without --source they have its source.
    #[arg(long, value_name = "ITEM", requires = "role")]
    pub(crate) of: Option<String>,
    /// As what: transcript, translation, redaction, scan; of an account also recording or `consent_form`.
    #[arg(long = "as", value_name = "ROLE", requires = "of")]
    pub(crate) role: Option<String>,
    /// The language of a transcript or translation.
    #[arg(long, requires = "of")]
    pub(crate) language: Option<String>,
    /// Their place among several: 1 for the first recording of an account.
    #[arg(long, value_name = "N", requires = "of")]
    pub(crate) order: Option<u64>,
    /// Who collected them.
    #[arg(long)]
    pub(crate) collected_by: Option<String>,
    /// When, as EDTF: 2019-11, 2019-11-15?, 2019-11/2020-11.
    #[arg(long)]
    pub(crate) collected_at: Option<String>,
    /// Where.
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// How far they may go; restricted if not said.
    #[arg(long)]
    pub(crate) level: Option<LevelArgument>,
    /// Write every stored item as a JSON line, right after the commit that stores it.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

/// Levels, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArgument {
    Sealed,
    Restricted,
    Coalition,
    Recipient,
    Public,
}

#[derive(Debug, Args)]
pub(crate) struct GetArguments {
    /// The item.
    pub(crate) item: String,
    /// Where to write it; must not exist.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: PathBuf,
    /// For whom it is: asks the gate first.
    #[arg(long, requires = "purpose")]
    pub(crate) recipient: Option<String>,
    /// For what it is.
    #[arg(long, requires = "recipient")]
    pub(crate) purpose: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// A dossier folder or zip file, or an archive; the current archive if none.
    pub(crate) path: Option<PathBuf>,
    /// Keys obtained another way: one archive id or key a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Write every finding as a JSON line.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Said {
    /// FIELD=VALUE (can be repeated). Values end up in the shell's history: for names use --from.
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    /// Fields as JSON from a file, or - for standard input: one object, or JSON lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Id or name of the source; an unknown name makes one.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Where in the source: a page, a time code.
    #[arg(long)]
    pub(crate) locator: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RecordArguments {
    /// source, account, incident, act, person, involvement, relation, list, place, assessment, intervention, proceeding.
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) said: Said,
    /// How far it may go; restricted if not said.
    #[arg(long)]
    pub(crate) level: Option<LevelArgument>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct ClaimArguments {
    /// The record.
    pub(crate) subject: String,
    #[command(flatten)]
    pub(crate) said: Said,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct LevelArguments {
    /// The record.
    pub(crate) subject: String,
    /// The level.
    pub(crate) level: LevelArgument,
    /// Only this field.
    #[arg(long)]
    pub(crate) field: Option<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct ConsentArguments {
    /// The account, person or item.
    pub(crate) subject: String,
    /// For what.
    #[arg(long)]
    pub(crate) purpose: String,
    /// For whom; for everybody if not said.
    #[arg(long)]
    pub(crate) recipient: Option<String>,
    /// Until when, as EDTF.
    #[arg(long)]
    pub(crate) until: Option<String>,
    /// `granted`, `refused`, `withdrawn` or `not_asked`.
    #[arg(long)]
    pub(crate) status: String,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct RetractArguments {
    /// The statement, or an import with all that came with it.
    pub(crate) statement: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct SupersedeArguments {
    /// The statement.
    pub(crate) statement: String,
    /// What it should say.
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// Read the fields from a file with one JSON object, `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct EraseArguments {
    /// The record.
    pub(crate) subject: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// The code that the first step gave.
    #[arg(long, value_name = "CODE")]
    pub(crate) confirm: Option<String>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The file.
    pub(crate) file: PathBuf,
    /// Its format.
    #[arg(long = "as", value_name = "FORMAT", value_parser = PossibleValuesParser::new(testigo_archive::import_formats()))]
    pub(crate) format: String,
    /// A mapping from columns to fields; guessed from the header if none.
    #[arg(long, value_name = "MAP.toml")]
    pub(crate) map: Option<PathBuf>,
    /// Name of the list; the file's name if none.
    #[arg(long)]
    pub(crate) list: Option<String>,
    /// Id or name of the source; the list's name if none.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// How far the entries may go; restricted if not said.
    #[arg(long)]
    pub(crate) level: Option<LevelArgument>,
    /// Only say what would happen, and show the mapping.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write every recorded entry as a JSON line, right after the commit that stores it.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct CountArguments {
    /// persons, acts, incidents or items.
    #[arg(long, default_value = "persons")]
    pub(crate) what: String,
    /// Only records that match EXPR.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) condition: Option<String>,
    /// Break down by these fields; also `age_group`, `month` and `attributed_to`.
    #[arg(long = "by", value_name = "FIELD,...", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    /// Only records of which so many independent sources speak.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) min_sources: u32,
    /// Counting unit.
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// Leave out numbers below N, for strangers, and further ones so that nobody gets them back by subtracting.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=1_000))]
    pub(crate) suppress: Option<u64>,
    /// Write the breakdown as a chart; by `month` or `date` over time.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) svg: Option<PathBuf>,
    /// Keep the rule, the number and what it is as of, under this name.
    #[arg(long, value_name = "NAME")]
    pub(crate) save: Option<String>,
    /// Compute a number from this item, a table, instead of counting; `--where` asks for its columns.
    #[arg(long, value_name = "ITEM", requires_all = ["value", "beside"], conflicts_with_all = ["by", "unit", "suppress", "svg", "save", "as_of"])]
    pub(crate) table: Option<String>,
    /// What to compute: sum, mean, min, max, count or distinct of a column, and + - * / of them.
    #[arg(long, value_name = "FORMULA", requires = "table")]
    pub(crate) value: Option<String>,
    /// The statement that states the number; STATEMENT:FIELD if it states several.
    #[arg(long, value_name = "CLAIM", requires = "table")]
    pub(crate) beside: Option<String>,
    /// Over the record as it was then: a saved figure or a release by name or id, or checkpoints as LOG:SIZE,LOG:SIZE.
    #[arg(long, value_name = "C")]
    pub(crate) as_of: Option<String>,
}

/// What a person decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictArgument {
    /// One person.
    Same,
    /// Two persons.
    Different,
    /// Nobody can tell.
    Unsure,
}

#[derive(Debug, Args)]
pub(crate) struct JudgeArguments {
    /// One record.
    pub(crate) one: String,
    /// The other.
    pub(crate) other: String,
    /// The decision.
    pub(crate) verdict: VerdictArgument,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct EstimateArguments {
    /// A table: a column of 0 and 1 for each list, and a column `count`. Several are replicates: the same people under
    /// other imputations or linkages. CSV, XLSX or ODS; needs no archive.
    #[arg(long, required_unless_present = "figure", num_args = 1.., value_name = "FILE.csv")]
    pub(crate) table: Vec<PathBuf>,
    /// A saved figure of persons: the archive's lists on which they stand, after `link run`.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["table", "strata"])]
    pub(crate) figure: Option<String>,
    /// chapman, chao, dga, lcmcr, loglinear, sparse; all that fit the number of lists if not said.
    #[arg(long, value_name = "M,...", value_delimiter = ',', value_parser = testigo_archive::estimate_methods())]
    pub(crate) methods: Vec<String>,
    /// Priors, ends of grids, lengths of chains and the like; see docs/ESTIMATE.md.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) settings: Option<PathBuf>,
    /// The column that divides the people; each part is estimated by itself, and the parts are summed.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) strata: Option<String>,
    /// Seed of all chance; 19481210 if not said. The same seed gives the same answer.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Level of intervals, 0.5 to 0.999; 0.95 if not said.
    #[arg(long, value_name = "LEVEL")]
    pub(crate) level: Option<f64>,
    /// Where all draws go: replicate, stratum, method, draw, unseen, people.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) draws: Option<PathBuf>,
    /// Where a report to read, print and check goes, in the language of the answer.
    #[arg(long, value_name = "FILE.html")]
    pub(crate) report: Option<PathBuf>,
    /// Threads; all cores if not said. The answer is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    /// Build a dossier from a specification.
    Build(BuildArguments),
}

#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    /// The specification.
    pub(crate) spec: PathBuf,
    /// Where it will stand: a folder, or a file that ends in .zip.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Where to work; a new folder beside you if none.
    pub(crate) dir: Option<PathBuf>,
}
