//! Reasons: how many named each option.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};
use crate::tally::Mentions;

/// One option of a question with several answers, and the share of people who named it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The option's wording key.
    pub option: String,
    /// How many named it.
    pub mentions: u64,
    /// Their share of those who answered, Wilson. The shares of all options add up to more than 1.
    pub share: Estimate,
}

impl Reason {
    /// One option; its share is 0 where nobody named it.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] when nobody answered.
    pub fn of(mentions: &Mentions, option: &str, confidence: Confidence) -> Result<Self, NoEstimate> {
        let count = mentions.of(option);
        let share = wilson::share(count, mentions.base(), confidence)?;
        Ok(Self { option: option.into(), mentions: count, share })
    }

    /// Every option that somebody named, the most frequent first, equals by key.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] when nobody answered.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, score::Reason, tally::{Mentions, Missing}};
    /// let mentions = Mentions::new(40, [("fees".into(), 10), ("wait".into(), 25)], Missing::default());
    /// let reasons = Reason::all(&mentions, Confidence::NINETY_FIVE).expect("40 answers");
    /// assert_eq!((reasons[0].option.as_str(), reasons[0].share.value()), ("wait", 0.625));
    /// ```
    pub fn all(mentions: &Mentions, confidence: Confidence) -> Result<Vec<Self>, NoEstimate> {
        if mentions.base() == 0 {
            return Err(NoEstimate::NoData);
        }
        let reasons = mentions.options().map(|(option, _)| Self::of(mentions, option, confidence));
        let mut reasons: Vec<Self> = reasons.collect::<Result<_, _>>()?;
        // Stable: options come sorted by key.
        reasons.sort_by_key(|reason| core::cmp::Reverse(reason.mentions));
        Ok(reasons)
    }
}
