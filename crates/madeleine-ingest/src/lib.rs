//! Response files to responses.
//!
//! A [`Reader`] takes the bytes of one file as they come, whole or in pieces, and gives an [`Intake`]: the responses,
//! and what was wrong with the rest. It knows the two forms of a response file, NDJSON (one response a line) and CSV
//! (one response a row), by their first character. Nothing here opens a file, and no bytes make it panic.
//!
//! Exports of other tools are recognised by their first row; a [`Mapping`] names the columns of any other CSV file. What was
//! taken for what stands in [`Intake::notes`].
//!
//! Every line is accounted for: it is a response, an older snapshot of one, a repeat, a contradiction, or broken.
//!
//! ```
//! use madeleine_ingest::Reader;
//!
//! let mut reader = Reader::new();
//! for piece in [&b"submitted_at,cs"[..], b"at\r\n2026-11-21T10:02Z,5\r\n", b"2026-11-21T10:03Z,good"] {
//!     reader.push(piece);
//! }
//! let intake = reader.finish();
//! assert_eq!((intake.lines(), intake.len()), (2, 2));
//! assert_eq!(
//!     intake.problems()[0].to_string(),
//!     "line 3: csat: \"good\" isn't a number: this answer is a code from 1 to 5. It is left out."
//! );
//! ```

mod cell;
mod encoding;
mod exports;
pub mod files;
mod ids;
mod intake;
mod json;
mod line;
mod operations;
#[cfg(test)]
mod oracle;
mod place;
mod problem;
mod quick;
mod reader;
mod sample;
mod sitting;
mod table;

pub use exports::{Mapping, layout, propose, propose_form, schema as mapping_schema};
pub use intake::Intake;
pub use json::{Json, Listed, authored};
pub use madeleine_scan::MAX_LINE_BYTES;
pub use operations::operations;
pub use problem::{MAX_LISTED, RowProblem};
pub use reader::Reader;
