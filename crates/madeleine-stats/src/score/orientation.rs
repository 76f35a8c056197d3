//! How customer-oriented employees are.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Counts;

/// How customer-oriented employees are, by the mean of their statements: 6 or more is high, less than 4.5 low. The
/// cut-offs are this project's and not validated. Employees are never shown by fewer than ten:
/// [`publish`](crate::publish).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orientation {
    /// How many answered enough statements.
    pub base: u64,
    /// Share of the highly oriented, Wilson.
    pub high: Estimate,
    /// Share of the fairly oriented, Wilson.
    pub medium: Estimate,
    /// Share of the little oriented, Wilson.
    pub low: Estimate,
    /// High minus low, in points, adjusted Wald: the headline.
    pub net: Estimate,
    /// Whether more than half are highly oriented.
    pub mostly_high: bool,
}

impl Orientation {
    /// Scores the counts of `orientation_level`: high, medium, low.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without those three categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Orientation, tally::Counts};
    /// let levels = Orientation::of(&Counts::from(vec![55, 30, 15]), Confidence::NINETY_FIVE).expect("100 employees");
    /// assert_eq!((levels.net.value(), levels.mostly_high), (40.0, true));
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let &[high, medium, low] = counts.categories() else { return Err(NoEstimate::WrongTally) };
        let base = counts.base();
        let share = |people| wilson::share(people, base, confidence);
        Ok(Self {
            base,
            high: share(high)?,
            medium: share(medium)?,
            low: share(low)?,
            net: net::adjusted_wald(high, low, base, confidence)?,
            mostly_high: high > base / 2,
        })
    }
}
