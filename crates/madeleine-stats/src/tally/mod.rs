//! Tallies: mergeable counts, integers only. What an estimate is a function of; never the answers themselves.
//!
//! A [`Tally`] holds the counts of one instrument; [`Tallies`] hold one tally per instrument, segment and period.
//! Both add up: merging is associative and commutative and the empty one is neutral, so a worker, a file, a day
//! and a machine in a cluster are all the same thing. A [`Zone`] says when a day begins; [`write()`] and [`read`] are the file.
//!
//! Cells aren't suppressed: one of a single person says what that person answered. What is shown goes through
//! [`publish`](crate::publish).
//!
//! The method in words, and the form of the file: [`method::tallies`](crate::method::tallies).

mod by;
mod calendar;
mod counter;
mod counts;
mod cube;
mod joint;
mod journeys;
mod measure;
mod mentions;
mod missing;
mod only;
mod period;
mod plan;
mod schema;
mod slices;
mod sums;
mod term;
mod together;
mod wanted;
mod wire;
mod words;
mod zone;

pub use by::{By, ByError, Dimension};
pub use counter::Counter;
pub use counts::{Counts, category};
pub use cube::{Place, Segment, Tallies};
pub use journeys::{Journeys, LEAST_MOMENTS, PeakEnds};
pub use measure::Measure;
pub use mentions::Mentions;
pub use missing::{Absence, Missing};
pub use only::{Only, OnlyError};
pub use period::{Grain, Period};
pub use schema::schema;
pub use slices::Slices;
pub use sums::Sums;
pub use together::TogetherCounter;
pub use wanted::Choice;
pub use wire::{Reading, VERSION, read, write};
pub use words::Words;
pub use zone::Zone;

use crate::weight::Weighted;
use core::fmt;
use madeleine_core::instrument::{Form, Key, Reads};
use madeleine_core::response::Answer;

/// The counts of one instrument, in the shape that its form of answer asks for.
///
/// ```
/// use madeleine_core::{instrument, response::Answer};
/// use madeleine_stats::Tally;
/// let csat = instrument::key("csat").expect("known");
/// let mut monday = Tally::of_key(csat);
/// let mut tuesday = monday.clone();
/// monday.observe(csat, &Answer::Code(5));
/// tuesday.observe(csat, &Answer::Code(2));
/// monday.merge(&tuesday).expect("of one instrument");
/// assert_eq!(monday.base(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// One answer out of fixed categories: scales and choices.
    Counts(Counts),
    /// Several options.
    Mentions(Mentions),
    /// Words of the person's own.
    Words(Words),
    /// Values that several answers come to together.
    Sums(Sums),
    /// Answers out of fixed categories, weighted; and who is not in the base, each as one.
    Weighted(Weighted, Missing),
}

/// Two things that don't add up: tallies of different forms, or cubes with different dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these tallies count different things and can't be added up")
    }
}

impl core::error::Error for Mismatch {}

impl Tally {
    /// An empty tally of an instrument.
    pub fn of_key(key: &Key) -> Self {
        match (key.reads, &key.instrument.form) {
            (Reads::Composite { .. } | Reads::Journey, _) => Self::Sums(Sums::default()),
            (Reads::Answer, Form::Multi { .. }) => Self::Mentions(Mentions::default()),
            (Reads::Answer, Form::Text) => Self::Words(Words::default()),
            _ => Self::Counts(Counts::of_key(key).unwrap_or_default()),
        }
    }

    /// Counts one answer; one that the instrument doesn't offer is counted as invalid.
    pub fn observe(&mut self, key: &Key, answer: &Answer) {
        self.observe_times(key, answer, 1);
    }

    /// Counts an answer that so many gave.
    fn observe_times(&mut self, key: &Key, answer: &Answer, times: u64) {
        match self {
            Self::Counts(counts) => counts.observe_times(key, answer, times),
            Self::Mentions(mentions) => mentions.observe_times(key, answer, times),
            Self::Words(words) => words.observe_times(answer, times),
            // Made of several answers, never of one.
            Self::Sums(sums) => (0..times).for_each(|_| sums.observe(0, 0)),
            // What stands for one person in some place isn't known here.
            Self::Weighted(_, missing) => missing.invalid = missing.invalid.saturating_add(times),
        }
    }

    /// Counts somebody who gave no answer at all.
    pub fn observe_absence(&mut self, absence: Absence) {
        self.observe_absences(absence, 1);
    }

    fn observe_absences(&mut self, absence: Absence, times: u64) {
        match self {
            Self::Counts(counts) => counts.observe_absences(absence, times),
            Self::Mentions(mentions) => mentions.observe_absences(absence, times),
            Self::Words(words) => words.observe_absences(absence, times),
            Self::Sums(sums) => (0..times).for_each(|_| sums.observe_absence(absence)),
            Self::Weighted(_, missing) => missing.note(absence, times),
        }
    }

    /// Adds the other's counts: associative, commutative, an empty tally of the same instrument is neutral.
    ///
    /// # Errors
    /// [`Mismatch`] when the two are of different forms; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        match (self, other) {
            (Self::Counts(mine), Self::Counts(theirs)) => mine.merge(theirs),
            (Self::Mentions(mine), Self::Mentions(theirs)) => mine.merge(theirs),
            (Self::Words(mine), Self::Words(theirs)) => mine.merge(theirs),
            (Self::Sums(mine), Self::Sums(theirs)) => mine.merge(theirs),
            (Self::Weighted(mine, missing), Self::Weighted(theirs, others)) => {
                mine.merge(theirs);
                missing.merge(others);
            }
            _ => return Err(Mismatch),
        }
        Ok(())
    }

    /// How many answered, in responses.
    pub fn base(&self) -> u64 {
        match self {
            Self::Counts(counts) => counts.base(),
            Self::Mentions(mentions) => mentions.base(),
            Self::Words(words) => words.answered(),
            Self::Sums(sums) => sums.base(),
            Self::Weighted(weighted, _) => weighted.base(),
        }
    }

    /// Who is not in the base, and why.
    pub fn missing(&self) -> &Missing {
        match self {
            Self::Counts(counts) => counts.missing(),
            Self::Mentions(mentions) => mentions.missing(),
            Self::Words(words) => words.missing(),
            Self::Sums(sums) => sums.missing(),
            Self::Weighted(_, missing) => missing,
        }
    }

    /// The histogram, if the instrument has fixed categories.
    pub fn counts(&self) -> Option<&Counts> {
        if let Self::Counts(counts) = self { Some(counts) } else { None }
    }

    /// The mentions, if several options could be named.
    pub fn mentions(&self) -> Option<&Mentions> {
        if let Self::Mentions(mentions) = self { Some(mentions) } else { None }
    }

    /// The sums, if several answers together make a value.
    pub fn sums(&self) -> Option<&Sums> {
        if let Self::Sums(sums) = self { Some(sums) } else { None }
    }
}
