//! What came out of a file, or of several: one response per sitting, and an account of every line.

use crate::problem::{At, Problems, RowProblem, first_ones};
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
    notes: Problems,
    lines: u64,
    broken: u64,
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

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sittings.is_empty()
    }

    /// Lines or rows that were read, without empty ones and the names of columns.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Lines that couldn't be read as a response.
    pub fn broken(&self) -> u64 {
        self.broken
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
        let mut rows = self.problems.listed().to_vec();
        for (id, sitting) in &self.sittings {
            sitting.contradictions(id, &mut rows);
        }
        first_ones(rows)
    }

    /// How many things are wrong, listed or not. One line can have several.
    pub fn problem_count(&self) -> u64 {
        self.problems.total() + self.conflicts()
    }

    /// What was done with the files that is no problem: as exports of which tool they were read, which column was taken for
    /// what, what was left out and why. In the order of files and lines: the first [`MAX_LISTED`](crate::MAX_LISTED).
    pub fn notes(&self) -> &[RowProblem] {
        self.notes.listed()
    }

    /// How many notes there are, listed or not.
    pub fn note_count(&self) -> u64 {
        self.notes.total()
    }

    /// Takes in what came out of other files.
    pub fn merge(&mut self, other: Self) {
        self.lines += other.lines;
        self.broken += other.broken;
        self.duplicates += other.duplicates;
        self.problems.merge(other.problems);
        self.notes.merge_notes(other.notes);
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

    /// Notes something wrong that costs no line.
    pub(crate) fn note(&mut self, at: At, problem: Problem) {
        self.problems.note(at, problem);
    }

    /// Notes what was done that is no problem.
    pub(crate) fn remark(&mut self, at: At, note: Problem) {
        self.notes.note(at, note);
    }

    /// Counts a line as broken; why was noted already.
    pub(crate) fn broke(&mut self) {
        self.broken += 1;
    }

    /// Takes in the response of a line.
    pub(crate) fn add(&mut self, mut response: Response, at: At) {
        // The same sitting is the same whichever file it came from and in whatever order that names things.
        response.answers.sort_by(|a, b| a.0.cmp(&b.0));
        response.instruments.sort();
        response.ms.sort();
        response.context.sort();
        // An item is shown or not, however often that is said, and an order of nothing says nothing.
        let mut shown = Vec::with_capacity(response.shown.len());
        for item in response.shown {
            if !shown.contains(&item) {
                shown.push(item);
            }
        }
        response.shown = shown;
        response.orders.retain(|(_, order)| !order.is_empty());
        match self.sittings.entry(response.response_id.as_str().into()) {
            Entry::Vacant(place) => {
                place.insert(Box::new(Sitting { best: response, at, others: Vec::new() }));
            }
            Entry::Occupied(mut place) => self.duplicates += u64::from(!place.get_mut().add(response, at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::Answer;
    use proptest::prelude::*;

    fn snapshot(id: u8, seq: u32, csat: i32) -> Response {
        Response {
            response_id: format!("r{id}"),
            seq,
            survey: "s".into(),
            answers: vec![("csat".into(), Answer::Code(csat))],
            ..Response::default()
        }
    }

    fn intake(file: u32, snapshots: &[(u8, u32, i32)]) -> Intake {
        let mut intake = Intake::default();
        for (line, &(id, seq, csat)) in (1..).zip(snapshots) {
            intake.line();
            intake.add(snapshot(id, seq, csat), At::new(file, line));
        }
        intake
    }

    fn account(intake: &Intake) -> [u64; 5] {
        [intake.lines(), intake.len() as u64, intake.superseded(), intake.duplicates(), intake.conflicts()]
    }

    #[test]
    fn the_highest_seq_counts() {
        let intake = intake(1, &[(1, 2, 4), (1, 1, 5), (1, 3, 2), (2, 1, 1)]);
        assert_eq!(account(&intake), [4, 2, 2, 0, 0]);
        assert_eq!(intake.responses().next().and_then(|r| r.answer("csat")), Some(&Answer::Code(2)));
    }

    #[test]
    fn a_contradiction_is_counted_and_listed_and_the_smaller_line_counts() {
        for order in
            [[(1, 1, 4), (1, 1, 2), (1, 1, 4)], [(1, 1, 2), (1, 1, 4), (1, 1, 4)], [(1, 1, 4), (1, 1, 4), (1, 1, 2)]]
        {
            let intake = intake(1, &order);
            assert_eq!(account(&intake), [3, 1, 0, 1, 1]);
            assert_eq!(intake.responses().next().and_then(|r| r.answer("csat")), Some(&Answer::Code(2)));
            assert_eq!((intake.problems().len(), intake.problem_count()), (1, 1));
            assert_eq!(intake.problems()[0].problem.code, "conflict");
        }
    }

    #[test]
    fn a_file_read_twice_changes_no_response() {
        let snapshots = [(1, 1, 5), (1, 2, 4), (2, 1, 1), (2, 1, 3), (3, 1, 2)];
        let once = intake(1, &snapshots);
        let mut twice = once.clone();
        twice.merge(once.clone());
        assert!(twice.responses().eq(once.responses()));
        assert_eq!(twice.problems(), once.problems());
        assert_eq!(account(&twice), [10, 3, 1, 5, 1]);
    }

    #[test]
    fn what_is_said_twice_in_one_line_is_no_contradiction() {
        let mut intake = Intake::default();
        for (line, shown) in [(1, &["csat", "ces"][..]), (2, &["csat", "ces", "csat"])] {
            let shown = shown.iter().map(|item| (*item).into()).collect();
            let orders = if line == 1 { vec![] } else { vec![("why".into(), vec![])] };
            intake.line();
            intake.add(Response { shown, orders, ..snapshot(1, 1, 5) }, At::new(0, line));
        }
        assert_eq!(account(&intake), [2, 1, 0, 1, 0]);
    }

    fn snapshots() -> impl Strategy<Value = Vec<(u8, u32, i32)>> {
        prop::collection::vec((1u8..4, 1u32..4, 1i32..4), 0..30)
    }

    proptest! {
        #[test]
        fn every_line_is_accounted_for(snapshots in snapshots()) {
            let [lines, rest @ ..] = account(&intake(1, &snapshots));
            prop_assert_eq!(lines, rest.iter().sum::<u64>());
        }

        #[test]
        fn order_makes_no_difference(snapshots in snapshots(), seed in any::<u64>()) {
            let mut shuffled = snapshots.clone();
            shuffled.sort_by_key(|s| fingerprint(&format!("{seed}{s:?}")));
            let (one, other) = (intake(1, &snapshots), intake(1, &shuffled));
            prop_assert!(one.responses().eq(other.responses()));
            prop_assert_eq!(account(&one), account(&other));
            prop_assert_eq!(one.problem_count(), other.problem_count());
        }

        #[test]
        fn merging_at_every_split_is_reading_it_whole(snapshots in snapshots(), cut in 0usize..30) {
            let cut = cut.min(snapshots.len());
            let (a, mut b) = (intake(1, &snapshots[..cut]), intake(2, &snapshots[cut..]));
            let mut ab = a.clone();
            ab.merge(b.clone());
            b.merge(a);
            prop_assert_eq!(&ab, &b);
            prop_assert_eq!(ab.problems(), b.problems());
            let whole = intake(1, &snapshots);
            prop_assert!(ab.responses().eq(whole.responses()));
            prop_assert_eq!(account(&ab), account(&whole));
        }
    }
}
