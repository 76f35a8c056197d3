//! What came out of a file, or of several: one response per sitting, and an account of every line.

use crate::ids::{Ids, hash};
use crate::problem::{At, Problems, RowProblem, first_ones};
use crate::sitting::{Other, add_other, conflicts, contradictions, superseded, tidy};
use hashbrown::HashTable;
use madeleine_core::columns::{Columns, Field, Rows, number};
use madeleine_core::wire::write_response;
use madeleine_core::{Problem, Response};
use madeleine_scan::is_before;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How the id begins that a row is given which says none.
pub(crate) const ROW: &str = "row-";

/// What came out of a file, or of several.
///
/// Snapshots of one sitting are cumulative, so of each `response_id` the one with the highest `seq` is kept.
/// Two intakes [`merge`](Self::merge) into what one would be that had read both files, in whatever order;
/// a file that is read twice changes no response. Every line is accounted for:
/// [`lines`](Self::lines) = [`len`](Self::len) + [`superseded`](Self::superseded) + [`duplicates`](Self::duplicates)
/// \+ [`conflicts`](Self::conflicts) + [`broken`](Self::broken).
#[derive(Debug, Clone, Default)]
pub struct Intake {
    columns: Columns,
    /// Where each row was read.
    at: Vec<At>,
    /// Rows that don't count; the list ends behind the last of them.
    outdated: Vec<bool>,
    dead: usize,
    ids: Ids,
    /// Where a row was read before, if it has no id of its own: that is made from where it stands.
    earlier: BTreeMap<u32, At>,
    /// Of the row that counts, every other snapshot of its sitting, in order.
    others: BTreeMap<u32, Vec<Other>>,
    problems: Problems,
    notes: Problems,
    lines: u64,
    broken: u64,
    duplicates: u64,
    /// Rows that were counted and given up.
    passed: u64,
}

impl Intake {
    /// The responses, one per sitting, in the order of their ids.
    pub fn responses(&self) -> impl ExactSizeIterator<Item = Response> {
        self.in_order().into_iter().map(|row| self.response(row))
    }

