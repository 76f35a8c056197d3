//! Damaged files of every kind that Madeleine reads, what must hold whatever a reader is given, and what it made of them.
//!
//! - [`mutated`]: a file of a format, damaged as files are damaged: keys renamed, cells quoted, rows cut, trees grown.
//! - [`hold`]: panics unless the reader keeps its promises for these bytes.
//! - [`verdict`]: what was understood of a file, or what is wrong with it, to be compared with what WebAssembly says.
//!
//! libFuzzer (`tests/fuzz/libfuzzer`) calls the first two millions of times, `npm run fuzz` the others.

mod definition;
mod format;
mod measure;
mod mutate;
mod problems;
mod responses;
mod rng;
mod sheets;
mod tally;

pub use format::Format;
pub use measure::{Measured, clean, measured};
pub use mutate::mutated;
pub use rng::Rng;

use serde_json::Value;

/// Panics unless everything holds for these bytes that must hold for any.
pub fn hold(format: Format, bytes: &[u8]) {
    match format {
        Format::Definition => definition::hold(bytes),
        Format::Ndjson | Format::Csv => responses::hold(bytes),
        Format::Tally => tally::hold(bytes),
        Format::Parquet | Format::Workbook => sheets::hold(bytes),
    }
}

/// What a reader makes of these bytes, as JSON: all of it that can be told.
pub fn verdict(format: Format, bytes: &[u8]) -> Value {
    match format {
        Format::Definition => definition::verdict(bytes),
        Format::Ndjson | Format::Csv => responses::verdict(bytes),
        Format::Tally => tally::verdict(bytes),
        Format::Parquet | Format::Workbook => sheets::verdict(bytes),
    }
}
