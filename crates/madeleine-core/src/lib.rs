//! What Madeleine asks and what comes back.
//!
//! This crate knows the instruments ([`instrument`]), reads and validates a survey definition and leads a person
//! through it ([`survey`]), and writes and reads the answers of one sitting ([`response`], [`wire`]).
//! It touches no page, clock, file, network or source of randomness: what differs between a browser and a terminal
//! comes in as an argument, so what native tests test is what ships.
//!
//! Three words for three things: an *answer* is what one person tapped, a *score* is that answer scored,
//! an *estimate* is what it says about everybody (in `madeleine-stats`).

#![deny(missing_docs)]

pub mod columns;
pub mod decimal;
pub mod instrument;
pub mod json_schema;
pub mod operation;
pub mod privacy;
pub mod problem;
pub mod ratio;
pub mod response;
pub mod scale;
pub mod survey;
pub mod wire;

pub use instrument::{Form, Instrument};
pub use problem::Problem;
pub use ratio::Ratio;
pub use response::{Answer, Response, State};
pub use survey::Survey;
