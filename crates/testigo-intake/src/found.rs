//! What a foreign file says: records and files, in the file's own words, before anything of it is
//! typed or kept.

use std::io::Read;

/// One thing that a foreign file speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// A kind of record: `entry`, `incident`, `person`, ...; `item` only where bytes come with it.
    pub kind: &'static str,
    /// What the file itself calls it, the same in a later or corrected file (`uuid:4080...`, the id
    /// of an entity). Unique within one file among all kinds; empty if the file has no name for it.
    pub key: String,
    /// Where it stands: `row 12`, `submission 3`, `submission 3, member 2`, `bulletin 1`.
    pub locator: String,
    /// What is said of it, in the order of the file.
    pub values: Vec<FoundValue>,
}

/// One value of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundValue {
    /// What the file calls it: a header, a path of questions, a property.
    pub column: String,
    /// The field of the vocabulary, or `x.<name>` for a field of the group's own.
    pub field: String,
    /// What is said.
    pub said: Said,
}

/// A value in the file's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A text. Dates and numbers stand in a form that `testigo_record::read` accepts wherever the
    /// form of the file leaves no doubt.
    Text(String),
    /// Another thing of this file, by its [`Found::key`]; it may come before or after.
    Refers(String),
    /// A text that is not of its field's type, with the stable code of why: kept as written.
    Unread(String, &'static str),
}

/// What a reader hands out, in the order of the file.
pub enum Element<'a> {
    /// A record.
    Record(Found),
    /// Bytes that the package holds, with what is said of them: an attachment, a saved page, a
    /// photo. `about.kind` is `item`.
    File {
        /// What is said of it. `name` and `path` come from the path.
        about: Found,
        /// Its path in the package, with `/`; a name is never trusted as a place on a disk.
        path: String,
        /// The bytes, read at most once.
        bytes: &'a mut dyn Read,
    },
    /// Something that could not be read or mapped, named and never dropped in silence: the
    /// original is kept as an item.
    Trouble(Trouble),
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without content: what is found may be a name.
        formatter.write_str(match self {
            Self::Record(_) => "Record",
            Self::File { .. } => "File",
            Self::Trouble(_) => "Trouble",
        })
    }
}

/// Something of a file that became no record, or only as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Number of the row, submission or element; 0 if it is none.
    pub row: u64,
    /// As in [`FoundValue::column`]; empty if it is no single value.
    pub column: String,
    /// As written.
    pub value: String,
    /// The stable code.
    pub code: &'static str,
}
