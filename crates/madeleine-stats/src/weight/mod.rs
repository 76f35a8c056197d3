//! Weights: answers that stand for more or fewer people than one.
//!
//! - [`Weight`]: what one answer counts, as an exact number. [`Weighted`]: a mergeable tally of weighted answers.
//! - [`EffectiveBase`]: how many unweighted answers a weighted base is worth.
//! - [`Weighted::share`], [`Weighted::net`], [`Weighted::mean`]: the estimates, and [`share`], [`net`], [`mean`] for answers
//!   that come one by one with weights made elsewhere.
//! - [`poststratify`], [`rake`]: weights from what is known about everybody the question was shown to. The population is
//!   the people who were shown it, counted by the widget itself; no weight mends a bias that isn't in those counts.

mod answers;
mod base;
mod error;
mod estimate;
mod one;
mod poststratify;
mod rake;
mod sum;
mod tally;

pub use answers::{mean, moments, net, share};
pub use base::{EffectiveBase, SHOW_UNWEIGHTED_ABOVE};
pub use error::WeightError;
pub use estimate::{WeightedEstimate, WeightedMoments};
pub use one::Weight;
pub use poststratify::{Poststratified, poststratify};
pub use rake::{HEAVIEST, LIGHTEST, Raked, rake, rake_trimmed};
pub use tally::{Mass, Weighted};
