//! Whether expectations were met.

use crate::estimate::{Confidence, Estimate, NoEstimate, mean, net, wilson};
use crate::tally::Counts;

/// The numbers of the expectation question: worse than, as or better than expected.
///
/// Oliver 1980, asked directly: a difference of two ratings is unreliable, and can't be had once it is over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// How many answered.
    pub base: u64,
    /// Share for whom it was worse, Wilson.
    pub below: Estimate,
    /// Share for whom it was as expected, Wilson.
    pub met: Estimate,
    /// Share for whom it was better, Wilson.
    pub exceeded: Estimate,
    /// Share for whom it was as expected or better, Wilson: the headline.
    pub met_or_exceeded: Estimate,
    /// Better minus worse in points, adjusted Wald.
    pub net: Estimate,
    /// Mean from −2 (much worse) to +2 (much better), with its adjusted interval.
    pub mean: Estimate,
}

impl Expectation {
    /// Scores the counts of the instrument `expectation`: five points from much worse to much better.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without five categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Expectation, tally::Counts};
    /// let counts = Counts::from(vec![6, 14, 90, 55, 20]);
    /// let expectation = Expectation::of(&counts, Confidence::NINETY_FIVE).expect("185 answers");
    /// assert_eq!(expectation.met_or_exceeded.value(), 165.0 / 185.0);
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        if counts.categories().len() != 5 {
            return Err(NoEstimate::WrongTally);
        }
        let base = counts.base();
        let (below, exceeded) = (counts.sum_of(&[0, 1]), counts.sum_of(&[3, 4]));
        let share = |hits| wilson::share(hits, base, confidence);
        Ok(Self {
            base,
            below: share(below)?,
            met: share(counts.sum_of(&[2]))?,
            exceeded: share(exceeded)?,
            met_or_exceeded: share(counts.sum_of(&[2, 3, 4]))?,
            net: net::adjusted_wald(exceeded, below, base, confidence)?,
            mean: mean::adjusted(counts.categories(), -2, confidence)?,
        })
    }
}
