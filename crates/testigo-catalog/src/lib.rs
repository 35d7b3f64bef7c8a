//! What the statements of an archive say, as tables: records, claims, figures and the text index of one installation
//! in an encrypted file, and the same rows as the plain `record.sqlite` of a dossier.
//!
//! **Invariant**: everything here is derived. The catalog holds nothing that cannot be built again from the logs and
//! the objects, and its content does not depend on the order in which logs arrive. It never decides between sources
//! and never writes to a log. A figure's SQL text depends on its question only, and counts the same way in the
//! catalog and in `record.sqlite`. A foreign database is only read, and of its own SQL only views run whose text is
//! known. Nothing of the content stands in an error.

mod apply;
mod count;
mod deadlines;
mod filter;
mod gathering;
mod history;
mod kept;
mod linkage;
mod lookup;
mod received;
mod record_database;
mod removal;
mod schema;
mod search;
mod sql_text;
mod table_figure;
mod text_index;
mod vocabularies;
mod withdrawal;

pub use count::{
    Claimed, ClaimedGroup, ClaimedNumber, Counted, CountedRecords, CountedRow, FigureSql, Question,
    ROWS_MAX, What, figure_sql, said_field, suppressed,
};
pub use deadlines::Due;
pub use filter::FilterError;
pub use gathering::{SavedFigure, ValueOfRecord};
pub use history::{History, Stated, StatedClaim};
pub use linkage::{Grouped, JudgementView, LinkableRecord, LinkedPair, Reviewer, renumbered};
pub use lookup::{
    ClaimView, Consent, FoundPlace, FoundPlaces, KindCount, Link, Page, Position, RecordView,
    Sought, SourceName, StatementView, TimeLine, TimePart, TimeUnit,
};
pub use received::WaitingText;
pub use record_database::{
    Beside, Difference, DifferenceKind, FigureValue, ListedClaim, ListedRecord, RecordDatabase,
    RecordDatabaseError, compare_record_database, run_figure, write_record_database,
};
pub use schema::{Catalog, CatalogError};
pub use search::{Found, Hit};
pub use table_figure::{AttachedTable, TableAnswer, TableQuestionError};
pub use withdrawal::WithdrawnClaim;
