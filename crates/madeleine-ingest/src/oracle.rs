//! The reader's account of sittings as it was before there were columns: one response each, in a map. Slow, plain, and what
//! the columns must agree with.

use crate::problem::{At, Problems, RowProblem, first_ones};
use crate::sitting::tidy;
use core::hash::Hasher;
use madeleine_core::wire::write_response;
use madeleine_core::{Problem, Response};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::DefaultHasher;

/// What came out of a file, or of several.
///
/// Snapshots of one sitting are cumulative, so of each `response_id` the one with the highest `seq` is kept.
/// Two intakes [`merge`](Self::merge) into what one would be that had read both files, in whatever order;
/// a file that is read twice changes no response. Every line is accounted for:
/// [`lines`](Self::lines) = [`len`](Self::len) + [`superseded`](Self::superseded) + [`duplicates`](Self::duplicates)
/// \+ [`conflicts`](Self::conflicts) + [`broken`](Self::broken).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    sittings: BTreeMap<Box<str>, Box<Sitting>>,
    problems: Problems,
    lines: u64,
    duplicates: u64,
}

/// All that was read of one sitting.
#[derive(Debug, Clone, PartialEq)]
struct Sitting {
    /// The snapshot that counts, and where it was first read.
    best: Response,
    at: At,
    /// Every other snapshot, in order: older ones, and those that contradict another of the same `seq`.
    others: Vec<Other>,
}

/// A snapshot that doesn't count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Other {
    seq: u32,
    content: u64,
    at: At,
}

fn fingerprint(line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(line.as_bytes());
    hasher.finish()
}

impl Other {
    fn new(response: &Response, at: At) -> Self {
        Self { seq: response.seq, content: fingerprint(&write_response(response)), at }
    }
}

impl Sitting {
    /// Takes in one more snapshot; whether it said anything that hadn't been said.
    fn add(&mut self, response: Response, at: At) -> bool {
        if response.seq < self.best.seq {
            return self.add_other(Other::new(&response, at));
        }
        if response == self.best {
            self.at = self.at.min(at);
            return false;
        }
        // Of two that contradict each other the one that sorts first counts: any rule will do that needs no order.
        let loses = response.seq == self.best.seq && write_response(&self.best) < write_response(&response);
        if loses {
            return self.add_other(Other::new(&response, at));
        }
        self.add_other(Other::new(&self.best, self.at));
        self.best = response;
        self.at = at;
        true
    }

    fn add_other(&mut self, other: Other) -> bool {
        match self.others.binary_search_by_key(&(other.seq, other.content), |known| (known.seq, known.content)) {
            Ok(known) => {
                self.others[known].at = self.others[known].at.min(other.at);
                false
            }
            Err(place) => {
                self.others.insert(place, other);
                true
            }
        }
    }

    /// Other snapshots that are merely older, and not one of several that say different things at one `seq`.
    fn superseded(&self) -> usize {
        let seqs = self.others.chunk_by(|a, b| a.seq == b.seq).count();
        seqs - usize::from(self.others.last().is_some_and(|last| last.seq == self.best.seq))
    }

    fn conflicts(&self) -> usize {
        self.others.len() - self.superseded()
    }

    /// One problem for each snapshot that contradicts one in an earlier line.
    fn contradictions(&self, id: &str, out: &mut Vec<RowProblem>) {
        for group in self.others.chunk_by(|a, b| a.seq == b.seq) {
            let best = (group[0].seq == self.best.seq).then_some(self.at);
            let mut places: Vec<At> = group.iter().map(|other| other.at).chain(best).collect();
            places.sort_unstable();
            for at in places.iter().skip(1) {
                let id: String = id.chars().take(64).collect();
                let first = places[0].line;
                let message = format!(
                    "response \"{id}\" with seq {} says something else than line {first}{}; one of the two counts. \
                     Delete the wrong one, or give each response an id of its own.",
                    group[0].seq,
                    if places[0].file == at.file { "" } else { " of another file" },
                );
                let problem = Problem { code: "conflict", path: String::from("$"), message };
                out.push(RowProblem { file: at.file, line: at.line, problem });
            }
        }
    }
}

impl Intake {
    /// The responses, one per sitting, in the order of their ids.
    pub fn responses(&self) -> impl ExactSizeIterator<Item = &Response> {
        self.sittings.values().map(|sitting| &sitting.best)
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.sittings.len()
    }

    /// Lines or rows that were read, without empty ones and the names of columns.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Lines that say what another line says.
    pub fn duplicates(&self) -> u64 {
        self.duplicates
    }

    /// Older snapshots of a sitting.
    pub fn superseded(&self) -> u64 {
        self.sittings.values().map(|sitting| sitting.superseded() as u64).sum()
    }

    /// Lines that contradict another of the same `response_id` and `seq`.
    pub fn conflicts(&self) -> u64 {
        self.sittings.values().map(|sitting| sitting.conflicts() as u64).sum()
    }

    /// What is wrong, conflicts included, in the order of files and lines: the first [`MAX_LISTED`](crate::MAX_LISTED).
    pub fn problems(&self) -> Vec<RowProblem> {
        let mut rows: Vec<RowProblem> = self.problems.rows().collect();
        for (id, sitting) in &self.sittings {
            sitting.contradictions(id, &mut rows);
        }
        first_ones(rows)
    }

    /// Takes in what came out of other files.
    pub fn merge(&mut self, other: Self) {
        self.lines += other.lines;
        self.duplicates += other.duplicates;
        self.problems.merge(other.problems);
        for (id, sitting) in other.sittings {
            match self.sittings.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(sitting);
                }
                Entry::Occupied(mut place) => {
                    let ours = place.get_mut();
                    let repeats = u64::from(!ours.add(sitting.best, sitting.at));
                    let more = sitting.others.into_iter().filter(|other| !ours.add_other(*other)).count();
                    self.duplicates += repeats + more as u64;
                }
            }
        }
    }

    /// Counts a line.
    pub(crate) fn line(&mut self) {
        self.lines += 1;
    }

    /// Takes in the response of a line.
    pub(crate) fn add(&mut self, mut response: Response, at: At) {
        tidy(&mut response);
        match self.sittings.entry(response.response_id.as_str().into()) {
            Entry::Vacant(place) => {
                place.insert(Box::new(Sitting { best: response, at, others: Vec::new() }));
            }
            Entry::Occupied(mut place) => self.duplicates += u64::from(!place.get_mut().add(response, at)),
        }
    }
}
