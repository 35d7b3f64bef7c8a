//! Which schema becomes what, and which property is which field (model 4.11).

/// What an entity becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    /// A record of this kind.
    Record(&'static str),
    /// A relation, with the properties that name its two ends.
    Link(&'static str, &'static str),
}

/// Links: schema, property of the one end, property of the other.
const LINKS: [(&str, &str, &str); 18] = [
    ("Ownership", "owner", "asset"),
    ("Directorship", "director", "organization"),
    ("Employment", "employee", "employer"),
    ("Membership", "member", "organization"),
    ("Family", "person", "relative"),
    ("Associate", "person", "associate"),
    ("Representation", "agent", "client"),
    ("Succession", "predecessor", "successor"),
    ("Occupancy", "holder", "post"),
    ("Payment", "payer", "beneficiary"),
    ("Debt", "debtor", "creditor"),
    ("Documentation", "document", "entity"),
    ("Mention", "document", "resolved"),
    ("Similar", "candidate", "match"),
    ("CourtCaseParty", "party", "case"),
    ("ProjectParticipant", "participant", "project"),
    ("ContractAward", "supplier", "contract"),
    ("UnknownLink", "subject", "object"),
];

pub(super) fn becomes(schema: &str) -> Becomes {
    if let Some((_, from, to)) = LINKS.iter().find(|(known, ..)| *known == schema) {
        return Becomes::Link(from, to);
    }
    Becomes::Record(match schema {
        "Person" | "LegalEntity" => "person",
        "Address" => "place",
        "Event" => "incident",
        "CourtCase" => "proceeding",
        _ if is_organisation(schema) => "person",
        _ => "source",
    })
}

pub(super) fn is_organisation(schema: &str) -> bool {
    matches!(schema, "Organization" | "Company" | "PublicBody")
}

pub(super) fn source_kind(schema: &str) -> &'static str {
    match schema {
        "Image" | "Video" | "Audio" => "recording",
        "HyperText" => "web",
        "Article" => "press",
        "Document" | "Documents" | "PlainText" | "Pages" | "Page" | "Table" | "Workbook"
        | "Package" | "Folder" | "Email" | "Message" | "Note" | "Call" => "document",
        _ => "other",
    }
}

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A field; empty if the vocabulary has none.
    Field(&'static str),
    /// Other entities.
    Entities,
    /// A SHA-1.
    Digest,
}

pub(super) fn target(kind: &str, property: &str) -> Target {
    if is_of_entities(property) {
        return Target::Entities;
    }
    if property == "contentHash" {
        return Target::Digest;
    }
    Target::Field(match kind {
        "person" => person_field(property),
        "incident" => match property {
            "name" => "title",
            "location" => "place",
            "summary" | "description" => "narrative",
            _ => "",
        },
        "place" => match property {
            "full" | "name" => "name",
            "latitude" => "lat",
            "longitude" => "lon",
            _ => "",
        },
        "proceeding" => match property {
            "name" => "title",
            "court" => "body",
            "caseNumber" | "registrationNumber" => "file_number",
            "status" => "stage",
            "summary" | "description" => "narrative",
            "fileDate" => "date",
            _ => "",
        },
        _ => match property {
            "title" | "name" | "fileName" | "subject" => "name",
            "sourceUrl" | "url" => "url",
            "summary" | "description" => "description",
            "author" | "from" => "author",
            "language" => "language",
            "publishedAt" | "authoredAt" => "date",
            _ => "",
        },
    })
}

fn is_of_entities(property: &str) -> bool {
    matches!(
        property,
        "involved"
            | "organizer"
            | "addressEntity"
            | "parent"
            | "holder"
            | "entity"
            | "proof"
            | "emitters"
            | "recipients"
            | "document"
    )
}

fn person_field(property: &str) -> &'static str {
    match property {
        "name" => "name",
        "alias" | "weakAlias" | "previousName" => "alias",
        "firstName" => "given_name",
        "lastName" => "surname",
        "gender" => "sex",
        "birthDate" => "birth",
        "birthPlace" => "birth_place",
        "deathDate" => "death",
        "nationality" | "citizenship" => "citizenship",
        "ethnicity" => "ethnicity",
        "religion" => "religion",
        "position" | "profession" | "occupation" => "occupation",
        "spokenLanguage" => "language",
        "idNumber" | "passportNumber" | "innCode" | "socialSecurityNumber" => "id_document",
        "email" | "phone" | "address" => "contact",
        _ => "",
    }
}
