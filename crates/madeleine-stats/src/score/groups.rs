//! Options that belong together: good and bad emotions, the three gaps.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};
use crate::tally::Mentions;
use madeleine_core::instrument::Key;

/// A group of options and the share of people who named at least one of them. The shares of several groups add up to
/// more than 1 where people named several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named {
    /// The group: `positive`, `design`, …
    pub group: &'static str,
    /// How many named something of it.
    pub people: u64,
    /// Their share of those who answered, Wilson.
    pub share: Estimate,
}

impl Named {
    /// Every group of an instrument, in the order of its key. Nothing for an instrument without groups.
    ///
    /// For the three gaps the base is those who were asked why, not everybody: Zeithaml, Parasuraman & Berry's model.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] when nobody answered.
    ///
    /// ```
    /// use madeleine_core::{instrument, response::Answer};
    /// use madeleine_stats::{Confidence, score::Named, tally::Mentions};
    /// let reasons = instrument::key("reasons").expect("known");
    /// let mut mentions = Mentions::default();
    /// mentions.observe(reasons, &Answer::Options(vec!["reason.gap.i.wait".into(), "reason.gap.i.rude".into()]));
    /// mentions.observe(reasons, &Answer::Options(vec!["reason.other".into()]));
    /// let gaps = Named::all(reasons, &mentions, Confidence::NINETY_FIVE).expect("two people");
    /// assert_eq!(gaps[2].group, "delivery");
    /// assert_eq!(gaps[2].share.value(), 0.5);
    /// ```
    pub fn all(key: &Key, mentions: &Mentions, confidence: Confidence) -> Result<Vec<Self>, NoEstimate> {
        let groups = key.groups.iter().enumerate().map(|(at, group)| {
            let people = mentions.naming(at);
            Ok(Self { group: group.id, people, share: wilson::share(people, mentions.base(), confidence)? })
        });
        groups.collect()
    }
}
