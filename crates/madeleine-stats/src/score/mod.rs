//! Scores: which of the counts make the numbers of an instrument. One instrument or family a file.

mod expectation;
mod memory;
mod quoted;
mod rating;
mod reasons;
mod resolution;

pub use expectation::Expectation;
pub use memory::Memory;
pub use quoted::{QuotedNet, QuotedShares, Verdict};
pub use rating::{Flag, Rating, Rule};
pub use reasons::Reason;
pub use resolution::Resolution;

use crate::estimate::{Confidence, Estimate, NoEstimate, net, wilson};
use crate::tally::{Counts, Tally};
use madeleine_core::instrument::{Headline, Key};

/// The number that stands for an instrument, at 95 % confidence.
///
/// A share of favourable answers with Wilson's interval ([`wilson::share`]), or a net score with the adjusted Wald
/// interval ([`net::adjusted_wald`]), as the instrument's key says. Whether it may be shown is another question:
/// [`publish::headline`](crate::publish::headline).
///
/// # Errors
/// [`NoEstimate::NoData`] without answers; [`NoEstimate::OneForEachOption`] and [`NoEstimate::NotScored`] where the
/// instrument has no headline; [`NoEstimate::WrongTally`] where the tally isn't one of this instrument.
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::{Tally, headline, tally::Counts};
/// let csat = instrument::key("csat").expect("known");
/// let tally = Tally::Counts(Counts::from(vec![1, 2, 5, 20, 22]));
/// let satisfied = headline(csat, &tally).expect("50 answers");
/// assert_eq!(satisfied.value(), 0.84);
/// ```
pub fn headline(key: &Key, tally: &Tally) -> Result<Estimate, NoEstimate> {
    headline_at(key, tally, Confidence::NINETY_FIVE)
}

/// The number that stands for an instrument, at another confidence.
///
/// # Errors
/// As [`headline`].
pub fn headline_at(key: &Key, tally: &Tally, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    match key.headline {
        Headline::EachOption => return Err(NoEstimate::OneForEachOption),
        Headline::Words => return Err(NoEstimate::NotScored),
        Headline::Share | Headline::Net => {}
    }
    let counts = tally.counts().filter(|counts| counts.categories().len() == key.categories());
    let counts = counts.ok_or(NoEstimate::WrongTally)?;
    let favourable = counts.sum_of(key.favourable);
    match key.headline {
        Headline::Net => net::adjusted_wald(favourable, counts.sum_of(key.unfavourable), counts.base(), confidence),
        _ => wilson::share(favourable, counts.base(), confidence),
    }
}

/// The share of each category with Wilson's interval, first category first: the distribution behind every score.
///
/// # Errors
/// [`NoEstimate::NoData`] without answers.
///
/// ```
/// use madeleine_stats::{Confidence, score, tally::Counts};
/// let counts = Counts::from(vec![1, 2, 5, 20, 22]);
/// let shares = score::distribution(&counts, Confidence::NINETY_FIVE).expect("50 answers");
/// assert_eq!(shares[4].value(), 0.44);
/// ```
pub fn distribution(counts: &Counts, confidence: Confidence) -> Result<Vec<Estimate>, NoEstimate> {
    let base = counts.base();
    if base == 0 {
        return Err(NoEstimate::NoData);
    }
    counts.categories().iter().map(|&count| wilson::share(count, base, confidence)).collect()
}
