//! Weights: answers that stand for more or fewer people than one.
//!
//! The population is the people who were shown the question, as the owner's page or its analytics count them (the widget
//! sends nothing before somebody answers); no weight mends a bias that isn't in those counts. Cut
//! [`Tallies`](crate::Tallies) by what the weights depend on, weigh them
//! ([`weighted`](crate::Tallies::weighted)) and roll them up ([`rolled_up`](crate::Tallies::rolled_up)).
//!
//! | what | question |
//! |---|---|
//! | [`Weight`] | what one answer counts, as an exact number |
//! | [`Weighted`], [`Mass`] | a mergeable tally of weighted answers, and one of its categories |
//! | [`EffectiveBase`] | how many unweighted answers is a weighted base worth? |
//! | [`Weight::of_sampling`] | the weight by how often people were asked |
//! | [`poststratify`], [`rake`], [`rake_trimmed`] | weights from the size of strata, or of two margins |
//! | [`Weighted::share`], [`Weighted::net`], [`Weighted::mean`] | the estimates |
//! | [`share()`], [`net()`], [`mean()`], [`moments`] | the same for answers one by one, with weights made elsewhere |
//!
//! The method in words: [`method::weights`](crate::method::weights).

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
