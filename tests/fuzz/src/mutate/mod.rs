//! Damages files as files are damaged, so that what comes out is nearly right and gets far into a reader.

mod bytes;
mod csv;
mod json;
mod lines;
mod packed;
mod words;

pub(crate) use packed::zipped;

use crate::{Format, Rng};

/// A damaged file: made from `bytes`, of at most `most` bytes. Damage is done one to four times.
pub fn mutated(format: Format, bytes: &[u8], most: usize, rng: &mut Rng) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if out.is_empty() || rng.one_in(200) {
        out = rng.pick(&format.seeds()).to_vec();
    }
    for _ in 0..=rng.below(4) {
        out = once(format, &out, rng);
        out.truncate(most);
    }
    out
}

fn once(format: Format, bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    if rng.one_in(5) {
        return bytes::mutated(format, bytes, rng);
    }
    match format {
        Format::Definition | Format::Tally => json::mutated(format, bytes, rng),
        Format::Ndjson => lines::mutated(format, bytes, rng),
        Format::Csv => csv::mutated(bytes, rng),
        Format::Parquet => packed::parquet(bytes, rng),
        Format::Workbook => packed::workbook(bytes, rng),
    }
    .unwrap_or_else(|| bytes::mutated(format, bytes, rng))
}
