//! `estimate`.

use std::fmt::Write as _;

use testigo_archive::{
    EstimateAnswer, EstimateRequest, Interval, MethodAnswer, OtherGrouping, Range, Reason, Result,
    Sensitivity, StratumAnswer, Warning, Work, estimate_files,
};

use super::{Session, read_text};
use crate::arguments::EstimateArguments;
use crate::environment;
use crate::output::Answer;

pub(super) fn estimate(session: &Session<'_>, given: &EstimateArguments) -> Result<Answer> {
    let settings = given.settings.as_deref();
    let request = EstimateRequest {
        files: given.table.clone(),
        methods: given.methods.clone(),
        settings: settings
            .map(|path| read_text(path, "estimate_settings_invalid"))
            .transpose()?,
        strata: given.strata.clone(),
        seed: given.seed,
        level: given.level,
        draws: given.draws.clone(),
        report: given
            .report
            .clone()
            .map(|path| (path, session.words.language())),
        threads: given.threads.map_or_else(environment::cores, usize::from),
    };
    let show = |done, all| crate::progress::show(Work::Estimating, done, Some(all));
    let answer = match &given.figure {
        None => estimate_files(&request, &show)?,
        Some(name) => session.open()?.estimate_figure(name, &request)?,
    };
    let words = in_words(session, &answer);
    Answer::new(&answer, words)
}

/// People as a whole number. Ends of intervals are rounded outwards.
fn people(number: f64) -> String {
    format!("{number:.0}")
}

fn interval(ends: Interval) -> String {
    format!("{} - {}", people(ends.lo.floor()), people(ends.hi.ceil()))
}

fn in_words(session: &Session<'_>, answer: &EstimateAnswer) -> String {
    let found = &answer.assessment;
    // In tenths of a percent.
    let level = format!("{}", (answer.settings.level * 1_000.0).round() / 10.0);
    let mut words = String::new();
    let mut line = |text: String| {
        let _ = writeln!(words, "{text}");
    };
    line(session.say(
        "estimate-observed",
        &[("observed", &found.observed.to_string())],
    ));
    headline(
        session,
        found.range.as_ref(),
        &found.methods,
        found.lists_used.len(),
        &level,
        &mut line,
    );
    line(String::new());
    methods(session, &found.methods, &level, &mut line);
    if let Some(bound) = found.lower_bound {
        line(session.say("estimate-bound", &[("bound", &people(bound))]));
    }
    for stratum in &found.strata {
        of_stratum(session, stratum, &level, &mut line);
    }
    sensitivity(session, &found.sensitivity, &mut line);
    for other in &answer.linkage {
        line(of_grouping(session, other));
    }
    let label = session.say("label-warning", &[]);
    for warning in &found.warnings {
        line(format!("{label} {}", of_warning(session, warning)));
    }
    line(String::new());
    let seed = answer.settings.seed.to_string();
    line(session.say("estimate-settings", &[("seed", &seed), ("level", &level)]));
    words
}

/// What comes out if entries are grouped otherwise.
fn of_grouping(session: &Session<'_>, other: &OtherGrouping) -> String {
    let observed = other.observed.to_string();
    let grouping = session.say(&format!("grouping-{}", other.grouping), &[]);
    match &other.range {
        Some(range) => session.say(
            "estimate-grouping",
            &[
                ("grouping", &grouping),
                ("observed", &observed),
                (
                    "range",
                    &format!("{} - {}", people(range.lo.floor()), people(range.hi.ceil())),
                ),
            ],
        ),
        None => session.say(
            "estimate-grouping-none",
            &[("grouping", &grouping), ("observed", &observed)],
        ),
    }
}

/// What may be quoted: a range of several methods, or that there is none.
fn headline(
    session: &Session<'_>,
    range: Option<&Range>,
    methods: &[MethodAnswer],
    lists: usize,
    level: &str,
    line: &mut impl FnMut(String),
) {
    if let Some(range) = range {
        let (lists, methods) = (lists.to_string(), range.methods.join(", "));
        let (lo, hi) = (people(range.lo.floor()), people(range.hi.ceil()));
        line(session.say(
            "estimate-range",
            &[
                ("lists", &lists),
                ("lo", &lo),
                ("hi", &hi),
                ("level", level),
                ("methods", &methods),
            ],
        ));
        line(session.say("estimate-assumptions", &[]));
    } else if methods.iter().any(|answer| answer.figure().is_some()) {
        line(session.say("estimate-no-headline", &[]));
        line(session.say("estimate-assumptions", &[]));
    } else {
        line(session.say("estimate-none", &[]));
    }
}

fn methods(
    session: &Session<'_>,
    methods: &[MethodAnswer],
    level: &str,
    line: &mut impl FnMut(String),
) {
    line(session.say("estimate-methods", &[("level", level)]));
    for answer in methods {
        let name = answer.method.name();
        let about = session.say(&format!("method-{name}"), &[]);
        if let Some(figure) = answer.figure() {
            let (middle, ends) = (people(figure.median), interval(figure.interval));
            line(format!("  {name}: {middle} ({ends}). {about}"));
        } else {
            let reason = reasons(session, answer.reasons());
            let refused = session.say("estimate-refused", &[("reason", &reason)]);
            line(format!("  {name}: {refused}"));
        }
        // What holds for the whole answer is said once, below.
        let own = answer
            .warnings
            .iter()
            .filter(|warning| warning.code != TWO_LISTS);
        for warning in own {
            line(format!("    {}", of_warning(session, warning)));
        }
    }
}

const TWO_LISTS: &str = "two_lists_independence_assumed";

fn of_stratum(
    session: &Session<'_>,
    stratum: &StratumAnswer,
    level: &str,
    line: &mut impl FnMut(String),
) {
    line(String::new());
    let observed = stratum.observed.to_string();
    line(session.say(
        "estimate-stratum",
        &[("stratum", &stratum.stratum), ("observed", &observed)],
    ));
    headline(
        session,
        stratum.range.as_ref(),
        &stratum.methods,
        stratum.lists_used.len(),
        level,
        line,
    );
    methods(session, &stratum.methods, level, line);
    let label = session.say("label-warning", &[]);
    for warning in &stratum.warnings {
        line(format!("  {label} {}", of_warning(session, warning)));
    }
}

fn sensitivity(session: &Session<'_>, rows: &[Sensitivity], line: &mut impl FnMut(String)) {
    if rows.is_empty() {
        return;
    }
    line(String::new());
    line(session.say("estimate-sensitivity", &[]));
    for row in rows {
        let id = format!("change-{}", row.change.code().replace('_', "-"));
        let changed = session.say(&id, &[("subject", &row.subject)]);
        let said = if let (Some(median), Some(lo), Some(hi)) = (row.median, row.lo, row.hi) {
            format!("{} ({})", people(median), interval(Interval { lo, hi }))
        } else {
            reasons(session, &row.reasons)
        };
        line(format!("  {changed} ({}): {said}", row.method));
    }
}

fn of_warning(session: &Session<'_>, warning: &Warning) -> String {
    with_subject(session, "warning", warning.code, &warning.subject)
}

fn reasons(session: &Session<'_>, reasons: &[Reason]) -> String {
    let said: Vec<String> = reasons
        .iter()
        .map(|reason| with_subject(session, "refusal", reason.code, &reason.subject))
        .collect();
    said.join("; ")
}

fn with_subject(session: &Session<'_>, prefix: &str, code: &str, subject: &str) -> String {
    let said = session.say(&format!("{prefix}-{}", code.replace('_', "-")), &[]);
    let separator = if subject.is_empty() { "" } else { ": " };
    format!("{said}{separator}{subject}")
}
