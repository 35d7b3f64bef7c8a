//! Which record somebody means: one way for every form in which a record is named. What can only be one record is taken,
//! and the next page says which; else this page asks, keeps all that was filled in, and sends the form again.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use testigo_archive::{Candidate, Meaning, NewReferred, Result, naming_field};
use testigo_record::{Type, field, fields};

use crate::controls::Typed;
use crate::frame::{Frame, Room, page_with};
use crate::query::query;
use crate::rooms::library::path_of;
use crate::rooms::told::{called, in_words, name_of};
use crate::visit::Visit;
use crate::workspace::Asked;

/// Records that a page names as taken.
const TAKEN_MAX: usize = 12;
/// Letters and digits of a whole id.
const ID_DIGITS: usize = 64;
/// Behind the name of a control and before the number of its line: the record that was chosen.
const IS: &str = ".is.";
/// That none of them is meant, and a new one is made.
const NEW: &str = ".new.";
/// Another name, or an id.
const ANEW: &str = ".anew.";

/// A control in which a record is named.
pub(crate) struct Wanted {
    /// The control.
    pub(crate) name: String,
    /// What people call it.
    pub(crate) label: String,
    /// Among which kinds it is looked for.
    pub(crate) kinds: Vec<&'static str>,
    /// The kind of a new record, where one can be made.
    pub(crate) new: Option<&'static str>,
    /// A name that nobody has makes a new record without asking: it is so with sources.
    pub(crate) is_made_unasked: bool,
    /// The control takes several, one on each line.
    pub(crate) is_several: bool,
}

impl Wanted {
    /// Who says so.
    pub(crate) fn source(asked: &Asked<'_>) -> Self {
        Self {
            name: "source".to_owned(),
            label: asked.words().say("record-source", &[]),
            kinds: vec!["source"],
            // A name that no source has makes one. This is asked only where several have it already, and a further one
            // could never be told from them.
            new: None,
            is_made_unasked: true,
            is_several: false,
        }
    }

    /// Of a field that refers to a record; none of any other field.
    pub(crate) fn value(
        asked: &Asked<'_>,
        name: &str,
        (kind, field_name): (&str, &str),
    ) -> Option<Self> {
        let definition = field(kind, field_name)?;
        if definition.value != Type::Reference {
            return None;
        }
        let new = definition.refers.first().copied();
        Some(Self {
            name: name.to_owned(),
            label: asked.labels.field(kind, field_name),
            kinds: definition.refers.clone(),
            new: new.filter(|kind| definition.refers.len() == 1 && naming_field(kind).is_some()),
            is_made_unasked: false,
            is_several: false,
        })
    }

    /// Of all fields of a kind in a part of a form.
    pub(crate) fn of_fields(asked: &Asked<'_>, part: &str, kind: &str) -> Vec<Self> {
        let of_field = |name: &str, is_several: bool| {
            let control = format!("{part}.{name}");
            let wanted = Self::value(asked, &control, (kind, name))?;
            Some(Self {
                is_several,
                ..wanted
            })
        };
        let all = fields(kind).into_iter();
        all.filter_map(|one| of_field(one.name, one.multiple))
            .collect()
    }
}

/// What stands in the place of names.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Records that were taken by their name.
    taken: Vec<Candidate>,
    /// Records to be made: the control, the kind, the name.
    made: Vec<(String, &'static str, String)>,
}

impl Settled {
    /// The name of the record that a control asks to be made.
    pub(crate) fn new_of(&self, control: &str) -> Option<&str> {
        let found = self.made.iter().find(|(known, _, _)| known == control);
        found.map(|(_, _, name)| name.as_str())
    }

    /// Puts the names of those to be made back where they were typed: nothing was made yet.
    pub(crate) fn give_back(&self, typed: &mut Typed) {
        for (control, _, name) in &self.made {
            let lines = [typed.get(control), name];
            let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            let lines = lines.join("\n");
            typed.put(control, lines);
        }
    }

    /// Those to be made of a part of a form, as sayings take them.
    pub(crate) fn new_in(&self, part: &str) -> Vec<NewReferred> {
        let made = self.made.iter().filter_map(|(control, kind, name)| {
            let field = control.strip_prefix(part)?.strip_prefix('.')?;
            Some(new_referred(field, kind, name))
        });
        made.collect()
    }

    /// The one to be made of a control that is the value of this field.
    pub(crate) fn new_value(&self, control: &str, field: &str) -> Vec<NewReferred> {
        let made = self.made.iter().filter(|(known, _, _)| known == control);
        made.map(|(_, kind, name)| new_referred(field, kind, name))
            .collect()
    }

    /// The query that has the next page say what was taken.
    pub(crate) fn query(&self) -> String {
        let ids: Vec<&str> = self.taken.iter().map(|one| one.id.as_str()).collect();
        query(&[("taken", &ids.join("."))])
    }

    /// A page with that query.
    pub(crate) fn told_at(&self, path: &str) -> String {
        match self.query() {
            query if query.is_empty() => path.to_owned(),
            query if path.contains('?') => format!("{path}&{query}"),
            query => format!("{path}?{query}"),
        }
    }
}

fn new_referred(field: &str, kind: &str, name: &str) -> NewReferred {
    NewReferred {
        field: field.to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
    }
}

/// A record to choose, or one that was taken.
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) is_exact: bool,
    /// What tells it apart, `(label, value)`.
    pub(crate) telling: Vec<(String, String)>,
    pub(crate) source: String,
    /// The day.
    pub(crate) recorded: String,
}

