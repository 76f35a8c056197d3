//! The report's responses held against others: how both are called, what may be told of the others, and whom there is to choose from.

use super::section::{Builder, Cut, is_hidden};
use super::{Cell, Change, Choice, Difference};
use crate::against::{Against, Other, apart};
use crate::gathering::Narrowed;
use crate::wording::Held;
use madeleine_core::instrument::Key;
use madeleine_stats::Tally;
use madeleine_stats::publish::{COMPARED_FROM, HIDDEN_BELOW};
use madeleine_stats::tally::{Dimension, Measure, Only, Period, Segment};

/// Of one thing so many others are offered at most: two years of weeks.
const MOST: usize = 104;

/// How the responses of the report are called, and those that they are held against.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides {
    pub(super) own: String,
    pub(super) others: String,
    /// By all that those say.
    pub(super) whole: String,
}

/// The answers of the others.
pub(super) struct Beside {
    others: Tally,
    /// Whether a few people's answers could be worked out from them.
    withheld: bool,
    /// Whether they were asked in other words.
    reworded: bool,
}

impl Beside {
    /// Both sides, where they may be held against each other.
    pub(super) fn pair(&self, own: &Tally) -> Option<(Tally, Tally)> {
        let may = !self.withheld && !self.reworded && self.others.base() >= HIDDEN_BELOW;
        may.then(|| (own.clone(), self.others.clone()))
    }
}

