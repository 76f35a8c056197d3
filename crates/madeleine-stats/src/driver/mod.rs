//! Drivers: what goes with a score, as an association and not a cause.
//!
//! - [`CoMoments`]: the mergeable sums behind all of it, from people who answered every one of some questions.
//! - [`shapley_r2`], [`relative_weights`]: how much of the differences in an outcome goes with each of some questions.
//! - [`published`]: the drivers that may be shown. A weight says that satisfied people also liked this, not that to mend it
//!   would satisfy more of them; whoever prints one says so beside it.
//! - [`kendall`]: whether two ordered questions go together, without taking their codes for numbers.
//! - [`cronbach_alpha`]: whether several questions measure one thing.

mod comoments;
mod cronbach;
mod kendall;
mod matrix;
mod predictors;
mod relative;
mod shapley;

pub use comoments::{CoMoments, MOST_ITEMS};
pub use cronbach::cronbach_alpha;
pub use kendall::{Kendall, kendall};
pub use predictors::{
    Drivers, LEAST_BASE, LEAST_BASE_FOR_EACH, MOST_PREDICTORS, Predictors, PublishedDrivers, published,
};
pub use relative::relative_weights;
pub use shapley::shapley_r2;
