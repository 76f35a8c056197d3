//! Scores: which of the counts make the numbers of an instrument. One instrument or family a file.

mod composite;
mod emotions;
mod expectation;
mod frequency;
mod groups;
mod hassle;
mod kano;
mod memory;
mod orientation;
mod peak_end;
mod quoted;
mod rating;
mod reasons;
mod resolution;

pub use composite::composite;
pub use emotions::Emotions;
pub use expectation::Expectation;
pub use frequency::Frequency;
pub use groups::Named;
pub use hassle::Hassle;
pub use kano::{Kano, KanoKind};
pub use memory::Memory;
pub use orientation::Orientation;
pub use peak_end::{Change, PeakEnd};
pub use quoted::{QuotedNet, QuotedShares, Verdict};
pub use rating::{Flag, Rating, Rule};
pub use reasons::Reason;
pub use resolution::Resolution;

use crate::estimate::{Confidence, Estimate, NoEstimate, mean, net, wilson};
use crate::tally::{Counts, Tally};
use crate::weight::{Weighted, WeightedEstimate};
use madeleine_core::instrument::{Form, Headline, Key};

/// The number that stands for an instrument, at 95 % confidence.
///
/// A share of favourable answers with Wilson's interval ([`wilson::share`]), a net score with the adjusted Wald interval
/// ([`net::adjusted_wald`]) or a mean with its adjusted interval ([`mean::adjusted`]; Student's t for composites), as the
/// key says. Whether it may be shown is another question:
/// [`publish::headline`](crate::publish::headline).
///
/// # Errors
/// [`NoEstimate::NoData`] without answers; [`NoEstimate::OneForEachOption`], [`NoEstimate::KindNotNumber`] and
/// [`NoEstimate::NotScored`] where there is no headline; as [`Sums::mean`](crate::tally::Sums::mean) for a composite; [`NoEstimate::WrongTally`] where the tally isn't one of this instrument.
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
        Headline::Kind => return Err(NoEstimate::KindNotNumber),
        Headline::Words => return Err(NoEstimate::NotScored),
        Headline::Share | Headline::Net | Headline::Mean => {}
    }
    if let (Headline::Mean, Tally::Sums(sums)) = (key.headline, tally) {
        return sums.mean(confidence);
    }
    if let Tally::Weighted(weighted, _) = tally {
        return weighted_headline(key, weighted, confidence).map(|found| found.estimate);
    }
    let counts = tally.counts().filter(|counts| counts.categories().len() == key.categories());
    let counts = counts.ok_or(NoEstimate::WrongTally)?;
    let favourable = counts.sum_of(key.favourable);
    match (key.headline, &key.instrument.form) {
        (Headline::Mean, Form::Scale(scale)) => mean::adjusted(counts.categories(), scale.first, confidence),
        (Headline::Mean, _) => Err(NoEstimate::WrongTally),
        (Headline::Net, _) => {
            net::adjusted_wald(favourable, counts.sum_of(key.unfavourable), counts.base(), confidence)
        }
        _ => wilson::share(favourable, counts.base(), confidence),
    }
}

/// The number that stands for an instrument, from weighted answers; beside it what the base is worth.
///
/// # Errors
/// As [`headline`].
pub fn weighted_headline(
    key: &Key,
    weighted: &Weighted,
    confidence: Confidence,
) -> Result<WeightedEstimate, NoEstimate> {
    if weighted.categories().len() != key.categories() {
        return Err(NoEstimate::WrongTally);
    }
    match (key.headline, &key.instrument.form) {
        (Headline::Share, _) => weighted.share(key.favourable, confidence),
        (Headline::Net, _) => weighted.net(key.favourable, key.unfavourable, confidence),
        (Headline::Mean, Form::Scale(scale)) => weighted.mean(scale.first, confidence),
        _ => Err(NoEstimate::WrongTally),
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
