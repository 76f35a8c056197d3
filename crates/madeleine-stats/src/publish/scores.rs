//! Tallies → one row for each score.

use super::{Gate, HIDDEN_BELOW, Published, headline};
use crate::estimate::{Confidence, NoEstimate, wilson};
use crate::score::{Kano, KanoKind};
use crate::tally::{Measure, Period, Place, Segment, Tallies, Tally};
use madeleine_core::instrument::{self, Key, Reads};
use std::borrow::Cow;

/// One score of one instrument in one segment and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Score<'t> {
    /// What is scored.
    pub measure: Measure,
    /// The part of it of which this is the share, where an instrument has one share for each of its parts.
    pub part: Option<Part>,
    /// The segment and the period.
    pub place: Place,
    /// What it is a function of.
    pub tally: Cow<'t, Tally>,
    /// The score, or why it isn't shown.
    pub published: Result<Published, NoEstimate>,
}

/// A part of what has no single score: an option, a group of them, a kind of a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The option's key, the group's or the kind's.
    pub name: String,
    /// How many named it.
    pub hits: u64,
    /// Of how many.
    pub base: u64,
}

/// Every score that tallies come to, by instrument, then segment, then time.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::{Tallies, publish};
/// let mut tallies = Tallies::default();
/// for code in [5, 4, 4, 5, 2, 5, 4, 3, 5, 4, 5, 5] {
///     tallies.observe(&Response { answers: vec![("csat".into(), Answer::Code(code))], ..Response::default() });
/// }
/// let [csat] = publish::scores(&tallies).try_into().expect("one score");
/// assert!(csat.published.is_ok_and(|published| published.estimate.value() == 10.0 / 12.0));
/// ```
pub fn scores(tallies: &Tallies) -> Vec<Score<'_>> {
    let mut scores = Vec::new();
    for measure in tallies.measures() {
        let key = measure.key();
        for (place, tally) in tallies.of(&measure) {
            let score = |part, published| Score {
                measure: measure.clone(),
                part,
                place: place.clone(),
                tally: Cow::Borrowed(tally),
                published,
            };
            let parts = parts(key, tally);
            if parts.is_empty() {
                scores.push(score(None, headline(key, tally)));
            }
            for part in parts {
                let share = share(key, &part);
                scores.push(score(Some(part), share));
            }
        }
    }
    scores.extend(peak_end(tallies));
    scores
}

/// What the journeys come to: they are not cut by segment or period.
fn peak_end(tallies: &Tallies) -> Option<Score<'static>> {
    let index = tallies.peak_ends().index;
    let measure = Measure::of(instrument::key("peak_end")?, None).filter(|_| index.base() > 0)?;
    let tally = Tally::Sums(index);
    let by = tallies.by();
    let segments = vec![Segment::Unnamed; by.dimensions().len()];
    let place = Place { segments, period: by.period().map(|_| Period::NoDate) };
    let published = headline(measure.key(), &tally);
    Some(Score { part: None, place, tally: Cow::Owned(tally), published, measure })
}

/// The parts of a tally that has no single score: options by how many named them and then their groups, or the kinds
/// of a feature.
fn parts(key: &Key, tally: &Tally) -> Vec<Part> {
    match tally {
        Tally::Mentions(mentions) if mentions.base() > 0 => {
            let part = |name: &str, hits| Part { name: name.into(), hits, base: mentions.base() };
            let mut parts: Vec<Part> = mentions.options().map(|(option, hits)| part(option, hits)).collect();
            // Stable: options come sorted by name.
            parts.sort_by_key(|part| core::cmp::Reverse(part.hits));
            parts.extend(key.groups.iter().enumerate().map(|(at, group)| part(group.id, mentions.naming(at))));
            parts
        }
        Tally::Counts(pairs) if key.reads == Reads::Pair => {
            let Ok(kano) = Kano::of(pairs, Confidence::NINETY_FIVE) else { return Vec::new() };
            let kinds = KanoKind::ALL.iter().zip(kano.counts);
            kinds.map(|(kind, hits)| Part { name: kind.letter().into(), hits, base: kano.base }).collect()
        }
        _ => Vec::new(),
    }
}

fn share(key: &Key, part: &Part) -> Result<Published, NoEstimate> {
    let estimate = wilson::share(part.hits, part.base, Confidence::NINETY_FIVE)?;
    match Gate::of(key, part.base) {
        Gate::Hidden => Err(NoEstimate::InsufficientBase { needed: HIDDEN_BELOW, have: part.base }),
        gate => Ok(Published { estimate, indicative: gate == Gate::Indicative }),
    }
}
