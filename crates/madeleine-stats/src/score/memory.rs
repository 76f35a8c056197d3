//! The Net Memory Score: the striking memories that people keep, good and bad.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Counts;

/// The numbers of the Net Memory Score. One person may keep a good and a bad memory: the score rests on those who keep
/// one kind only, the shares of any good and any bad memory count the others too.
///
/// Definition: BVA, Observatoire des Services Clients 2022 (positive minus negative striking memories).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// How many answered; "I don't know" is not in it.
    pub base: u64,
    /// How many don't know.
    pub unknown: u64,
    /// The score in points: only good minus only bad, adjusted Wald.
    pub net: Estimate,
    /// The same with Newcombe's interval for paired shares, as a cross-check.
    pub net_by_newcombe: Estimate,
    /// Share with any good memory, Wilson.
    pub positive: Estimate,
    /// Share with any bad memory, Wilson.
    pub negative: Estimate,
    /// Share with both, Wilson.
    pub both: Estimate,
    /// Share with none, Wilson.
    pub none: Estimate,
}

impl Memory {
    /// Scores the counts of the instrument `nms`: good, bad, both, none.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without those four categories.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Memory, tally::Counts};
    /// let counts = Counts::from(vec![300, 390, 60, 250]);
    /// let memory = Memory::of(&counts, Confidence::NINETY_FIVE).expect("a thousand answers");
    /// assert_eq!((memory.net.value(), memory.none.value()), (-9.0, 0.25));
    /// ```
    pub fn of(counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let &[positive, negative, both, none] = counts.categories() else { return Err(NoEstimate::WrongTally) };
        let base = counts.base();
        let share = |hits| wilson::share(hits, base, confidence);
        Ok(Self {
            base,
            unknown: counts.missing().unknown,
            net: net::adjusted_wald(positive, negative, base, confidence)?,
            net_by_newcombe: net::newcombe_paired(both, positive, negative, none, confidence)?,
            positive: share(positive.saturating_add(both))?,
            negative: share(negative.saturating_add(both))?,
            both: share(both)?,
            none: share(none)?,
        })
    }
}
