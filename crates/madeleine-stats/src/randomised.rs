//! Estimates from answers that were randomised before they left the device.
//!
//! What is counted and merged are the reports as they came, in a plain [`Counts`]: one tally for each ε and number of
//! categories, since reports with different noise don't add up. Only the sum is then freed of its noise.
//!
//! The method in words: [`method::privacy`](crate::method::privacy).

use crate::estimate::{Confidence, Interval, NoEstimate};
use crate::tally::Counts;
use madeleine_core::privacy::RandomisedResponse;

/// What randomised reports say about the answers behind them.
#[derive(Debug, Clone, PartialEq)]
pub struct Debiased {
    /// How many reports there are; never 0.
    pub base: u64,
    /// The shares of the categories, first one first; never empty. They add up to 1.
    pub shares: Vec<Share>,
    /// p − q, which all noise is divided by.
    contrast: f64,
}

/// The share of one category among the answers behind the reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The unbiased estimate. By chance it may lie below 0 or above 1: sums and comparisons use it as it is, since
    /// cutting it would bias them.
    pub value: f64,
    /// The same for display, 0 to 1: cut, then scaled so that all shares add up to 1.
    pub shown: f64,
    /// Its standard error, in shares. It is that of the nearest possible distribution, so it isn't 0 where all reports
    /// are the same.
    pub standard_error: f64,
}

/// The mean of a score given to each category, such as the codes of a scale or −100, 0 and 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The unbiased mean, in the unit of the scores. By chance it may leave their range.
    pub value: f64,
    /// The same for display, cut to the range of the scores.
    pub shown: f64,
    /// Its standard error, in the unit of the scores.
    pub standard_error: f64,
    /// value ± z·standard error, not cut to the range of the scores.
    pub interval: Interval,
    /// The lowest and the highest score.
    pub range: Interval,
}

/// What is odd about an estimate, so that a reader takes care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// A share is estimated below 0: fewer reports than the noise alone would make.
    NegativeFrequency,
    /// A score is estimated outside of its range.
    OutOfRange,
}

impl Flag {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NegativeFrequency => "negative_frequency",
            Self::OutOfRange => "out_of_range",
        }
    }
}

impl Debiased {
    /// Frees the counts of reports from the noise that `response` put into them.
    ///
    /// With λ the share of reports of a category: f = (λ − q)/(p − q), and SE = √(λ'(1 − λ')/n)/(p − q) with λ' = q + (p − q)·g
    /// at the distribution g that is shown. Kairouz, Oh & Viswanath 2016, JMLR 17(17); Wang, Blocki, Li & Jha 2017, USENIX
    /// Security. The noise is dear: for the mean of five points it takes some 30 times the answers at ε = 1, and 2½ times at 3.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without reports, [`NoEstimate::WrongTally`] where the tally has another number of categories,
    /// [`NoEstimate::Undefined`] where ε is so small that nothing but noise is left.
    ///
    /// ```
    /// use madeleine_core::privacy::RandomisedResponse;
    /// use madeleine_stats::{randomised::Debiased, tally::Counts};
    /// let response = RandomisedResponse::new(4_f64.ln(), 5).expect("an ε above 0");
    /// // Of 800 people 200 chose each of the last four: what comes of that on average.
    /// let reports = Counts::from(vec![100, 175, 175, 175, 175]);
    /// let answers = Debiased::of(&reports, &response).expect("800 reports");
    /// assert!(answers.shares[0].value.abs() < 1e-12);
    /// assert!((answers.shares[1].value - 0.25).abs() < 1e-12);
    /// ```
    pub fn of(reports: &Counts, response: &RandomisedResponse) -> Result<Self, NoEstimate> {
        let counts = reports.categories();
        if counts.len() != usize::from(response.categories()) {
            return Err(NoEstimate::WrongTally);
        }
        let base = reports.base();
        if base == 0 {
            return Err(NoEstimate::NoData);
        }
        let n = base as f64;
        let (other, contrast) = (response.other(), response.contrast());
        let values: Vec<f64> = counts.iter().map(|&count| (count as f64 / n - other) / contrast + 0.0).collect();
        let possible: f64 = values.iter().map(|value| value.clamp(0.0, 1.0)).sum();
        // Not so only where p − q is lost in the rounding of λ − q.
        if !(possible > 0.0 && contrast > 0.0 && values.iter().all(|value| value.is_finite())) {
            return Err(NoEstimate::Undefined);
        }
        let share = |value: f64| {
            let shown = value.clamp(0.0, 1.0) / possible;
            let reported = (other + contrast * shown).clamp(0.0, 1.0);
            let standard_error = f64::sqrt(reported * (1.0 - reported) / n) / contrast;
            standard_error.is_finite().then_some(Share { value, shown, standard_error })
        };
        let shares = values.into_iter().map(share).collect::<Option<_>>().ok_or(NoEstimate::Undefined)?;
        Ok(Self { base, shares, contrast })
    }

