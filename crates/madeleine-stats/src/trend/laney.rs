//! The control chart of shares for large bases.

use super::share::{center, standard_error};
use super::{Baseline, Hits, ShareChart, Width};
use crate::estimate::NoEstimate;

/// Above this σ_z a baseline varies more than answers drawn at random. A judgement of this project.
pub const LANEY_ABOVE_SIGMA: f64 = 1.2;

/// Only with more answers than this in every period: with fewer, σ_z itself is noise. A judgement of this project.
pub const LANEY_ABOVE_BASE: u64 = 200;

/// The mean difference of two neighbours, in standard deviations: d₂ of Shewhart's tables, as every tool rounds it.
const D2: f64 = 1.128;

/// The control chart of a series of shares whose periods differ by more than the luck of the draw: as
/// [`p_chart`](super::p_chart), with every limit σ_z times as far. σ_z is the mean difference of neighbours in the
/// baseline, in standard errors, divided by 1.128. Laney 2002, Quality Engineering 14, 531; the same as Minitab's.
///
/// # Errors
/// [`NoEstimate::NoData`] where the baseline has no answers; [`NoEstimate::TooFewPeriods`] where only one of its periods
/// has; [`NoEstimate::ZeroVariance`] where all its answers, or the shares of all its periods, are the same.
///
/// ```
/// use madeleine_stats::trend::{Baseline, Hits, Width, laney_p};
/// let weeks = [(900, 1000), (870, 980), (930, 1050), (850, 1000), (910, 1010)];
/// let weeks = weeks.map(|(hits, base)| Hits { hits, base });
/// let chart = laney_p(&weeks, Baseline::All, Width::THREE).expect("answers");
/// assert!(chart.sigma_z.is_some_and(|sigma| (sigma - 2.219_746_316_914_146).abs() < 1e-12));
/// ```
pub fn laney_p(periods: &[Hits], baseline: Baseline, width: Width) -> Result<ShareChart, NoEstimate> {
    ShareChart::of(periods, baseline, Some(sigma_z(periods, baseline)?), width)
}

/// Whether a series asks for [`laney_p`]: σ_z of the baseline above [`LANEY_ABOVE_SIGMA`], and more than
/// [`LANEY_ABOVE_BASE`] answers in every period of it that has any.
///
/// It depends on the baseline alone, so a frozen one decides once and for all.
pub fn needs_laney(periods: &[Hits], baseline: Baseline) -> bool {
    baseline.of(periods).all(|period| period.base > LANEY_ABOVE_BASE)
        && sigma_z(periods, baseline).is_ok_and(|sigma| sigma > LANEY_ABOVE_SIGMA)
}

fn sigma_z(periods: &[Hits], baseline: Baseline) -> Result<f64, NoEstimate> {
    let center = center(periods, baseline)?;
    let count = baseline.of(periods).count();
    if count < 2 {
        return Err(NoEstimate::TooFewPeriods { needed: 2, have: count as u64 });
    }
    if center == 0.0 || center == 1.0 {
        return Err(NoEstimate::ZeroVariance);
    }
    let distance = |period: Hits| Some((period.share()? - center) / standard_error(center, period));
    let distances: Vec<f64> = baseline.of(periods).filter_map(distance).collect();
    let moves: f64 = distances.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let sigma = moves / (count - 1) as f64 / D2;
    if sigma > 0.0 && sigma.is_finite() { Ok(sigma) } else { Err(NoEstimate::ZeroVariance) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trend::share_chart;

    fn weeks(counts: &[(u64, u64)]) -> Vec<Hits> {
        counts.iter().map(|&(hits, base)| Hits { hits, base }).collect()
    }

    #[test]
    fn is_chosen_by_spread_and_base_of_the_baseline_alone() {
        let wild = weeks(&[(900, 1000), (0, 0), (800, 1000), (900, 1000), (700, 1000)]);
        let calm = weeks(&[(800, 1000), (805, 1000), (795, 1000), (20, 1000)]);
        let small = weeks(&[(90, 100), (40, 100), (90, 100)]);
        assert!(needs_laney(&wild, Baseline::All));
        assert!(!needs_laney(&calm, Baseline::First(3)) && needs_laney(&calm, Baseline::All));
        assert!(!needs_laney(&small, Baseline::All) && !needs_laney(&[], Baseline::All));
        let chart = |series: &[Hits]| share_chart(series, Baseline::First(3), Width::THREE).expect("answers");
        assert!(chart(&wild).sigma_z.is_some() && chart(&calm).sigma_z.is_none());
    }

    #[test]
    fn what_has_no_spread_is_said() {
        let of = |counts: &[(u64, u64)]| laney_p(&weeks(counts), Baseline::All, Width::THREE).map(|_| ());
        assert_eq!(of(&[(0, 0)]), Err(NoEstimate::NoData));
        assert_eq!(of(&[(3, 9), (0, 0)]), Err(NoEstimate::TooFewPeriods { needed: 2, have: 1 }));
        assert_eq!(of(&[(9, 9), (7, 7)]), Err(NoEstimate::ZeroVariance));
        assert_eq!(of(&[(3, 9), (3, 9)]), Err(NoEstimate::ZeroVariance));
    }
}
