//! The texts that people read: the report of a dossier (HTML) and its `VERIFY.txt`, and the report of an estimate (HTML).
//!
//! Plain data in, text out. The data was already chosen by the gate of disclosure; here it is only set.
//!
//! **Invariant:** the same data gives the same bytes. Text that came from outside is never markup, style or address: it
//! reaches the page only through `markup`, escaped, with invisible characters made visible. The page runs no script and
//! asks for nothing but exhibits in the folder beside it. Numbers that sources claim and numbers that were counted stand
//! side by side and are never added.

mod drawing;
mod estimate;
mod estimate_page;
mod markup;
mod page;
mod report;
mod verify;

pub use drawing::Drawing;
pub use estimate::{
    CombinationLine, EstimateEnds, EstimatePart, EstimateReport, InputFile, ListLine, MethodLine,
    PairLine, RangeLine, Said, SensitivityLine,
};
pub use estimate_page::estimate_html;
pub use page::html;
pub use report::{
    Attestation, BreakdownRow, ClaimedNumber, Disagreement, Exhibit, FieldLine, Figure, Log,
    Paragraph, Range, Report, Section, Value, Version, Withheld,
};
pub use verify::{VerifyPage, verify_text};
