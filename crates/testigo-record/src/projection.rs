//! One statement to its rows (FORMAT 8). Pure: never needs another statement, never fails.

use testigo_custody::{Checked, Field, LogId, StatementId};

use crate::absence::Absence;
use crate::claimed_value::{Standing, claimed, leading_string, own_claimed, string};
use crate::fold::fold;
use crate::level::Level;
use crate::reading::{Meaning, meaning};
use crate::vocabulary::{FieldDefinition, base_name, field, kinds};

/// Kinds that create no record but carry claims.
const CLAIMING_KINDS: [&str; 3] = ["claim", "supersession", "receipt"];
/// Kinds that carry no claims.
const SILENT_KINDS: [&str; 10] = [
    "level",
    "erased",
    "retraction",
    "import",
    "judgement",
    "figure",
    "vocabulary",
    "release",
    "archive",
    "log",
];
/// An `erased`, `retraction` or `supersession` statement names at most this many (FORMAT 6.3, 6.6).
const TARGETS_MAX: usize = 1_000;

/// A statement as rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projected {
    /// The statement.
    pub id: StatementId,
    /// The log it was found in.
    pub log: LogId,
    /// Its index in that log.
    pub position: u64,
    /// Its kind; empty if the head is not shown.
    pub kind: String,
    /// Whether this program knows the kind.
    pub known_kind: bool,
    /// Whether its head says that a program that does not know the kind must neither count nor disclose the
    /// subject.
    pub critical: bool,
    /// When it was recorded, as stated by the device.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// Who or what says so.
    pub source: Option<StatementId>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The record it speaks of; none for a statement that creates its own (a consent has both).
    pub subject: Option<StatementId>,
    /// The import it came from.
    pub import: Option<StatementId>,
    /// What the imported file itself calls it.
    pub key: Option<String>,
    /// The level it states.
    pub level: Option<Level>,
    /// Why.
    pub reason: Option<String>,
    /// The one field that a `level` statement is about.
    pub field: Option<String>,
    /// What an `erased` statement erases, a `retraction` takes back, a `supersession` gives another version of.
    pub targets: Vec<StatementId>,
    /// What the source says.
    pub claims: Vec<ProjectedClaim>,
    /// Shown fields that are neither: name and plain JSON. Of a kind without claims, of an unknown kind, or of one of
    /// the fields above that could not be read.
    pub other: Vec<(String, String)>,
}

/// One claimed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectedClaim {
    /// The field, without a repeat suffix; a group's own field by its name.
    pub field: String,
    /// Index of the field in the statement.
    pub part: usize,
    /// The text.
    pub value: String,
    /// The text folded.
    pub folded: String,
    /// The least it means: days since 1970-01-01 of a date, a count, an integer.
    pub low: Option<i64>,
    /// The most it means.
    pub high: Option<i64>,
    /// The record it refers to.
    pub refers: Option<StatementId>,
    /// Whether the text is not the canonical text of the field's type.
    pub unread: bool,
    /// Why there is no value; then it is unread too, and the text is the words as written, or else the code.
    pub absent: Option<Absence>,
}

/// Whether a statement of this kind creates a record.
pub fn creates_record(kind: &str) -> bool {
    kinds().contains(&kind)
}

/// The rows of a statement. Whether the head names this log is the caller's question: a foreign statement
/// projects like any other and must not be counted.
pub fn project(checked: &Checked, log: LogId, position: u64) -> Projected {
    let (kind, critical) = checked
        .head
        .as_ref()
        .map_or(("", false), |head| (head.kind.as_str(), head.critical));
    let claiming = creates_record(kind) || CLAIMING_KINDS.contains(&kind);
    let mut rows = Projected {
        id: checked.id,
        log,
        position,
        kind: kind.to_owned(),
        known_kind: claiming || SILENT_KINDS.contains(&kind),
        critical,
        recorded_at: None,
        by: None,
        source: None,
        locator: None,
        subject: None,
        import: None,
        key: None,
        level: None,
        reason: None,
        field: None,
        targets: Vec::new(),
        claims: Vec::with_capacity(if claiming { checked.fields.len() } else { 0 }),
        other: Vec::new(),
    };
    for (part, shown) in &checked.fields {
        match rows.take(shown) {
            Some(true) => {}
            None if claiming => rows.claims.push(claim(kind, *part, shown)),
            Some(false) | None => rows.other.push((shown.name.clone(), shown.value.clone())),
        }
    }
    rows
}

