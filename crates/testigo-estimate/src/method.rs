//! The methods, and what one of them answers.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::bound::ChaoBounds;
use crate::dga::DgaDiagnostics;
use crate::figure::Figure;
use crate::latent::LatentDiagnostics;
use crate::loglinear::LoglinearDiagnostics;
use crate::replicate::Joined;
use crate::sparse::SparseDiagnostics;
use crate::warning::{Reason, Warning};

/// A way to estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Two independent lists.
    Chapman,
    /// A lower bound where people differ in how easily they are listed.
    Chao,
    /// Averaging over decomposable graphs.
    Dga,
    /// Latent classes.
    Lcmcr,
    /// The best of all log-linear models.
    Loglinear,
    /// Log-linear models for sparse tables, chosen step by step.
    Sparse,
}

impl Method {
    /// All of them, in the order of answers.
    pub const ALL: [Self; 6] = [
        Self::Chapman,
        Self::Chao,
        Self::Dga,
        Self::Lcmcr,
        Self::Loglinear,
        Self::Sparse,
    ];

    /// Its name on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chapman => "chapman",
            Self::Chao => "chao",
            Self::Dga => "dga",
            Self::Lcmcr => "lcmcr",
            Self::Loglinear => "loglinear",
            Self::Sparse => "sparse",
        }
    }

    /// The method of a name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Whether it models how lists depend on each other; only such methods make a headline.
    pub const fn is_model(self) -> bool {
        !matches!(self, Self::Chapman | Self::Chao)
    }
}

/// An estimate, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// With its interval.
    Estimated(Figure),
    /// At least one reason. It does not mean that nobody is missing.
    Refused(Vec<Reason>),
}

/// What is behind an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Diagnostics {
    /// Nothing to tell.
    None {},
    /// Of `chao`.
    Chao(ChaoBounds),
    /// Of `dga`.
    Dga(DgaDiagnostics),
    /// Of `lcmcr`.
    Lcmcr(LcmcrDiagnostics),
    /// Of `loglinear`.
    Loglinear(Box<LoglinearDiagnostics>),
    /// Of `sparse`.
    Sparse(SparseDiagnostics),
    /// Of several tables.
    Joined(Joined),
    /// Of several strata.
    Summed(Summed),
}

/// Of the latent-class sampler.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LcmcrDiagnostics {
    /// How far the chains agree.
    #[serde(flatten)]
    pub chains: LatentDiagnostics,
    /// The most unseen people that the prior allows.
    pub unseen_most: u64,
    /// How the draws were made.
    pub draws: &'static str,
}

/// A sum over strata, draw by draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summed {
    /// Strata with an estimate.
    pub strata_estimated: usize,
    /// Strata without: of them only the observed are counted.
    pub strata_not_estimated: Vec<String>,
    /// People observed in those.
    pub observed_not_estimated: u64,
}

/// What one method answers.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodAnswer {
    /// Which one.
    pub method: Method,
    /// What came out.
    pub outcome: Outcome,
    /// The model behind it, lists by number or name.
    pub model: Option<String>,
    /// What is behind it.
    pub diagnostics: Diagnostics,
    /// What to bear in mind.
    pub warnings: Vec<Warning>,
}

impl MethodAnswer {
    pub(crate) fn refused(method: Method, reasons: Vec<Reason>) -> Self {
        Self {
            method,
            outcome: Outcome::Refused(reasons),
            model: None,
            diagnostics: Diagnostics::None {},
            warnings: Vec::new(),
        }
    }

    /// The figure, if there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.outcome {
            Outcome::Estimated(figure) => Some(figure),
            Outcome::Refused(_) => None,
        }
    }

    /// Why there is none.
    pub fn reasons(&self) -> &[Reason] {
        match &self.outcome {
            Outcome::Estimated(_) => &[],
            Outcome::Refused(reasons) => reasons,
        }
    }
}

impl Serialize for MethodAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figure = self.figure();
        let mut object = serializer.serialize_struct("MethodAnswer", 11)?;
        object.serialize_field("method", self.method.name())?;
        object.serialize_field(
            "status",
            if figure.is_some() {
                "estimated"
            } else {
                "refused"
            },
        )?;
        object.serialize_field("median", &figure.map(|figure| figure.median))?;
        object.serialize_field("mean", &figure.and_then(|figure| figure.mean))?;
        object.serialize_field("lo", &figure.map(|figure| figure.interval.lo))?;
        object.serialize_field("hi", &figure.map(|figure| figure.interval.hi))?;
        object.serialize_field("inner", &figure.map(|figure| figure.inner))?;
        object.serialize_field("model", &self.model)?;
        object.serialize_field("diagnostics", &self.diagnostics)?;
        object.serialize_field("warnings", &self.warnings)?;
        object.serialize_field("reasons", self.reasons())?;
        object.end()
    }
}
