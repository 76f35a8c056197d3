//! Columns → tallies: what [`Tallies::observe`] makes of each response, counted by codes.
//!
//! Most of what a response says is said of one item, and depends on a few of its codes: how often each combination of them
//! was met in each place is all that has to be counted, and what it says is asked once. A row that says more than that
//! (answers that are read together, moments of a journey, a value that no other row shares where one was expected) is made
//! a response again and observed as ever.

use super::calendar::Calendar;
use super::plan::Plan;
use super::term::{Term, codes_of, pour};
use super::wanted::Choice;
use super::{By, Dimension, Period, Place, Segment, Tallies, Zone};
use madeleine_core::columns::{Columns, FREE, Field, Rows};
use madeleine_scan::Fold;
use std::collections::{BTreeMap, HashMap};

/// So many rows are counted at a time.
const CHUNK: usize = 1024;
/// So many counts are kept before they are poured into tallies.
const MOST_COUNTS: usize = 1 << 22;

/// Counts rows of columns as [`Tallies::observe`] would their responses.
///
/// The columns are to be the same from call to call, or to have the same values under the same codes: rows may be cleared
/// in between, so that nothing but counts grows.
///
/// ```
/// use madeleine_core::columns::{Columns, Rows};
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::{By, Tallies, tally::{Counter, Zone}};
/// let response = Response { answers: vec![("csat".into(), Answer::Code(5))], ..Response::default() };
/// let mut columns = Columns::default();
/// columns.push(&response);
/// let mut counter = Counter::new(By::default(), Zone::default());
/// counter.observe(Rows { columns: &columns, outdated: &[], name: &|_| String::new() });
/// let mut tallies = Tallies::default();
/// tallies.observe(&response);
/// assert_eq!(counter.finish(), tallies);
/// ```
#[derive(Debug, Clone)]
pub struct Counter {
    tallies: Tallies,
    sides: Vec<Side>,
    item_at: Option<usize>,
    calendar: Option<Calendar>,
    /// Places by what dimensions and the period come to.
    fold: Fold,
    /// How many rows each place has, and had before they were poured.
    rows: Vec<u64>,
    placed: BTreeMap<Place, u64>,
    terms: Vec<Term>,
    /// What shows that there is more in the columns than there was.
    shape: Vec<usize>,
    plan: Plan,
    /// Only rows are counted, not what they say.
    rows_only: bool,
    scratch: Scratch,
}

#[derive(Debug, Clone, Default)]
struct Scratch {
    chosen: Vec<u32>,
    places: Vec<u32>,
    codes: Vec<u32>,
    general: Vec<u32>,
}

/// A dimension, and the values of it that rows don't share.
#[derive(Debug, Clone)]
struct Side {
    dimension: Dimension,
    own: HashMap<Box<[u8]>, u32>,
    own_names: Vec<Box<[u8]>>,
    names: Vec<Box<[u8]>>,
}

/// Codes of values that rows don't share begin here.
const OWN: u32 = 1 << 16;

impl Counter {
    /// Counts by these things and this clock.
    pub fn new(by: By, zone: Zone) -> Self {
        let own = |dimension: &Dimension| Side {
            dimension: dimension.clone(),
            own: HashMap::new(),
            own_names: Vec::new(),
            names: Vec::new(),
        };
        let sides: Vec<Side> = by.dimensions().iter().filter(|one| **one != Dimension::Item).map(own).collect();
        let calendar = by.period().map(|grain| Calendar::new(grain, zone.clone()));
        Self {
            item_at: by.dimensions().iter().position(|dimension| *dimension == Dimension::Item),
            fold: Fold::new(sides.len() + usize::from(calendar.is_some())),
            sides,
            calendar,
            tallies: Tallies::new(by).in_zone(zone),
            rows: Vec::new(),
            placed: BTreeMap::new(),
            terms: Vec::new(),
            shape: Vec::new(),
            plan: Plan::default(),
            rows_only: false,
            scratch: Scratch::default(),
        }
    }

