//! What the person is asked before the telling, one question for each purpose.

use testigo_archive::{ConsentRequest, KEEPING_PURPOSES};
use testigo_record::vocabulary;

use crate::controls::{Control, Typed};
use crate::frame::Frame;
use crate::workspace::Asked;

/// A purpose, and what was answered.
pub(super) struct Asking {
    pub(super) code: &'static str,
    pub(super) question: String,
    /// Without an answer to it nothing is recorded.
    pub(super) is_needed: bool,
    /// `yes`, `no`, `not_asked`.
    pub(super) answer: String,
    pub(super) problem: String,
    pub(super) recipients: Control,
    pub(super) until: Control,
    pub(super) is_open: bool,
}

pub(super) fn purposes() -> impl Iterator<Item = &'static str> {
    let terms = vocabulary("consent_purpose").map(|known| &known.terms);
    terms.into_iter().flatten().map(|term| term.code)
}

pub(super) fn asking(frame: &Frame, typed: &Typed) -> Vec<Asking> {
    let asked = purposes().map(|code| {
        let part = format!("consent.{code}");
        let is_needed = KEEPING_PURPOSES.contains(&code);
        let answer = typed.said(&part);
        let mut recipients = Control::line(
            typed,
            &format!("{part}.recipient"),
            frame.say("consent-only-for"),
        )
        .explained(frame.say("consent-only-for-why"))
        .several();
        recipients.is_name = true;
        Asking {
            code,
            question: frame.code("consent-ask", code),
            is_needed,
            // Whoever was not asked did not say yes; but whether the account may be kept has to be asked.
            answer: answer.unwrap_or_else(|| {
                let usual = if is_needed { "" } else { "not_asked" };
                usual.to_owned()
            }),
            problem: typed.problem(&part),
            recipients,
            until: Control::line(typed, &format!("{part}.until"), frame.say("consent-until"))
                .explained(frame.say("control-date")),
            is_open: typed.has(&format!("{part}.")) || typed.is_wrong(&format!("{part}.")),
        }
    });
    asked.collect()
}

/// What was answered, one for each purpose and recipient. A question that was not asked leaves nothing, but for
/// whether the account may be kept.
pub(super) fn answers(asked: &Asked<'_>, typed: &mut Typed) -> Vec<ConsentRequest> {
    let is_guardian = !typed.get("consent.guardian").is_empty();
    let mut answers = Vec::new();
    for purpose in purposes() {
        let part = format!("consent.{purpose}");
        let status = match typed.get(&part) {
            "yes" if is_guardian => "by_guardian",
            "yes" => "granted",
            "no" => "refused",
            "not_asked" if KEEPING_PURPOSES.contains(&purpose) => "not_asked",
            _ => "",
        };
        if status.is_empty() {
            if typed.has(&format!("{part}.")) {
                typed.object(part, asked.words().say("consent-answer-missing", &[]));
            }
            continue;
        }
        let until = typed.said(&format!("{part}.until"));
        let recipients = typed.get(&format!("{part}.recipient")).to_owned();
        let recipients = recipients.lines().map(str::trim);
        let mut recipients: Vec<Option<String>> = recipients
            .filter(|recipient| !recipient.is_empty())
            .map(|recipient| Some(recipient.to_owned()))
            .collect();
        if recipients.is_empty() {
            recipients.push(None);
        }
        answers.extend(recipients.into_iter().map(|recipient| ConsentRequest {
            purpose: purpose.to_owned(),
            recipient,
            until: until.clone(),
            status: status.to_owned(),
        }));
    }
    answers
}
