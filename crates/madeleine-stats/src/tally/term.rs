//! What is counted of columns: one item, or the few that are read together, as combinations of codes.

use super::cube::{Cell, Counted, Seen, add, count, measured};
use super::joint::{Joint, joints};
use super::{Absence, Measure, Place, Segment, Tallies};
use madeleine_core::columns::{ABSENT, Codes, Column, Columns, FIRST, FREE, Field, put};
use madeleine_core::response::{Answer, Response};
use madeleine_scan::{Fold, count_narrow, count_wide};
use std::collections::HashMap;

/// What a term counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// One item.
    Item(String),
    /// Resolution and how often somebody had to ask.
    FirstContact,
}

/// What is counted, and the columns that it takes to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spec {
    pub(super) kind: Kind,
    pub(super) inputs: Vec<usize>,
}

/// One thing that a combination of codes says.
#[derive(Debug, Clone)]
enum Said {
    Answer(String, Measure, Answer),
    Absent(String, Measure, Absence),
    Joint(String, Measure, Joint),
    Stranger(String),
}

/// How often each combination of codes was met in each place.
#[derive(Debug, Clone)]
pub(super) struct Term {
    spec: Spec,
    fold: Fold,
    /// What each combination says: it is what a response says that holds nothing else.
    said: Vec<Vec<Said>>,
    /// How many combinations were met.
    met: usize,
    /// For answers that are kept row by row: those that count differently.
    kinds: HashMap<Box<[u8]>, u32>,
    values: Vec<Box<[u8]>>,
    /// Places have so many counts each, as a power of two.
    shift: u32,
    counts: Vec<u32>,
    codes: Vec<u32>,
    numbers: Vec<u32>,
}

/// Stands for all words of people's own: that there are some is all that is counted.
const SOME_WORDS: &[u8] = b"x";

