//! What the report of an estimate shows, as plain data.

use crate::drawing::Drawing;

/// The report of an estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateReport {
    /// The program and its version.
    pub generator: String,
    /// The tables that were read.
    pub files: Vec<InputFile>,
    /// People on at least one list.
    pub observed: u64,
    /// The lists.
    pub lists: Vec<ListLine>,
    /// How many lists were used.
    pub lists_used: usize,
    /// Each combination of lists with people, largest first.
    pub combinations: Vec<CombinationLine>,
    /// How far each pair of lists overlaps.
    pub pairs: Vec<PairLine>,
    /// The combinations as a chart.
    pub combinations_drawing: Option<Drawing>,
    /// The level of the wide intervals in percent, as text.
    pub level: String,
    /// What all people together are estimated at.
    pub whole: EstimatePart,
    /// A lower bound.
    pub lower_bound: Option<f64>,
    /// Parts of the people; empty if they are not divided.
    pub strata: Vec<EstimatePart>,
    /// The documented people of each part as a chart.
    pub strata_drawing: Option<Drawing>,
    /// The seed of all draws.
    pub seed: u64,
    /// Every setting by name.
    pub settings: Vec<(String, String)>,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine {
    /// Its name.
    pub name: String,
    /// People on it.
    pub people: u64,
    /// People on it and on no other.
    pub only_here: u64,
}

/// A combination of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CombinationLine {
    /// The lists.
    pub lists: Vec<String>,
    /// People on exactly those.
    pub people: u64,
}

/// Two lists.
#[derive(Clone, Debug, PartialEq)]
pub struct PairLine {
    /// Their names.
    pub lists: [String; 2],
    /// People on both.
    pub people: u64,
    /// Share of the first that is on the second, from 0 to 1, and the other way.
    pub shares: [f64; 2],
}

/// What is estimated for all people, or a part of them.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimatePart {
    /// Its name; empty for all people.
    pub name: String,
    /// People on at least one list.
    pub observed: u64,
    /// What the models say together; none where no figure may be quoted.
    pub range: Option<RangeLine>,
    /// Each method.
    pub methods: Vec<MethodLine>,
    /// The intervals as a chart.
    pub drawing: Option<Drawing>,
    /// One thing changed at a time.
    pub sensitivity: Vec<SensitivityLine>,
    /// What to bear in mind.
    pub warnings: Vec<Said>,
}

/// A range over methods.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeLine {
    /// The methods it comes from.
    pub methods: Vec<String>,
    /// From where to where, in people.
    pub ends: (f64, f64),
}

/// What one method says.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodLine {
    /// Its name on the command line.
    pub method: String,
    /// The middle and the intervals, in people; or why there is none.
    pub outcome: Result<EstimateEnds, Vec<Said>>,
    /// The model behind it.
    pub model: Option<String>,
    /// What to bear in mind.
    pub warnings: Vec<Said>,
    /// Numbers behind it, by the name that JSON has.
    pub diagnostics: Vec<(String, String)>,
}

/// An estimate, in people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimateEnds {
    /// The middle.
    pub middle: f64,
    /// The wide interval.
    pub outer: (f64, f64),
    /// The interval at 50 %.
    pub inner: (f64, f64),
}

/// A run with one thing changed.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityLine {
    /// The code of the change.
    pub change: String,
    /// What it is about.
    pub subject: String,
    /// The method.
    pub method: String,
    /// The middle, and from where to where; or why there is none.
    pub outcome: Result<(f64, (f64, f64)), Vec<Said>>,
}

/// A warning or reason by code, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The stable code.
    pub code: String,
    /// What it is about; empty if that is clear.
    pub subject: String,
}
