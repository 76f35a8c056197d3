//! Answers per category, for instruments whose categories are fixed.

use super::{Absence, Missing};
use madeleine_core::instrument::{Form, Key};
use madeleine_core::response::Answer;

/// How many people gave each answer: the histogram that every score of a scale or a choice is a function of.
///
/// A category is a point of the scale counted from its first code, or the place of an option in the instrument's list.
/// Unit: responses. Sums stop at `u64::MAX` instead of wrapping, so merging is associative whatever it is fed.
///
/// ```
/// use madeleine_core::{instrument, response::Answer};
/// use madeleine_stats::tally::Counts;
/// let csat = instrument::key("csat").expect("known");
/// let mut counts = Counts::of_key(csat).expect("csat has fixed categories");
/// counts.observe(csat, &Answer::Code(5));
/// counts.observe(csat, &Answer::Skipped);
/// assert_eq!(counts.categories(), [0, 0, 0, 0, 1]);
/// assert_eq!((counts.base(), counts.missing().skipped), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    categories: Vec<u64>,
    missing: Missing,
}

impl Counts {
    /// An empty histogram with the categories of an instrument; `None` where they are not fixed (several options, words).
    pub fn of_key(key: &Key) -> Option<Self> {
        (key.categories() > 0).then(|| Self::from(vec![0; key.categories()]))
    }

    /// A histogram from counts made elsewhere.
    pub fn new(categories: impl Into<Vec<u64>>, missing: Missing) -> Self {
        Self { categories: categories.into(), missing }
    }

    /// Counts one answer; one that the instrument doesn't offer is counted as invalid.
    pub fn observe(&mut self, key: &Key, answer: &Answer) {
        self.observe_times(key, answer, 1);
    }

    /// Counts an answer that so many gave.
    pub(super) fn observe_times(&mut self, key: &Key, answer: &Answer, times: u64) {
        let place = match answer {
            Answer::Skipped => Some(&mut self.missing.skipped),
            Answer::Unknown => Some(&mut self.missing.unknown),
            _ => category(key, answer).and_then(|category| self.categories.get_mut(category)),
        };
        let place = place.unwrap_or(&mut self.missing.invalid);
        *place = place.saturating_add(times);
    }

    /// Counts one answer of this category; one that doesn't exist is counted as invalid.
    pub fn add(&mut self, category: usize) {
        self.add_times(category, 1);
    }

    /// Counts so many answers of a category.
    pub(super) fn add_times(&mut self, category: usize, times: u64) {
        let place = self.categories.get_mut(category).unwrap_or(&mut self.missing.invalid);
        *place = place.saturating_add(times);
    }

    /// Counts somebody who gave no answer at all.
    pub fn observe_absence(&mut self, absence: Absence) {
        self.observe_absences(absence, 1);
    }

    pub(super) fn observe_absences(&mut self, absence: Absence, times: u64) {
        self.missing.note(absence, times);
    }

    /// Adds the other's counts. Associative, commutative, and [`Counts::default`] is neutral; a histogram with fewer
    /// categories counts as one whose last categories are empty.
    pub fn merge(&mut self, other: &Self) {
        if self.categories.len() < other.categories.len() {
            self.categories.resize(other.categories.len(), 0);
        }
        for (mine, theirs) in self.categories.iter_mut().zip(&other.categories) {
            *mine = mine.saturating_add(*theirs);
        }
        self.missing.merge(&other.missing);
    }

    /// Responses per category, first category first.
    pub fn categories(&self) -> &[u64] {
        &self.categories
    }

    /// How many answered: the sum over all categories.
    pub fn base(&self) -> u64 {
        self.categories.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// How many gave one of these answers; categories that don't exist count nothing.
    ///
    /// ```
    /// use madeleine_stats::tally::Counts;
    /// let counts = Counts::from(vec![1, 2, 5, 20, 22]);
    /// assert_eq!(counts.sum_of(&[3, 4]), 42);
    /// ```
    pub fn sum_of(&self, categories: &[usize]) -> u64 {
        let each = categories.iter().map(|&category| self.categories.get(category).copied().unwrap_or(0));
        each.fold(0, u64::saturating_add)
    }

    /// Who is not in the base, and why.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }
}

impl From<Vec<u64>> for Counts {
    fn from(categories: Vec<u64>) -> Self {
        Self::new(categories, Missing::default())
    }
}

/// The category that an answer falls into, if the instrument has fixed ones and offers it.
///
/// ```
/// use madeleine_core::{instrument, response::Answer};
/// use madeleine_stats::tally::category;
/// let fcr = instrument::key("fcr").expect("known");
/// assert_eq!(category(fcr, &Answer::Option("fcr.no".into())), Some(1));
/// assert_eq!(category(fcr, &Answer::Code(1)), None);
/// ```
pub fn category(key: &Key, answer: &Answer) -> Option<usize> {
    match (&key.instrument.form, answer) {
        (Form::Scale(scale), Answer::Code(code)) if scale.holds(*code) => {
            usize::try_from(i64::from(*code) - i64::from(scale.first)).ok()
        }
        (Form::Choice { options, .. }, Answer::Option(option)) => options.iter().position(|known| known == option),
        _ => None,
    }
}