#[derive(Template)]
#[template(path = "which.html")]
struct WhichPage {
    frame: Frame,
    /// Where the form is sent again.
    place: String,
    label: String,
    text: String,
    /// All of the form, with the name that was written anew: what the buttons say is done with that name.
    pairs: Vec<(String, String)>,
    choices: Vec<Choice>,
    exact: u64,
    is: String,
    new: String,
    anew: String,
    /// What would be made.
    new_kind: Option<String>,
}

/// Puts ids in the place of names, or gives the page that asks.
pub(crate) fn settle(
    asked: &mut Asked<'_>,
    room: Room,
    typed: &mut Typed,
    wanted: Vec<Wanted>,
) -> Result<std::result::Result<Settled, Response>> {
    let mut settled = Settled::default();
    let sent = typed.pairs().to_vec();
    for one in wanted {
        let written = typed.get(&one.name).to_owned();
        let lines: Vec<&str> = if one.is_several {
            let lines = written.lines().map(str::trim);
            lines.filter(|line| !line.is_empty()).collect()
        } else {
            vec![written.as_str()]
        };
        let mut ids: Vec<String> = Vec::new();
        for (place, line) in lines.into_iter().enumerate() {
            let given = |mark: &str| typed.get(&format!("{}{mark}{place}", one.name)).to_owned();
            let (chosen, anew) = (given(IS), given(ANEW));
            let line = if anew.is_empty() { line } else { anew.as_str() };
            if !chosen.is_empty() {
                ids.push(chosen);
            } else if let Some(kind) = one.new.filter(|_| !given(NEW).is_empty()) {
                settled.made.push((one.name.clone(), kind, line.to_owned()));
            } else if line.is_empty() {
                ids.push(String::new());
            } else {
                let offers_close = !one.is_made_unasked;
                match asked.archive.meaning(&one.kinds, line, offers_close)? {
                    Meaning::Written => ids.push(line.to_owned()),
                    Meaning::One(candidate) => {
                        ids.push(candidate.id.clone());
                        typed.takes(&one.name, title_of(asked, &candidate));
                        // A source written as it is called is nothing to be told of.
                        if !one.is_made_unasked || candidate.title != line {
                            settled.taken.push(candidate);
                        }
                    }
                    Meaning::Which { exact: 0, .. } if one.is_made_unasked => {
                        ids.push(line.to_owned());
                    }
                    Meaning::Which { candidates, exact } => {
                        let page =
                            which_page(asked, room, (&one, place, line), sent, (candidates, exact));
                        return Ok(Err(page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)));
                    }
                }
            }
        }
        typed.put(&one.name, ids.join("\n"));
    }
    Ok(Ok(settled))
}

fn which_page(
    asked: &Asked<'_>,
    room: Room,
    (wanted, line, text): (&Wanted, usize, &str),
    sent: Vec<(String, String)>,
    (candidates, exact): (Vec<Candidate>, u64),
) -> WhichPage {
    let frame = asked.frame(room);
    let mark = |mark: &str| format!("{}{mark}{line}", wanted.name);
    let anew = mark(ANEW);
    WhichPage {
        place: path_only(asked.visit),
        label: wanted.label.clone(),
        text: text.to_owned(),
        pairs: sent,
        choices: candidates
            .iter()
            .map(|candidate| choice(asked, &frame, candidate))
            .collect(),
        exact,
        is: mark(IS),
        new: mark(NEW),
        anew,
        new_kind: wanted
            .new
            .filter(|_| !is_whole_id(text))
            .map(|kind| frame.code("kind", kind)),
        frame,
    }
}

/// The id of a record of another kind is nobody's name.
fn is_whole_id(text: &str) -> bool {
    text.len() == ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn path_only(visit: &Visit) -> String {
    let place = visit.place.as_str();
    place
        .split_once('?')
        .map_or(place, |(path, _)| path)
        .to_owned()
}

fn title_of(asked: &Asked<'_>, candidate: &Candidate) -> String {
    called(asked, &candidate.kind, &candidate.title, &candidate.id)
}

fn choice(asked: &Asked<'_>, frame: &Frame, candidate: &Candidate) -> Choice {
    let telling = candidate.telling.iter().map(|claim| {
        let value = in_words(asked, frame, &candidate.kind, claim);
        (asked.labels.field(&candidate.kind, &claim.field), value)
    });
    let recorded = candidate.recorded_at.as_deref().unwrap_or_default();
    Choice {
        path: path_of(&candidate.kind, &candidate.id),
        kind: frame.code("kind", &candidate.kind),
        title: title_of(asked, candidate),
        is_exact: candidate.is_exact,
        telling: telling.collect(),
        source: candidate.source.as_ref().map_or_else(String::new, name_of),
        recorded: recorded.split('T').next().unwrap_or_default().to_owned(),
        id: candidate.id.clone(),
    }
}

/// The records that an address says were taken by their names.
pub(crate) fn taken(asked: &Asked<'_>, frame: &Frame, ids: &str) -> Vec<Choice> {
    let ids = ids.split('.').filter(|id| !id.is_empty()).take(TAKEN_MAX);
    // The address may name anything.
    let known = ids.filter_map(|id| asked.archive.candidate_shown(id).ok());
    known.map(|one| choice(asked, frame, &one)).collect()
}