impl Term {
    pub(super) fn new(spec: Spec) -> Self {
        Self {
            fold: Fold::new(spec.inputs.len()),
            spec,
            said: Vec::new(),
            met: 0,
            kinds: HashMap::new(),
            values: vec![SOME_WORDS.into()],
            shift: 4,
            counts: Vec::new(),
            codes: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// How many counts it keeps.
    pub(super) fn size(&self) -> usize {
        self.counts.len()
    }

    /// Counts rows, each in its place.
    #[inline(never)]
    pub(super) fn count(&mut self, columns: &Columns, rows: &[u32], places: &[u32], most: usize) {
        if let Some(column) = self.spec.inputs.first().and_then(|input| columns.all().get(*input))
            && self.is_single()
            && !column.has_own()
            && let (Codes::Narrow(codes), Some(range)) = (column.codes(), together(rows))
        {
            self.met = usize::from(FIRST) + column.values().len().max(self.values.len());
            self.make_room_for(columns, most);
            return count_narrow(&mut self.counts, self.shift, places, codes.get(range).unwrap_or_default());
        }
        let mut numbers = core::mem::take(&mut self.numbers);
        self.numbers_of(columns, rows, &mut numbers);
        self.make_room_for(columns, most);
        count_wide(&mut self.counts, self.shift, places, &numbers);
        self.numbers = numbers;
    }

    /// The number of the combination that each of these rows has.
    #[inline(never)]
    pub(super) fn numbers_of(&mut self, columns: &Columns, rows: &[u32], numbers: &mut Vec<u32>) {
        let mut codes = core::mem::take(&mut self.codes);
        numbers.clear();
        numbers.resize(rows.len(), 0);
        let mut met = self.fold.met();
        for level in 0..self.spec.inputs.len() {
            let input = self.spec.inputs[level];
            let Some(column) = columns.all().get(input) else { continue };
            self.codes_of(column, rows, &mut codes);
            if self.is_single() {
                core::mem::swap(numbers, &mut codes);
                met = usize::from(FIRST) + column.values().len().max(self.values.len());
            } else {
                self.fold.step(level, numbers, &codes);
                met = self.fold.met();
            }
        }
        self.met = met;
        self.codes = codes;
    }

    /// Whether a code is all that it takes.
    fn is_single(&self) -> bool {
        self.spec.inputs.len() == 1
    }

    /// The codes of rows; of values that are kept row by row those that count differently get codes of their own.
    fn codes_of(&mut self, column: &Column, rows: &[u32], out: &mut Vec<u32>) {
        codes_of(column, rows, out);
        if column.has_own() {
            for (code, row) in out.iter_mut().zip(rows) {
                if *code == u32::from(FREE) {
                    *code = self.kind_of(column.own(*row as usize));
                }
            }
        }
    }

    fn kind_of(&mut self, value: &[u8]) -> u32 {
        let plain = match value {
            [first, ..] if first.is_ascii_graphic() => true,
            // Answers that aren't words begin as no text does.
            [0xf8..=0xff, ..] => false,
            _ => !String::from_utf8_lossy(value).trim().is_empty(),
        };
        if plain {
            return u32::from(FREE) + 1;
        }
        if let Some(kind) = self.kinds.get(value) {
            return *kind;
        }
        self.values.push(value.into());
        let kind = u32::from(FREE) + self.values.len() as u32;
        self.kinds.insert(value.into(), kind);
        kind
    }

    /// What a combination says.
    #[inline(never)]
    fn say(&self, columns: &Columns, number: u32) -> Vec<Said> {
        let mut response = Response::default();
        let codes = if self.is_single() { vec![number] } else { self.fold.codes(number) };
        for (&input, code) in self.spec.inputs.iter().zip(codes) {
            let Some(column) = columns.all().get(input) else { continue };
            let own = column.field().is_free().then(|| self.values.get((code as usize).checked_sub(2)?)).flatten();
            let value = own.map(|own| &**own).or_else(|| column.shared(u16::try_from(code).unwrap_or(ABSENT)));
            if let Some(value) = value {
                put(column.field(), value, &mut response);
            }
        }
        match &self.spec.kind {
            Kind::Item(item) => {
                response.shown.retain(|shown| shown == item);
                response.subjects.retain(|(about, _)| about == item);
                let said = measured(&response).filter_map(|(item, measure, seen)| match (measure, seen) {
                    (Some(measure), Seen::Answered(answer)) => Some(Said::Answer(item.into(), measure, answer.clone())),
                    (Some(measure), Seen::Absent(absence)) => Some(Said::Absent(item.into(), measure, absence)),
                    (None, Seen::Answered(_)) => Some(Said::Stranger(item.into())),
                    (None, Seen::Absent(_)) => None,
                });
                said.collect()
            }
            Kind::FirstContact => {
                let together = joints(&response).into_iter();
                together.map(|(item, measure, joint)| Said::Joint(item.into(), measure, joint)).collect()
            }
        }
    }

    /// Sees to it that what combinations say is known; returns how many were met.
    pub(super) fn learn(&mut self, columns: &Columns) -> usize {
        while self.said.len() < self.met {
            let said = self.say(columns, self.said.len() as u32);
            self.said.push(said);
        }
        self.met
    }

    /// Sees to it that what combinations say is known, and that there is a count for each in each place.
    fn make_room_for(&mut self, columns: &Columns, places: usize) {
        self.learn(columns);
        let mut shift = self.shift;
        while (self.met.max(1) - 1) >> shift != 0 {
            shift += 1;
        }
        if shift != self.shift {
            let mut wider = vec![0; (self.counts.len() >> self.shift) << shift];
            for (old, new) in self.counts.chunks(1 << self.shift).zip(wider.chunks_mut(1 << shift)) {
                new[..old.len()].copy_from_slice(old);
            }
            (self.counts, self.shift) = (wider, shift);
        }
        if self.counts.len() < places << self.shift {
            self.counts.resize(places << self.shift, 0);
        }
    }

    /// What was counted in a place.
    pub(super) fn counts_of(&self, place: usize) -> &[u32] {
        self.counts.get(place << self.shift..).unwrap_or_default()
    }

    /// Tells what counts of combinations say: of which item, under which measure if there is one, what, and how often.
    pub(super) fn pour(&self, counts: &[u32], mut pour: impl FnMut(&str, Option<&Measure>, &Counted<'_>, u64)) {
        for (said, &times) in self.said.iter().zip(counts).filter(|(_, times)| **times > 0) {
            for said in said {
                let (item, measure, counted) = match said {
                    Said::Stranger(item) => {
                        pour(item, None, &Counted::Answer(Seen::Absent(Absence::NotShown)), times.into());
                        continue;
                    }
                    Said::Answer(item, measure, answer) => (item, measure, Counted::Answer(Seen::Answered(answer))),
                    Said::Absent(item, measure, absence) => (item, measure, Counted::Answer(Seen::Absent(*absence))),
                    Said::Joint(item, measure, joint) => (item, measure, Counted::Joint(*joint)),
                };
                pour(item, Some(measure), &counted, times.into());
            }
        }
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.counts.clear();
    }
}

/// Adds to tallies what rows of a place say: for each term how often each combination was met.
#[inline(never)]
pub(super) fn pour<'a>(
    tallies: &mut Tallies,
    place: &Place,
    item_at: Option<usize>,
    terms: impl Iterator<Item = (&'a Term, &'a [u32])>,
) {
    let mut strangers = Vec::new();
    let mut own = place.clone();
    let mut cell = None;
    for (term, counts) in terms {
        term.pour(counts, |item, measure, counted, times| match (measure, item_at) {
            (None, _) => strangers.push((item.to_string(), times)),
            (Some(measure), None) => count(cell.get_or_insert_with(Cell::new), measure, counted, times),
            (Some(measure), Some(at)) => {
                own.segments[at] = Segment::of(item);
                count(tallies.cell(&own), measure, counted, times);
            }
        });
    }
    strangers.into_iter().for_each(|(item, times)| tallies.strange(&item, times));
    if let Some(cell) = cell {
        // Of one form each.
        let _ = add(tallies.cell(place), &cell);
    }
}

/// The range that rows are, if none is missing in it.
fn together(rows: &[u32]) -> Option<core::ops::Range<usize>> {
    let range = rows.first().zip(rows.last()).map(|(first, last)| *first as usize..*last as usize + 1);
    range.filter(|range| range.len() == rows.len())
}

/// The codes of rows.
#[inline(never)]
pub(super) fn codes_of(column: &Column, rows: &[u32], out: &mut Vec<u32>) {
    out.clear();
    match (column.codes(), together(rows)) {
        (Codes::Narrow(codes), Some(range)) => {
            out.extend(codes.get(range).unwrap_or_default().iter().copied().map(u32::from));
        }
        (Codes::Wide(codes), Some(range)) => {
            out.extend(codes.get(range).unwrap_or_default().iter().copied().map(u32::from));
        }
        (codes, None) => out.extend(rows.iter().map(|row| u32::from(codes.at(*row as usize)))),
    }
}

/// The inputs of a term: the columns of these fields, as far as there are such.
pub(super) fn inputs(columns: &Columns, fields: &[Field]) -> Vec<usize> {
    fields.iter().filter_map(|field| columns.place(field)).collect()
}
