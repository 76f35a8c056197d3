//! Differences between two groups or periods, and what to make of many of them at once.
//!
//! Always the first minus the second. A [`Contrast`] can't exist without both bases, its interval and its method; a
//! comparison that can't be made is a [`NoEstimate`](crate::NoEstimate).
//!
//! - [`headline`], [`headlines`]: the front door. Tallies go in, findings that may be shown come out.
//! - [`share`], [`net`], [`mean`]: differences of the three kinds of score, with interval and test.
//! - [`rank`]: two whole distributions of a scale. [`table`]: more than two groups, or answers without an order.
//! - [`many`]: what is left of a p-value among many. [`Verdict`]: what may be said of a difference.

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
