//! Contacts that were missed, and requests that had to be made again.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};

/// Counts of one service, such as a hotline in a week.
///
/// ```
/// use madeleine_stats::{Confidence, operation::Service};
/// let week = Service { offered: 1_250, missed: 87, requests: 640, repeats: 96 };
/// assert_eq!(week.missed_rate(Confidence::NINETY_FIVE).map(|rate| rate.value()), Ok(0.0696));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Service {
    /// Contacts that came in: calls, chats, visits.
    pub offered: u64,
    /// Of these, nobody took.
    pub missed: u64,
    /// Requests that were made.
    pub requests: u64,
    /// Of these, about something that had been asked before.
    pub repeats: u64,
}

impl Service {
    /// Adds the other's counts: associative, commutative, [`Service::default`] is neutral. Sums stop at `u64::MAX`.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.offered, other.offered),
            (&mut self.missed, other.missed),
            (&mut self.requests, other.requests),
            (&mut self.repeats, other.repeats),
        ] {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// The share of contacts that were missed, Wilson.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without contacts, [`NoEstimate::Undefined`] where more were missed than came in.
    pub fn missed_rate(&self, confidence: Confidence) -> Result<Estimate, NoEstimate> {
        part(self.missed, self.offered, confidence)
    }

    /// The share of requests that repeat an earlier one, Wilson: beside it stands what people say of first-contact
    /// resolution.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without requests, [`NoEstimate::Undefined`] where more repeat than were made.
    pub fn repeat_rate(&self, confidence: Confidence) -> Result<Estimate, NoEstimate> {
        part(self.repeats, self.requests, confidence)
    }
}

/// A share of a base which, unlike a count of answers, may have been counted elsewhere and not fit into it.
pub(super) fn part(hits: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    if base > 0 && hits > base { Err(NoEstimate::Undefined) } else { wilson::share(hits, base, confidence) }
}
