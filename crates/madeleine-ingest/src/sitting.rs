//! What makes snapshots the same, and those of a sitting that don't count.

use crate::problem::{At, RowProblem};
use core::hash::Hasher;
use madeleine_core::{Problem, Response};
use std::hash::DefaultHasher;

/// A snapshot that doesn't count: an older one, or one that contradicts another of the same `seq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Other {
    seq: u32,
    content: u64,
    at: At,
}

impl Other {
    pub(crate) fn new(seq: u32, line: &str, at: At) -> Self {
        Self { seq, content: fingerprint(line), at }
    }
}

fn fingerprint(line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(line.as_bytes());
    hasher.finish()
}

/// Takes in one more; whether it hadn't been said before.
pub(crate) fn add_other(others: &mut Vec<Other>, other: Other) -> bool {
    match others.binary_search_by_key(&(other.seq, other.content), |known| (known.seq, known.content)) {
        Ok(known) => {
            others[known].at = others[known].at.min(other.at);
            false
        }
        Err(place) => {
            others.insert(place, other);
            true
        }
    }
}

/// How many are merely older than the one that counts, and not one of several that say different things at one `seq`.
pub(crate) fn superseded(others: &[Other], best: u32) -> usize {
    let seqs = others.chunk_by(|a, b| a.seq == b.seq).count();
    seqs - usize::from(others.last().is_some_and(|last| last.seq == best))
}

/// How many contradict another.
pub(crate) fn conflicts(others: &[Other], best: u32) -> usize {
    others.len() - superseded(others, best)
}

/// One problem for each snapshot that contradicts one in an earlier line.
pub(crate) fn contradictions(id: &str, best: u32, at: At, others: &[Other], out: &mut Vec<RowProblem>) {
    for group in others.chunk_by(|a, b| a.seq == b.seq) {
        let best = (group[0].seq == best).then_some(at);
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

/// The same sitting is the same whichever file it came from and in whatever order that names things.
pub(crate) fn tidy(response: &mut Response) {
    response.answers.sort_by(|a, b| a.0.cmp(&b.0));
    response.instruments.sort();
    response.ms.sort();
    response.context.sort();
    // An item is shown or not, however often that is said, and an order of nothing says nothing.
    let mut shown = Vec::with_capacity(response.shown.len());
    for item in core::mem::take(&mut response.shown) {
        if !shown.contains(&item) {
            shown.push(item);
        }
    }
    response.shown = shown;
    response.orders.retain(|(_, order)| !order.is_empty());
    response.subjects.sort();
    response.layout.sort();
    response.orders.sort();
}
