//! What a report is made from.

use crate::fingerprints::{Fingerprints, FingerprintsCounter};
use crate::verbatims::Verbatims;
use madeleine_core::columns::Rows;
use madeleine_core::response::{Response, State};
use madeleine_stats::tally::{self, Counter, Dimension, Grain, Period, Segment, Zone};
use madeleine_stats::{By, Mismatch, Tallies};
use std::collections::BTreeMap;

/// What a report is made from: tallies by touchpoint, one more thing and week, tallies by stage of the journey, an account of the
/// sittings, of the words that were shown, and the latest of what people wrote.
///
/// Gatherings add up: merging is associative and commutative, and an empty one is neutral.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_report::Gathering;
/// let mut monday = Gathering::default();
/// monday.observe(&Response { answers: vec![("csat".into(), Answer::Code(5))], ..Response::default() });
/// let mut tuesday = monday.clone();
/// tuesday.merge(&monday).expect("cut likewise");
/// assert_eq!(tuesday.responses(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gathering {
    tallies: Tallies,
    stages: Tallies,
    sittings: BTreeMap<Segment, Sittings>,
    fingerprints: Fingerprints,
    verbatims: Verbatims,
}

/// A day of the civil calendar. Days sort as time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Day {
    /// The first day of a period; `None` where there is no date.
    pub(crate) fn first_of(period: Period) -> Option<Self> {
        period.first_day().map(|day| Self { year: day.year, month: day.month, day: day.day })
    }

    /// The last day of a period.
    pub(crate) fn last_of(period: Period) -> Option<Self> {
        period.last_day().map(|day| Self { year: day.year, month: day.month, day: day.day })
    }
}

/// How far the sittings of a touchpoint got, and when they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sittings {
    /// How many ended in each state, in the order of [`Sittings::STATES`].
    pub states: [u64; 5],
    /// The first and the last day; `None` where no response has a date.
    pub days: Option<(Day, Day)>,
    /// How many have no date that can be read.
    pub undated: u64,
}

impl Sittings {
    /// The states, in the order in which a sitting gets on.
    pub const STATES: [State; 5] =
        [State::Displayed, State::Started, State::Partial, State::Completed, State::Dismissed];

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.states.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    fn observe(&mut self, response: &Response) {
        self.add(Some(response.state.word()), Period::of(Grain::Day, &response.submitted_at), 1);
    }

    fn add(&mut self, state: Option<&str>, day: Period, times: u64) {
        let state = Self::STATES.iter().position(|known| Some(known.word()) == state);
        if let Some(count) = state.and_then(|at| self.states.get_mut(at)) {
            *count = count.saturating_add(times);
        }
        match Day::first_of(day) {
            Some(day) => self.span(day, day),
            None => self.undated = self.undated.saturating_add(times),
        }
    }

    fn span(&mut self, first: Day, last: Day) {
        self.days = Some(self.days.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.states.iter_mut().zip(other.states) {
            *mine = mine.saturating_add(theirs);
        }
        if let Some((first, last)) = other.days {
            self.span(first, last);
        }
        self.undated = self.undated.saturating_add(other.undated);
    }
}

impl Default for Gathering {
    /// Broken down by touchpoint.
    fn default() -> Self {
        Self::by(Dimension::Touchpoint)
    }
}

impl Gathering {
    /// An empty gathering that a report can break down by this.
    pub fn by(breakdown: Dimension) -> Self {
        let stages = Tallies::new(stage_cut(&breakdown));
        Self {
            tallies: Tallies::new(cut(breakdown)),
            stages,
            sittings: BTreeMap::new(),
            fingerprints: Fingerprints::default(),
            verbatims: Verbatims::default(),
        }
    }

    /// Gathers the rows of columns.
    ///
    /// ```
    /// use madeleine_core::columns::{Columns, Rows};
    /// use madeleine_core::response::Response;
    /// use madeleine_report::Gathering;
    /// use madeleine_stats::tally::Dimension;
    /// let mut columns = Columns::default();
    /// columns.push(&Response::default());
    /// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    /// assert_eq!(Gathering::of(Dimension::Touchpoint, rows).responses(), 1);
    /// ```
    pub fn of(breakdown: Dimension, rows: Rows<'_>) -> Self {
        let mut gatherer = Gatherer::by(breakdown);
        gatherer.observe(rows);
        Self { verbatims: Verbatims::of_rows(rows), ..gatherer.finish() }
    }

    pub(crate) fn from_parts(
        [tallies, stages]: [Tallies; 2],
        sittings: BTreeMap<Segment, Sittings>,
        fingerprints: Fingerprints,
        verbatims: Verbatims,
    ) -> Self {
        Self { tallies, stages, sittings, fingerprints, verbatims }
    }