    /// The mean of the scores given to the categories, first category first.
    ///
    /// score = Σs·f; SE = √((Σs²λ' − (Σsλ')²)/n)/(p − q), after the same sources.
    ///
    /// # Errors
    /// [`NoEstimate::WrongTally`] unless there is one score for each category, [`NoEstimate::ZeroVariance`] where all are
    /// the same, [`NoEstimate::Undefined`] where one isn't finite or they are too large to add up.
    ///
    /// ```
    /// use madeleine_core::privacy::RandomisedResponse;
    /// use madeleine_stats::{Confidence, randomised::Debiased, tally::Counts};
    /// let response = RandomisedResponse::new(1.5, 3).expect("an ε above 0");
    /// let answers = Debiased::of(&Counts::from(vec![220, 330, 650]), &response).expect("1,200 reports");
    /// let net = answers.score(&[-100.0, 0.0, 100.0], Confidence::NINETY_FIVE).expect("three scores");
    /// assert!((net.value - 66.709_151_888_1).abs() < 1e-9);
    /// assert!(net.interval.holds(60.0));
    /// ```
    pub fn score(&self, scores: &[f64], confidence: Confidence) -> Result<Score, NoEstimate> {
        if scores.len() != self.shares.len() {
            return Err(NoEstimate::WrongTally);
        }
        let lowest = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all_finite = scores.iter().all(|score| score.is_finite());
        let range = Interval::new(lowest, highest).filter(|_| all_finite).ok_or(NoEstimate::Undefined)?;

        let each = || self.shares.iter().zip(scores);
        let value = each().map(|(share, score)| score * share.value).sum::<f64>() + 0.0;
        // In half ranges from the middle, because squares of very large or very small scores leave the doubles, and those
        // of codes far from 0 would leave nothing of their variance.
        let (middle, reach) = (lowest / 2.0 + highest / 2.0, highest / 2.0 - lowest / 2.0);
        if reach == 0.0 {
            return Err(NoEstimate::ZeroVariance);
        }
        let noise = (1.0 - self.contrast).max(0.0) / self.shares.len() as f64;
        let reported = || each().map(|(share, score)| (noise + self.contrast * share.shown, (score - middle) / reach));
        let mean: f64 = reported().map(|(share, score)| share * score).sum();
        let square: f64 = reported().map(|(share, score)| share * score * score).sum();
        let standard_error = reach * f64::sqrt((square - mean * mean).max(0.0) / self.base as f64) / self.contrast;
        let half = confidence.z() * standard_error;
        let interval = Interval::new(value - half, value + half).ok_or(NoEstimate::Undefined)?;
        let shown = value.clamp(range.low(), range.high());
        Ok(Score { value, shown, standard_error, interval, range })
    }

    /// [`Flag::NegativeFrequency`] where a share is estimated below 0.
    pub fn flag(&self) -> Option<Flag> {
        self.shares.iter().any(|share| share.value < 0.0).then_some(Flag::NegativeFrequency)
    }
}

impl Score {
    /// [`Flag::OutOfRange`] where the score is estimated outside of its range.
    pub fn flag(&self) -> Option<Flag> {
        (!self.range.holds(self.value)).then_some(Flag::OutOfRange)
    }

    /// The interval cut to the range of the scores, for display. `None` where it lies outside of it altogether: there is
    /// too much noise then to say anything.
    pub fn interval_shown(&self) -> Option<Interval> {
        Interval::new(self.interval.low().max(self.range.low()), self.interval.high().min(self.range.high()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debiased(counts: &[u64], epsilon: f64) -> Result<Debiased, NoEstimate> {
        let response = RandomisedResponse::new(epsilon, counts.len() as u16).expect("fits");
        Debiased::of(&Counts::from(counts.to_vec()), &response)
    }

    #[test]
    fn the_noise_is_never_nothing() {
        let same = debiased(&[0, 0, 40], 1.0).expect("40 reports");
        assert!(same.shares.iter().all(|share| share.standard_error > 0.0));
        assert_eq!(same.flag(), Some(Flag::NegativeFrequency));
        let score = same.score(&[-100.0, 0.0, 100.0], Confidence::NINETY_FIVE).expect("three scores");
        assert_eq!((score.shown, score.flag()), (100.0, Some(Flag::OutOfRange)));
        assert!(score.interval.half_width() > 0.0);
        assert_eq!(score.interval_shown(), None);
    }

    #[test]
    fn without_noise_it_is_the_plain_share() {
        let plain = debiased(&[30, 70], 500.0).expect("100 reports");
        assert_eq!(plain.shares.iter().map(|share| share.value).collect::<Vec<_>>(), [0.3, 0.7]);
        let wald: f64 = 0.3 * 0.7 / 100.0;
        assert!((plain.shares[0].standard_error - wald.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_estimate_says_why() {
        assert_eq!(debiased(&[0, 0], 1.0), Err(NoEstimate::NoData));
        let response = RandomisedResponse::new(1.0, 3).expect("fits");
        assert_eq!(Debiased::of(&Counts::from(vec![1, 2]), &response), Err(NoEstimate::WrongTally));
        assert_eq!(debiased(&[1, 2, 4], 5e-324), Err(NoEstimate::Undefined));
        let fine = debiased(&[10, 20, 30], 1.0).expect("60 reports");
        assert_eq!(fine.score(&[1.0], Confidence::NINETY_FIVE), Err(NoEstimate::WrongTally));
        assert_eq!(fine.score(&[2.0; 3], Confidence::NINETY_FIVE), Err(NoEstimate::ZeroVariance));
        for wrong in [f64::NAN, f64::INFINITY, f64::MAX] {
            let score = fine.score(&[-f64::MAX, 0.0, wrong], Confidence::NINETY_FIVE);
            assert_eq!(score, Err(NoEstimate::Undefined), "{wrong}");
        }
        let small = fine.score(&[0.0, 1e-200, 3e-200], Confidence::NINETY_FIVE).expect("three scores");
        assert!(small.interval.half_width() > 0.0);
    }
}
