//! How much hassle it was.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Counts;

/// How much hassle it was to get a problem dealt with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hassle {
    /// How many answered.
    pub base: u64,
    /// Share with a lot or a little, Wilson.
    pub any: Estimate,
    /// Share with a lot, Wilson.
    pub lot: Estimate,
    /// Share with none, Wilson.
    pub none: Estimate,
    /// None minus a lot, in points, adjusted Wald: the headline.
    pub net: Estimate,
}

impl Hassle {
    /// Scores the counts of the instrument `hassle`: a lot, a little, none.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without those three categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Hassle, tally::Counts};
    /// let hassle = Hassle::of(&Counts::from(vec![150, 580, 180]), Confidence::NINETY_FIVE).expect("910 answers");
    /// assert!((hassle.net.value() - 3.296_703).abs() < 1e-6);
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let &[lot, little, none] = counts.categories() else { return Err(NoEstimate::WrongTally) };
        let base = counts.base();
        let share = |hits| wilson::share(hits, base, confidence);
        Ok(Self {
            base,
            any: share(lot.saturating_add(little))?,
            lot: share(lot)?,
            none: share(none)?,
            net: net::adjusted_wald(none, lot, base, confidence)?,
        })
    }
}
