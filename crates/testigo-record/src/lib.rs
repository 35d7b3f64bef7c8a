//! The nouns of a record: kinds, fields and vocabularies, values with their range, the pure projection from a
//! statement to rows, where sources differ, and the one gate that decides what may leave.
//!
//! **Invariant**: nothing here reads a file, a clock, the environment or a source of randomness; a statement
//! is projected without any other; no input makes it panic. It never decides between sources, and what it
//! cannot read it keeps as written.

mod absence;
mod claimed_value;
mod date;
mod disagreement;
mod disclosure;
mod expression;
mod fold;
mod level;
mod own_vocabulary;
mod projection;
mod quantity;
mod reading;
mod vocabulary;

pub use absence::Absence;
pub use claimed_value::{ClaimedValue, claimed_fields, storable};
pub use date::{Date, civil, day_number, parse_timestamp, timestamp_text};
pub use disagreement::{ComparedClaim, Disagreement, disagreements};
pub use disclosure::{Consent, Decision, Question, Reason, ceiling, gate};
pub use expression::{Expression, ExpressionError, Operator, parse_expression};
pub use fold::{fold, stems, words};
pub use level::Level;
pub use own_vocabulary::{
    OwnField, OwnLabels, OwnTerm, OwnVocabulary, OwnVocabularyError, VocabularyProblem, lint,
};
pub use projection::{Projected, ProjectedClaim, creates_record, project};
pub use quantity::Quantity;
pub use reading::{Unreadable, read};
pub use vocabulary::{
    FieldDefinition, Term, Type, VOCABULARY_VERSION, Vocabulary, base_name, field, fields, kinds,
    term_label, vocabularies, vocabulary,
};
