//! The gate: whether one field of one statement may leave the archive. Nothing leaves by another way.

use crate::level::Level;
use crate::vocabulary::{Type, base_name, field};

/// What the person concerned said about this purpose and recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Nobody's consent is needed: known from a list or a publication.
    NotNeeded,
    /// Needed, and none is recorded.
    Missing,
    /// Given.
    Granted,
    /// Refused or withdrawn.
    Refused,
}

/// One field of one statement that somebody wants to disclose.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The kind of record the field speaks of.
    pub kind: &'a str,
    /// The field's name.
    pub field: &'a str,
    /// The field's type.
    pub value: &'a Type,
    /// The level of the record.
    pub record_level: Level,
    /// A person's own decision for this field.
    pub field_level: Option<Level>,
    /// Consent for this purpose and recipient.
    pub consent: Consent,
    /// Whether a referenced record leaves too; true for other types.
    pub reference_leaves: bool,
    /// The level of what is being built.
    pub dossier_level: Level,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may leave.
    Leaves,
    /// It stays, and is counted under this reason.
    Withheld(Reason),
}

/// Why something stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The record may not go this far.
    Level,
    /// Consent is missing or refused.
    Consent,
    /// The field may not go this far.
    Policy,
    /// The text of an original could not be read for names. The gate never says so: whoever reads originals does.
    NotSearched,
    /// The record it refers to stays.
    Reference,
}

impl Reason {
    /// The stable code, as in `withheld.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Level => "level",
            Reason::Consent => "consent",
            Reason::Policy => "policy",
            Reason::NotSearched => "not_searched",
            Reason::Reference => "reference",
        }
    }
}

/// Whether a field may leave. The first reason that holds is the one that counts.
pub fn gate(question: &Question) -> Decision {
    let ceiling = question
        .field_level
        .unwrap_or_else(|| ceiling(question.kind, question.field, question.value));
    let refused = matches!(question.consent, Consent::Missing | Consent::Refused);
    // `sealed` and `restricted` never leave: there is no dossier of these levels.
    let reason = if question.dossier_level < Level::Coalition {
        Reason::Level
    } else if refused {
        Reason::Consent
    } else if question.record_level < question.dossier_level {
        Reason::Level
    } else if ceiling < question.dossier_level {
        Reason::Policy
    } else if !question.reference_leaves {
        Reason::Reference
    } else {
        return Decision::Leaves;
    };
    Decision::Withheld(reason)
}

/// Words in the name of a group's own field, in English and Spanish, that speak of what names, reaches or describes somebody
/// in free words, or of a number by which whoever holds the group's list finds them: such a field stays unless a person lets
/// it go. `private` is how a group says so itself.
const TELLING: [&str; 60] = [
    "private",
    "privado",
    "privada",
    "privadas",
    "privados",
    "confidencial",
    "confidential",
    "secret",
    "secreto",
    "phone",
    "telephone",
    "mobile",
    "telefono",
    "celular",
    "movil",
    "whatsapp",
    "email",
    "mail",
    "correo",
    "address",
    "direccion",
    "domicilio",
    "dni",
    "cedula",
    "pasaporte",
    "passport",
    "identity",
    "identidad",
    "nss",
    "ssn",
    "gps",
    "geolocation",
    "notes",
    "note",
    "notas",
    "nota",
    "remarks",
    "comment",
    "comments",
    "comentario",
    "comentarios",
    "observaciones",
    "observacion",
    "summary",
    "id",
    "uid",
    "uuid",
    "identifier",
    "identificador",
    "code",
    "codigo",
    "cod",
    "ref",
    "reference",
    "referencia",
    "folio",
    "expediente",
    "clave",
    "case",
    "caso",
];

/// Whether a word of the name is one of those.
fn tells_somebody(own: &str) -> bool {
    own.trim_start_matches("x.")
        .split(['_', '.', '-', ' '])
        .any(|word| TELLING.contains(&word))
}

/// How far a field may go as long as no person has set a level for it. What is not known goes nowhere.
pub fn ceiling(kind: &str, name: &str, value: &Type) -> Level {
    match (kind, name, value) {
        (_, "by" | "reason" | "key", _) | (_, _, Type::Text) => Level::Restricted,
        // A group keeps a field of its own to itself by its name.
        (_, own, _) if own.starts_with("x.") && tells_somebody(own) => Level::Restricted,
        (_, "locator", _) | ("involvement", _, Type::Name) => Level::Recipient,
        (
            _,
            "head" | "recorded_at" | "source" | "import" | "subject" | "level" | "field"
            | "targets",
            _,
        ) => Level::Public,
        (_, _, _) => {
            field(kind, base_name(name)).map_or(Level::Restricted, |definition| definition.ceiling)
        }
    }
}

#[cfg(test)]
mod tests;
