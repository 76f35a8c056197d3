//! First-contact resolution as people see it.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};
use crate::tally::Counts;

/// Whether requests are resolved, in the eyes of those who made them. "Not yet" stays in the base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolution {
    /// How many answered yes, no or not yet.
    pub base: u64,
    /// How many aren't sure.
    pub unsure: u64,
    /// Share resolved, Wilson: the headline.
    pub resolved: Estimate,
    /// Share not resolved, Wilson.
    pub unresolved: Estimate,
    /// Share not resolved yet, Wilson.
    pub pending: Estimate,
}

impl Resolution {
    /// Scores the counts of the instrument `fcr`: yes, no, not yet.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without those three categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Resolution, tally::Counts};
    /// let counts = Counts::from(vec![72, 18, 6]);
    /// let resolution = Resolution::of(&counts, Confidence::NINETY_FIVE).expect("96 answers");
    /// assert_eq!(resolution.resolved.value(), 0.75);
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let &[yes, no, pending] = counts.categories() else { return Err(NoEstimate::WrongTally) };
        let base = counts.base();
        let share = |hits| wilson::share(hits, base, confidence);
        Ok(Self {
            base,
            unsure: counts.missing().unknown,
            resolved: share(yes)?,
            unresolved: share(no)?,
            pending: share(pending)?,
        })
    }
}
