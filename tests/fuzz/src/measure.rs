//! What reading a file takes: time, and memory at its highest.

use crate::{Format, definition, responses, sheets, tally};
use core::hint::black_box;
use peak_alloc::PeakAlloc;
use std::time::Instant;

/// How much of a response file is read at a time, as the command does.
const PIECE: usize = 256 * 1024;

/// What it took to read a file.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Seconds.
    pub seconds: f64,
    /// Most bytes that were allocated at once, beside the file itself. 0 in a program whose allocator isn't [`PeakAlloc`].
    pub peak: usize,
}

/// Reads a file as the command does, and says what that took.
pub fn measured(format: Format, bytes: &[u8]) -> Measured {
    PeakAlloc.reset_peak_usage();
    let before = PeakAlloc.current_usage();
    let start = Instant::now();
    match format {
        Format::Definition => drop(black_box(definition::read(bytes))),
        Format::Ndjson | Format::Csv => drop(black_box(responses::read(bytes, PIECE))),
        Format::Tally => drop(black_box(tally::read(bytes))),
        Format::Parquet | Format::Workbook => drop(black_box(sheets::passed(bytes))),
    }
    Measured { seconds: start.elapsed().as_secs_f64(), peak: PeakAlloc.peak_usage().saturating_sub(before) }
}

/// A file without a fault, of about so many bytes.
pub fn clean(format: Format, size: usize) -> Vec<u8> {
    match format {
        Format::Definition => definition::clean(size),
        Format::Ndjson | Format::Csv => responses::clean(format, size),
        Format::Tally => tally::clean(size),
        Format::Parquet | Format::Workbook => sheets::clean(format, size),
    }
}
