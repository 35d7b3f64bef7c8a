//! Taking an account: first what the person should know and agrees to, then the telling, then whom it names.

mod consent;
mod paper;
mod taken;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use testigo_archive::{AccountRequest, PersonNamed, Result};

use crate::controls::{Control, Typed, names_of, told_at_control};
use crate::frame::{Frame, Room, page, page_with};
use crate::rooms::which::{Wanted, settle};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

pub(crate) use paper::paper;
pub(crate) use taken::{answer, taken};

/// The control of somebody who tells and is here already.
const KNOWN: &str = "account.person";
const TELLER_NAME: &str = "teller.name";
/// Persons that one form names; more can be added afterwards.
const NAMED: usize = 3;
/// What the person should know before anything is asked: `sheet-<code>`, and what it is called `sheet-<code>-title`.
const SHEET: [&str; 8] = [
    "who",
    "purpose",
    "voluntary",
    "seen-by",
    "risks",
    "withdraw",
    "not-reached",
    "support",
];
/// What somebody who takes an account should look at first: `before-<code>`.
const BEFORE: [&str; 4] = ["place", "prior", "open", "specialised"];
/// Fields of the account, in the order in which they come up.
const TOLD: [&str; 6] = [
    "taken_at",
    "place",
    "language",
    "interpreter",
    "prior_account",
    "account_type",
];
const TOLD_MORE: [&str; 4] = ["present", "session", "shown", "benefits"];
const OF_PERSON: [&str; 3] = ["name", "sex", "age"];
const OF_ACT: [&str; 3] = ["type", "date", "place"];

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    sheet: &'static [&'static str],
    before: &'static [&'static str],
    problems: usize,
    problem: String,
    taking: Vec<Control>,
    is_guardian: bool,
    asking: Vec<consent::Asking>,
    teller: Vec<Control>,
    known: Control,
    is_known: bool,
    told: Vec<Control>,
    narrative: Control,
    more: Vec<Control>,
    is_more: bool,
    named: Vec<Named>,
}

/// Somebody whom the account names, as a part of the form.
struct Named {
    place: usize,
    is_teller: bool,
    is_open: bool,
    controls: Vec<Control>,
}

#[derive(Template)]
#[template(path = "account_named.html")]
struct NamedPage {
    frame: Frame,
    account: String,
    problems: usize,
    problem: String,
    named: Vec<Named>,
}

pub(crate) async fn ask(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let show = |asked: &mut Asked<'_>| Ok(page(&account_page(asked, &Typed::default())?));
    workspace.ask(&visit, show).await
}

/// Takes an account down, or says what is wrong with the form as it was typed.
pub(crate) async fn take(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let take = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let settled = match settle(asked, Room::Account, &mut typed, wanted(asked))? {
            Ok(settled) => settled,
            Err(asking) => return Ok(asking),
        };
        let mut request = request_of(asked, &mut typed);
        // Somebody who is not here yet is named as anybody else who tells.
        match (settled.new_of(KNOWN), typed.get(TELLER_NAME)) {
            (Some(name), "") => request
                .teller
                .insert(0, ("name".to_owned(), name.to_owned())),
            (Some(name), known) if known != name => {
                typed.object(KNOWN, asked.words().say("account-two-names", &[]));
            }
            (Some(_) | None, _) => {}
        }
        let problems = asked.archive.account_problems(&request);
        typed.object_all(asked, problems);
        if typed.problems() == 0 {
            match asked.archive.take_account(&request) {
                Ok(taken) => {
                    // It is recorded: what is not read now is read before the next search.
                    let _later = asked.archive.read_new_texts();
                    let path = settled.told_at(&format!("/account/{}", taken.account));
                    return Ok(Redirect::to(&path).into_response());
                }
                Err(error) => {
                    let said = told_at_control(asked, &error);
                    typed.object("form", said);
                }
            }
        }
        settled.give_back(&mut typed);
        let again = account_page(asked, &typed)?;
        Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &again))
    };
    workspace.ask(&visit, take).await
}

/// The records that the form names.
fn wanted(asked: &Asked<'_>) -> Vec<Wanted> {
    let teller = Wanted::value(asked, KNOWN, ("account", "person"));
    let teller = teller.map(|known| Wanted {
        label: asked.words().say("account-known", &[]),
        ..known
    });
    let mut wanted: Vec<Wanted> = teller.into_iter().collect();
    wanted.push(Wanted::source(asked));
    wanted
}

