//! Which weeks are unusual: control limits and patterns that chance seldom makes.

use super::section::Builder;
use super::{Kind, Limits, Week};
use crate::number;
use crate::wording::{Signal, Words};
use madeleine_core::instrument::{Form, Headline, Key};
use madeleine_stats::estimate::Interval;
use madeleine_stats::tally::{Counts, Tally};
use madeleine_stats::trend::{self, Baseline, Chart, Hits, Measured, Width};

impl Builder<'_> {
    /// Puts limits and signals into the weeks, a series of one wording after the other, and says in words what is unusual. Weeks that aren't
    /// shown are no part of it.
    pub(super) fn control(&self, key: &Key, weeks: &mut [Week], tallies: &[&Tally]) -> String {
        let words = self.words;
        let mut limited = false;
        let mut from = 0;
        while from < weeks.len() {
            let to =
                weeks.iter().skip(from + 1).position(|week| week.new_series).map_or(weeks.len(), |at| from + 1 + at);
            let shown: Vec<Option<&Counts>> = weeks
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .zip(tallies.get(from..to).unwrap_or_default())
                .map(|(week, tally)| week.cell.figure.as_ref().and_then(|_| tally.counts()))
                .collect();
            if let Some(chart) = chart(key, &shown) {
                limited = true;
                for (week, (limits, signals)) in weeks.iter_mut().skip(from).zip(marks(key, &chart, words)) {
                    (week.limits, week.signals) = (limits, signals);
                }
            }
            from = to;
        }
        let shown = weeks.iter().filter(|week| week.cell.figure.is_some()).count();
        let unusual: Vec<(&str, &str)> =
            weeks.iter().filter_map(|week| Some((week.name.as_str(), week.signals.first()?.as_str()))).collect();
        let breaks = weeks.iter().filter(|week| week.new_series).map(|week| week.name.as_str()).collect::<Vec<_>>();
        match shown {
            0 | 1 => String::new(),
            _ => words.control(limited, Baseline::SETTLED, &unusual, &breaks),
        }
    }
}

/// The control chart of a series; `None` with too few weeks to tell what is usual.
fn chart(key: &Key, weeks: &[Option<&Counts>]) -> Option<Chart> {
    let baseline: Vec<&Counts> = weeks.iter().flatten().copied().take(Baseline::SETTLED).collect();
    if baseline.len() < Baseline::SETTLED {
        return None;
    }
    if key.headline == Headline::Share {
        let hits = |week: &Option<&Counts>| {
            week.map_or_else(Hits::default, |c| Hits { hits: c.sum_of(key.favourable), base: c.base() })
        };
        let hits: Vec<Hits> = weeks.iter().map(hits).collect();
        return trend::share_chart(&hits, Baseline::FROZEN, Width::THREE).ok().map(|found| found.chart);
    }
    let (scale, limits) = match (key.headline, &key.instrument.form) {
        (Headline::Net, _) => {
            let side = |at: usize| {
                f64::from(i8::from(key.favourable.contains(&at)) - i8::from(key.unfavourable.contains(&at)))
            };
            ((0..key.categories()).map(|at| 100.0 * side(at)).collect::<Vec<f64>>(), Interval::new(-100.0, 100.0))
        }
        (Headline::Mean, Form::Scale(scale)) => (
            (scale.first..=scale.last()).map(f64::from).collect(),
            Interval::new(f64::from(scale.first), f64::from(scale.last())),
        ),
        _ => return None,
    };
    let mut all = Counts::from(vec![0; key.categories()]);
    baseline.iter().for_each(|week| all.merge(week));
    let (center, spread) = mean_and_spread(&all, &scale)?;
    let measured = |week: &Option<&Counts>| {
        let week = (*week)?;
        let (value, _) = mean_and_spread(week, &scale)?;
        Some(Measured { value, error: spread / (week.base() as f64).sqrt() })
    };
    let series: Vec<Option<Measured>> = weeks.iter().map(measured).collect();
    trend::chart(&series, center, Width::THREE, limits).ok()
}

/// The mean of what each answer counts for, and its standard deviation.
fn mean_and_spread(counts: &Counts, worth: &[f64]) -> Option<(f64, f64)> {
    let base = counts.base() as f64;
    let sum = |of: &dyn Fn(f64) -> f64| {
        counts.categories().iter().zip(worth).map(|(&count, &worth)| count as f64 * of(worth)).sum::<f64>()
    };
    let center = sum(&|worth| worth) / base;
    let spread = (sum(&|worth| (worth - center) * (worth - center)) / base).sqrt();
    (base > 0.0).then_some((center, spread))
}

/// Limits and signals of each week.
fn marks(key: &Key, chart: &Chart, words: Words) -> Vec<(Option<Limits>, Vec<String>)> {
    let patterns = trend::nelson(&chart.distances());
    let first_of = |weeks: &[usize], at: usize| {
        weeks.contains(&at) && !at.checked_sub(1).is_some_and(|before| weeks.contains(&before))
    };
    let (kind, scale, decimals) = match key.headline {
        Headline::Net => (Kind::Points, 1.0, 0),
        Headline::Mean => (Kind::ScalePoints, 100.0, 2),
        _ => (Kind::Share, 1_000.0, 1),
    };
    let write = |value: f64| match kind {
        Kind::Points => number::signed(number::scaled(value, scale), decimals, words.language()),
        _ => number::decimal(number::scaled(value, scale), decimals, words.language()),
    };
    let behind = if kind == Kind::Share { number::percent_sign(words.language()).into() } else { String::new() };
    chart
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let Some(point) = point else { return (None, Vec::new()) };
            let (low, high) = (point.limits.low(), point.limits.high());
            let limits =
                Limits { low, center: chart.center, high, text: words.range(&write(low), &write(high), &behind) };
            let above = point.value > chart.center;
            let mut signals = Vec::new();
            if point.signal {
                signals.push(words.signal(if above { Signal::Above } else { Signal::Below }));
            }
            // A pattern is said where it is complete, not again each week that it goes on.
            if first_of(&patterns.one_side, at) {
                signals.push(words.signal(Signal::OneSide { above }));
            }
            if first_of(&patterns.one_direction, at) {
                let before = chart.points.iter().take(at).rev().flatten().next();
                signals.push(
                    words.signal(Signal::OneDirection { up: before.is_some_and(|before| before.value < point.value) }),
                );
            }
            (Some(limits), signals.into_iter().map(String::from).collect())
        })
        .collect()
}
