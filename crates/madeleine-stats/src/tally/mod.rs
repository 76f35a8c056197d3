//! Tallies: mergeable counts, integers only. What an estimate is a function of; never the answers themselves.
//!
//! A [`Tally`] holds the counts of one instrument; [`Tallies`] hold one tally per instrument, segment and period.
//! Both add up: merging is associative and commutative and the empty one is neutral, so a worker, a file, a day
//! and a machine in a cluster are all the same thing.

mod by;
mod counts;
mod cube;
mod mentions;
mod missing;
mod period;
mod words;

pub use by::{By, ByError, Dimension};
pub use counts::{Counts, category};
pub(crate) use cube::instrument_of;
pub use cube::{Place, Segment, Tallies};
pub use mentions::Mentions;
pub use missing::{Absence, Missing};
pub use period::{Grain, Period};
pub use words::Words;

use core::fmt;
use madeleine_core::instrument::{Form, Key};
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
        match key.instrument.form {
            Form::Scale(_) | Form::Choice { .. } => Self::Counts(Counts::of_key(key).unwrap_or_default()),
            Form::Multi => Self::Mentions(Mentions::default()),
            Form::Text => Self::Words(Words::default()),
        }
    }

    /// Counts one answer; one that the instrument doesn't offer is counted as invalid.
    pub fn observe(&mut self, key: &Key, answer: &Answer) {
        match self {
            Self::Counts(counts) => counts.observe(key, answer),
            Self::Mentions(mentions) => mentions.observe(answer),
            Self::Words(words) => words.observe(answer),
        }
    }

    /// Counts somebody who gave no answer at all.
    pub fn observe_absence(&mut self, absence: Absence) {
        match self {
            Self::Counts(counts) => counts.observe_absence(absence),
            Self::Mentions(mentions) => mentions.observe_absence(absence),
            Self::Words(words) => words.observe_absence(absence),
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
        }
    }

    /// Who is not in the base, and why.
    pub fn missing(&self) -> &Missing {
        match self {
            Self::Counts(counts) => counts.missing(),
            Self::Mentions(mentions) => mentions.missing(),
            Self::Words(words) => words.missing(),
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
}
