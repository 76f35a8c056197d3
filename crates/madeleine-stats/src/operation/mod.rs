//! What stands beside the answers: operations, the journey, the closed loop.
//!
//! None of it is an opinion: it says what happened to people while they formed theirs. It belongs next to the scores of the
//! same week; whether the two go together takes twenty weeks or more to see.
//!
//! | what | question | in words |
//! |---|---|---|
//! | [`Service`] | how many contacts were missed, how many requests repeated? | [operations](crate::method::operations) |
//! | [`Waiting`], [`Waits`] | how long did people wait: from a sample, or from counts that add up? | the same |
//! | [`ClosedLoop`], [`Recovery`] | how many of the unhappy were called, in time, and won back? | [closed loop](crate::method::closed_loop) |
//! | [`Operations`], [`Record`], [`Rate`] | all of that by week and touchpoint, as files count it, and what of it may be shown | [operations](crate::method::operations) |
//! | [`together`] | does a rate go with a score, week by week? | the same |
//! | [`raises_alert`], [`is_low`] | whom to call? | the same |
//! | [`Journey`], [`Stage`], [`Ratios`] | how many were at each stage of the five A? | [journey](crate::method::journey) |

mod closed_loop;
mod journey;
mod record;
mod service;
mod waiting;
mod waits;

pub use closed_loop::{ClosedLoop, Recovery, is_low, raises_alert};
pub use journey::{Journey, Ratios, Stage};
pub use madeleine_core::operation::Rate;
pub use record::{FIRM_FROM, Operations, Record, TOGETHER_FROM, together};
pub use service::Service;
pub use waiting::Waiting;
pub use waits::Waits;
