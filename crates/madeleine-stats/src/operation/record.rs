//! What happened, week by week and touchpoint by touchpoint, as files of operations count it.

use super::service::part;
use crate::estimate::{Confidence, NoEstimate};
use crate::publish::{HIDDEN_BELOW, Published, suppress};
use crate::tally::{Period, Segment};
use madeleine_core::operation::{Rate, SECONDS, WAITED};

/// A rate that rests on fewer cases than this is only an indication. A judgement of this project.
pub const FIRM_FROM: u64 = 30;

/// In fewer weeks than this nobody sees whether a rate and a score go together.
pub const TOGETHER_FROM: usize = 20;

/// What was counted in a period. It adds up, save what can't: quantiles are those of one line alone.
///
/// ```
/// use madeleine_stats::operation::{Rate, Record};
/// let monday = Record::of(&[("offered", 700), ("missed", 50), ("waited", 650), ("wait_seconds", 26_000_000)]);
/// let mut week = monday;
/// week.merge(&Record::of(&[("offered", 550), ("missed", 37)]));
/// assert_eq!(week.counts(Rate::Missed), [87, 1_250]);
/// assert_eq!(week.mean_wait(), Some((40.0, 650)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Record {
    rates: [[u64; 2]; 6],
    /// Milliseconds of all waits that are known, and how many they are.
    waits: (u128, u64),
    /// How many there were, known or not.
    waited: u64,
    /// How many lines tell of waits, and what half and nine in ten didn't exceed in the only one, in milliseconds.
    lines: u64,
    quantiles: [Option<u64>; 2],
}

impl Record {
    /// From a line's columns, of which seconds are in thousandths. A share of which only one of both counts is there isn't counted.
    pub fn of(columns: &[(&str, u64)]) -> Self {
        let number = |name: &str| columns.iter().find(|(known, _)| *known == name).map(|(_, number)| *number);
        let both = |rate: Rate| {
            let [hits, base] = rate.columns().map(number);
            hits.zip(base).map_or([0; 2], |(hits, base)| [hits, base])
        };
        let [sum, half, most] = SECONDS.map(number);
        let waits = sum.zip(number(WAITED)).map_or((0, 0), |(sum, waits)| (u128::from(sum), waits));
        let waited = number(WAITED).unwrap_or(0);
        Self {
            rates: Rate::ALL.map(both),
            waits,
            waited,
            lines: u64::from(waited > 0),
            quantiles: if waited > 0 { [half, most] } else { [None; 2] },
        }
    }

    /// Adds the other's counts: associative, commutative, [`Record::default`] is neutral. Sums stop at the largest number.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.rates.iter_mut().flatten().zip(other.rates.iter().flatten()) {
            *mine = mine.saturating_add(*theirs);
        }
        self.waits = (self.waits.0.saturating_add(other.waits.0), self.waits.1.saturating_add(other.waits.1));
        self.waited = self.waited.saturating_add(other.waited);
        let quantiles = if self.lines > 0 { self.quantiles } else { other.quantiles };
        self.lines = self.lines.saturating_add(other.lines);
        self.quantiles = if self.lines == 1 { quantiles } else { [None; 2] };
    }

    /// How many of how many.
    pub fn counts(&self, rate: Rate) -> [u64; 2] {
        self.rates[rate as usize]
    }

    /// The mean wait in seconds and how many waits it is of; `None` without any.
    pub fn mean_wait(&self) -> Option<(f64, u64)> {
        let (sum, waits) = self.waits;
        (waits > 0).then(|| (sum as f64 / 1_000.0 / waits as f64, waits))
    }

    /// What half of the waits and nine in ten didn't exceed, in seconds; `None` where the file doesn't say it, or where several lines do:
    /// quantiles don't add up.
    pub fn quantiles(&self) -> [Option<f64>; 2] {
        self.quantiles.map(|wait| wait.map(|wait| wait as f64 / 1_000.0))
    }

    /// The share, Wilson, if it may be shown.
    fn rate(&self, rate: Rate) -> Result<Published, NoEstimate> {
        let [hits, base] = self.counts(rate);
        let estimate = part(hits, base, Confidence::NINETY_FIVE)?;
        match base {
            have if have < HIDDEN_BELOW => Err(NoEstimate::InsufficientBase { needed: HIDDEN_BELOW, have }),
            base => Ok(Published { estimate, indicative: base < FIRM_FROM }),
        }
    }
}

/// What happened in each week at each touchpoint.
///
/// ```
/// use madeleine_stats::operation::{Operations, Rate, Record};
/// use madeleine_stats::tally::Segment;
/// let record = Record::of(&[("alerts", 40), ("contacted", 31), ("contacted_in_time", 24), ("recovered", 19)]);
/// let operations = Operations::of(vec![("2026-W47".parse().expect("a week"), Segment::of("phone"), record)]);
/// let all = operations.total(None, Rate::ContactedInTime).expect("40 are enough");
/// assert_eq!((all.estimate.value(), all.estimate.base(), all.indicative), (0.6, 40, false));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Operations {
    /// By touchpoint, then by week, each place once: one sorted list is smaller than trees.
    cells: Vec<(Segment, Period, Record)>,
}

