//! What stands beside the answers: operations, the journey, the closed loop.
//!
//! None of it is an opinion: it says what happened to people while they formed theirs. A report shows it next to the
//! scores of the same week; whether the two go together takes twenty weeks or more to see.

mod closed_loop;
mod journey;
mod service;
mod waiting;
mod waits;

pub use closed_loop::{ClosedLoop, Recovery, is_low, raises_alert};
pub use journey::{Journey, Ratios, Stage};
pub use service::Service;
pub use waiting::Waiting;
pub use waits::Waits;