    /// Counts nothing but rows by these things: what [`finish_with_rows`](Self::finish_with_rows) says of them.
    pub fn of_rows(by: By, zone: Zone) -> Self {
        Self { rows_only: true, ..Self::new(by, zone) }
    }

    /// Counts all rows that count.
    pub fn observe(&mut self, rows: Rows<'_>) {
        self.observe_those(rows, &[]);
    }

    /// Counts the rows that say this in each of these fields, of those that count; the empty text means those that say nothing.
    ///
    /// ```
    /// use madeleine_core::columns::{Columns, Field, Rows};
    /// use madeleine_core::response::Response;
    /// use madeleine_stats::{By, tally::{Counter, Zone}};
    /// let mut columns = Columns::default();
    /// for locale in ["fr", "de", "fr"] {
    ///     columns.push(&Response { locale: locale.into(), ..Response::default() });
    /// }
    /// let mut counter = Counter::new(By::default(), Zone::default());
    /// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    /// counter.observe_those(rows, &[(Field::Locale, "fr")]);
    /// assert_eq!(counter.finish().responses(), 2);
    /// ```
    pub fn observe_those(&mut self, rows: Rows<'_>, say: &[(Field, &str)]) {
        self.prepare(rows.columns);
        let mut scratch = core::mem::take(&mut self.scratch);
        let mut choice = Choice::new(rows, say, self.tallies.zone());
        let all = rows.columns.rows() as u32;
        for start in (0..all).step_by(CHUNK) {
            choice.of(start..all.min(start + CHUNK as u32), &[], &mut scratch.chosen);
            if !scratch.chosen.is_empty() {
                self.observe_rows(rows, &mut scratch);
            }
        }
        self.scratch = scratch;
    }

    #[inline(never)]
    fn observe_rows(&mut self, rows: Rows<'_>, scratch: &mut Scratch) {
        let columns = rows.columns;
        let Scratch { chosen, places, codes, general } = scratch;
        general.clear();
        self.plan.general_rows(columns, chosen, general);
        if !general.is_empty() {
            chosen.retain(|row| general.binary_search(row).is_err());
            self.observe_one_by_one(rows, general);
        }
        places.clear();
        places.resize(chosen.len(), 0);
        for (level, (side, column)) in self.sides.iter_mut().zip(&self.plan.sides).enumerate() {
            codes.clear();
            match column {
                Some(column) => side.codes(columns, *column, chosen, codes),
                None => codes.resize(chosen.len(), 0),
            }
            self.fold.step(level, places, codes);
        }
        if let Some(calendar) = &mut self.calendar {
            match self.plan.time.and_then(|time| columns.all().get(time)) {
                Some(column) => {
                    codes_of(column, chosen, codes);
                    calendar.numbers(column, chosen, codes);
                }
                None => {
                    codes.clear();
                    codes.resize(chosen.len(), calendar.number(&[]));
                }
            }
            self.fold.step(self.sides.len(), places, codes);
        }
        self.tallies.responses = self.tallies.responses.saturating_add(chosen.len() as u64);
        let most = self.fold.met();
        self.rows.resize(most.max(self.rows.len()), 0);
        places.iter().for_each(|place| self.rows[*place as usize] += 1);
        for term in &mut self.terms {
            term.count(columns, chosen, places, most);
        }
        if self.terms.iter().map(Term::size).sum::<usize>() > MOST_COUNTS {
            self.pour();
        }
    }

    #[inline(never)]
    fn observe_one_by_one(&mut self, rows: Rows<'_>, general: &[u32]) {
        for row in general {
            let response = rows.response(*row as usize);
            *self.placed.entry(self.tallies.place_of(&response)).or_default() += 1;
            self.tallies.observe(&response);
        }
    }

    /// The tallies of all rows.
    pub fn finish(self) -> Tallies {
        self.finish_with_rows().0
    }

