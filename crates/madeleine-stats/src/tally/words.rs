//! Open answers: only that somebody wrote something, never what.

use super::{Absence, Missing};
use madeleine_core::response::Answer;

/// How many people wrote something. The words themselves are no statistic and are not kept here.
///
/// ```
/// use madeleine_core::response::Answer;
/// use madeleine_stats::tally::Words;
/// let mut words = Words::default();
/// words.observe(&Answer::Text("Quick!".into()));
/// assert_eq!(words.answered(), 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    answered: u64,
    missing: Missing,
}

impl Words {
    /// Counts made elsewhere.
    pub fn new(answered: u64, missing: Missing) -> Self {
        Self { answered, missing }
    }

    /// Counts one answer.
    pub fn observe(&mut self, answer: &Answer) {
        self.observe_times(answer, 1);
    }

    /// Counts answers of so many.
    pub(super) fn observe_times(&mut self, answer: &Answer, times: u64) {
        let place = match answer {
            Answer::Text(text) if !text.trim().is_empty() => &mut self.answered,
            Answer::Text(_) | Answer::Skipped => &mut self.missing.skipped,
            Answer::Unknown => &mut self.missing.unknown,
            Answer::Code(_) | Answer::Option(_) | Answer::Options(_) => &mut self.missing.invalid,
        };
        *place = place.saturating_add(times);
    }

    /// Counts somebody who gave no answer at all.
    pub fn observe_absence(&mut self, absence: Absence) {
        self.observe_absences(absence, 1);
    }

    pub(super) fn observe_absences(&mut self, absence: Absence, times: u64) {
        self.missing.note(absence, times);
    }

    /// Adds the other's counts: associative, commutative, [`Words::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        self.answered = self.answered.saturating_add(other.answered);
        self.missing.merge(&other.missing);
    }

    /// How many wrote something.
    pub fn answered(&self) -> u64 {
        self.answered
    }

    /// Who wrote nothing, and why.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }
}
