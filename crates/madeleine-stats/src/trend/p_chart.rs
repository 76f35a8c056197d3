//! The plain control chart of shares.

use super::{Baseline, Hits, ShareChart, Width};
use crate::estimate::NoEstimate;

/// The control chart of a series of shares: p̄ ± width·√(p̄q̄/n) for each period, with p̄ the share of the whole baseline.
/// Shewhart 1931; Montgomery 2013, Introduction to Statistical Quality Control, 7.2.
///
/// With many hundred answers a period it calls ordinary weeks unusual; [`laney_p`](super::laney_p) is for those.
///
/// # Errors
/// [`NoEstimate::NoData`] where the baseline has no answers.
///
/// ```
/// use madeleine_stats::trend::{Baseline, Hits, Width, p_chart};
/// let weeks = [(40, 50), (45, 55), (0, 0), (20, 52)].map(|(hits, base)| Hits { hits, base });
/// let chart = p_chart(&weeks, Baseline::First(2), Width::THREE).expect("answers").chart;
/// let signals: Vec<_> = chart.points.iter().map(|point| point.map(|point| point.signal)).collect();
/// assert_eq!(signals, [Some(false), Some(false), None, Some(true)]);
/// ```
pub fn p_chart(periods: &[Hits], baseline: Baseline, width: Width) -> Result<ShareChart, NoEstimate> {
    ShareChart::of(periods, baseline, None, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_baseline_stays_when_weeks_are_added() {
        let weeks: Vec<Hits> = (0..20).map(|week| Hits { hits: 40 - week, base: 50 }).collect();
        let [early, late] =
            [13, 20].map(|until| p_chart(&weeks[..until], Baseline::FROZEN, Width::THREE).expect("answers"));
        assert!(early.settled && early.chart.center == late.chart.center);
        assert_eq!(early.chart.points[..], late.chart.points[..13]);
        assert!(!p_chart(&weeks[..11], Baseline::FROZEN, Width::THREE).expect("answers").settled);
    }

    #[test]
    fn where_everybody_says_the_same_there_are_limits_and_no_signal() {
        let weeks = [Hits { hits: 9, base: 9 }, Hits { hits: 8, base: 9 }];
        let chart = p_chart(&weeks, Baseline::First(1), Width::THREE).expect("answers").chart;
        assert!(chart.points.iter().flatten().all(|point| !point.signal && point.limits.low() == 1.0));
    }
}