impl Operations {
    /// What lines of a file count: those of one week and touchpoint add up.
    pub fn of(lines: Vec<(Period, Segment, Record)>) -> Self {
        Self::sorted(lines.into_iter().map(|(week, touchpoint, record)| (touchpoint, week, record)).collect())
    }

    fn sorted(mut cells: Vec<(Segment, Period, Record)>) -> Self {
        cells.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        cells.dedup_by(|next, last| {
            let is_same = (&next.0, next.1) == (&last.0, last.1);
            if is_same {
                last.2.merge(&next.2);
            }
            is_same
        });
        Self { cells }
    }

    /// Adds the other's counts: associative, commutative, [`Operations::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        let mut cells = core::mem::take(&mut self.cells);
        cells.extend_from_slice(&other.cells);
        *self = Self::sorted(cells);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What was counted at each touchpoint.
    fn touchpoints(&self) -> impl Iterator<Item = &[(Segment, Period, Record)]> {
        self.cells.chunk_by(|one, next| one.0 == next.0)
    }

    /// Where it happened; nothing where it was at more places than that, or isn't said of all.
    pub fn places(&self, most: usize) -> Vec<&Segment> {
        let places: Vec<&Segment> = self.touchpoints().take(most + 1).filter_map(|at| Some(&at.first()?.0)).collect();
        if places.len() > most || places.contains(&&Segment::Unnamed) { Vec::new() } else { places }
    }

    /// Each week of a touchpoint, or of all of them, in order.
    pub fn weeks(&self, touchpoint: Option<&Segment>) -> Vec<(Period, Record)> {
        let here = self.cells.iter().filter(|cell| touchpoint.is_none_or(|wanted| *wanted == cell.0));
        let here = here.map(|(_, week, record)| (Segment::Unnamed, *week, *record)).collect();
        Self::sorted(here).cells.into_iter().map(|(_, week, record)| (week, record)).collect()
    }

    /// All weeks of a touchpoint together, or of all of them.
    pub fn sum(&self, touchpoint: Option<&Segment>) -> Record {
        let mut sum = Record::default();
        let here = self.cells.iter().filter(|cell| touchpoint.is_none_or(|wanted| *wanted == cell.0));
        here.for_each(|(_, _, record)| sum.merge(record));
        sum
    }

    /// A share over all weeks, if it may be shown.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] where nothing was counted, [`NoEstimate::Undefined`] where more were than there are,
    /// [`NoEstimate::InsufficientBase`] of 1 to 9, [`NoEstimate::Suppressed`] where the few of another touchpoint could be worked out from
    /// this one and from all.
    pub fn total(&self, touchpoint: Option<&Segment>, rate: Rate) -> Result<Published, NoEstimate> {
        let shown = self.sum(touchpoint).rate(rate)?;
        let is_shown = self.is_shown(touchpoint, |record| record.counts(rate)[1]);
        if is_shown { Ok(shown) } else { Err(NoEstimate::Suppressed) }
    }

    /// A share week by week, as it may be shown beside that of all weeks.
    ///
    /// # Errors
    /// Each week its own, as [`total`](Self::total): here it is another week of which few could be worked out.
    pub fn by_week(&self, touchpoint: Option<&Segment>, rate: Rate) -> Vec<(Period, Result<Published, NoEstimate>)> {
        let total = self.total(touchpoint, rate);
        let shown = |(week, record, is_hidden): (Period, Record, bool)| match record.rate(rate) {
            Ok(_) if is_hidden || total.is_err() => (week, Err(NoEstimate::Suppressed)),
            shown => (week, shown),
        };
        self.weeks_hidden(touchpoint, |record| record.counts(rate)[1]).into_iter().map(shown).collect()
    }

    /// The mean wait of all weeks in seconds, and of how many waits it is; `None` where there are none, or where it may not be shown, as
    /// [`total`](Self::total).
    pub fn wait(&self, touchpoint: Option<&Segment>) -> Option<(f64, u64)> {
        let mean = self.sum(touchpoint).mean_wait().filter(|(_, waits)| *waits >= HIDDEN_BELOW)?;
        self.is_shown(touchpoint, |record| record.waits.1).then_some(mean)
    }

