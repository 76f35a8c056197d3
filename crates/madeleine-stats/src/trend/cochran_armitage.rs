//! One test for a trend over a whole series.

use super::Hits;
use crate::estimate::{NoEstimate, normal};

/// Whether shares rise or fall over a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendTest {
    /// The test statistic, standard normal where nothing changes; above 0 where shares rise.
    pub z: f64,
    /// How often chance alone makes a trend as strong, rising or falling; 0 to 1.
    pub p: f64,
}

/// The test of a linear trend in a series of shares, its periods equally far apart. Cochran 1954, Biometrics 10, 417;
/// Armitage 1955, Biometrics 11, 375; with the binomial variance.
///
/// One test for the whole series, planned before it is looked at: to search many series for one is many comparisons.
///
/// # Errors
/// As [`cochran_armitage_at`].
///
/// ```
/// use madeleine_stats::trend::{Hits, cochran_armitage};
/// let weeks = [12, 18, 25, 30].map(|hits| Hits { hits, base: 50 });
/// let trend = cochran_armitage(&weeks).expect("answers");
/// assert!((trend.z - 3.902_127_428_143_928_4).abs() < 1e-12 && trend.p < 1e-4);
/// ```
pub fn cochran_armitage(periods: &[Hits]) -> Result<TrendTest, NoEstimate> {
    let times: Vec<f64> = (0..periods.len()).map(|at| at as f64).collect();
    cochran_armitage_at(periods, &times)
}

/// The test of [`cochran_armitage`] for periods that stand at these times, or doses, in any unit.
///
/// # Errors
/// [`NoEstimate::NoData`] without answers; [`NoEstimate::TooFewPeriods`] where all of them are of one time;
/// [`NoEstimate::ZeroVariance`] where all of them are the same; [`NoEstimate::Undefined`] where there isn't one finite
/// time for each period.
pub fn cochran_armitage_at(periods: &[Hits], times: &[f64]) -> Result<TrendTest, NoEstimate> {
    if times.len() != periods.len() || !times.iter().all(|time| time.is_finite()) {
        return Err(NoEstimate::Undefined);
    }
    let cells = periods.iter().zip(times).filter(|(period, _)| period.base > 0);
    let cells = cells.map(|(period, &time)| (period.hits.min(period.base), period.base, time));
    let (hits, base) = cells.clone().fold((0_u128, 0_u128), |(hits, base), (period_hits, period_base, _)| {
        (hits + u128::from(period_hits), base + u128::from(period_base))
    });
    if base == 0 {
        return Err(NoEstimate::NoData);
    }
    if cells.clone().all(|(_, _, time)| cells.clone().next().is_some_and(|(_, _, first)| time == first)) {
        return Err(NoEstimate::TooFewPeriods { needed: 2, have: 1 });
    }
    if hits == 0 || hits == base {
        return Err(NoEstimate::ZeroVariance);
    }
    let (share, all) = (hits as f64 / base as f64, base as f64);
    // From the mean time on, or its square would swallow the differences.
    let middle = cells.clone().map(|(_, base, time)| base as f64 / all * time).sum::<f64>();
    let cells = cells.map(|(hits, base, time)| (hits as f64, base as f64, time - middle));
    let trend: f64 = cells.clone().map(|(hits, base, time)| time * (hits - base * share)).sum();
    let spread: f64 = cells.map(|(_, base, time)| base * time * time).sum();
    let z = trend / f64::sqrt(share * (1.0 - share) * spread);
    let test = TrendTest { z: z + 0.0, p: 2.0 * normal::upper_tail(z.abs()) };
    z.is_finite().then_some(test).ok_or(NoEstimate::Undefined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(counts: &[(u64, u64)]) -> Vec<Hits> {
        counts.iter().map(|&(hits, base)| Hits { hits, base }).collect()
    }

    #[test]
    fn neither_unit_nor_origin_of_time_matters() {
        let series = weeks(&[(12, 50), (18, 50), (25, 50), (30, 50)]);
        let plain = cochran_armitage(&series).expect("answers");
        let shifted = cochran_armitage_at(&series, &[2026.0, 2026.25, 2026.5, 2026.75]).expect("answers");
        assert!((plain.z - shifted.z).abs() < 1e-10);
        let turned: Vec<Hits> = series.into_iter().rev().collect();
        assert!((cochran_armitage(&turned).expect("answers").z + plain.z).abs() < 1e-12);
    }

    #[test]
    fn what_has_no_trend_is_said() {
        assert_eq!(cochran_armitage(&weeks(&[(0, 0)])), Err(NoEstimate::NoData));
        assert_eq!(cochran_armitage(&weeks(&[(3, 9)])), Err(NoEstimate::TooFewPeriods { needed: 2, have: 1 }));
        assert_eq!(cochran_armitage(&weeks(&[(0, 9), (0, 8)])), Err(NoEstimate::ZeroVariance));
        let two = weeks(&[(3, 9), (4, 9)]);
        assert_eq!(cochran_armitage_at(&two, &[1.0]), Err(NoEstimate::Undefined));
        assert_eq!(cochran_armitage_at(&two, &[1.0, f64::NAN]), Err(NoEstimate::Undefined));
        assert_eq!(cochran_armitage_at(&two, &[1.0, 1.0]), Err(NoEstimate::TooFewPeriods { needed: 2, have: 1 }));
    }
}