    /// The responses as the columns that they are kept in.
    pub fn rows<T>(&self, look: impl FnOnce(Rows<'_>) -> T) -> T {
        let name = |row: usize| self.at.get(row).copied().map(row_id).unwrap_or_default();
        look(Rows { columns: &self.columns, outdated: &self.outdated, name: &name })
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        usize::try_from(self.passed).unwrap_or(usize::MAX).saturating_add(self.columns.rows() - self.dead)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
        self.others.iter().map(|(row, others)| superseded(others, self.seq(*row)) as u64).sum()
    }

    /// Lines that contradict another of the same `response_id` and `seq`.
    pub fn conflicts(&self) -> u64 {
        self.others.iter().map(|(row, others)| conflicts(others, self.seq(*row)) as u64).sum()
    }

    /// What is wrong, conflicts included, in the order of files and lines: the first [`MAX_LISTED`](crate::MAX_LISTED).
    pub fn problems(&self) -> Vec<RowProblem> {
        let mut rows: Vec<RowProblem> = self.problems.rows().collect();
        for (row, others) in &self.others {
            let id = id_at(&self.columns, &self.at, *row);
            contradictions(&String::from_utf8_lossy(&id), self.seq(*row), self.first_at(*row), others, &mut rows);
        }
        first_ones(rows)
    }

    /// How many things are wrong, listed or not. One line can have several.
    pub fn problem_count(&self) -> u64 {
        self.problems.total() + self.conflicts()
    }

    /// What was done with the files that is no problem: as exports of which tool they were read, which column was taken for
    /// what, what was left out and why. In the order of files and lines: the first [`MAX_LISTED`](crate::MAX_LISTED).
    pub fn notes(&self) -> Vec<RowProblem> {
        self.notes.rows().collect()
    }

    /// How many notes there are, listed or not.
    pub fn note_count(&self) -> u64 {
        self.notes.total()
    }

    /// Gives up the rows that were read, once they have been counted: what comes then is as if it was the first.
    ///
    /// That is exact as long as no sitting can be met again, which files show whose ids come in their order, one after the
    /// other, or that have none; `false` where it isn't, and then the files have to be read anew, and kept.
    #[must_use]
    pub fn pass(&mut self) -> bool {
        if self.ids.table.is_some() || self.ids.lost {
            self.ids.lost = true;
            return false;
        }
        self.passed += self.columns.rows() as u64;
        // Ids of rows that weren't kept came after it, and set the floor themselves.
        if let Some(last) = self.ids.last.take() {
            self.ids.floor = self.columns.value(&Field::ResponseId, last as usize).map(Box::from);
        }
        self.columns.clear();
        self.at.clear();
        true
    }

    /// Takes in what came out of other files.
    pub fn merge(&mut self, mut other: Self) {
        self.lines += other.lines;
        self.broken += other.broken;
        self.duplicates += other.duplicates;
        self.passed += other.passed;
        self.ids.lost |= other.ids.lost;
        self.problems.merge(core::mem::take(&mut other.problems));
        self.notes.merge_notes(core::mem::take(&mut other.notes));
        if self.columns.rows() == 0 && self.ids.floor.is_none() {
            (self.columns, self.at, self.outdated) = (other.columns, other.at, other.outdated);
            (self.dead, self.earlier, self.others) = (other.dead, other.earlier, other.others);
            self.ids = Ids { lost: self.ids.lost, ..other.ids };
            return;
        }
        // A file that comes again brings the same rows.
        if other.ids.nameless.iter().any(|file| self.ids.nameless.contains(file)) && !self.ids.like_rows {
            self.ids.lost |= self.passed > 0;
            self.index(self.at.len() as u32, true);
        }
        // What was given up may hold any of them.
        self.ids.lost |= other.ids.floor.is_some() || (self.ids.floor.is_some() && other.ids.table.is_some());
        let first = self.columns.rows();
        let outdated = core::mem::take(&mut other.outdated);
        let rows = (0..other.columns.rows()).filter(|row| !outdated.get(*row).copied().unwrap_or(false));
        self.columns.extend(&other.columns, rows.clone());
        for (row, theirs) in (first..).zip(rows) {
            self.at.push(other.at[theirs]);
            let theirs = theirs as u32;
            if let Some(at) = other.earlier.get(&theirs) {
                self.earlier.insert(row as u32, *at);
            }
            let others = other.others.remove(&theirs).unwrap_or_default();
            match self.admit(row as u32) {
                None if others.is_empty() => {}
                None => {
                    self.others.insert(row as u32, others);
                }
                Some((best, new)) => {
                    let ours = self.others.entry(best).or_default();
                    let more = others.into_iter().filter(|other| !add_other(ours, *other)).count();
                    self.duplicates += u64::from(!new) + more as u64;
                }
            }
        }
    }

    /// The columns, for rows that are added by codes; [`admit_rows`](Self::admit_rows) says that they have come.
    pub(crate) fn columns(&mut self) -> &mut Columns {
        &mut self.columns
    }

    /// Whether so many problems are listed that others are only counted.
    pub(crate) fn lists_no_more(&self) -> bool {
        self.problems.are_full()
    }

    /// Counts problems that nobody will list.
    pub(crate) fn note_unlisted(&mut self, count: u64) {
        self.problems.count(count);
    }

    /// Counts a line.
    pub(crate) fn line(&mut self) {
        self.lines += 1;
    }

    /// Counts lines.
    pub(crate) fn read_lines(&mut self, lines: u64) {
        self.lines += lines;
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
        tidy(&mut response);
        if response.response_id == row_id(at) {
            response.response_id.clear();
        }
        self.columns.push(&response);
        self.admit_rows(&[at]);
    }

    /// The id before the next row's, of rows whose ids come in their order; empty before the first.
    pub(crate) fn last_id(&self) -> &[u8] {
        let last = self.ids.last.and_then(|last| self.columns.value(&Field::ResponseId, last as usize));
        last.or(self.ids.floor.as_deref()).unwrap_or_default()
    }

    /// Takes in the last id of rows whose ids won't be kept, not even until they are counted; whether they came in order, and after
    /// [`last_id`](Self::last_id).
    pub(crate) fn pass_ids(&mut self, last: Option<&[u8]>, in_order: bool) {
        self.ids.light = true;
        self.ids.lost |= !in_order;
        if let Some(last) = last {
            (self.ids.last, self.ids.floor) = (None, Some(last.into()));
        }
    }

    /// Takes in the rows that were added to the columns, which are responses of lines.
    pub(crate) fn admit_rows(&mut self, places: &[At]) {
        let first = self.at.len();
        self.at.extend_from_slice(places);
        for row in self.admit_ascending(first)..self.at.len() {
            if let Some((_, new)) = self.admit(row as u32) {
                self.duplicates += u64::from(!new);
            }
        }
    }

    /// Takes in rows from this one on as long as their ids come one after the other; where that ends.
    #[inline(never)]
    fn admit_ascending(&mut self, first: usize) -> usize {
        if self.ids.table.is_some() {
            return first;
        }
        let Some(column) = self.columns.of(&Field::ResponseId) else { return first };
        let before = self.ids.last.and_then(|last| column.value_at(last as usize)).or(self.ids.floor.as_deref());
        let mut last = before.unwrap_or_default();
        for row in first..self.at.len() {
            match column.value_at(row) {
                Some(id) if is_before(last, id) && !id.starts_with(ROW.as_bytes()) => {
                    (last, self.ids.last) = (id, Some(row as u32))
                }
                None if self.ids.nameless.contains(&self.at[row].file) => {}
                _ => return row,
            }
        }
        self.at.len()
    }

    /// Takes in a row: of a sitting that was met before comes the row that counts now, and whether anything new was said.
    #[inline(never)]
    fn admit(&mut self, row: u32) -> Option<(u32, bool)> {
        let id = self.columns.value(&Field::ResponseId, row as usize);
        let like_row = id.is_some_and(|id| id.starts_with(ROW.as_bytes()));
        let file = self.at[row as usize].file;
        if id.is_none() && !self.ids.nameless.contains(&file) {
            self.ids.nameless.push(file);
        }
        if self.ids.table.is_none() {
            let id = id?;
            let last = self.ids.last.and_then(|last| self.columns.value(&Field::ResponseId, last as usize));
            if !like_row && last.or(self.ids.floor.as_deref()).is_none_or(|last| last < id) {
                self.ids.last = Some(row);
                return None;
            }
            self.ids.lost |= self.passed > 0 || self.ids.light;
            self.index(row, like_row);
        } else if like_row && !self.ids.like_rows {
            self.index(row, true);
        } else if id.is_none() && !self.ids.like_rows {
            return None;
        }
        let Self { columns, at, ids, .. } = self;
        let table = ids.table.as_mut()?;
        let id = id_at(columns, at, row);
        let hashed = hash(&id);
        match table.find(hashed, |other| id_at(columns, at, *other) == id).copied() {
            None => {
                table.insert_unique(hashed, row, |other| hash(&id_at(columns, at, *other)));
                None
            }
            Some(best) => {
                let new = self.meet(row, best);
                let counts = if self.is_outdated(row as usize) { best } else { row };
                if let Some(place) = self.ids.table.as_mut().and_then(|table| table.find_mut(hashed, |at| *at == best))
                {
                    *place = counts;
                }
                Some((counts, new))
            }
        }
    }

    /// Notes the ids of all rows before this one.
    #[inline(never)]
    fn index(&mut self, until: u32, like_rows: bool) {
        self.ids.like_rows |= like_rows;
        let mut table = HashTable::with_capacity(self.at.len());
        let (columns, at) = (&self.columns, &self.at);
        for row in (0..until).filter(|row| !self.is_outdated(*row as usize)) {
            if self.ids.like_rows || columns.value(&Field::ResponseId, row as usize).is_some() {
                table.insert_unique(hash(&id_at(columns, at, row)), row, |other| hash(&id_at(columns, at, *other)));
            }
        }
        self.ids.table = Some(table);
    }

    /// One more snapshot of a sitting; whether it said anything that hadn't been said. One of the two rows is outdated then.
    #[inline(never)]
    fn meet(&mut self, row: u32, best: u32) -> bool {
        let (seq, best_seq) = (self.seq(row), self.seq(best));
        if seq < best_seq {
            return self.lose(row, best);
        }
        let same = self.columns.same(row as usize, best as usize)
            || self.ids.like_rows && self.response(row) == self.response(best);
        if same {
            let at = self.first_at(row).min(self.first_at(best));
            if self.columns.value(&Field::ResponseId, best as usize).is_some() {
                self.at[best as usize] = at;
            } else if at < self.at[best as usize] {
                self.earlier.insert(best, at);
            }
            self.outdate(row);
            return false;
        }
        // Of two that contradict each other the one that sorts first counts: any rule will do that needs no order.
        let (ours, theirs) = (write_response(&self.response(best)), write_response(&self.response(row)));
        if seq == best_seq && ours < theirs {
            return self.lose(row, best);
        }
        let mut others = self.others.remove(&best).unwrap_or_default();
        add_other(&mut others, Other::new(best_seq, &ours, self.first_at(best)));
        self.others.insert(row, others);
        self.outdate(best);
        true
    }

    /// A snapshot that doesn't count, beside the one that does; whether it said anything that hadn't been said.
    fn lose(&mut self, row: u32, best: u32) -> bool {
        let other = Other::new(self.seq(row), &write_response(&self.response(row)), self.first_at(row));
        self.outdate(row);
        add_other(self.others.entry(best).or_default(), other)
    }

    fn outdate(&mut self, row: u32) {
        let row = row as usize;
        if self.outdated.len() <= row {
            self.outdated.resize(row + 1, false);
        }
        self.outdated[row] = true;
        self.dead += 1;
    }

    fn is_outdated(&self, row: usize) -> bool {
        self.outdated.get(row).copied().unwrap_or(false)
    }

    fn seq(&self, row: u32) -> u32 {
        self.columns.value(&Field::Seq, row as usize).map_or(0, number)
    }

    /// Where a row was first read.
    fn first_at(&self, row: u32) -> At {
        self.earlier.get(&row).or(self.at.get(row as usize)).copied().unwrap_or_default()
    }

    fn response(&self, row: u32) -> Response {
        self.rows(|rows| rows.response(row as usize))
    }

    /// The rows that count, in the order of their ids.
    fn in_order(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = (0..self.at.len() as u32).filter(|row| !self.is_outdated(*row as usize)).collect();
        rows.sort_by(|one, other| id_at(&self.columns, &self.at, *one).cmp(&id_at(&self.columns, &self.at, *other)));
        rows
    }
}

/// The id of a row: its own, or one that tells it from every other.
fn id_at<'a>(columns: &'a Columns, at: &[At], row: u32) -> Cow<'a, [u8]> {
    let own = columns.value(&Field::ResponseId, row as usize);
    own.map_or_else(|| Cow::Owned(row_id(at[row as usize]).into_bytes()), Cow::Borrowed)
}

