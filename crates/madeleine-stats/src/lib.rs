//! What the answers say: tallies, estimates, scores, and what of them may be shown.
//!
//! - [`tally`]: mergeable counts. Responses go in, integers per category come out, by segment and period.
//! - [`estimate`]: from counts to what they say about everybody: a value with its interval, base and method.
//! - [`score`]: which counts make the numbers of each instrument.
//! - [`compare`]: two groups or periods, with interval and test; many comparisons at once.
//! - [`weight`]: answers that stand for more or fewer people than one.
//! - [`trend`]: signal and noise in a series of weeks. [`driver`]: what goes with a score.
//! - [`quality`]: participation, careless answers, bounds for those who didn't answer. [`randomised`]: answers with noise.
//! - [`operation`]: operations, journey and closed loop beside the answers.
//! - [`publish`]: how many answers it takes to show one, and which cells of a breakdown must be hidden.
//! - [`method`]: all of it in words, from the question asked to what its number can't say, with worked examples.
//!
//! Pure numbers: no file, clock, network or randomness, and the same bits natively and in WebAssembly
//! (exponentials and logarithms are `libm`'s, not the platform's). No function panics or returns a NaN, whatever it is fed:
//! an estimate that can't be made is a [`NoEstimate`].
//!
//! Shares are 0 to 1 and become percent only where they are printed; net scores are points from −100 to +100.

#![deny(missing_docs)]

pub mod compare;
pub mod driver;
pub mod estimate;
pub mod method;
pub mod operation;
pub mod publish;
pub mod quality;
pub mod randomised;
pub mod score;
pub mod tally;
pub mod trend;
pub mod weight;

pub use estimate::{Confidence, Estimate, Interval, Language, Method, NoEstimate, Unit};
pub use score::{headline, headline_at};
pub use tally::{By, Mismatch, Tallies, Tally};
