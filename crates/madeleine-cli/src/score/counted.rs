//! Response files → what they came to, and its tallies.

use crate::Failure;
use crate::files::{mapped, name, pieces};
use madeleine_core::columns::{Field, Rows};
use madeleine_ingest::{Intake, Mapping, Reader};
use madeleine_stats::driver::Together;
use madeleine_stats::tally::{Counter, Place, TogetherCounter, Zone};
use madeleine_stats::{By, Tallies};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Response files that were read and counted.
pub(super) struct Counted {
    pub(super) intake: Intake,
    pub(super) tallies: Tallies,
    /// How many responses there are in each place.
    pub(super) places: BTreeMap<Place, u64>,
    /// What the same people answered on several scales; nothing where nobody wanted to know.
    pub(super) together: Together,
    /// What files of operations say, each with the file's number.
    pub(super) operations: Vec<(u32, String)>,
}

/// Counts rows, and what they say on several scales where somebody wants to know.
#[derive(Clone)]
pub(super) struct Counters(Counter, Option<TogetherCounter>);

impl Counters {
    pub(super) fn new(by: &By, zone: &Zone, together: bool) -> Self {
        Self(Counter::new(by.clone(), zone.clone()), together.then(TogetherCounter::default))
    }

    fn observe(&mut self, rows: Rows<'_>, say: &[(Field, &str)]) {
        self.0.observe_those(rows, say);
        if let Some(together) = &mut self.1 {
            together.observe_those(rows, say);
        }
    }
}

/// Reads files, each with its number, and counts them by counters that have counted nothing yet. Files whose responses come in the order of their ids are counted as they
/// are read, in no memory to speak of; from others the responses are kept until the last has come. Only those count that say this in
/// each of these fields.
pub(super) fn read(
    files: &[(u32, &Path)],
    mapping: Option<&Mapping>,
    empty: &Counters,
    zone: &Zone,
    say: &[(Field, &str)],
) -> Result<Counted, Failure> {
    let can_be_read_again = files.iter().all(|(_, path)| fs::metadata(path).is_ok_and(|file| file.is_file()));
    if can_be_read_again && let Some(counted) = pass(files, mapping, empty, zone, say)? {
        return Ok(counted);
    }
    let mut intake = Intake::default();
    let mut operations = Vec::new();
    for &(number, path) in files {
        let mut reader = mapped(Reader::resume(number, intake), mapping);
        each_piece(path, |piece| {
            reader.push(piece);
            true
        })?;
        operations.extend(reader.operations().map(|told| (number, told)));
        intake = reader.finish();
    }
    let mut counters = empty.clone();
    intake.rows(|rows| counters.observe(rows, say));
    Ok(Counted::of(intake, counters, operations))
}

/// Counts files as they are read; `None` where that can't be exact.
fn pass(
    files: &[(u32, &Path)],
    mapping: Option<&Mapping>,
    empty: &Counters,
    zone: &Zone,
    say: &[(Field, &str)],
) -> Result<Option<Counted>, Failure> {
    let mut counters = empty.clone();
    let mut intake = Intake::default();
    let mut operations = Vec::new();
    for &(number, path) in files {
        let reader = Reader::passing(number, intake);
        // In UTC a day is as it is written; elsewhere the time tells which one it is.
        let reader = if *zone == Zone::default() { reader } else { reader.with_times() };
        let mut reader = mapped(reader, mapping);
        let whole = each_piece(path, |piece| {
            reader.push(piece);
            reader.pass(|rows| counters.observe(rows, say))
        })?;
        operations.extend(reader.operations().map(|told| (number, told)));
        intake = reader.finish();
        intake.rows(|rows| counters.observe(rows, say));
        if !whole || !intake.pass() {
            return Ok(None);
        }
    }
    Ok(Some(Counted::of(intake, counters, operations)))
}

impl Counted {
    fn of(intake: Intake, Counters(counter, together): Counters, operations: Vec<(u32, String)>) -> Self {
        let (tallies, places) = counter.finish_with_rows();
        Self {
            intake,
            tallies,
            places,
            together: together.map(TogetherCounter::finish).unwrap_or_default(),
            operations,
        }
    }
}

fn each_piece(path: &Path, take: impl FnMut(&[u8]) -> bool) -> Result<bool, Failure> {
    pieces(path, take).map_err(|error| Failure(format!("{}: {error}", name(path))))
}
