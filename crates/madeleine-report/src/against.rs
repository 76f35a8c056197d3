//! The other responses that a narrowed report is held against.

use crate::fingerprints::{Fingerprints, FingerprintsCounter};
use crate::gathering::{Narrowed, beside_cut};
use core::str::FromStr;
use madeleine_core::columns::{Field, Rows};
use madeleine_core::response::Response;
use madeleine_stats::tally::{Counter, Dimension, Grain, Measure, Only, OnlyError, Place, Segment, Zone};
use madeleine_stats::{By, Mismatch, Tallies, Tally};
use std::collections::BTreeMap;

/// What a report's responses are held against, one word of it: what the others say, or that all are meant.
///
/// ```
/// use madeleine_report::Other;
/// let others = ["device=desktop", "stage=act"].map(|word| word.parse().expect("known"));
/// assert_eq!(Other::all(others).map(|only| only.len()), Some(2));
/// // All of them, which leaves the rest.
/// assert_eq!(Other::all(["rest".parse().expect("known")]), Some(vec![]));
/// assert_eq!(Other::all([]), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// All responses.
    Rest,
    /// Those that say this.
    Only(Only),
}

impl Other {
    /// The word for all of them: what is left is held against, which is the rest.
    pub const REST: &str = "rest";

    /// What others have to say, all of it; `None` where nothing is held against anything.
    pub fn all(words: impl IntoIterator<Item = Self>) -> Option<Vec<Only>> {
        let mut only = None;
        for word in words {
            let only = only.get_or_insert_with(Vec::new);
            if let Self::Only(one) = word {
                only.push(one);
            }
        }
        only
    }
}

impl FromStr for Other {
    type Err = OnlyError;

    fn from_str(text: &str) -> Result<Self, OnlyError> {
        if text.trim() == Self::REST { Ok(Self::Rest) } else { text.parse().map(Self::Only) }
    }
}

/// What was gathered of the other responses. Those that are also of the report are told apart, so that nobody is on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    only: Vec<Only>,
    /// Of all that say this, by touchpoint and by what the report's own have to say.
    tallies: Tallies,
    /// What stands beside each of what they say.
    beside: Vec<Narrowed>,
    /// The same of those that are of both; nothing where none can be, or where they are all of the report.
    common: Vec<Narrowed>,
    /// Which words were shown, to all that say this, and to those that are also of the report.
    words: [Fingerprints; 2],
}

/// What both have to say, where that isn't what the one has to say already.
fn both(only: &[Only], own: &[Only]) -> Vec<Only> {
    if apart(only, own) || only.iter().all(|one| own.contains(one)) {
        return Vec::new();
    }
    own.iter().chain(only.iter().filter(|one| !own.contains(one))).cloned().collect()
}

/// Whether no response can be of both.
pub(crate) fn apart(one: &[Only], other: &[Only]) -> bool {
    one.iter().any(|one| other.iter().any(|other| one.excludes(other)))
}

/// By what the report's own are told from the others.
fn cut(own: &[Only]) -> By {
    let mut dimensions = vec![Dimension::Touchpoint];
    for dimension in own.iter().filter_map(Only::dimension) {
        if !dimensions.contains(dimension) {
            dimensions.push(dimension.clone());
        }
    }
    let mut grains = own.iter().filter_map(|only| only.period()?.grain());
    let grain = grains.next().map(|first| if grains.all(|grain| grain == first) { first } else { Grain::Day });
    By::new(dimensions, grain).unwrap_or_default()
}

impl Against {
    /// The same as files name it: `device=desktop; stage=act`, or `rest`.
    pub fn said(&self) -> String {
        match &self.only[..] {
            [] => Other::REST.into(),
            only => only.iter().map(Only::to_string).collect::<Vec<_>>().join("; "),
        }
    }

    /// What they say; with nothing, all responses are meant.
    pub fn only(&self) -> &[Only] {
        &self.only
    }

    /// How many responses say it, of the report or not.
    pub fn responses(&self) -> u64 {
        self.tallies.responses()
    }

    pub(crate) fn beside(&self) -> &[Narrowed] {
        &self.beside
    }

    pub(crate) fn common(&self) -> &[Narrowed] {
        &self.common
    }

    pub(crate) fn words(&self) -> &[Fingerprints; 2] {
        &self.words
    }

    pub(crate) fn observe(&mut self, response: &Response, is_own: bool) {
        Narrowed::observe(&mut self.beside, response);
        Narrowed::observe(&mut self.common, response);
        if self.only.iter().all(|only| only.is_said(response)) {
            self.tallies.observe(response);
            self.words[0].observe(response);
            if is_own {
                self.words[1].observe(response);
            }
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        self.tallies.merge(&other.tallies)?;
        Narrowed::merge(&mut self.beside, &other.beside)?;
        Narrowed::merge(&mut self.common, &other.common)?;
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| mine.merge(theirs));
        Ok(())
    }

