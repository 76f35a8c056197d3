//! One tally per instrument, segment and period.

use super::{Absence, By, Dimension, Mismatch, Period, Tally};
use core::fmt;
use madeleine_core::instrument::{self, KEYS, Key};
use madeleine_core::response::{Answer, Response};
use std::collections::BTreeMap;

/// The value of one dimension. Named ones sort by name; what carries none comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// This value: `checkout`, `phone`, …
    Named(String),
    /// The response says nothing about it.
    Unnamed,
}

impl Segment {
    fn of(value: &str) -> Self {
        if value.is_empty() { Self::Unnamed } else { Self::Named(value.into()) }
    }

    /// Its name, if it has one.
    pub fn name(&self) -> Option<&str> {
        if let Self::Named(name) = self { Some(name) } else { None }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name().unwrap_or("(none)"))
    }
}

/// Where in the cube a tally stands: one segment per dimension that is cut by, in their order, and the period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// One segment per dimension.
    pub segments: Vec<Segment>,
    /// The period; `None` where time is not cut.
    pub period: Option<Period>,
}

/// Tallies by instrument, segment and period. Two different instruments are never pooled.
///
/// A response must be observed once: the reader keeps the highest `seq` of each `response_id` before it comes here.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::{By, Tallies};
/// let by: By = "touchpoint,period=week".parse().expect("known names");
/// let mut tallies = Tallies::new(by);
/// tallies.observe(&Response {
///     touchpoint: "checkout".into(),
///     submitted_at: "2026-11-21T10:02Z".into(),
///     answers: vec![("csat".into(), Answer::Code(4))],
///     ..Response::default()
/// });
/// let (place, tally) = tallies.of("csat").next().expect("one cell");
/// assert_eq!(place.segments[0].name(), Some("checkout"));
/// assert_eq!(place.period.map(|p| p.to_string()).as_deref(), Some("2026-W47"));
/// assert_eq!(tally.base(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tallies {
    by: By,
    cells: BTreeMap<Place, Cell>,
    responses: u64,
    strangers: BTreeMap<String, u64>,
}

/// The tallies of one place, each with the place of its key in the core's list, in the order of that list.
type Cell = Vec<(usize, Tally)>;

impl Tallies {
    /// An empty cube.
    pub fn new(by: By) -> Self {
        Self { by, ..Self::default() }
    }

    /// By what it is cut.
    pub fn by(&self) -> &By {
        &self.by
    }

    /// Counts every answer of one response.
    ///
    /// An item's instrument is the one that the response names for it, else the one that its id means as a column name;
    /// an item that means none is counted among the [`strangers`](Self::strangers). An item that was shown and has no
    /// answer is abandoned; one that the response names and that wasn't shown is not shown.
    pub fn observe(&mut self, response: &Response) {
        self.responses = self.responses.saturating_add(1);
        let mut known = Vec::new();
        for (item, seen) in items(response) {
            if let Some(key) = instrument_of(response, item) {
                known.push((item, key, seen));
            } else if let Seen::Answered(_) = seen {
                let count = self.strangers.entry(item.into()).or_default();
                *count = count.saturating_add(1);
            }
        }
        let mut place = Place {
            segments: self.by.dimensions().iter().map(|dimension| segment(dimension, response)).collect(),
            period: self.by.period().map(|grain| Period::of(grain, &response.submitted_at)),
        };
        if let Some(at) = self.by.dimensions().iter().position(|dimension| *dimension == Dimension::Item) {
            for (item, key, seen) in known {
                place.segments[at] = Segment::of(item);
                count(self.cells.entry(place.clone()).or_default(), key, seen);
            }
        } else if !known.is_empty() {
            let cell = self.cells.entry(place).or_default();
            known.into_iter().for_each(|(_, key, seen)| count(cell, key, seen));
        }
    }