impl Projected {
    /// Takes a field that any statement may carry. None: it is not one; false: it could not be read.
    fn take(&mut self, shown: &Field) -> Option<bool> {
        let json = shown.value.as_str();
        let read = match shown.name.as_str() {
            "recorded_at" => set(&mut self.recorded_at, text(json)),
            "by" => set(&mut self.by, text(json)),
            "source" => set(&mut self.source, id(json)),
            "locator" => set(&mut self.locator, text(json)),
            "import" => set(&mut self.import, id(json)),
            "subject" => set(&mut self.subject, id(json)),
            "key" => set(&mut self.key, text(json)),
            "level" => set(
                &mut self.level,
                string(json).and_then(|code| Level::from_code(&code)),
            ),
            "reason" => set(&mut self.reason, text(json)),
            "field" => set(&mut self.field, text(json)),
            "targets" => targets(json).is_some_and(|ids| {
                self.targets = ids;
                true
            }),
            _ => return None,
        };
        Some(read)
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

fn text(json: &str) -> Option<String> {
    string(json).map(std::borrow::Cow::into_owned)
}

fn id(json: &str) -> Option<StatementId> {
    string(json)?.parse().ok()
}

/// An array of ids: all of it, or it is not read.
fn targets(json: &str) -> Option<Vec<StatementId>> {
    let mut rest = json.strip_prefix('[')?;
    let mut ids = Vec::new();
    if rest == "]" {
        return Some(ids);
    }
    while ids.len() < TARGETS_MAX {
        let (text, after) = leading_string(rest)?;
        ids.push(text.parse().ok()?);
        if after == "]" {
            return Some(ids);
        }
        rest = after.strip_prefix(',')?;
    }
    None
}

/// A claimed field. What is not as the format wants it is unread, with its JSON as the value.
fn claim(kind: &str, part: usize, shown: &Field) -> ProjectedClaim {
    if is_numbered(&shown.name) {
        if let Some((name, text, standing)) = own_claimed(&shown.value) {
            let definition = field(kind, &name);
            return row(
                name.into_owned(),
                definition,
                part,
                text.into_owned(),
                standing,
            );
        }
        return row(
            shown.name.clone(),
            None,
            part,
            shown.value.clone(),
            Standing::Unread,
        );
    }
    let name = base_name(&shown.name);
    let definition = field(kind, name);
    match claimed(&shown.value) {
        Some((text, standing)) => row(
            name.to_owned(),
            definition,
            part,
            text.into_owned(),
            standing,
        ),
        None => row(
            name.to_owned(),
            definition,
            part,
            shown.value.clone(),
            Standing::Unread,
        ),
    }
}

/// `x.<n>`, the place of a group's own field.
fn is_numbered(name: &str) -> bool {
    name.strip_prefix("x.").is_some_and(|number| {
        !number.starts_with('0')
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A field that the vocabulary does not have is text without a range.
fn row(
    field: String,
    definition: Option<&FieldDefinition>,
    part: usize,
    value: String,
    standing: Standing,
) -> ProjectedClaim {
    let (absent, value) = match standing {
        Standing::Absent(absence) if value.is_empty() => (Some(absence), absence.code().to_owned()),
        Standing::Absent(absence) => (Some(absence), value),
        Standing::Read | Standing::Unread => (None, value),
    };
    let meant = if standing == Standing::Read {
        definition.map_or(Some(Meaning::default()), |definition| {
            meaning(definition, &value)
        })
    } else {
        None
    };
    let Meaning { low, high, refers } = meant.unwrap_or_default();
    let folded = fold(&value);
    ProjectedClaim {
        field,
        part,
        value,
        folded,
        low,
        high,
        refers,
        unread: meant.is_none(),
        absent,
    }
}

#[cfg(test)]
mod tests;
