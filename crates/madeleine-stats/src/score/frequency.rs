//! How often people do something, or would: never, rarely, often, always.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Counts;

/// Answers on four words of frequency, as those to willingness to pay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// How many answered.
    pub base: u64,
    /// Share of often and always, Wilson: the headline.
    pub frequent: Estimate,
    /// Often and always minus never and rarely, in points, adjusted Wald.
    pub net: Estimate,
}

impl Frequency {
    /// Scores counts of never, rarely, often, always.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without those four categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Frequency, tally::Counts};
    /// let would_pay = Frequency::of(&Counts::from(vec![170, 320, 470, 70]), Confidence::NINETY_FIVE).expect("answers");
    /// assert!((would_pay.frequent.value() - 0.524_271).abs() < 1e-6);
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        if counts.categories().len() != 4 {
            return Err(NoEstimate::WrongTally);
        }
        let (base, frequent, seldom) = (counts.base(), counts.sum_of(&[2, 3]), counts.sum_of(&[0, 1]));
        Ok(Self {
            base,
            frequent: wilson::share(frequent, base, confidence)?,
            net: net::adjusted_wald(frequent, seldom, base, confidence)?,
        })
    }
}
