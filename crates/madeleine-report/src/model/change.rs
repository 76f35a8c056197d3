//! What differs: the latest weeks from those before them, each segment from the rest, and each stage from the one before.

use super::journey::Steps;
use super::section::{Builder, Cut};
use super::{Breakdown, Cell, Change, Difference, Kind};
use crate::gathering::Day;
use crate::number;
use crate::wording::{Changed, Words};
use madeleine_core::instrument::{Headline, Key};
use madeleine_stats::NoEstimate;
use madeleine_stats::compare::{self, Adjustment, Finding, Verdict};
use madeleine_stats::estimate::Unit;
use madeleine_stats::publish::{COMPARED_FROM, HIDDEN_BELOW};
use madeleine_stats::tally::{Period, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// So many weeks are held against as many before, where nothing else is asked for.
const WEEKS: usize = 4;

/// The same weeks of the year before: a week has the same weekdays then, and Christmas at most a day beside.
const YEAR: usize = 52;

/// The weeks that are compared, the same for every score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spans {
    weeks: usize,
    /// Whether a reader has chosen them: they aren't the latest then.
    is_chosen: bool,
    now: Vec<Period>,
    before: Vec<Period>,
    /// Empty where the answers don't reach back so far.
    year_before: Vec<Period>,
}

impl Spans {
    /// From all weeks in order, without gaps. Where there are fewer than two spans of that length, shorter ones.
    pub(super) fn of(weeks: &[Period], asked: Option<u32>) -> Self {
        let asked = asked.and_then(|asked| usize::try_from(asked).ok()).filter(|asked| *asked > 0).unwrap_or(WEEKS);
        let length = asked.min(weeks.len() / 2);
        let span = |back: usize| {
            let end = weeks.len().checked_sub(back)?;
            Some(weeks.get(end.checked_sub(length)?..end)?.to_vec())
        };
        let [now, before, year_before] = [0, length, YEAR].map(|back| span(back).unwrap_or_default());
        // A year before that isn't what was just before.
        let year_before = if length < YEAR { year_before } else { Vec::new() };
        Self { weeks: length, is_chosen: false, now, before, year_before }
    }

    /// That week, with those before it; nothing is compared where there is nothing in it.
    pub(super) fn of_one(weeks: &[Period], week: Period) -> Self {
        let at = weeks.binary_search(&week);
        at.map_or_else(|_| Self::default(), |at| Self { is_chosen: true, ..Self::of(&weeks[..=at], Some(1)) })
    }
}

/// From the Monday of the first week to the Sunday of the last.
fn dates(span: &[Period], words: Words) -> String {
    let ends =
        span.first().and_then(|first| Day::first_of(*first)).zip(span.last().and_then(|last| Day::last_of(*last)));
    ends.map_or_else(String::new, |(first, last)| words.dates(first, last))
}

/// The answers of some weeks. Those of hidden weeks are left out: nothing that isn't shown is told by a difference.
fn over(key: &Key, weeks: &BTreeMap<Period, Tally>, span: &[Period], hidden: &BTreeSet<Period>) -> Tally {
    let mut all = Tally::of_key(key);
    for tally in span.iter().filter(|week| !hidden.contains(week)).filter_map(|week| weeks.get(week)) {
        // Tallies of one instrument are of one form.
        let _ = all.merge(tally);
    }
    all
}

/// What is told of two spans.
struct Told {
    finding: Result<Finding, NoEstimate>,
    /// So many comparisons there are of this score.
    family: usize,
    /// Whether there are weeks in them that aren't shown.
    left_out: bool,
    /// Whether the words became others between the first week and the last.
    reworded: bool,
}

