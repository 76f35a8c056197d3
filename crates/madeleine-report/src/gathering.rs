//! What a report is made from.

use madeleine_core::response::{Response, State};
use madeleine_stats::tally::{Dimension, Grain, Period, Segment};
use madeleine_stats::{By, Mismatch, Tallies};
use std::collections::BTreeMap;

/// What a report is made from: tallies by touchpoint, one more thing and week, and an account of the sittings.
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
    sittings: BTreeMap<Segment, Sittings>,
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
        let state = Self::STATES.iter().position(|state| *state == response.state);
        if let Some(count) = state.and_then(|at| self.states.get_mut(at)) {
            *count = count.saturating_add(1);
        }
        match Day::first_of(Period::of(Grain::Day, &response.submitted_at)) {
            Some(day) => self.span(day, day),
            None => self.undated = self.undated.saturating_add(1),
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
        let mut dimensions = vec![Dimension::Touchpoint];
        if breakdown != Dimension::Touchpoint {
            dimensions.push(breakdown);
        }
        // Two that differ are never named twice.
        let by = By::new(dimensions, Some(Grain::Week)).unwrap_or_default();
        Self { tallies: Tallies::new(by), sittings: BTreeMap::new() }
    }

    /// By what a report breaks it down.
    pub fn breakdown(&self) -> &Dimension {
        self.tallies.by().dimensions().last().unwrap_or(&Dimension::Touchpoint)
    }

    /// Counts one response. Of each `response_id` only the last snapshot may come here.
    pub fn observe(&mut self, response: &Response) {
        self.tallies.observe(response);
        let touchpoint = match response.touchpoint.as_str() {
            "" => Segment::Unnamed,
            name => Segment::Named(name.into()),
        };
        self.sittings.entry(touchpoint).or_default().observe(response);
    }

    /// Adds another gathering.
    ///
    /// # Errors
    /// [`Mismatch`] when the other is broken down by something else; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        self.tallies.merge(&other.tallies)?;
        for (touchpoint, theirs) in &other.sittings {
            self.sittings.entry(touchpoint.clone()).or_default().merge(theirs);
        }
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

    /// The sittings of each touchpoint, by name.
    pub fn sittings(&self) -> impl Iterator<Item = (&Segment, &Sittings)> {
        self.sittings.iter()
    }
}