    /// The answers of those that aren't of the report, which is of these and of a touchpoint; and of those that are of both, by touchpoint
    /// wherever that is.
    pub(crate) fn split(&self, measure: &Measure, own: &[Narrowed], chosen: Option<&Segment>) -> Split {
        let empty = || Tally::of_key(measure.key());
        let mut split = Split { others: empty(), both: BTreeMap::new() };
        let dimensions = self.tallies.by().dimensions();
        let is_own = |place: &Place| {
            own.iter().all(|Narrowed { only, .. }| match (only.dimension(), only.period()) {
                (Some(dimension), _) => {
                    let segment =
                        dimensions.iter().position(|one| one == dimension).and_then(|at| place.segments.get(at));
                    segment == Some(&only.segment())
                }
                (None, period) => period
                    .zip(place.period)
                    .is_some_and(|(whole, part)| whole.grain().and_then(|grain| part.coarser(grain)) == Some(whole)),
            })
        };
        for (place, tally) in self.tallies.of(measure) {
            let touchpoint = place.segments.first().unwrap_or(&Segment::Unnamed);
            let own = is_own(place);
            // Tallies of one instrument are of one form.
            if own {
                let _ = split.both.entry(touchpoint.clone()).or_insert_with(empty).merge(tally);
            }
            if !own || chosen.is_some_and(|chosen| chosen != touchpoint) {
                let _ = split.others.merge(tally);
            }
        }
        split
    }
}

/// The answers of the others, told apart.
pub(crate) struct Split {
    /// Of those that aren't of the report.
    pub(crate) others: Tally,
    /// Of those that say all that the report's own have to say, too, by touchpoint.
    pub(crate) both: BTreeMap<Segment, Tally>,
}

/// What stands beside each of several things that rows must say.
#[derive(Debug, Clone)]
pub(crate) struct Besides(Vec<(Only, Counter)>);

impl Besides {
    pub(crate) fn of(only: Vec<Only>) -> Self {
        let beside = |only: Only| {
            let counter = Counter::new(beside_cut(&only), Zone::default());
            (only, counter)
        };
        Self(only.into_iter().map(beside).collect())
    }

    pub(crate) fn only(&self) -> Vec<Only> {
        self.0.iter().map(|(only, _)| only.clone()).collect()
    }

    /// Takes in, beside each, the rows that say all others.
    pub(crate) fn observe(&mut self, rows: Rows<'_>) {
        let only = self.only();
        for (at, (_, beside)) in self.0.iter_mut().enumerate() {
            let others = only.iter().enumerate().filter(|(other, _)| *other != at);
            beside.observe_those(rows, &others.map(|(_, only)| only.said()).collect::<Vec<_>>());
        }
    }

    pub(crate) fn finish(self) -> Vec<Narrowed> {
        self.0.into_iter().map(|(only, beside)| Narrowed { only, beside: beside.finish() }).collect()
    }
}

/// Gathers the other rows as they come.
#[derive(Debug, Clone)]
pub(crate) struct AgainstGatherer {
    only: Vec<Only>,
    own: Vec<Only>,
    counter: Counter,
    beside: Besides,
    common: Besides,
    words: [FingerprintsCounter; 2],
}

impl AgainstGatherer {
    pub(crate) fn new(only: Vec<Only>, own: &[Only]) -> Self {
        Self {
            own: own.to_vec(),
            counter: Counter::new(cut(own), Zone::default()),
            beside: Besides::of(only.clone()),
            common: Besides::of(both(&only, own)),
            words: Default::default(),
            only,
        }
    }

    pub(crate) fn observe(&mut self, rows: Rows<'_>) {
        let said: Vec<(Field, &str)> = self.only.iter().map(Only::said).collect();
        self.counter.observe_those(rows, &said);
        self.beside.observe(rows);
        self.common.observe(rows);
        let [all, own] = &mut self.words;
        all.observe_those(rows, &said);
        if !apart(&self.only, &self.own) {
            let both: Vec<(Field, &str)> = said.into_iter().chain(self.own.iter().map(Only::said)).collect();
            own.observe_those(rows, &both);
        }
    }

    pub(crate) fn finish(self) -> Against {
        Against {
            only: self.only,
            tallies: self.counter.finish(),
            beside: self.beside.finish(),
            common: self.common.finish(),
            words: self.words.map(FingerprintsCounter::finish),
        }
    }
}
