//! Response quality: who was asked, who answered, how carefully, and what those who did not could change.
//!
//! None of it mends an answer or drops one. It belongs beside the scores, so that a reader knows what they rest on: visitors
//! who chose to answer. An interval covers the noise of sampling only.
//!
//! | what | question |
//! |---|---|
//! | [`Dispositions`], [`Participation`] | what became of everybody who might have answered? |
//! | [`Speeders`] | who answered faster than one can read? |
//! | [`Straightline`], [`Level`] | who gave the same answer to everything? |
//! | [`bounds`] | what could those who didn't answer change? |
//! | [`stability`] | have those who answered another make-up than those who were asked? |
//! | [`Representativity`] | did all groups take part alike? |
//!
//! The method in words: [`method::quality`](crate::method::quality).

mod nonresponse;
mod participation;
mod speeders;
mod straightline;

pub use nonresponse::{PSI_NOTABLE, Representativity, bounds, stability};
pub use participation::{Dispositions, Participation};
pub use speeders::Speeders;
pub use straightline::{Level, Straightline};
