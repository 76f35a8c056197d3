//! One tally per measure, segment and period.

use super::joint::{Joint, is_read_together, joints};
use super::{Absence, By, Dimension, Journeys, Measure, Mismatch, Missing, PeakEnds, Period, Tally, Zone};
use crate::weight::{Weight, Weighted};
use core::fmt;
use madeleine_core::instrument::{KEYS, Reads};
use madeleine_core::response::{Answer, Response, State};
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
    /// The value of that name; none where it is empty.
    pub fn of(value: &str) -> Self {
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

impl Dimension {
    /// Where a response stands in this dimension. [`Item`](Self::Item) is none of the response as a whole, so it has no name.
    pub fn segment(&self, response: &Response) -> Segment {
        let sample = response.sample.map(|rate| rate.text()).unwrap_or_default();
        let value = match self {
            Self::Touchpoint => &response.touchpoint,
            Self::Stage => response.stage.as_deref().unwrap_or_default(),
            Self::Channel => response.channel.as_deref().unwrap_or_default(),
            Self::Locale => &response.locale,
            Self::Device => &response.device,
            Self::Surface => &response.surface,
            Self::Survey => &response.survey,
            Self::Wording => &response.wording,
            Self::State => response.state.word(),
            Self::Sample => &sample,
            // Filled in item by item.
            Self::Item => "",
            Self::Context(key) => {
                response.context.iter().find(|(known, _)| known == key).map_or("", |(_, value)| value)
            }
        };
        Segment::of(value)
    }

    /// The segment of a value in the column of a dimension.
    pub(super) fn named(&self, value: Option<&[u8]>) -> Segment {
        match (value, self) {
            (Some(name), _) => Segment::of(&String::from_utf8_lossy(name)),
            (None, Self::State) => Segment::of(State::default().word()),
            (None, _) => Segment::Unnamed,
        }
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

/// Tallies by measure, segment and period. Two different measures are never pooled.
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
/// let csat = tallies.measures().remove(0);
/// let (place, tally) = tallies.of(&csat).next().expect("one cell");
/// assert_eq!(place.segments[0].name(), Some("checkout"));
/// assert_eq!(place.period.map(|p| p.to_string()).as_deref(), Some("2026-W47"));
/// assert_eq!(tally.base(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tallies {
    by: By,
    zone: Zone,
    cells: BTreeMap<Place, Cell>,
    pub(super) responses: u64,
    pub(super) strangers: BTreeMap<String, u64>,
    journeys: Journeys,
    /// Of journeys that came already told.
    pub(super) told: PeakEnds,
}

/// The tallies of one place, sorted by measure.
pub(super) type Cell = Vec<(Measure, Tally)>;

impl Tallies {
    /// An empty cube.
    pub fn new(by: By) -> Self {
        Self { by, ..Self::default() }
    }

    /// The same, with periods by the site's clock instead of UTC.
    pub fn in_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// The clock by which periods are cut.
    pub fn zone(&self) -> &Zone {
        &self.zone
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
        self.journeys.observe(response);
        let mut known: Vec<(&str, Measure, Counted<'_>)> = Vec::new();
        for (item, measure, seen) in measured(response) {
            match (measure, seen) {
                (Some(measure), seen) => known.push((item, measure, Counted::Answer(seen))),
                (None, Seen::Answered(_)) => self.strange(item, 1),
                (None, Seen::Absent(_)) => {}
            }
        }
        // Most responses hold nothing that is read together with anything else.
        let some = known.iter().any(|(_, measure, _)| is_read_together(measure.key().instrument));
        let joints = if some { joints(response) } else { Vec::new() };
        known.extend(joints.into_iter().map(|(item, measure, joint)| (item, measure, Counted::Joint(joint))));
        let mut place = self.place_of(response);
        if let Some(at) = self.by.dimensions().iter().position(|dimension| *dimension == Dimension::Item) {
            for (item, measure, counted) in known {
                place.segments[at] = Segment::of(item);
                count(self.cells.entry(place.clone()).or_default(), &measure, &counted, 1);
            }
        } else if !known.is_empty() {
            let cell = self.cells.entry(place).or_default();
            known.into_iter().for_each(|(_, measure, counted)| count(cell, &measure, &counted, 1));
        }
    }

    /// Where a response stands as a whole.
    pub(super) fn place_of(&self, response: &Response) -> Place {
        Place {
            segments: self.by.dimensions().iter().map(|dimension| dimension.segment(response)).collect(),
            period: self.by.period().map(|grain| self.zone.period(grain, &response.submitted_at)),
        }
    }

    /// Counts an answer to an item whose instrument isn't known.
    pub(super) fn strange(&mut self, item: &str, times: u64) {
        let count = self.strangers.entry(item.into()).or_default();
        *count = count.saturating_add(times);
    }

    /// The tallies of a place.
    pub(super) fn cell(&mut self, place: &Place) -> &mut Cell {
        self.cells.entry(place.clone()).or_default()
    }

    /// Adds the other cube: associative, commutative, an empty cube cut likewise is neutral.
    ///
    /// # Errors
    /// [`Mismatch`] when the two are cut by different things or clocks, or weigh a measure and don't; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        let clocks = self.by.period().is_some() && self.zone.name() != other.zone.name();
        let weighted = self.weighted_measures();
        let weighs = other
            .weighted_measures()
            .into_iter()
            .any(|(measure, theirs)| weighted.get(measure).is_some_and(|mine| *mine != theirs));
        if self.by != other.by || clocks || weighs {
            return Err(Mismatch);
        }
        self.responses = self.responses.saturating_add(other.responses);
        for (item, theirs) in &other.strangers {
            let mine = self.strangers.entry(item.clone()).or_default();
            *mine = mine.saturating_add(*theirs);
        }
        self.journeys.merge(&other.journeys);
        self.told.merge(&other.told);
        for (place, theirs) in &other.cells {
            add(self.cells.entry(place.clone()).or_default(), theirs)?;
        }
        Ok(())
    }

    /// Adds a tally to a cell.
    ///
    /// # Errors
    /// [`Mismatch`] where the cell counts the measure in another form.
    pub(super) fn put(&mut self, place: Place, measure: &Measure, tally: Tally) -> Result<(), Mismatch> {
        let cell = self.cells.entry(place).or_default();
        // Most places of a long file hold few measures: room for more would weigh more than they do.
        cell.reserve_exact(1);
        add(cell, &vec![(measure.clone(), tally)])
    }

    /// Each measure, and whether it is weighted. It is in all cells or in none.
    fn weighted_measures(&self) -> BTreeMap<&Measure, bool> {
        let cells = self.cells.values().flatten();
        cells.map(|(measure, tally)| (measure, matches!(tally, Tally::Weighted(..)))).collect()
    }

    /// Whether anything in it is weighted: responses can't be added to that, since their weights aren't known.
    pub fn is_weighted(&self) -> bool {
        self.weighted_measures().into_values().any(|weighted| weighted)
    }

    /// The same counts cut by less: fewer dimensions, in any order, and time by the same or a coarser grain or not at all.
    ///
    /// # Errors
    /// [`Mismatch`] when `by` names something that this cube isn't cut by, or a grain that its own doesn't fill.
    pub fn rolled_up(&self, by: &By) -> Result<Self, Mismatch> {
        let from = by.dimensions().iter().map(|wanted| self.by.dimensions().iter().position(|have| have == wanted));
        let from: Vec<usize> = from.collect::<Option<_>>().ok_or(Mismatch)?;
        let mut rolled = Self {
            by: by.clone(),
            zone: self.zone.clone(),
            cells: BTreeMap::new(),
            responses: self.responses,
            strangers: self.strangers.clone(),
            journeys: self.journeys.clone(),
            told: self.told.clone(),
        };
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

    /// The same counts weighted, each place by its own weight. Cut by what the weights depend on (device and sampling rate,
    /// say), weigh, then [roll up](Self::rolled_up) to what is asked for: whole numbers all the way, so the order doesn't
    /// matter. Only answers out of fixed categories can be weighted: the others are left out, and so are journeys.
    ///
    /// ```
    /// use madeleine_core::response::{Answer, Response};
    /// use madeleine_stats::{By, Tallies, weight::Weight};
    /// let by: By = "device".parse().expect("known names");
    /// let mut tallies = Tallies::new(by);
    /// for (device, code) in [("phone", 5), ("phone", 4), ("desktop", 1)] {
    ///     let answers = vec![("csat".into(), Answer::Code(code))];
    ///     tallies.observe(&Response { device: device.into(), answers, ..Response::default() });
    /// }
    /// let double = Weight::new(2.0).expect("in range");
    /// let weighted = tallies.weighted(|place| if place.segments[0].name() == Some("desktop") { double } else { Weight::ONE });
    /// let all = weighted.rolled_up(&By::default()).expect("cut by less");
    /// let (_, csat, tally) = all.cells().next().expect("one cell");
    /// assert_eq!(madeleine_stats::headline(csat.key(), tally).map(|share| (share.value(), share.base())), Ok((0.5, 3)));
    /// ```
    pub fn weighted(&self, weight: impl Fn(&Place) -> Weight) -> Self {
        let mut weighted = Self {
            responses: self.responses,
            strangers: self.strangers.clone(),
            ..Self::new(self.by.clone()).in_zone(self.zone.clone())
        };
        for (place, cell) in &self.cells {
            let weight = weight(place);
            for (measure, tally) in cell {
                if let Tally::Counts(counts) = tally {
                    let tally = Tally::Weighted(Weighted::of_strata([(weight, counts)]), *counts.missing());
                    weighted.cells.entry(place.clone()).or_default().push((measure.clone(), tally));
                }
            }
        }
        weighted
    }

    /// What was met, in the order of the core's list, then by subject.
    ///
    /// Resolution at the first contact is among them only where somebody was asked how often she had to ask.
    pub fn measures(&self) -> Vec<Measure> {
        let mut measures: Vec<Measure> = self.cells.values().flatten().map(|(measure, _)| measure.clone()).collect();
        measures.sort_unstable();
        measures.dedup();
        measures.retain(|measure| {
            let asked = || match self.total(measure) {
                Some(Tally::Counts(counts)) => counts.sum_of(&[0, 1]) > 0,
                Some(Tally::Weighted(weighted, _)) => weighted.categories().iter().take(2).any(|mass| mass.answers > 0),
                _ => false,
            };
            measure.key().reads != Reads::FirstContact || asked()
        });
        measures
    }

    /// Every tally with its place and measure, sorted by place, then by measure.
    pub fn cells(&self) -> impl Iterator<Item = (&Place, &Measure, &Tally)> {
        self.cells.iter().flat_map(|(place, cell)| cell.iter().map(move |(measure, tally)| (place, measure, tally)))
    }

    /// The tallies of one measure with their places, sorted by segment, then by time.
    pub fn of(&self, measure: &Measure) -> impl Iterator<Item = (&Place, &Tally)> {
        self.cells().filter(move |(_, known, _)| *known == measure).map(|(place, _, tally)| (place, tally))
    }

    /// One measure over all segments and periods; `None` if it was never met.
    pub fn total(&self, measure: &Measure) -> Option<Tally> {
        let mut each = self.of(measure).map(|(_, tally)| tally);
        let first = each.next()?.clone();
        Some(each.fold(first, |mut sum, tally| {
            // Tallies of one measure are of one form.
            let _ = sum.merge(tally);
            sum
        }))
    }

    /// What the journeys whose moments were met come to; journeys aren't cut by segment or period.
    pub fn peak_ends(&self) -> PeakEnds {
        let mut peak_ends = self.journeys.peak_ends();
        peak_ends.merge(&self.told);
        peak_ends
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

fn tally_of<'a>(cell: &'a mut Cell, measure: &Measure) -> &'a mut Tally {
    place_of(cell, measure, || Tally::of_key(measure.key()))
}

/// The tally of a measure, or what `empty` makes of none.
fn place_of<'a>(cell: &'a mut Cell, measure: &Measure, empty: impl FnOnce() -> Tally) -> &'a mut Tally {
    let at = cell.binary_search_by(|(known, _)| known.cmp(measure)).unwrap_or_else(|at| {
        cell.insert(at, (measure.clone(), empty()));
        at
    });
    &mut cell[at].1
}

/// Counts what so many responses say of a measure.
pub(super) fn count(cell: &mut Cell, measure: &Measure, counted: &Counted<'_>, times: u64) {
    let tally = tally_of(cell, measure);
    match counted {
        Counted::Answer(Seen::Answered(answer)) => tally.observe_times(measure.key(), answer, times),
        Counted::Answer(Seen::Absent(absence)) | Counted::Joint(Joint::Absent(absence)) => {
            tally.observe_absences(*absence, times);
        }
        Counted::Joint(Joint::Category(category)) => {
            if let Tally::Counts(counts) = tally {
                counts.add_times(*category, times);
            }
        }
        Counted::Joint(Joint::Ratio(numerator, denominator)) => {
            if let Tally::Sums(sums) = tally {
                (0..times).for_each(|_| sums.observe(*numerator, *denominator));
            }
        }
    }
}

/// Adds the tallies of a place.
pub(super) fn add(cell: &mut Cell, other: &Cell) -> Result<(), Mismatch> {
    other.iter().try_for_each(|(measure, tally)| {
        // A weighted tally begins as one: its empty twin isn't the empty histogram.
        place_of(cell, measure, || match tally {
            Tally::Weighted(..) => Tally::Weighted(Weighted::default(), Missing::default()),
            _ => Tally::of_key(measure.key()),
        })
        .merge(tally)
    })
}

/// What is counted under a measure.
pub(super) enum Counted<'a> {
    /// One answer.
    Answer(Seen<'a>),
    /// What several come to together.
    Joint(Joint),
}

/// What became of an item.
pub(super) enum Seen<'a> {
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

/// Every item that a response speaks of, once, with what it is counted under.
pub(super) fn measured(response: &Response) -> impl Iterator<Item = (&str, Option<Measure>, Seen<'_>)> {
    items(response).map(|(item, seen)| (item, measure_of(response, item), seen))
}

/// What the answer to an item is counted under.
fn measure_of(response: &Response, item: &str) -> Option<Measure> {
    let key = response.key_of(item)?;
    let at = KEYS.iter().position(|known| known.id == key.id)?;
    Some(Measure::new(at, response.subject_of(item).map(String::from)))
}
