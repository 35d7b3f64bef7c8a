//! `link csv`, `link run`.

use std::fmt::Write as _;

use testigo_archive::{LinkAnswer, LinkFilesRequest, Result, link_files};

use super::{Session, read_text};
use crate::arguments::{LinkCsvArguments, LinkRunArguments};
use crate::environment;
use crate::output::{Answer, plain};

pub(super) fn csv(session: &Session<'_>, given: &LinkCsvArguments) -> Result<Answer> {
    let began = environment::moment();
    let use_model = given.use_model.as_deref();
    let request = LinkFilesRequest {
        files: given.files.clone(),
        settings: read_text(&given.config, "link_settings_invalid")?,
        clusters: given.out.clone(),
        pairs: given.pairs.clone(),
        model: given.model.clone(),
        use_model: use_model
            .map(|path| read_text(path, "link_model_invalid"))
            .transpose()?,
        threads: given.threads.map_or_else(environment::cores, usize::from),
    };
    let mut answer = link_files(&request)?;
    answer.seconds = began.elapsed().as_secs_f64();
    let words = in_words(session, &answer);
    Answer::new(&answer, words)
}

pub(super) fn run(session: &Session<'_>, given: &LinkRunArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let began = environment::moment();
    let linked = archive.link_run(&given.lists);
    session.tell(&mut archive);
    let mut answer = linked?;
    answer.seconds = began.elapsed().as_secs_f64();
    let words = in_words(session, &answer);
    Answer::new(&answer, words)
}

fn in_words(session: &Session<'_>, answer: &LinkAnswer) -> String {
    let share = |share: f64| format!("{:.1} %", share * 100.0);
    let mut words = plain(
        session.words,
        &[
            ("entries", answer.entries.to_string()),
            ("pairs-scored", answer.pairs_scored.to_string()),
            ("matches", answer.matches.to_string()),
            ("candidates", answer.candidates.to_string()),
            ("clusters", answer.clusters.to_string()),
            ("threshold", format!("{:.4}", answer.threshold)),
            ("precision", share(answer.precision)),
            ("recall", share(answer.recall)),
        ],
    );
    let said = match answer.blocking_recall {
        Some(recall) => session.say(
            "blocking-recall",
            &[
                ("estimate", &share(recall.estimate)),
                ("low", &share(recall.lo)),
                ("high", &share(recall.hi)),
            ],
        ),
        None => session.say("blocking-recall-unknown", &[]),
    };
    let _ = writeln!(words, "{said}");
    for warning in &answer.warnings {
        let (code, subject) = warning.split_once(": ").unwrap_or((warning, ""));
        let label = session.say("label-warning", &[]);
        let id = format!("warning-{}", code.replace('_', "-"));
        let said = session.say(&id, &[]);
        let separator = if subject.is_empty() { "" } else { ": " };
        let _ = writeln!(words, "{label} {said}{separator}{subject}");
    }
    words
}
