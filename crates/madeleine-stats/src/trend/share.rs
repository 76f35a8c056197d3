//! Series of shares, and the periods from which their limits come.

use super::{Chart, Measured, Width, chart, laney_p, needs_laney, p_chart};
use crate::estimate::{Interval, NoEstimate};

/// The counts of one period: so many of its answers are so.
///
/// ```
/// use madeleine_stats::trend::Hits;
/// assert_eq!(Hits { hits: 40, base: 50 }.share(), Some(0.8));
/// assert_eq!(Hits::default().share(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hits {
    /// Answers that are so. More than the base are the base.
    pub hits: u64,
    /// All answers.
    pub base: u64,
}

impl Hits {
    /// The share, 0 to 1; `None` without answers.
    pub fn share(self) -> Option<f64> {
        (self.base > 0).then(|| self.hits.min(self.base) as f64 / self.base as f64)
    }
}

/// From which periods a chart takes its centre and spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// From all: for a first look back.
    All,
    /// From the first so many that have answers, or all while there are fewer. They stay what they are when weeks are
    /// added, so that a signal once given isn't taken back.
    First(usize),
}

impl Baseline {
    /// So many periods make a baseline that can be relied on. A judgement of this project.
    pub const SETTLED: usize = 12;

    /// The first [`SETTLED`](Self::SETTLED) periods: what a report uses.
    pub const FROZEN: Self = Self::First(Self::SETTLED);

    /// The periods of the baseline that have answers.
    pub(super) fn of(self, periods: &[Hits]) -> impl Iterator<Item = Hits> + Clone {
        let most = if let Self::First(most) = self { most } else { usize::MAX };
        periods.iter().copied().filter(|period| period.base > 0).take(most)
    }
}

/// The control chart of a series of shares.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareChart {
    /// Centre, limits and signals; shares from 0 to 1.
    pub chart: Chart,
    /// By how much the shares vary more (above 1) or less than answers drawn at random; `None` in a plain chart, which
    /// takes 1.
    pub sigma_z: Option<f64>,
    /// Whether the baseline has [`Baseline::SETTLED`] periods with answers or more; the limits are provisional otherwise.
    pub settled: bool,
}

impl ShareChart {
    /// Limits at so many standard errors of answers drawn at random, widened by `sigma_z`.
    pub(super) fn of(
        periods: &[Hits],
        baseline: Baseline,
        sigma_z: Option<f64>,
        width: Width,
    ) -> Result<Self, NoEstimate> {
        let center = center(periods, baseline)?;
        let measured = |period: &Hits| {
            let error = standard_error(center, *period) * sigma_z.unwrap_or(1.0);
            period.share().map(|value| Measured { value, error })
        };
        let series: Vec<Option<Measured>> = periods.iter().map(measured).collect();
        let chart = chart(&series, center, width, Interval::new(0.0, 1.0))?;
        Ok(Self { chart, sigma_z, settled: baseline.of(periods).count() >= Baseline::SETTLED })
    }
}

/// The control chart of a series of shares: [`laney_p`] where [`needs_laney`] says so, else [`p_chart`].
///
/// # Errors
/// As [`p_chart`].
///
/// ```
/// use madeleine_stats::trend::{Baseline, Hits, Width, share_chart};
/// let weeks = [(900, 1000), (870, 980), (930, 1050), (850, 1000), (910, 1010)];
/// let weeks = weeks.map(|(hits, base)| Hits { hits, base });
/// let chart = share_chart(&weeks, Baseline::All, Width::THREE).expect("answers");
/// assert!(chart.sigma_z.is_some_and(|sigma| sigma > 2.2));
/// assert!(!chart.settled);
/// ```
pub fn share_chart(periods: &[Hits], baseline: Baseline, width: Width) -> Result<ShareChart, NoEstimate> {
    if needs_laney(periods, baseline) { laney_p(periods, baseline, width) } else { p_chart(periods, baseline, width) }
}

/// The share of the whole baseline.
pub(super) fn center(periods: &[Hits], baseline: Baseline) -> Result<f64, NoEstimate> {
    let sums = baseline.of(periods).fold((0_u128, 0_u128), |(hits, base), period| {
        (hits + u128::from(period.hits.min(period.base)), base + u128::from(period.base))
    });
    if sums.1 == 0 { Err(NoEstimate::NoData) } else { Ok(sums.0 as f64 / sums.1 as f64) }
}

/// The standard error of a period's share where the true share is `center`: √(p̄q̄/n).
pub(super) fn standard_error(center: f64, period: Hits) -> f64 {
    f64::sqrt(center * (1.0 - center) / period.base.max(1) as f64)
}
