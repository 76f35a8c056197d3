//! Response quality: who was asked, who answered, how carefully, and what those who did not could change.
//!
//! None of it mends an answer or drops one. A report shows it beside the scores, so that a reader knows what they rest on:
//! visitors who chose to answer. An interval covers the noise of sampling only.

mod nonresponse;
mod participation;
mod speeders;
mod straightline;

pub use nonresponse::{PSI_NOTABLE, Representativity, bounds, stability};
pub use participation::{Dispositions, Participation};
pub use speeders::Speeders;
pub use straightline::{Level, Straightline};
