//! Answers per option, for questions of which several options may be named.

use super::{Absence, Missing};
use madeleine_core::instrument::{Group, Key};
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
/// let emotions = madeleine_core::instrument::key("emotions").expect("known");
/// let mut mentions = Mentions::default();
/// mentions.observe(emotions, &Answer::Options(vec!["emo.joy".into(), "emo.worry".into()]));
/// mentions.observe(emotions, &Answer::Options(vec!["emo.joy".into()]));
/// assert_eq!((mentions.base(), mentions.of("emo.joy"), mentions.of("emo.worry")), (2, 2, 1));
/// // One felt good ones only, one both.
/// assert_eq!((mentions.naming_only(0b01), mentions.naming_only(0b11)), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    base: u64,
    options: BTreeMap<String, u64>,
    /// How many named something of exactly these groups, by the set of groups: bit 0 is the key's first group. The
    /// trailing zeros aren't kept, so that equal counts are equal.
    sets: Vec<u64>,
    missing: Missing,
}

impl Mentions {
    /// Mentions counted elsewhere. An option named by more people than answered is cut to the base.
    pub fn new(base: u64, options: impl IntoIterator<Item = (String, u64)>, missing: Missing) -> Self {
        let options = options.into_iter().map(|(option, count)| (option, count.min(base))).collect();
        Self { base, options, sets: Vec::new(), missing }
    }

    /// The same with how many named something of exactly each set of groups, as [`naming_only`](Self::naming_only) tells
    /// them: those of no group first. `None` where they add up to another base.
    pub fn with_sets(self, sets: impl Into<Vec<u64>>) -> Option<Self> {
        let mut sets = sets.into();
        while sets.last() == Some(&0) {
            sets.pop();
        }
        let sum = sets.iter().fold(0_u64, |sum, &count| sum.saturating_add(count));
        (sum == self.base || sets.is_empty()).then_some(Self { sets, ..self })
    }

    /// Counts one answer: each option once, however often it stands in the list.
    pub fn observe(&mut self, key: &Key, answer: &Answer) {
        self.observe_times(key, answer, 1);
    }

    /// Counts an answer that so many gave.
    pub(super) fn observe_times(&mut self, key: &Key, answer: &Answer, times: u64) {
        let place = match answer {
            Answer::Options(named) => {
                for (index, option) in named.iter().enumerate() {
                    if named[..index].contains(option) {
                        continue;
                    }
                    match self.options.get_mut(option) {
                        Some(count) => *count = count.saturating_add(times),
                        None => {
                            self.options.insert(option.clone(), times);
                        }
                    }
                }
                if !key.groups.is_empty() {
                    let names = |group: &&Group| named.iter().any(|option| group.options.contains(&option.as_str()));
                    let groups = key.groups.iter().enumerate().filter(|(_, group)| names(group));
                    let set = groups.fold(0, |set, (at, _)| set | 1 << at);
                    if self.sets.len() <= set {
                        self.sets.resize(set + 1, 0);
                    }
                    self.sets[set] = self.sets[set].saturating_add(times);
                }
                &mut self.base
            }
            Answer::Skipped => &mut self.missing.skipped,
            Answer::Unknown => &mut self.missing.unknown,
            Answer::Code(_) | Answer::Option(_) | Answer::Text(_) => &mut self.missing.invalid,
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
        if self.sets.len() < other.sets.len() {
            self.sets.resize(other.sets.len(), 0);
        }
        for (mine, theirs) in self.sets.iter_mut().zip(&other.sets) {
            *mine = mine.saturating_add(*theirs);
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

    /// How many named something of the key's groups in this set and of no other. Bit 0 of the set is the first group;
    /// the empty set are those who named nothing of any group.
    pub fn naming_only(&self, set: usize) -> u64 {
        self.sets.get(set).copied().unwrap_or(0)
    }

    /// How many named something of the group at this place of the key's list.
    pub fn naming(&self, group: usize) -> u64 {
        let with = self.sets.iter().enumerate().filter(|(set, _)| group < 8 && set >> group & 1 == 1);
        with.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// How many named something of exactly each set of groups, trailing zeros left out.
    pub fn sets(&self) -> &[u64] {
        &self.sets
    }

    /// Who is not in the base, and why.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }
}