fn request_of(asked: &Asked<'_>, typed: &mut Typed) -> AccountRequest {
    AccountRequest {
        source: typed.get("source").to_owned(),
        level: None,
        teller: typed.fields(asked, "teller", "person"),
        account: typed.fields(asked, "account", "account"),
        consents: consent::answers(asked, typed),
        named: named_of(asked, typed),
    }
}

fn named_of(asked: &Asked<'_>, typed: &mut Typed) -> Vec<PersonNamed> {
    let named = (0..NAMED).map(|place| PersonNamed {
        is_teller: !typed.get(&format!("named.{place}.teller")).is_empty(),
        person: typed.fields(asked, &format!("named.{place}.person"), "person"),
        act: typed.fields(asked, &format!("named.{place}.act"), "act"),
    });
    named.collect()
}

fn account_page(asked: &mut Asked<'_>, typed: &Typed) -> Result<AccountPage> {
    let sources = names_of(asked, "source")?;
    let frame = asked.frame(Room::Account);
    let of_account = |name: &str| Control::of_field(asked, typed, ("account", "account"), name);
    let taking = vec![
        Control::line(typed, "source", frame.say("account-group"))
            .explained(frame.say("account-group-why"))
            .suggesting(sources)
            .required(),
        of_account("taken_by")
            .called(frame.say("paper-taken-by"))
            .without_absence(),
    ];
    let mut name = Control::line(typed, "teller.name", frame.say("account-teller-name"));
    name.is_name = true;
    let mut pseudonym = Control::line(typed, "teller.alias", frame.say("account-teller-alias"));
    pseudonym.is_name = true;
    Ok(AccountPage {
        sheet: &SHEET,
        before: &BEFORE,
        problems: typed.problems(),
        problem: typed.problem("form"),
        taking,
        is_guardian: !typed.get("consent.guardian").is_empty(),
        asking: consent::asking(&frame, typed),
        teller: vec![name, pseudonym],
        known: of_account("person").called(frame.say("account-known-id")),
        is_known: typed.has("account.person"),
        told: TOLD.iter().map(|name| of_account(name)).collect(),
        narrative: of_account("narrative")
            .called(frame.say("account-narrative"))
            .explained(frame.say("account-narrative-why")),
        more: TOLD_MORE.iter().map(|name| of_account(name)).collect(),
        is_more: TOLD_MORE
            .iter()
            .any(|name| typed.has(&format!("account.{name}"))),
        named: named_controls(asked, &frame, typed),
        frame,
    })
}

fn named_controls(asked: &Asked<'_>, frame: &Frame, typed: &Typed) -> Vec<Named> {
    let named = (0..NAMED).map(|place| {
        let part = format!("named.{place}.");
        let of = |kind: &str, name: &str| {
            let control = Control::of_field(asked, typed, (&format!("{part}{kind}"), kind), name);
            control.called(frame.say(&format!("account-{kind}-{name}")))
        };
        let persons = OF_PERSON.iter().map(|name| of("person", name));
        let acts = OF_ACT.iter().map(|name| of("act", name));
        Named {
            place,
            is_teller: !typed.get(&format!("{part}teller")).is_empty(),
            is_open: place == 0 || typed.has(&part) || typed.is_wrong(&part),
            controls: persons.chain(acts).collect(),
        }
    });
    named.collect()
}

/// Asks for more persons whom an account names.
pub(crate) async fn ask_named(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Response {
    let show = move |asked: &mut Asked<'_>| Ok(page(&named_page(asked, &id, &Typed::default())?));
    workspace.ask(&visit, show).await
}

fn named_page(asked: &Asked<'_>, id: &str, typed: &Typed) -> Result<NamedPage> {
    let frame = asked.frame(Room::Account);
    Ok(NamedPage {
        account: taken::account_shown(asked, id)?.id,
        problems: typed.problems(),
        problem: typed.problem("form"),
        named: named_controls(asked, &frame, typed),
        frame,
    })
}

/// Adds persons whom an account names.
pub(crate) async fn name(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let add = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let named = named_of(asked, &mut typed);
        let problems = asked.archive.naming_problems(&named);
        typed.object_all(asked, problems);
        if typed.problems() == 0 {
            match asked.archive.name_persons(&id, &named) {
                Ok(added) => {
                    let path = format!("/account/{}", added.account);
                    return Ok(Redirect::to(&path).into_response());
                }
                Err(error) => {
                    let said = told_at_control(asked, &error);
                    typed.object("form", said);
                }
            }
        }
        let again = named_page(asked, &id, &typed)?;
        Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &again))
    };
    workspace.ask(&visit, add).await
}
