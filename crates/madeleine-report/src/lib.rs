//! The report: what a reader sees of the answers, as a model that holds every number twice, as a number and as it is
//! printed, with its pictures as SVG and their tables.
//!
//! - [`Gathering`]: what a report is made from: tallies and the account of sittings. It adds up, as tallies do.
//! - [`wire`]: a gathering as bytes, where it is made in one place and reported in another.
//! - [`Report::of`]: a gathering, the account of the files and the reader's wishes ([`Request`]) to the model.
//! - [`picture`]: the few statistical pictures, as SVG that needs no style sheet and obeys one.
//! - [`markup`]: the report as markup, and as one file.
//! - [`table`]: rows as text for a terminal and as CSV for a spreadsheet.
//!
//! Strings out, no input or output: the same bytes in a page, a file and a terminal. Words are English or French.
//!
//! ```
//! use madeleine_core::response::{Answer, Response};
//! use madeleine_report::{Account, Gathering, Report, Request};
//!
//! let mut gathering = Gathering::default();
//! for code in [5, 4, 4, 5, 2, 5, 4, 3, 5, 4, 5, 5] {
//!     gathering.observe(&Response { answers: vec![("csat".into(), Answer::Code(code))], ..Response::default() });
//! }
//! let report = Report::of(&gathering, &Account::default(), &Request { title: "Checkout".into(), ..Request::default() });
//! let csat = &report.sections[0];
//! assert_eq!(
//!     csat.sentence,
//!     "83.3\u{a0}% of 12 people were satisfied; the 95\u{a0}% interval runs from 55.2 to 95.3\u{a0}%. \
//!      Indicative: it rests on 12 answers, a firm number needs 30."
//! );
//! ```

mod against;
mod fingerprints;
mod gathering;
mod labels;
pub mod markup;
mod model;
mod number;
pub mod picture;
pub mod table;
#[cfg(test)]
mod types;
mod verbatims;
pub mod wire;
mod wording;

pub use against::{Against, Other};
pub use gathering::{Day, Gatherer, Gathering, Narrowed, Sittings};
pub use labels::Labels;
pub use model::{
    Account, Bar, Breakdown, By, Care, Cell, Change, Choice, ClosedLoop, Comments, Difference, Driver, Drivers, Figure,
    Filter, Kind, Limits, Mentioned, Missed, Named, Operations, Picture, Problem, Quote, Quotes, Rated, Reasons,
    Report, Request, Restriction, Section, Shown, Slice, Spoken, Stage, Status, Theme, Verbatims, Wait, Week, Width,
};
pub use table::Table;
pub use wording::score_names;
