//! Answers that are not in the base, and why.

/// How many answers are missing from a base, by reason. Nothing is dropped without being counted here.
///
/// Unit: responses. Every field only ever grows; additions stop at `u64::MAX` instead of wrapping.
///
/// ```
/// use madeleine_stats::tally::Missing;
/// let missing = Missing { skipped: 3, unknown: 1, ..Missing::default() };
/// assert_eq!(missing.total(), 4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missing {
    /// Shown and passed over (−1 on the wire).
    pub skipped: u64,
    /// "I don't know" or not applicable (−2 on the wire).
    pub unknown: u64,
    /// The response names the item but it was never shown, because of its condition or an early end.
    pub not_shown: u64,
    /// Shown, and the sitting ended there without an answer.
    pub abandoned: u64,
    /// An answer that the instrument doesn't offer.
    pub invalid: u64,
}

/// Why there is no answer to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The item was never shown.
    NotShown,
    /// The item was shown and the sitting ended there.
    Abandoned,
}

impl Missing {
    /// All of them together.
    pub fn total(&self) -> u64 {
        let parts = [self.skipped, self.unknown, self.not_shown, self.abandoned, self.invalid];
        parts.into_iter().fold(0, u64::saturating_add)
    }

    /// How many people saw the question and are not in the base: all but [`not_shown`](Self::not_shown).
    pub fn shown(&self) -> u64 {
        Self { not_shown: 0, ..*self }.total()
    }

    pub(super) fn note(&mut self, absence: Absence, times: u64) {
        let place = match absence {
            Absence::NotShown => &mut self.not_shown,
            Absence::Abandoned => &mut self.abandoned,
        };
        *place = place.saturating_add(times);
    }

    /// Adds the other's counts: associative, commutative, [`Missing::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.skipped, other.skipped),
            (&mut self.unknown, other.unknown),
            (&mut self.not_shown, other.not_shown),
            (&mut self.abandoned, other.abandoned),
            (&mut self.invalid, other.invalid),
        ] {
            *mine = mine.saturating_add(theirs);
        }
    }
}
