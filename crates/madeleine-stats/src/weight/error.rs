//! Why there is no weight.

use crate::estimate::NoEstimate;
use core::fmt;

/// Why weights can't be made, or can't be used.
///
/// ```
/// use madeleine_stats::weight::{Weight, WeightError};
/// assert_eq!(Weight::new(-1.0), Err(WeightError::Negative));
/// assert_eq!(WeightError::Negative.code(), "negative_weight");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightError {
    /// A weight is below zero or not a number.
    Negative,
    /// A weight is larger than [`Weight::MOST`](super::Weight::MOST).
    TooLarge,
    /// The targets aren't shares of a population: one of them is negative or not finite, all are zero, or there are not
    /// as many as strata.
    BadTarget,
    /// Nobody answered in strata that the population has. They must be merged with others by hand: to drop them would
    /// give an answer about another population without saying so.
    EmptyStratum {
        /// Their places, ascending; those of the rows first where there are rows and columns.
        strata: Vec<usize>,
    },
    /// Raking came to no end: no weights have these margins, because of empty cells.
    NoConvergence,
    /// The weights are fine, but they give no estimate.
    NoEstimate(NoEstimate),
}

impl WeightError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Negative => "negative_weight",
            Self::TooLarge => "weight_too_large",
            Self::BadTarget => "bad_target",
            Self::EmptyStratum { .. } => "empty_stratum",
            Self::NoConvergence => "no_convergence",
            Self::NoEstimate(reason) => reason.code(),
        }
    }
}

impl From<NoEstimate> for WeightError {
    fn from(reason: NoEstimate) -> Self {
        Self::NoEstimate(reason)
    }
}

impl fmt::Display for WeightError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Negative => f.write_str("a weight is negative or not a number."),
            Self::TooLarge => f.write_str("a weight is larger than 1,048,576."),
            Self::BadTarget => f.write_str("the targets are no shares of a population, or not one for each stratum."),
            Self::EmptyStratum { strata } => {
                f.write_str("nobody answered in strata that the population has; merge them with others:")?;
                strata.iter().try_for_each(|at| write!(f, " {at}"))
            }
            Self::NoConvergence => f.write_str("no weights have these margins: too many cells are empty."),
            Self::NoEstimate(reason) => reason.fmt(f),
        }
    }
}

impl core::error::Error for WeightError {}
