//! Drivers: what goes with a score, as an association and not a cause.
//!
//! A weight says that satisfied people also liked this, not that to mend it would satisfy more of them; whoever prints one
//! says so beside it.
//!
//! | what | question |
//! |---|---|
//! | [`CoMoments`] | the mergeable sums behind all of it, from people who answered every one of some questions |
//! | [`Together`] | the same sums for every set of scales that responses answer, and the drivers of each outcome |
//! | [`published`] | which drivers may be shown: from [`LEAST_BASE`] people and [`LEAST_BASE_FOR_EACH`] for each question on |
//! | [`shapley_r2`], [`relative_weights`] | how much of the differences in an outcome goes with each question? |
//! | [`Predictors`] | the correlations that they are made of |
//! | [`kendall()`] | do two ordered questions go together, without taking their codes for numbers? |
//! | [`cronbach_alpha`] | do several questions measure one thing? |
//!
//! The method in words: [`method::drivers`](crate::method::drivers).

mod comoments;
mod cronbach;
mod kendall;
mod matrix;
mod predictors;
mod relative;
mod shapley;
mod together;

pub use comoments::{CoMoments, MOST_ITEMS};
pub use cronbach::cronbach_alpha;
pub use kendall::{Kendall, kendall};
pub use predictors::{
    Drivers, LEAST_BASE, LEAST_BASE_FOR_EACH, MOST_PREDICTORS, Predictors, PublishedDrivers, published,
};
pub use relative::relative_weights;
pub use shapley::shapley_r2;
pub use together::{Case, Driven, Found, LEAST_PREDICTORS, Together};
