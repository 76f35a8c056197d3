//! The emotional footprint.

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::Mentions;

/// The emotional footprint: who felt good emotions, bad ones, both or none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emotions {
    /// How many answered.
    pub base: u64,
    /// Share with at least one good emotion, Wilson.
    pub positive: Estimate,
    /// Share with at least one bad emotion, Wilson.
    pub negative: Estimate,
    /// Share with both, Wilson.
    pub mixed: Estimate,
    /// Share with neither, Wilson.
    pub none: Estimate,
    /// Only good minus only bad, in points, adjusted Wald: the same four cells as the Net Memory Score.
    pub net: Estimate,
}

impl Emotions {
    /// Scores mentions whose first group is good and whose second is bad, as those of the instrument `emotions`.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] when nobody answered.
    pub fn of(mentions: &Mentions, confidence: Confidence) -> Result<Self, NoEstimate> {
        let base = mentions.base();
        let share = |people| wilson::share(people, base, confidence);
        Ok(Self {
            base,
            positive: share(mentions.naming(0))?,
            negative: share(mentions.naming(1))?,
            mixed: share(mentions.naming_only(0b11))?,
            none: share(mentions.naming_only(0b00))?,
            net: net::adjusted_wald(mentions.naming_only(0b01), mentions.naming_only(0b10), base, confidence)?,
        })
    }
}
