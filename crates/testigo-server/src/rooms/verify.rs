//! Verify: a dossier somebody handed over, or this archive itself, and what the verdict means.

use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use testigo_archive::{Error, LISTED_MAX, verify_package};
use testigo_package::{Finding, Findings, Outcome, Trust, Verdict};
use testigo_words::identifier;

use crate::frame::{Frame, Room, page};
use crate::rooms::door::refusal;
use crate::upload::Uploaded;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Hex digits of an id, and those that people see.
const ID_LETTERS: usize = 64;
const ID_LETTERS_SHOWN: usize = 12;

/// What came of the last verification.
pub(crate) struct Verified {
    /// What was verified; none if it was this archive.
    name: Option<String>,
    /// Whether the signers are known another way.
    confirmed: bool,
    has_trust: bool,
    findings: Findings,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "verify_report.html")]
struct ReportPage {
    frame: Frame,
    /// `holds`, `fails` or `incomplete`.
    outcome: &'static str,
    /// Empty if it was this archive.
    name: String,
    /// `confirmed`, `not-confirmed` or `not-asked`.
    signers: &'static str,
    groups: Vec<Group>,
    more: u64,
}

/// Findings of one verdict.
struct Group {
    code: &'static str,
    count: u64,
    /// What holds is folded up.
    is_folded: bool,
    lines: Vec<Line>,
}

/// A finding, in words.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) subject: String,
    pub(crate) detail: String,
    pub(crate) code: &'static str,
}

/// Needs no archive: a dossier speaks for itself.
pub(crate) async fn ask(visit: Visit) -> Response {
    page(&VerifyPage {
        frame: Frame::new(&visit, Room::Verify),
    })
}

pub(crate) async fn verify(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    form: Multipart,
) -> Response {
    let uploaded = match Uploaded::receive(&workspace, form).await {
        Ok(uploaded) => uploaded,
        Err(error) => return refusal(&visit, &error),
    };
    let named = uploaded.said("path").map(PathBuf::from);
    let Some(path) = uploaded.files.first().cloned().or(named) else {
        return refusal(&visit, &Error::new("nothing_handed_over"));
    };
    let shared = Arc::clone(&workspace);
    workspace.begin_alone(&visit, move || {
        let trust = uploaded.said("trust").map(|text| Trust::from_text(&text));
        let mut findings = Findings::default();
        let stopped = shared.settings.surroundings.stopped;
        let confirmed = verify_package(&path, trust.as_ref(), stopped, &mut findings)?;
        let name = path.file_name().unwrap_or_default();
        shared.work.results().verified = Some(Verified {
            name: Some(name.to_string_lossy().into_owned()),
            confirmed,
            has_trust: trust.is_some(),
            findings,
        });
        Ok("/verify/report".to_owned())
    })
}

/// Verifies the archive that is open here.
pub(crate) async fn verify_archive(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
) -> Response {
    let shared = Arc::clone(&workspace);
    let verify = move |asked: &mut Asked<'_>| {
        let mut findings = Findings::default();
        let confirmed = asked.archive.verify(None, &mut findings)?;
        shared.work.results().verified = Some(Verified {
            name: None,
            confirmed,
            has_trust: false,
            findings,
        });
        Ok("/verify/report".to_owned())
    };
    workspace.begin(&visit, verify)
}

pub(crate) async fn report(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let results = workspace.work.results();
    match &results.verified {
        Some(verified) => page(&report_page(&visit, verified)),
        None => Redirect::to("/verify").into_response(),
    }
}

fn report_page(visit: &Visit, verified: &Verified) -> ReportPage {
    let findings = &verified.findings;
    let (holds, fails, unchecked) = findings.counts();
    // What fails comes first: the list may be cut.
    let counted = [
        (Verdict::Fails, fails),
        (Verdict::Unchecked, unchecked),
        (Verdict::Holds, holds),
    ];
    let mut left = LISTED_MAX;
    let groups = counted.map(|(verdict, count)| {
        let of_verdict = findings.list().iter().filter(|one| one.verdict == verdict);
        let lines: Vec<Line> = of_verdict
            .take(left)
            .map(|finding| line(visit, finding))
            .collect();
        left -= lines.len();
        Group {
            code: verdict.code(),
            count,
            is_folded: verdict == Verdict::Holds && findings.outcome() != Outcome::Holds,
            lines,
        }
    });
    let listed = LISTED_MAX - left;
    ReportPage {
        frame: Frame::new(visit, Room::Verify),
        outcome: findings.outcome().code(),
        name: verified.name.clone().unwrap_or_default(),
        signers: match (verified.confirmed, verified.has_trust) {
            (true, _) => "confirmed",
            (false, true) => "not-confirmed",
            (false, false) => "not-asked",
        },
        groups: groups.into(),
        more: (holds + fails + unchecked).saturating_sub(listed as u64),
    }
}

pub(crate) fn line(visit: &Visit, finding: &Finding) -> Line {
    let words = &visit.words;
    Line {
        what: words.say(&identifier("finding", finding.code.as_str()), &[]),
        subject: shortened(&words.detail(&finding.subject)),
        detail: shortened(&words.detail(&finding.detail)),
        code: finding.code.as_str(),
    }
}

/// With every id in it cut short.
fn shortened(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let is_id = word.len() == ID_LETTERS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        match word.get(..ID_LETTERS_SHOWN) {
            Some(first) if is_id => format!("{first}…"),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}