    /// By what a report breaks it down.
    pub fn breakdown(&self) -> &Dimension {
        self.tallies.by().dimensions().last().unwrap_or(&Dimension::Touchpoint)
    }

    /// Counts one response. Of each `response_id` only the last snapshot may come here.
    pub fn observe(&mut self, response: &Response) {
        self.tallies.observe(response);
        self.stages.observe(response);
        self.sittings.entry(Segment::of(&response.touchpoint)).or_default().observe(response);
        self.fingerprints.observe(response);
        self.verbatims.observe(response);
    }

    /// Adds another gathering.
    ///
    /// # Errors
    /// [`Mismatch`] when the other is broken down by something else; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        self.tallies.merge(&other.tallies)?;
        // Whoever is cut likewise has the same stages.
        self.stages.merge(&other.stages)?;
        for (touchpoint, theirs) in &other.sittings {
            self.sittings.entry(touchpoint.clone()).or_default().merge(theirs);
        }
        self.fingerprints.merge(&other.fingerprints);
        self.verbatims.merge(&other.verbatims);
        Ok(())
    }

    /// How many responses were observed.
    pub fn responses(&self) -> u64 {
        self.tallies.responses()
    }

    /// The tallies by touchpoint, breakdown and week.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// The tallies by touchpoint, breakdown and week as a `*.tally.json` file holds them.
    pub fn written(&self) -> String {
        tally::write(&self.tallies)
    }

    /// The tallies by stage, and by touchpoint, breakdown and survey within: what may be shown of the one beside the others depends on
    /// the first two, and whether a score comes from other words than before on the last.
    pub fn stages(&self) -> &Tallies {
        &self.stages
    }

    /// The sittings of each touchpoint, by name.
    pub fn sittings(&self) -> impl Iterator<Item = (&Segment, &Sittings)> {
        self.sittings.iter()
    }

    /// Which words were shown when.
    pub(crate) fn fingerprints(&self) -> &Fingerprints {
        &self.fingerprints
    }

    /// What people wrote, the latest of it.
    pub(crate) fn verbatims(&self) -> &Verbatims {
        &self.verbatims
    }
}

/// By what a gathering is cut.
fn cut(breakdown: Dimension) -> By {
    let mut dimensions = vec![Dimension::Touchpoint];
    if breakdown != Dimension::Touchpoint {
        dimensions.push(breakdown);
    }
    // Two that differ are never named twice.
    By::new(dimensions, Some(Grain::Week)).unwrap_or_default()
}

/// The same for the journey, and for who asks what.
fn stage_cut(breakdown: &Dimension) -> By {
    let mut dimensions = vec![Dimension::Stage, Dimension::Touchpoint];
    for more in [breakdown, &Dimension::Survey] {
        if !dimensions.contains(more) {
            dimensions.push(more.clone());
        }
    }
    By::new(dimensions, None).unwrap_or_default()
}

/// Gathers rows as they come: the columns may be cleared in between. What people wrote isn't gathered so: a reader whose rows pass keeps no
/// words.
#[derive(Debug, Clone)]
pub struct Gatherer {
    counter: Counter,
    stages: Counter,
    sittings: Counter,
    fingerprints: FingerprintsCounter,
}

impl Gatherer {
    /// Gathers for a report that is broken down by this.
    pub fn by(breakdown: Dimension) -> Self {
        let sittings = By::new([Dimension::Touchpoint, Dimension::State], Some(Grain::Day)).unwrap_or_default();
        Self {
            stages: Counter::new(stage_cut(&breakdown), Zone::default()),
            counter: Counter::new(cut(breakdown), Zone::default()),
            sittings: Counter::of_rows(sittings, Zone::default()),
            fingerprints: FingerprintsCounter::default(),
        }
    }

    /// Takes in all rows that count.
    pub fn observe(&mut self, rows: Rows<'_>) {
        self.counter.observe(rows);
        self.stages.observe(rows);
        self.sittings.observe(rows);
        self.fingerprints.observe(rows);
    }

    /// What was gathered.
    pub fn finish(self) -> Gathering {
        let mut sittings: BTreeMap<Segment, Sittings> = BTreeMap::new();
        for (place, times) in self.sittings.finish_with_rows().1 {
            let mut segments = place.segments.into_iter();
            let (touchpoint, state) = (segments.next().unwrap_or(Segment::Unnamed), segments.next());
            let state = state.as_ref().and_then(Segment::name);
            sittings.entry(touchpoint).or_default().add(state, place.period.unwrap_or(Period::NoDate), times);
        }
        Gathering {
            tallies: self.counter.finish(),
            stages: self.stages.finish(),
            sittings,
            fingerprints: self.fingerprints.finish(),
            verbatims: Verbatims::default(),
        }
    }
}