    /// How long people waited in each week of which that may be shown, in seconds: the mean, what half of them and nine in ten didn't exceed.
    pub fn waits(&self, touchpoint: Option<&Segment>) -> Vec<(Period, [Option<f64>; 3])> {
        if !self.is_shown(touchpoint, |record| record.waited) {
            return Vec::new();
        }
        let weeks = self.weeks_hidden(touchpoint, |record| record.waited).into_iter();
        let shown = weeks.filter(|(_, record, is_hidden)| !is_hidden && record.waited >= HIDDEN_BELOW);
        let told = |record: Record| {
            let [half, most] = record.quantiles();
            [record.mean_wait().map(|(seconds, _)| seconds), half, most]
        };
        shown.map(|(week, record, _)| (week, told(record))).collect()
    }

    /// Whether what rests on this base may be shown of a touchpoint, beside what is shown of all.
    fn is_shown(&self, touchpoint: Option<&Segment>, base: impl Fn(&Record) -> u64) -> bool {
        let Some(wanted) = touchpoint else { return true };
        let sum =
            |at: &[(Segment, Period, Record)]| at.iter().fold(0, |sum: u64, cell| sum.saturating_add(base(&cell.2)));
        let bases: Vec<u64> = self.touchpoints().map(sum).collect();
        let at = self.touchpoints().position(|at| at.first().is_some_and(|cell| cell.0 == *wanted));
        !suppress(&bases, HIDDEN_BELOW).hidden.iter().any(|hidden| Some(*hidden) == at)
    }

    /// Each week, and whether what rests on this base is hidden in it, for its own few or for those of another week.
    fn weeks_hidden(&self, touchpoint: Option<&Segment>, base: impl Fn(&Record) -> u64) -> Vec<(Period, Record, bool)> {
        let weeks = self.weeks(touchpoint);
        let bases: Vec<u64> = weeks.iter().map(|(_, record)| base(record)).collect();
        let hidden = suppress(&bases, HIDDEN_BELOW).shown;
        weeks.into_iter().zip(hidden).map(|((week, record), shown)| (week, record, shown.is_none())).collect()
    }
}

/// How two things of the same weeks go together (Pearson), −1 to 1: an association, not a cause.
///
/// It has no interval: weeks follow each other, and what holds for cases drawn one by one doesn't hold for them.
///
/// # Errors
/// [`NoEstimate::InsufficientBase`] in fewer than [`TOGETHER_FROM`] weeks, [`NoEstimate::ZeroVariance`] where one of the two is always the
/// same, [`NoEstimate::Undefined`] where one isn't a number.
///
/// ```
/// use madeleine_stats::{NoEstimate, operation::together};
/// let weeks: Vec<(f64, f64)> = (0..20).map(|week| (f64::from(week), 100.0 - 2.0 * f64::from(week))).collect();
/// assert_eq!(together(&weeks), Ok(-1.0));
/// assert_eq!(together(&weeks[1..]), Err(NoEstimate::InsufficientBase { needed: 20, have: 19 }));
/// ```
pub fn together(weeks: &[(f64, f64)]) -> Result<f64, NoEstimate> {
    let n = weeks.len();
    if n < TOGETHER_FROM {
        return Err(NoEstimate::InsufficientBase { needed: TOGETHER_FROM as u64, have: n as u64 });
    }
    let (x, y) = weeks.iter().fold((0.0, 0.0), |(x, y), week| (x + week.0, y + week.1));
    let (x, y) = (x / n as f64, y / n as f64);
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for week in weeks {
        let (dx, dy) = (week.0 - x, week.1 - y);
        (both, one, other) = (both + dx * dy, one + dx * dx, other + dy * dy);
    }
    // Beside a mean that was rounded, even what is always the same spreads a little.
    let first = weeks.first().copied().unwrap_or_default();
    if weeks.iter().all(|week| week.0 == first.0) || weeks.iter().all(|week| week.1 == first.1) {
        return Err(NoEstimate::ZeroVariance);
    }
    let r = both / (one * other).sqrt();
    if r.is_finite() { Ok(r.clamp(-1.0, 1.0) + 0.0) } else { Err(NoEstimate::Undefined) }
}

#[cfg(test)]
mod tests {
    use super::super::{ClosedLoop, Service};
    use super::*;
    use proptest::prelude::*;

    const NINETY_FIVE: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn rates_are_those_of_service_and_closed_loop() {
        let columns = [
            ("offered", 1_250),
            ("missed", 87),
            ("requests", 640),
            ("repeats", 96),
            ("alerts", 40),
            ("contacted", 31),
            ("contacted_in_time", 24),
            ("recovered", 19),
        ];
        let operations = Operations::of(vec![(Period::NoDate, Segment::Unnamed, Record::of(&columns))]);
        let service = Service { offered: 1_250, missed: 87, requests: 640, repeats: 96 };
        let closed = ClosedLoop { alerts: 40, contacted: 31, contacted_in_time: 24, recovered: 19 }.rates(NINETY_FIVE);
        for (rate, same) in [
            (Rate::Missed, service.missed_rate(NINETY_FIVE)),
            (Rate::Repeated, service.repeat_rate(NINETY_FIVE)),
            (Rate::InTime, Err(NoEstimate::NoData)),
            (Rate::Contacted, closed.contacted),
            (Rate::ContactedInTime, closed.in_time),
            (Rate::Recovered, closed.recovered),
        ] {
            assert_eq!(operations.total(None, rate).map(|shown| shown.estimate), same, "{}", rate.code());
        }
    }

