//! An archive and its verbs: receive, document, find, count, protect, disclose, verify.
//!
//! **Invariant**: this floor joins the others and adds the rules. It never prints, prompts, reads
//! the environment, the clock or chance (they come in with [`Surroundings`]), never decides between
//! sources, and lets nothing leave but through the gate ([`testigo_record::gate`]). Decrypted bytes
//! go only where the caller said.
//!
//! Open one with [`Archive::open`] or [`Archive::init`]; each verb is a method. Checking a dossier
//! needs no archive: [`verify_package`].

mod accounts_before;
mod archive;
mod as_of;
mod backup;
mod browse;
mod check;
mod check_dossier;
mod copies;
mod counting;
mod counting_table;
mod disclose;
mod documenting;
mod draft;
mod due;
mod erase;
mod error;
mod estimating;
mod find;
mod find_names;
mod gaps;
mod history;
mod import;
mod labels;
mod linking;
mod meaning;
mod own_vocabularies;
mod projecting;
mod protect;
mod receive;
mod reconciling;
mod retrieve;
mod saved_figure;
mod saved_searches;
mod setting_levels;
mod surroundings;
mod taking_accounts;
mod waiting;
mod when_and_where;
mod withdrawing;

pub use accounts_before::{AccountBefore, SaidRecord};
pub use archive::{Archive, Initialised, Unlocked};
pub use backup::BackupAnswer;
pub use browse::{OpenedItem, ReadSeek, TextPart};
pub use check_dossier::verify_package;
pub use copies::{Copies, CopyKnown};
pub use counting::{CountRequest, figure_chart};
pub use counting_table::TableCountRequest;
pub use disclose::{
    DossierAnswer, DossierPreview, ExportAnswer, ExportFormat, ExportRequest, LeavingOriginal,
    LeavingRecord, PreviewedFigure, StayingRecord, WithheldCounts,
};
pub use documenting::{NewReferred, Saying, naming_field, recordable_kinds};
pub use erase::{EraseAnswer, Kept, NotReached};
pub use error::{Error, Notice, Result};
pub use estimating::{
    EstimateAnswer, EstimateCharts, EstimateRequest, OtherGrouping, estimate_files,
    estimate_methods,
};
pub use find::{ClaimShown, SearchAnswer, SearchHit, ShowAnswer, SourceShown};
pub use find_names::{NameFound, NamesAnswer, names_in};
pub use history::{HistoryAnswer, HistoryLine, Other, Step};
pub use import::{
    CellShown, ColumnShown, EntryLine, ImportAnswer, ImportRequest, ImportShown, RecordedEntry,
    Rejected, ValueShown, import_formats,
};
pub use labels::{Labels, range_shown};
pub use linking::{LinkAnswer, LinkFilesRequest, Share, link_files};
pub use meaning::{Candidate, Meaning};
pub use own_vocabularies::{VocabularyAnswer, VocabularyLook};
pub use protect::{ConsentAnswer, ConsentRequest};
pub use receive::{AddAnswer, AddRequest, AddedItem, Failure, LISTED_MAX, ReportLine};
pub use reconciling::{
    AgreementAnswer, EntryBehind, ExplainAnswer, JudgementShown, LinkStanding, NextAnswer,
    ReviewSide, WeightShown,
};
pub use retrieve::{NewFile, looks_like_archive};
pub use saved_figure::{CountedOne, CountedRecord, FigureAnswer, FigureName, ItemBehind};
pub use saved_searches::SavedSearch;
pub use setting_levels::{CHOSEN_MAX, Chosen, LevelsAnswer, NotDecided};
pub use surroundings::{Surroundings, Work};
pub use taking_accounts::{AccountAnswer, AccountRequest, KEEPING_PURPOSES, PersonNamed, Problem};
pub use testigo_catalog::{TimeLine, TimePart, TimeUnit};
pub use testigo_estimate::chart::BarRow;
pub use testigo_estimate::{
    Change, Interval, MethodAnswer, Range, Reason, Sensitivity, StratumAnswer, Warning,
};
pub use testigo_link::{ChartWords, Verdict};
pub use waiting::{Waiting, WaitingRecord};
pub use when_and_where::{PlacesAnswer, PositionShown, SoughtRecords};
pub use withdrawing::RetractAnswer;
