//! Differences between two groups or periods, and what to make of many of them at once.
//!
//! Always the first minus the second. A [`Contrast`] can't exist without both bases, its interval and its method; a
//! comparison that can't be made is a [`NoEstimate`](crate::NoEstimate).
//!
//! | what | question |
//! |---|---|
//! | [`headline`], [`headlines`] | the front door: tallies go in, findings that may be shown come out |
//! | [`share::newcombe`], [`share::pooled_z`] | do two shares differ? |
//! | [`net::mover`], [`net::adjusted_wald`] | do two net scores? |
//! | [`mean::mover`], [`mean::welch`] | do two means? |
//! | [`Contrast::between`] | any two estimates of different people, weighted ones too; without a test |
//! | [`rank::mann_whitney`] | does one whole distribution of a scale lie higher? |
//! | [`table::chi_square`] | do more than two groups differ, or answers without an order? |
//! | [`many::adjust`], [`findings`] | what is left of a p-value among many |
//! | [`Verdict`] | what may be said of a difference |
//!
//! The method in words: [`method::comparing`](crate::method::comparing).

mod contrast;
mod headline;
pub mod many;
pub mod mean;
pub mod net;
pub mod rank;
pub mod share;
mod significance;
pub mod table;
mod verdict;

pub use contrast::Contrast;
pub use headline::{headline, headline_at, headlines};
pub use many::Adjustment;
pub use significance::{Test, TestKind};
pub use verdict::{CLEAR_UP_TO, Finding, Verdict, findings};