    #[test]
    fn waits_of_few_people_are_hidden() {
        let line = |week: &str, at: &str, columns: &[(&str, u64)]| {
            (week.parse().expect("a week"), Segment::of(at), Record::of(columns))
        };
        let lines = [("2026-W46", 40), ("2026-W47", 12), ("2026-W48", 30), ("2026-W49", 4)].map(|(week, waited)| {
            line(week, "phone", &[("waited", waited), ("wait_seconds", 60_000 * waited), ("wait_p90", 90_000)])
        });
        let mut operations = Operations::of(lines.to_vec());
        assert_eq!(operations.wait(None), Some((60.0, 86)));
        let told: Vec<(String, [Option<f64>; 3])> =
            operations.waits(None).into_iter().map(|(week, waits)| (week.to_string(), waits)).collect();
        let waits = [Some(60.0), None, Some(90.0)];
        assert_eq!(told, [("2026-W46".into(), waits), ("2026-W48".into(), waits)]);
        operations.merge(&Operations::of(vec![line("2026-W46", "chat", &[("waited", 3)])]));
        assert!(operations.waits(Some(&Segment::of("phone"))).is_empty());
    }

    #[test]
    fn few_people_are_hidden_and_cant_be_worked_out() {
        let line = |(week, at, alerts): (&str, &str, u64)| {
            (week.parse().expect("a week"), Segment::of(at), Record::of(&[("alerts", alerts), ("contacted", 3)]))
        };
        let lines = [("2026-W48", "shop", 4), ("2026-W46", "phone", 20), ("2026-W47", "phone", 14)].map(line);
        let operations = Operations::of(lines.to_vec());
        assert!(operations.total(None, Rate::Contacted).is_ok());
        let phone = Segment::of("phone");
        assert_eq!(operations.total(Some(&phone), Rate::Contacted), Err(NoEstimate::Suppressed));
        let weeks = operations.by_week(None, Rate::Contacted).into_iter().map(|(_, shown)| shown.err());
        assert_eq!(
            weeks.collect::<Vec<_>>(),
            [None, Some(NoEstimate::Suppressed), Some(NoEstimate::InsufficientBase { needed: 10, have: 4 })]
        );
        assert!(operations.by_week(Some(&phone), Rate::Contacted).iter().all(|(_, shown)| shown.is_err()));
    }

    #[test]
    fn a_line_without_both_counts_is_in_no_share() {
        let mut record = Record::of(&[("offered", 900)]);
        record.merge(&Record::of(&[("offered", 100), ("missed", 10)]));
        assert_eq!(record.counts(Rate::Missed), [10, 100]);
        assert_eq!((record.mean_wait(), record.quantiles()), (None, [None; 2]));
    }

    #[test]
    fn what_never_changes_goes_with_nothing() {
        let weeks: Vec<(f64, f64)> = (0..30).map(|week| (0.1, f64::from(week))).collect();
        assert_eq!(together(&weeks), Err(NoEstimate::ZeroVariance));
        let weeks: Vec<(f64, f64)> = (0..30).map(|week| (f64::NAN, f64::from(week))).collect();
        assert_eq!(together(&weeks), Err(NoEstimate::Undefined));
    }

    fn record() -> impl Strategy<Value = Record> {
        let count = || 0u64..50;
        (count(), count(), count(), 0u64..3, prop::option::of(0u64..9)).prop_map(
            |(some, more, alerts, waited, half)| {
                let mut columns =
                    vec![("missed", some), ("offered", some + more), ("alerts", alerts), ("contacted", alerts / 2)];
                if waited > 0 {
                    columns.extend([("waited", waited), ("wait_seconds", 1_000 * waited)]);
                    columns.extend(half.map(|half| ("wait_p50", half)));
                }
                Record::of(&columns)
            },
        )
    }

    proptest! {
        #[test]
        fn records_add_up_in_any_order(a in record(), b in record(), c in record()) {
            let sum = |one: &Record, other: &Record| { let mut sum = *one; sum.merge(other); sum };
            prop_assert_eq!(sum(&sum(&a, &b), &c), sum(&a, &sum(&b, &c)));
            prop_assert_eq!(sum(&a, &b), sum(&b, &a));
            prop_assert_eq!(sum(&a, &Record::default()), a);
            prop_assert_eq!(sum(&Record::default(), &a), a);
        }
    }
}