/// The id of a row that says none: rows without identity must not be merged.
pub(crate) fn row_id(at: At) -> String {
    format!("{ROW}{}-{}", at.file, at.line)
}

/// Two are equal that came to the same, whatever their rows.
impl PartialEq for Intake {
    fn eq(&self, other: &Self) -> bool {
        let counted = |intake: &Self| (intake.lines, intake.broken, intake.duplicates, intake.passed);
        let sitting = |intake: &Self, row: u32| {
            (intake.response(row), intake.first_at(row), intake.others.get(&row).cloned().unwrap_or_default())
        };
        let (ours, theirs) = (self.in_order(), other.in_order());
        counted(self) == counted(other)
            && self.problems == other.problems
            && self.notes == other.notes
            && ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(row, their)| sitting(self, *row) == sitting(other, *their))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::Answer;
    use proptest::prelude::*;

    fn fingerprint(line: &str) -> u64 {
        hash(line.as_bytes())
    }

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
        assert_eq!(intake.responses().next().and_then(|r| r.answer("csat").cloned()), Some(Answer::Code(2)));
    }

    #[test]
    fn a_contradiction_is_counted_and_listed_and_the_smaller_line_counts() {
        for order in
            [[(1, 1, 4), (1, 1, 2), (1, 1, 4)], [(1, 1, 2), (1, 1, 4), (1, 1, 4)], [(1, 1, 4), (1, 1, 4), (1, 1, 2)]]
        {
            let intake = intake(1, &order);
            assert_eq!(account(&intake), [3, 1, 0, 1, 1]);
            assert_eq!(intake.responses().next().and_then(|r| r.answer("csat").cloned()), Some(Answer::Code(2)));
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

    fn like_rows() -> impl Strategy<Value = Vec<(usize, u32, i32)>> {
        prop::collection::vec((0usize..6, 1u32..3, 1i32..3), 0..30)
    }

    proptest! {
        /// Ids in order and out of it, none at all, and those that look like what rows without are called.
        #[test]
        fn it_is_what_it_was_when_responses_lay_in_a_map(
            snapshots in like_rows(),
            cut in 0usize..30,
            same in any::<bool>(),
        ) {
            let cut = cut.min(snapshots.len());
            let mut halves = [&snapshots[..cut], &snapshots[cut..]].into_iter().enumerate().map(|(number, snapshots)| {
                let (mut ours, mut theirs) = (Intake::default(), crate::oracle::Intake::default());
                for (line, &(id, seq, csat)) in (1..).zip(snapshots) {
                    let at = At::new(if same { 1 } else { number as u32 }, line);
                    let ids = ["a", "b", "c", "row-1-2", "row-0-3"];
                    let response_id = ids.get(id).map_or_else(|| row_id(at), |id| (*id).into());
                    let response = Response { response_id, ..snapshot(1, seq, csat) };
                    ours.line();
                    theirs.line();
                    ours.add(response.clone(), at);
                    theirs.add(response, at);
                }
                (ours, theirs)
            });
            let (Some((mut ours, mut theirs)), Some((more, others))) = (halves.next(), halves.next()) else { return Ok(()) };
            for _ in 0..2 {
                let expected = [theirs.lines(), theirs.len() as u64, theirs.superseded(), theirs.duplicates(), theirs.conflicts()];
                prop_assert_eq!(account(&ours), expected);
                prop_assert!(ours.responses().eq(theirs.responses().cloned()));
                prop_assert_eq!(ours.problems(), theirs.problems());
                ours.merge(more.clone());
                theirs.merge(others.clone());
            }
        }
    }
}
