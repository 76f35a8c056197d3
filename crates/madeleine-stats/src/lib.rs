//! What the answers say: tallies, estimates, scores, and what of them may be shown.
//!
//! - [`tally`]: mergeable counts. Responses go in, integers per category come out, by segment and period.
//! - [`estimate`]: from counts to what they say about everybody: a value with its interval, base and method.
//! - [`score`]: which counts make the numbers of each instrument.
//! - [`publish`]: how many answers it takes to show one, and which cells of a breakdown must be hidden.
//!
//! Pure numbers: no file, clock, network or randomness, and the same bits natively and in WebAssembly
//! (exponentials and logarithms are `libm`'s, not the platform's). No function panics or returns a NaN, whatever it is fed:
//! an estimate that can't be made is a [`NoEstimate`].
//!
//! Shares are 0 to 1 and become percent only where they are printed; net scores are points from −100 to +100.

pub mod estimate;
pub mod publish;
pub mod score;
pub mod tally;

pub use estimate::{Confidence, Estimate, Interval, Language, Method, NoEstimate, Unit};
pub use score::{headline, headline_at};
pub use tally::{By, Mismatch, Tallies, Tally};
