//! What every byte of a response file goes through: where its rows and cells are, and what was met before in their place.
//!
//! Nothing here knows what a response is: [`madeleine-ingest`](../madeleine_ingest/index.html) does, and asks. These loops are a crate
//! of their own so that they are built to be fast where all else is built to be small: in a page's scorer.

mod fold;
mod lines;
mod meaning;
mod members;
mod order;
mod rows;
mod structure;

pub use fold::Fold;
pub use lines::{Ends, Fault, Line, Lines, MAX_LINE_BYTES};
pub use meaning::{Meaning, Meanings, ODD};
pub use members::{Member, is_unescaped, members};
pub use order::is_before;
pub use rows::{count_narrow, count_wide, keep_equal, kept, strike};
pub use structure::{Row, Structure, is_visible};