impl Builder<'_> {
    /// What the report's responses say, the touchpoint last.
    pub(super) fn own(&self) -> Vec<Only> {
        let said = self.gathering.narrowed().iter().map(|narrowed| narrowed.only.clone());
        let chosen =
            self.chosen.and_then(|chosen| Only::new(Dimension::Touchpoint, chosen.name().unwrap_or_default()).ok());
        said.chain(chosen).collect()
    }

    /// The others, where there are such: beside all responses there are none.
    pub(super) fn other(&self) -> Option<&Against> {
        self.gathering.against().filter(|_| self.chosen.is_some() || !self.gathering.narrowed().is_empty())
    }

    /// How both sides are called: each by what the other doesn't say, too, and by that alone where both say it of one thing. `None` where
    /// nothing is held against anything.
    pub(super) fn sides(&self) -> Option<Sides> {
        let (own, others) = (self.own(), self.other()?.only());
        let names = |all: &[Only]| {
            let names: Vec<String> = all.iter().map(|one| self.restriction(one).name).collect();
            names.join(self.words.comma())
        };
        let left = |all: &[Only], but: &[Only]| -> Vec<Only> {
            all.iter().filter(|one| !but.contains(one)).cloned().collect()
        };
        let (mine, theirs) = (left(&own, others), left(others, &own));
        let (mine, theirs) = match (&mine[..], &theirs[..]) {
            ([], _) => (names(&own), names(others)),
            ([one], []) => (self.value(one), String::new()),
            ([one], [other]) if one.dimension() == other.dimension() => (self.value(one), self.value(other)),
            (mine, theirs) => (names(mine), names(theirs)),
        };
        let isnt_own = |name: String| if apart(&own, others) { name } else { self.words.others_of(&name) };
        Some(Sides { own: mine, others: isnt_own(theirs), whole: isnt_own(names(others)) })
    }

    /// Whom else the report's responses could be held against: those that say something else of one thing, and all that don't say it.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let own = self.own();
        let chosen: Option<Vec<Only>> = self.gathering.against().map(|against| against.only().to_vec());
        let same = |those: &[Only]| {
            chosen
                .as_ref()
                .is_some_and(|chosen| chosen.len() == those.len() && those.iter().all(|one| chosen.contains(one)))
        };
        let mut choices = Vec::new();
        for (at, one) in own.iter().enumerate() {
            let others = [&own[..at], &own[at + 1..]].concat();
            let mut put = |those: Vec<Only>, name: String, group: String| {
                let selected = same(&those);
                let said: Vec<String> = those.iter().map(Only::to_string).collect();
                let against = if said.is_empty() { vec![Other::REST.into()] } else { said };
                choices.push(Choice { against, name, group, selected });
            };
            let group = self.thing(one);
            for other in self.instead(at, one) {
                let name = self.value(&other);
                put([others.clone(), vec![other]].concat(), name, group.clone());
            }
            put(others, self.words.others_of(""), group);
        }
        choices
    }

    /// What else is said of a thing, by name; of times the latest first.
    fn instead(&self, at: usize, one: &Only) -> Vec<Only> {
        let tallies = self.gathering.narrowed().get(at).map_or(self.gathering.tallies(), |narrowed| &narrowed.beside);
        let is_touchpoint = one.dimension() == Some(&Dimension::Touchpoint);
        let mut found: Vec<Segment> = Vec::new();
        for (place, _, tally) in tallies.cells() {
            let touchpoint = place.segments.first();
            let is_here = is_touchpoint || self.chosen.is_none_or(|chosen| touchpoint == Some(chosen));
            let said = match (one.period(), place.period) {
                (Some(_), Some(Period::NoDate) | None) => None,
                (Some(_), Some(period)) => Some(Segment::of(&period.to_string())),
                _ if is_touchpoint => touchpoint.cloned(),
                _ => place.segments.last().cloned(),
            };
            let Some(said) = said.filter(|said| is_here && tally.base() > 0 && *said != one.segment()) else {
                continue;
            };
            if let Err(place) = found.binary_search(&said) {
                found.insert(place, said);
            }
        }
        if one.period().is_some() {
            found.reverse();
        }
        found.truncate(MOST);
        let name = one.dimension().map_or_else(|| "period".into(), Dimension::to_string);
        let only = |segment: &Segment| Only::named(&name, segment.name().unwrap_or_default()).ok();
        found.iter().filter_map(only).collect()
    }

    /// The answers of the others; `None` where nothing is held against anything.
    ///
    /// What is told of them tells no more than reports of each side, and of those that are of both, would tell: where one of these is
    /// withheld, or where what is left of one without the other is a few people, so are they.
    pub(super) fn held(&self, measure: &Measure, cut: &Cut) -> Option<Beside> {
        let against = self.other()?;
        let own = self.own();
        let split = against.split(measure, self.gathering.narrowed(), self.chosen);
        let is_here = |touchpoint: &Segment| self.chosen.is_none_or(|chosen| chosen == touchpoint);
        let both: u64 = split.both.iter().filter(|(at, _)| is_here(at)).map(|(_, tally)| tally.base()).sum();
        let few = |base: u64| 0 < base && base < HIDDEN_BELOW;
        let by_touchpoint = || self.chosen.is_some_and(|chosen| is_hidden(measure, &split.both, chosen));
        let withheld = few(both)
            || few(cut.total.base().saturating_sub(both))
            || against.beside().iter().any(|narrowed| self.is_hidden_beside(measure, narrowed, None))
            || both > 0
                && (by_touchpoint()
                    || against.common().iter().any(|narrowed| self.is_hidden_beside(measure, narrowed, self.chosen)));
        // Who holds words against words wants just that.
        let of_words = |only: &Only| only.dimension() == Some(&Dimension::Wording);
        let reworded = !own.iter().chain(against.only()).any(of_words) && self.reworded(measure, against);
        Some(Beside { others: split.others, withheld, reworded })
    }

    /// Whether most were asked in other words than the others.
    fn reworded(&self, measure: &Measure, against: &Against) -> bool {
        let stages = self.gathering.stages();
        let at = stages.by().dimensions().iter().position(|dimension| *dimension == Dimension::Survey);
        let mut surveys: Vec<&Segment> = Vec::new();
        for survey in stages.of(measure).filter_map(|(place, _)| place.segments.get(at?)) {
            if !surveys.contains(&survey) {
                surveys.push(survey);
            }
        }
        let week = self.gathering.narrowed().iter().find_map(Narrowed::week);
        let asks = |survey: &Segment| surveys.contains(&survey);
        let here = |touchpoint: &Segment, survey: &Segment| {
            self.chosen.is_none_or(|chosen| chosen == touchpoint) && asks(survey)
        };
        let [all, both] = against.words();
        let others = all.asked(None, |_, survey| asks(survey)).without(&both.asked(None, here));
        self.gathering.fingerprints().asked(week, here).differ(&others)
    }

    /// What is said of both, with how they differ where that may be said.
    pub(super) fn against(
        &self,
        key: &Key,
        total: &Tally,
        beside: &Beside,
        (difference, family): (Option<Difference>, usize),
    ) -> Change {
        let words = self.words;
        let Sides { own, others, .. } = self.sides.clone().unwrap_or_default();
        let now = Cell::of(key, total, words);
        let then = match beside.others.base() {
            base if 0 < base && base < HIDDEN_BELOW => Cell::hidden(base, words),
            base if base > 0 && beside.withheld => Cell::hidden(base.max(HIDDEN_BELOW), words),
            _ => Cell::of(key, &beside.others, words),
        };
        let held = Held {
            own: &own,
            others: &others,
            now: &now,
            then: &then,
            family,
            needed: COMPARED_FROM,
            reworded: beside.reworded,
        };
        let sentence = words.against(&held, difference.as_ref());
        let name = words.held_against(&others);
        Change { id: Change::AGAINST.into(), name, period: own, before: others, now, then, difference, sentence }
    }
}
