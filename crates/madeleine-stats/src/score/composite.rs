//! Composites: one value of several criteria, for one person and for all of them.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Counts;

/// One person's composite as a ratio: the weighted sum of her answered criteria, and the sum of their weights. `None` where
/// she answered fewer than `least`, or where the weights are all 0 or fewer than the answers.
///
/// The weights are whole numbers that everybody may see; equal ones are 1, 1, 1 … The ratio is exact, so that
/// [`Sums`](crate::tally::Sums) of it add up to the same in any order.
///
/// ```
/// use madeleine_stats::score::composite;
/// assert_eq!(composite(&[Some(8), Some(9), None, Some(4)], &[1, 1, 1, 2], 3), Some((25, 4)));
/// assert_eq!(composite(&[Some(8), None, None, Some(4)], &[1, 1, 1, 2], 3), None);
/// ```
pub fn composite(answers: &[Option<i32>], weights: &[u32], least: usize) -> Option<(i64, u32)> {
    let answered = answers.iter().zip(weights).filter_map(|(answer, weight)| Some(((*answer)?, *weight)));
    let (mut people, mut sum, mut all) = (0_usize, 0_i64, 0_u32);
    for (answer, weight) in answered {
        people += 1;
        sum = sum.checked_add(i64::from(answer).checked_mul(i64::from(weight))?)?;
        all = all.checked_add(weight)?;
    }
    (people >= least && all > 0 && weights.len() >= answers.len()).then_some((sum, all))
}

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