    /// Adds the other cube: associative, commutative, an empty cube cut likewise is neutral.
    ///
    /// # Errors
    /// [`Mismatch`] when the two are cut by different things; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        if self.by != other.by {
            return Err(Mismatch);
        }
        self.responses = self.responses.saturating_add(other.responses);
        for (item, theirs) in &other.strangers {
            let mine = self.strangers.entry(item.clone()).or_default();
            *mine = mine.saturating_add(*theirs);
        }
        for (place, theirs) in &other.cells {
            add(self.cells.entry(place.clone()).or_default(), theirs)?;
        }
        Ok(())
    }

    /// The same counts cut by less: fewer dimensions, in any order, and time by the same or a coarser grain or not at all.
    ///
    /// # Errors
    /// [`Mismatch`] when `by` names something that this cube isn't cut by, or a grain that its own doesn't fill.
    pub fn rolled_up(&self, by: &By) -> Result<Self, Mismatch> {
        let from = by.dimensions().iter().map(|wanted| self.by.dimensions().iter().position(|have| have == wanted));
        let from: Vec<usize> = from.collect::<Option<_>>().ok_or(Mismatch)?;
        let mut rolled = Self { responses: self.responses, strangers: self.strangers.clone(), ..Self::new(by.clone()) };
        for (place, tallies) in &self.cells {
            let period = match by.period() {
                None => None,
                Some(grain) => Some(place.period.and_then(|period| period.coarser(grain)).ok_or(Mismatch)?),
            };
            let segments = from.iter().filter_map(|&at| place.segments.get(at).cloned()).collect();
            add(rolled.cells.entry(Place { segments, period }).or_default(), tallies)?;
        }
        Ok(rolled)
    }

    /// The instruments that were met, in the order of the core's list.
    pub fn instruments(&self) -> Vec<&'static Key> {
        let met = |at: &usize| self.cells.values().flatten().any(|(known, _)| known == at);
        KEYS.iter().enumerate().filter(|(at, _)| met(at)).map(|(_, key)| *key).collect()
    }

    /// Every tally with its place and scoring key, sorted by place, then in the order of the core's list.
    pub fn cells(&self) -> impl Iterator<Item = (&Place, &'static Key, &Tally)> {
        self.cells.iter().flat_map(|(place, cell)| cell.iter().map(move |(key, tally)| (place, KEYS[*key], tally)))
    }

    /// The tallies of one instrument with their places, sorted by segment, then by time.
    pub fn of(&self, instrument: &str) -> impl Iterator<Item = (&Place, &Tally)> {
        self.cells().filter(move |(_, key, _)| key.instrument.id == instrument).map(|(place, _, tally)| (place, tally))
    }

    /// One instrument over all segments and periods; `None` if it was never met.
    pub fn total(&self, instrument: &str) -> Option<Tally> {
        let mut each = self.of(instrument).map(|(_, tally)| tally);
        let first = each.next()?.clone();
        Some(each.fold(first, |mut sum, tally| {
            // Tallies of one instrument are of one form.
            let _ = sum.merge(tally);
            sum
        }))
    }

    /// How many responses were observed.
    pub fn responses(&self) -> u64 {
        self.responses
    }

    /// Items whose instrument isn't known, with how often each was answered: nothing is lost in silence.
    pub fn strangers(&self) -> impl Iterator<Item = (&str, u64)> {
        self.strangers.iter().map(|(item, count)| (item.as_str(), *count))
    }
}

/// The tally of the key at that place of the core's list.
fn tally_of(cell: &mut Cell, key: usize) -> &mut Tally {
    let at = cell.binary_search_by_key(&key, |(known, _)| *known).unwrap_or_else(|at| {
        cell.insert(at, (key, Tally::of_key(KEYS[key])));
        at
    });
    &mut cell[at].1
}

fn count(cell: &mut Cell, key: usize, seen: Seen<'_>) {
    let tally = tally_of(cell, key);
    match seen {
        Seen::Answered(answer) => tally.observe(KEYS[key], answer),
        Seen::Absent(absence) => tally.observe_absence(absence),
    }
}

fn add(cell: &mut Cell, other: &Cell) -> Result<(), Mismatch> {
    other.iter().try_for_each(|(key, tally)| tally_of(cell, *key).merge(tally))
}

fn segment(dimension: &Dimension, response: &Response) -> Segment {
    let value = match dimension {
        Dimension::Touchpoint => &response.touchpoint,
        Dimension::Stage => response.stage.as_deref().unwrap_or_default(),
        Dimension::Channel => response.channel.as_deref().unwrap_or_default(),
        Dimension::Locale => &response.locale,
        Dimension::Device => &response.device,
        Dimension::Surface => &response.surface,
        Dimension::Survey => &response.survey,
        Dimension::State => response.state.word(),
        // Filled in item by item.
        Dimension::Item => "",
        Dimension::Context(key) => {
            response.context.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value)
        }
    };
    Segment::of(value)
}

enum Seen<'a> {
    Answered(&'a Answer),
    Absent(Absence),
}

/// Every item that a response speaks of, once.
fn items(response: &Response) -> impl Iterator<Item = (&str, Seen<'_>)> {
    let answered = response.answers.iter().enumerate();
    let answered = answered.filter(|(at, (item, _))| !response.answers[..*at].iter().any(|(known, _)| known == item));
    let answered = answered.map(|(_, (item, answer))| (item.as_str(), Seen::Answered(answer)));

    let shown = response.shown.iter().enumerate();
    let shown = shown.filter(|(at, item)| response.answer(item).is_none() && !response.shown[..*at].contains(item));
    let shown = shown.map(|(_, item)| (item.as_str(), Seen::Absent(Absence::Abandoned)));

    let named = response.instruments.iter().enumerate();
    let named = named.filter(|(at, (item, _))| {
        response.answer(item).is_none()
            && !response.shown.contains(item)
            && !response.instruments[..*at].iter().any(|(known, _)| known == item)
    });
    let named = named.map(|(_, (item, _))| (item.as_str(), Seen::Absent(Absence::NotShown)));

    answered.chain(shown).chain(named)
}

/// The place in the core's list of the key that scores an item.
pub(crate) fn instrument_of(response: &Response, item: &str) -> Option<usize> {
    let key = match response.instruments.iter().find(|(known, _)| known == item) {
        Some((_, named)) => instrument::key(named),
        None => instrument::key_of_column(item),
    }?;
    KEYS.iter().position(|known| known.instrument.id == key.instrument.id)
}