impl Builder<'_> {
    /// The latest weeks against those before, each segment against the rest, each stage against the one before, and all against others: one
    /// family of comparisons.
    pub(super) fn changes(
        &self,
        key: &Key,
        cut: &Cut,
        hidden: &BTreeSet<Period>,
        segments: &mut [Breakdown],
        steps: &mut Steps,
    ) -> Vec<Change> {
        let spans = &self.spans;
        let of = |span: &[Period]| over(key, &cut.weeks, span, hidden);
        let hides = |span: &[Period]| span.iter().any(|week| hidden.contains(week));
        // Answers to other words are answers to another question.
        let reworded = |span: &[Period]| {
            let (first, last) = (span.first(), spans.now.last());
            cut.broken
                .iter()
                .any(|week| first.is_some_and(|first| first < week) && last.is_some_and(|last| week <= last))
        };
        let now = of(&spans.now);
        let (compared, none): (Vec<_>, Vec<_>) = [("previous", &spans.before), ("year_before", &spans.year_before)]
            .into_iter()
            .filter(|(_, span)| !span.is_empty())
            .map(|(id, span)| (id, span.as_slice(), of(span)))
            .partition(|(_, _, before)| now.base() > 0 && before.base() > 0);
        let rests = segments.iter().map(|row| cut.against_the_rest(key, row));
        let beside = cut.beside.as_ref();
        let mut pairs: Vec<Option<(Tally, Tally)>> = rests.chain(steps.pairs()).collect();
        pairs.extend(beside.map(|beside| beside.pair(&cut.total)));

        let family = compared.iter().map(|(_, span, before)| match reworded(span) {
            true => Err(NoEstimate::Undefined),
            false => compare::headline(key, &now, before),
        });
        let others = pairs.iter().map(|pair| {
            let (one, other) = pair.as_ref().ok_or(NoEstimate::NoData)?;
            compare::headline(key, one, other)
        });
        let mut found = compare::findings(family.chain(others), Adjustment::BenjaminiHochberg);
        let family = found.iter().filter(|finding| finding.is_ok()).count();
        let held = beside.and_then(|_| found.pop()?.ok().zip(pairs.pop()?));
        let places = segments.iter_mut().map(|row| &mut row.rest).chain(steps.places());
        for (place, (finding, pair)) in places.zip(found.drain(compared.len()..).zip(&pairs)) {
            let difference = finding.ok().zip(pair.as_ref());
            *place = difference.map(|(finding, (one, two))| self.difference(key, &finding, [one, two]));
        }
        let changes = compared.iter().zip(found).map(|((id, span, before), finding)| {
            let left_out = hides(span) || hides(&spans.now);
            let told = Told { finding, family, left_out, reworded: reworded(span) };
            self.change(key, id, span, [&now, before], told)
        });
        // Where nobody answered there is nothing to say; where few did, that.
        let none = none.iter().filter(|(_, span, _)| hides(span) || hides(&spans.now));
        let against = beside.map(|beside| {
            let difference = held.map(|(finding, (one, two))| self.difference(key, &finding, [&one, &two]));
            self.against(key, &cut.total, beside, (difference, family))
        });
        changes.chain(none.map(|(id, span, _)| self.not_compared(id, span))).chain(against).collect()
    }

    /// In place of a comparison of weeks of which none may be shown.
    fn not_compared(&self, id: &str, span: &[Period]) -> Change {
        let words = self.words;
        // Withheld, whatever the number of answers: even that isn't told.
        let cell = Cell::hidden(HIDDEN_BELOW, words);
        let (period, before) = (dates(&self.spans.now, words), dates(span, words));
        let name = words.span(self.spans.weeks, self.spans.is_chosen);
        let sentence = words.not_compared(&name, &period, &before);
        Change { id: id.into(), name, period, before, now: cell.clone(), then: cell, difference: None, sentence }
    }

    fn change(&self, key: &Key, id: &str, span: &[Period], [now, before]: [&Tally; 2], told: Told) -> Change {
        let words = self.words;
        let difference = told.finding.ok().map(|finding| self.difference(key, &finding, [now, before]));
        let [now, then] = [now, before].map(|tally| Cell::of(key, tally, words));
        let (period, before) = (dates(&self.spans.now, words), dates(span, words));
        let said = |cell: &Cell| (cell.text(words), cell.base_text.clone());
        let changed = Changed {
            weeks: self.spans.weeks,
            is_chosen: self.spans.is_chosen,
            is_year: id == "year_before",
            period: &period,
            before: &before,
            now: said(&now),
            then: said(&then),
            family: told.family,
            needed: COMPARED_FROM,
            left_out: told.left_out,
            reworded: told.reworded,
        };
        let sentence = words.change(&changed, difference.as_ref());
        let name = words.span(self.spans.weeks, self.spans.is_chosen);
        Change { id: id.into(), name, period, before, now, then, difference, sentence }
    }

    /// A difference that may be shown, as it is printed.
    pub(super) fn difference(&self, key: &Key, finding: &Finding, tallies: [&Tally; 2]) -> Difference {
        let words = self.words;
        let contrast = &finding.contrast;
        let (kind, scale, decimals) = match contrast.unit() {
            Unit::Share => (Kind::Share, 1_000, 1),
            Unit::Points => (Kind::Points, 100, 0),
            Unit::ScalePoints => (Kind::ScalePoints, 100, 2),
            Unit::Index => (Kind::Index, 10, 1),
        };
        // Net scores and indices are points already; a share is a part of one.
        let by = if kind == Kind::Points { 1.0 } else { f64::from(scale) };
        let write = |value| number::signed(value, decimals, words.language());
        let rounded =
            exact(key, tallies, i128::from(scale)).unwrap_or_else(|| number::scaled(contrast.difference(), by));
        let interval = contrast.interval();
        let [low, high] = [interval.low(), interval.high()].map(|end| write(number::scaled(end, by)));
        let unit = match kind {
            Kind::Share | Kind::Points => words.unit(Unit::Points),
            Kind::ScalePoints | Kind::Index => "",
        };
        let behind = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
        let is_clear = finding.verdict == Verdict::Clear;
        Difference {
            value: contrast.difference(),
            low: interval.low(),
            high: interval.high(),
            kind,
            method: contrast.method().code().into(),
            p: finding.adjusted_p,
            p_text: finding.adjusted_p.map_or_else(String::new, |p| words.p(p)),
            text: format!("{}{behind}", write(rounded)),
            range: words.range(&low, &high, &behind),
            clear: is_clear,
            verdict: finding.verdict.sentence(words.language()).trim_end_matches('.').into(),
        }
    }
}

/// The difference of two headlines in units of its last decimal, from the counts themselves; `None` where they don't make it.
fn exact(key: &Key, tallies: [&Tally; 2], scale: i128) -> Option<i64> {
    let part = |tally: &Tally| {
        let counts = tally.counts()?;
        let [favourable, unfavourable] = [key.favourable, key.unfavourable].map(|side| i128::from(counts.sum_of(side)));
        let sum = match key.headline {
            Headline::Share => favourable,
            Headline::Net => favourable - unfavourable,
            Headline::Mean => super::cell::steps(counts),
            Headline::EachOption | Headline::Kind | Headline::Words => return None,
        };
        Some((sum, counts.base()))
    };
    let ((first, one), (second, two)) = (part(tallies[0])?, part(tallies[1])?);
    let whole = one.checked_mul(two).filter(|whole| *whole > 0)?;
    Some(number::ratio(first * i128::from(two) - second * i128::from(one), whole, scale))
}
