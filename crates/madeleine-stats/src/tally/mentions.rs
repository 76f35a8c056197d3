//! Answers per option, for questions of which several options may be named.

use super::{Absence, Missing};
use madeleine_core::response::Answer;
use std::collections::BTreeMap;

/// How many people named each option of a question with several answers. The counts add up to more than the base.
///
/// The base is the people who answered the question, including those who named nothing; who passed over it is counted
/// apart, as for every other instrument. Unit: responses.
///
/// ```
/// use madeleine_core::response::Answer;
/// use madeleine_stats::tally::Mentions;
/// let mut mentions = Mentions::default();
/// mentions.observe(&Answer::Options(vec!["fees".into(), "wait".into()]));
/// mentions.observe(&Answer::Options(vec!["fees".into()]));
/// assert_eq!((mentions.base(), mentions.of("fees"), mentions.of("wait")), (2, 2, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    base: u64,
    options: BTreeMap<String, u64>,
    missing: Missing,
}

impl Mentions {
    /// Mentions counted elsewhere. An option named by more people than answered is cut to the base.
    pub fn new(base: u64, options: impl IntoIterator<Item = (String, u64)>, missing: Missing) -> Self {
        let options = options.into_iter().map(|(option, count)| (option, count.min(base))).collect();
        Self { base, options, missing }
    }

    /// Counts one answer: each option once, however often it stands in the list.
    pub fn observe(&mut self, answer: &Answer) {
        let place = match answer {
            Answer::Options(named) => {
                for (index, option) in named.iter().enumerate() {
                    if named[..index].contains(option) {
                        continue;
                    }
                    match self.options.get_mut(option) {
                        Some(count) => *count = count.saturating_add(1),
                        None => {
                            self.options.insert(option.clone(), 1);
                        }
                    }
                }
                &mut self.base
            }
            Answer::Skipped => &mut self.missing.skipped,
            Answer::Unknown => &mut self.missing.unknown,
            Answer::Code(_) | Answer::Option(_) | Answer::Text(_) => &mut self.missing.invalid,
        };
        *place = place.saturating_add(1);
    }

    /// Counts somebody who gave no answer at all.
    pub fn observe_absence(&mut self, absence: Absence) {
        self.missing.note(absence);
    }

    /// Adds the other's counts: associative, commutative, [`Mentions::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        self.base = self.base.saturating_add(other.base);
        for (option, theirs) in &other.options {
            match self.options.get_mut(option) {
                Some(mine) => *mine = mine.saturating_add(*theirs),
                None => {
                    self.options.insert(option.clone(), *theirs);
                }
            }
        }
        self.missing.merge(&other.missing);
    }

    /// How many answered the question, whatever they named.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// How many named this option; 0 for one that nobody named.
    pub fn of(&self, option: &str) -> u64 {
        self.options.get(option).copied().unwrap_or(0)
    }

    /// Every option that was named with the number of people who named it, by key.
    pub fn options(&self) -> impl Iterator<Item = (&str, u64)> {
        self.options.iter().map(|(option, count)| (option.as_str(), *count))
    }

    /// Who is not in the base, and why.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }
}