    /// The tallies of all rows, and how many rows there are in each place.
    pub fn finish_with_rows(mut self) -> (Tallies, BTreeMap<Place, u64>) {
        self.pour();
        (self.tallies, self.placed)
    }

    #[inline(never)]
    fn pour(&mut self) {
        let mut tallies = core::mem::take(&mut self.tallies);
        for (number, rows) in core::mem::take(&mut self.rows).into_iter().enumerate().filter(|(_, rows)| *rows > 0) {
            let place = self.place(number as u32);
            let said = self.terms.iter().map(|term| (term, term.counts_of(number)));
            pour(&mut tallies, &place, self.item_at, said);
            *self.placed.entry(place).or_default() += rows;
        }
        self.tallies = tallies;
        self.terms.iter_mut().for_each(Term::clear);
        self.fold.clear();
    }

    fn place(&self, number: u32) -> Place {
        let mut codes = self.fold.codes(number);
        let period =
            self.calendar.as_ref().map(|calendar| codes.pop().map_or(Period::NoDate, |code| calendar.period(code)));
        let mut segments: Vec<Segment> = self.sides.iter().zip(codes).map(|(side, code)| side.segment(code)).collect();
        if let Some(at) = self.item_at {
            segments.insert(at, Segment::Unnamed);
        }
        Place { segments, period }
    }

    /// Sees to it that what the columns have is counted.
    #[inline(never)]
    fn prepare(&mut self, columns: &Columns) {
        let growing = |field: &Field| matches!(field, Field::Shown | Field::Instrument(_));
        let mut shape = vec![columns.all().len()];
        shape.extend(columns.all().iter().filter(|column| growing(column.field())).map(|column| column.values().len()));
        for (side, column) in self.sides.iter_mut().zip(&self.plan.sides) {
            if let Some(column) = column.and_then(|column| columns.all().get(column)) {
                side.learn(column.values());
            }
        }
        if shape != self.shape {
            self.shape = shape;
            self.replan(columns);
        }
    }

    #[inline(never)]
    fn replan(&mut self, columns: &Columns) {
        let sides = self.sides.iter().map(|side| columns.place(&side.dimension.field()?)).collect();
        let mut plan = Plan::of(columns, sides);
        if self.rows_only {
            plan = plan.of_rows();
        }
        if plan == self.plan {
            return;
        }
        self.pour();
        self.terms = plan.specs.iter().cloned().map(Term::new).collect();
        self.plan = plan;
        for (side, column) in self.sides.iter_mut().zip(&self.plan.sides) {
            if let Some(column) = column.and_then(|column| columns.all().get(column)) {
                side.learn(column.values());
            }
        }
    }
}

impl Side {
    /// Notes the values that rows share: their names are asked for when the columns aren't there.
    fn learn(&mut self, values: &[Box<[u8]>]) {
        self.names.extend(values.iter().skip(self.names.len()).cloned());
    }

    fn codes(&mut self, columns: &Columns, column: usize, rows: &[u32], out: &mut Vec<u32>) {
        let Some(column) = columns.all().get(column) else { return out.resize(rows.len(), 0) };
        codes_of(column, rows, out);
        if column.has_own() {
            for (code, row) in out.iter_mut().zip(rows).filter(|(code, _)| **code == u32::from(FREE)) {
                let next = OWN + self.own.len() as u32;
                let value = column.own(*row as usize);
                *code = match self.own.get(value) {
                    Some(known) => *known,
                    None => {
                        self.own_names.push(value.into());
                        *self.own.entry(value.into()).or_insert(next)
                    }
                };
            }
        }
    }

    fn segment(&self, code: u32) -> Segment {
        let name = if code >= OWN {
            self.own_names.get((code - OWN) as usize)
        } else {
            self.names.get((code as usize).wrapping_sub(2))
        };
        self.dimension.named(name.map(|name| &**name))
    }
}
