//! Percentages that somebody else published without their base: what can be said of them, and what can't.

/// What is to be said of a net score of two published percentages: there is no base, so there is no interval and no
/// [`Estimate`](crate::Estimate).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuotedNet {
    /// The difference, in points.
    pub points: f64,
    /// What is left of 100, if nobody belongs to both.
    pub rest_if_exclusive: f64,
}

impl QuotedNet {
    /// From two percentages, 0 to 100; `None` if one is out of range.
    ///
    /// ```
    /// use madeleine_stats::score::QuotedNet;
    /// let bank = QuotedNet::of(36.0, 45.0).expect("percentages");
    /// assert_eq!((bank.points, bank.rest_if_exclusive), (-9.0, 19.0));
    /// ```
    pub fn of(favourable: f64, unfavourable: f64) -> Option<Self> {
        let percent = 0.0..=100.0;
        let fits = percent.contains(&favourable) && percent.contains(&unfavourable);
        fits.then_some(Self { points: favourable - unfavourable, rest_if_exclusive: 100.0 - favourable - unfavourable })
    }
}

/// Whether published percentages add up to 100. What doesn't is said, never scaled until it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuotedShares {
    /// Their sum.
    pub sum: f64,
    /// What is to be said of it.
    pub verdict: Verdict,
    /// 100 minus the sum; `None` where several answers were allowed.
    pub residual: Option<f64>,
}

/// What is to be said of the sum of published percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 100, give or take rounding.
    Complete,
    /// Less than 100: an answer is missing.
    Incomplete,
    /// More than 100: something is wrong.
    Over100,
    /// Several answers were allowed: the sum says nothing.
    Multi,
}

impl QuotedShares {
    /// Rounding may move a sum of a few whole percentages by so much.
    pub const ROUNDING: f64 = 1.0;

    /// Adds percentages up; `several` says that people could give more than one answer.
    /// `None` if one isn't a number from 0 to 100.
    ///
    /// ```
    /// use madeleine_stats::score::{QuotedShares, Verdict};
    /// let hassle = QuotedShares::of(&[15.0, 58.0, 18.0], false).expect("percentages");
    /// assert_eq!((hassle.verdict, hassle.residual), (Verdict::Incomplete, Some(9.0)));
    /// ```
    pub fn of(percentages: &[f64], several: bool) -> Option<Self> {
        if !percentages.iter().all(|share| (0.0..=100.0).contains(share)) {
            return None;
        }
        let sum: f64 = percentages.iter().sum::<f64>() + 0.0;
        let verdict = if several {
            Verdict::Multi
        } else if (sum - 100.0).abs() <= Self::ROUNDING {
            Verdict::Complete
        } else if sum > 100.0 {
            Verdict::Over100
        } else {
            Verdict::Incomplete
        };
        Some(Self { sum, verdict, residual: (!several).then_some(100.0 - sum) })
    }
}
