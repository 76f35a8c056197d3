//! Which snapshots are on disk already.

use super::day::Day;
use madeleine_core::Response;
use madeleine_core::wire::{read_response, write_response};
use madeleine_ingest::Json;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Names one snapshot, whatever it says: a hash of its `response_id` and `seq` whose key nobody outside knows.
pub(crate) type Snapshot = [u64; 2];

/// How a snapshot stands to those that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met {
    New,
    Same,
    Other,
}

/// The content of each snapshot of the last days, as a hash.
#[derive(Default)]
pub(crate) struct Known {
    contents: HashMap<Snapshot, (u64, Day)>,
    hashers: [RandomState; 2],
}

impl Known {
    pub(crate) fn count(&self) -> usize {
        self.contents.len()
    }

    /// Looks for a snapshot, and knows it from now on. `line` is what is written of it.
    pub(crate) fn meet(&mut self, response: &Response, line: &str, day: Day) -> (Snapshot, Met) {
        let snapshot = self.hashers.each_ref().map(|hasher| hasher.hash_one((&response.response_id, response.seq)));
        let content = self.hashers[0].hash_one(line);
        let met = match self.contents.entry(snapshot) {
            Entry::Occupied(known) if known.get().0 == content => Met::Same,
            Entry::Occupied(_) => Met::Other,
            Entry::Vacant(place) => {
                place.insert((content, day));
                Met::New
            }
        };
        (snapshot, met)
    }

    pub(crate) fn forget(&mut self, snapshot: &Snapshot) {
        self.contents.remove(snapshot);
    }

    pub(crate) fn forget_before(&mut self, oldest: Day) {
        self.contents.retain(|_, (_, day)| *day >= oldest);
    }

    /// Learns what a file holds.
    pub(crate) fn read(&mut self, path: &Path, day: Day) -> io::Result<()> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line)? > 0 {
            // Lines that can't be read stay where they are: whoever scores the file is told.
            if let Ok(value) = serde_json::from_slice(&line)
                && let Ok((response, _)) = read_response(Json(&value))
            {
                self.meet(&response, &write_response(&response), day);
            }
            line.clear();
        }
        Ok(())
    }
}
