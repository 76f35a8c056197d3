//! Columns → what the same people answered on several scales.

use super::Zone;
use super::term::codes_of;
use super::wanted::Choice;

use crate::driver::{Case, Together};
use core::ops::Range;
use madeleine_core::columns::{ABSENT, Codes, Columns, FREE, Field, Rows, put};
use madeleine_core::instrument::{self, Form, Key};
use madeleine_core::response::Response;
use madeleine_scan::Fold;

/// So many rows are looked at at a time.
const CHUNK: usize = 1024;
/// Combinations of so many codes in all are told apart before they are poured into sums.
const MOST_CODES: usize = 1 << 18;

/// Counts rows of columns as [`Together::observe`] would their responses; as for a [`Counter`](super::Counter), rows may be
/// cleared from call to call.
///
/// ```
/// use madeleine_core::columns::{Columns, Rows};
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::{driver::Together, tally::TogetherCounter};
/// let answers = [("csat", 5), ("ces2", 6)].map(|(item, code)| (item.to_string(), Answer::Code(code)));
/// let response = Response { answers: answers.into(), ..Response::default() };
/// let mut columns = Columns::default();
/// columns.push(&response);
/// let mut counter = TogetherCounter::default();
/// counter.observe_those(Rows { columns: &columns, outdated: &[], name: &|_| String::new() }, &[]);
/// let mut together = Together::default();
/// together.observe(&response);
/// assert_eq!(counter.finish(), together);
/// ```
#[derive(Debug, Clone, Default)]
pub struct TogetherCounter {
    together: Together,
    /// What shows that there is more in the columns than there was.
    shape: Vec<usize>,
    /// The columns of answers that may be on a scale of the chain.
    answers: Vec<usize>,
    /// All columns that it takes to know what a row says on them.
    inputs: Vec<usize>,
    fold: Fold,
    /// What each combination of codes says, and how often it was met.
    cases: Vec<(Option<Case>, u64)>,
}

/// Whether somebody's answer to it is on a scale of the chain.
fn is_linked(key: &Key) -> bool {
    key.link.is_some() && matches!(key.instrument.form, Form::Scale(_))
}

impl TogetherCounter {
    /// Counts the rows that say this in each of these fields, of those that count, as [`Counter::observe_those`](super::Counter::observe_those).
    pub fn observe_those(&mut self, rows: Rows<'_>, say: &[(Field, &str)]) {
        let columns = rows.columns;
        self.prepare(columns);
        // Most files ask one question: they cost nothing.
        if self.answers.len() < 2 {
            return;
        }
        let zone = Zone::default();
        let mut choice = Choice::new(rows, say, &zone);
        let (mut chosen, mut codes, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        let all = columns.rows() as u32;
        for start in (0..all).step_by(CHUNK) {
            let end = all.min(start + CHUNK as u32);
            let answered = self.answered(columns, start as usize..end as usize);
            if !answered.iter().any(|count| *count > 1) {
                continue;
            }
            choice.of(start..end, &[], &mut chosen);
            chosen.retain(|row| answered.get((row - start) as usize).is_some_and(|count| *count > 1));
            self.observe_own(rows, &mut chosen);
            numbers.clear();
            numbers.resize(chosen.len(), 0);
            for (level, input) in self.inputs.iter().enumerate() {
                if let Some(column) = columns.all().get(*input) {
                    codes_of(column, &chosen, &mut codes);
                    self.fold.step(level, &mut numbers, &codes);
                }
            }
            for number in self.cases.len()..self.fold.met() {
                self.cases.push((self.case(columns, number as u32), 0));
            }
            for number in &numbers {
                if let Some((_, times)) = self.cases.get_mut(*number as usize) {
                    *times += 1;
                }
            }
            if self.cases.len() * self.inputs.len() > MOST_CODES {
                self.pour();
            }
        }
    }

    /// How many of these questions each row of a range answers.
    fn answered(&self, columns: &Columns, range: Range<usize>) -> [u8; CHUNK] {
        let mut answered = [0_u8; CHUNK];
        for column in self.answers.iter().filter_map(|at| columns.all().get(*at)) {
            match column.codes() {
                Codes::Narrow(codes) => {
                    let codes = codes.get(range.clone()).unwrap_or_default();
                    answered
                        .iter_mut()
                        .zip(codes)
                        .for_each(|(count, code)| *count = count.saturating_add(u8::from(u16::from(*code) != ABSENT)));
                }
                Codes::Wide(codes) => {
                    let codes = codes.get(range.clone()).unwrap_or_default();
                    answered
                        .iter_mut()
                        .zip(codes)
                        .for_each(|(count, code)| *count = count.saturating_add(u8::from(*code != ABSENT)));
                }
            }
        }
        answered
    }

    /// Rows with a value that no other shares are observed as responses.
    fn observe_own(&mut self, rows: Rows<'_>, chosen: &mut Vec<u32>) {
        for column in self.inputs.iter().filter_map(|at| rows.columns.all().get(*at)).filter(|column| column.has_own())
        {
            chosen.retain(|row| {
                let is_own = column.codes().at(*row as usize) == FREE;
                if is_own {
                    self.together.observe(&rows.response(*row as usize));
                }
                !is_own
            });
        }
    }

    /// What a combination of codes says.
    fn case(&self, columns: &Columns, number: u32) -> Option<Case> {
        let mut response = Response::default();
        for (input, code) in self.inputs.iter().zip(self.fold.codes(number)) {
            let column = columns.all().get(*input)?;
            if let Some(value) = u16::try_from(code).ok().and_then(|code| column.shared(code)) {
                put(column.field(), value, &mut response);
            }
        }
        Case::of(&response)
    }

    /// What was counted.
    pub fn finish(mut self) -> Together {
        self.pour();
        self.together
    }

    fn pour(&mut self) {
        for (case, times) in core::mem::take(&mut self.cases) {
            if let Some(case) = case.filter(|_| times > 0) {
                self.together.observe_times(&case, times);
            }
        }
        self.fold.clear();
    }

    /// Sees to it that what the columns have is counted.
    fn prepare(&mut self, columns: &Columns) {
        let named = columns.all().iter().filter(|column| matches!(column.field(), Field::Instrument(_)));
        let shape: Vec<usize> =
            [columns.all().len()].into_iter().chain(named.map(|column| column.values().len())).collect();
        if shape == self.shape {
            return;
        }
        self.shape = shape;
        let (mut answers, mut inputs) = (Vec::new(), Vec::new());
        for (place, column) in columns.all().iter().enumerate() {
            let Field::Answer(item) = column.field() else { continue };
            let named = columns.place(&Field::Instrument(item.clone()));
            let names = named.and_then(|named| columns.all().get(named)).map_or(&[][..], |column| column.values());
            let names = names.iter().filter_map(|id| instrument::key_of_instrument(core::str::from_utf8(id).ok()?));
            if names.chain(instrument::key_of_column(item)).any(is_linked) {
                answers.push(place);
                inputs.extend([place].into_iter().chain(named));
            }
        }
        inputs.extend([Field::Touchpoint, Field::Subjects].iter().filter_map(|field| columns.place(field)));
        if inputs != self.inputs {
            self.pour();
            (self.answers, self.fold, self.inputs) = (answers, Fold::new(inputs.len()), inputs);
        }
    }
}
