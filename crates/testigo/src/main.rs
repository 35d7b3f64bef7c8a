//! The one binary: arguments in, words or JSON out. No rule lives here; every verb is in
//! `testigo_archive`.

mod arguments;
mod commands;
mod environment;
mod output;
mod progress;

use std::io::{self, Write as _};
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use testigo_archive::Error;
use testigo_words::Words;

use arguments::Arguments;

/// A bug of ours (sysexits.h, `EX_SOFTWARE`).
const STATUS_BUG: u8 = 70;

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args_os().collect();
    // The process that draws a page knows nothing else of this program.
    if let Some(status) = testigo_media::as_child(&given) {
        return ExitCode::from(status);
    }
    let words = Words::new(environment::language());
    let arguments = match Arguments::try_parse_from(commands::alone(given)) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, &words),
    };
    let status = std::panic::catch_unwind(AssertUnwindSafe(|| run(&arguments, &words)));
    ExitCode::from(status.unwrap_or_else(|_| {
        let error = Error::new("internal");
        // Standard output or error may be gone; the status still says it.
        let _told = output::print_error(&error, &words, arguments.json);
        STATUS_BUG
    }))
}

fn run(arguments: &Arguments, words: &Words) -> u8 {
    let printed = match commands::run(arguments, words) {
        Ok(answer) => output::print_answer(&answer, arguments.command.name(), arguments.json)
            .map(|()| answer.status),
        Err(error) => {
            output::print_error(&error, words, arguments.json).map(|()| status_of(&error))
        }
    };
    match printed {
        Ok(status) => status,
        // A reader that went away is no failure of ours.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(_) => 1,
    }
}

/// CONTRACT, Common: 1 could not; 2 usage; 3 verification; 4 refused; 70 a bug.
fn status_of(error: &Error) -> u8 {
    match error.code {
        "internal" => STATUS_BUG,
        "withheld_value_found"
        | "level_not_disclosable"
        | "item_withheld"
        | "breakdown_withheld"
        | "figure_tells" => 4,
        "usage" | "unknown_kind" | "unknown_field" | "value_unreadable" | "expression_invalid"
        | "source_missing" | "field_repeated" | "nothing_said" | "id_too_short"
        | "reason_missing" => 2,
        _ => 1,
    }
}

fn usage(error: &clap::Error, words: &Words) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let as_json = std::env::args_os().any(|argument| argument == "--json");
    if asked {
        // Nothing is left to do if standard output is gone.
        let _told = error.print();
        return ExitCode::SUCCESS;
    }
    let said = without_what_was_typed(error);
    if as_json {
        let first = said.lines().next().unwrap_or("");
        let first = first.trim_start_matches("error: ").to_owned();
        let error = Error::new("usage").with("detail", first);
        let _told = output::print_error(&error, words, true);
    } else {
        // Nothing is left to do if standard error is gone.
        let _told = io::stderr().write_all(said.as_bytes());
    }
    ExitCode::from(2)
}

/// What clap says, without the words that stand in the wrong place: they may be a name.
fn without_what_was_typed(error: &clap::Error) -> String {
    let mut said = error.to_string();
    for kind in [
        ContextKind::InvalidArg,
        ContextKind::InvalidValue,
        ContextKind::InvalidSubcommand,
    ] {
        let Some(ContextValue::String(typed)) = error.get(kind) else {
            continue;
        };
        // Elsewhere clap names there an argument of ours.
        let ours = kind == ContextKind::InvalidArg
            && (error.kind() != ErrorKind::UnknownArgument || typed.starts_with('-'));
        if !ours && !typed.is_empty() {
            said = said.replace(typed, "...");
        }
    }
    said
}
