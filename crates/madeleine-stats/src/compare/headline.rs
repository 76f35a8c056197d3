//! The front door: two tallies of one instrument, compared on the number that stands for it.

use super::net::{self, Net};
use super::share::{self, Share};
use super::{Adjustment, Contrast, Finding, findings};
use super::{mean, rank};
use crate::estimate::{Confidence, NoEstimate};
use crate::tally::{Counts, Tally};
use madeleine_core::instrument::{Form, Headline, Key};

/// The headline of the first tally minus that of the second, at 95 % confidence: two groups, or now and before.
///
/// A share by [`share::newcombe`], a net score by [`net::mover`], a mean by [`mean::mover`] (a composite by
/// [`mean::welch`]), as the instrument's key says; weighted tallies by [`Contrast::between`], without a test. Whether it may be shown
/// is another question: [`headlines`].
///
/// # Errors
/// As [`crate::headline`] of either tally, that of the first one first.
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::{Tally, compare, tally::Counts};
/// let csat = instrument::key("csat").expect("known");
/// let now = Tally::Counts(Counts::from(vec![1, 2, 5, 20, 22]));
/// let before = Tally::Counts(Counts::from(vec![4, 6, 9, 15, 10]));
/// let change = compare::headline(csat, &now, &before).expect("answers on both sides");
/// assert_eq!(change.difference(), 42.0 / 50.0 - 25.0 / 44.0);
/// ```
pub fn headline(key: &Key, first: &Tally, second: &Tally) -> Result<Contrast, NoEstimate> {
    headline_at(key, first, second, Confidence::NINETY_FIVE)
}

/// The headline of the first tally minus that of the second, at another confidence.
///
/// # Errors
/// As [`headline`].
pub fn headline_at(key: &Key, first: &Tally, second: &Tally, confidence: Confidence) -> Result<Contrast, NoEstimate> {
    let estimates = (crate::headline_at(key, first, confidence)?, crate::headline_at(key, second, confidence)?);
    let (first, second) = match (first, second) {
        (Tally::Counts(first), Tally::Counts(second)) => (first, second),
        (Tally::Sums(first), Tally::Sums(second)) => {
            return Ok(mean::welch(first.moments()?, second.moments()?, confidence)?.contrast);
        }
        // Weighted answers have estimates to compare, but no test of their own.
        _ => return Contrast::between(&estimates.0, &estimates.1),
    };
    match key.headline {
        Headline::Share => {
            let share = |counts: &Counts| Share { hits: counts.sum_of(key.favourable), base: counts.base() };
            share::newcombe(share(first), share(second), confidence)
        }
        Headline::Net => {
            let net = |counts: &Counts| {
                let [favourable, unfavourable] = [key.favourable, key.unfavourable].map(|of| counts.sum_of(of));
                Net { favourable, unfavourable, base: counts.base() }
            };
            net::mover(net(first), net(second), confidence)
        }
        Headline::Mean => {
            let Form::Scale(scale) = key.instrument.form else { return Err(NoEstimate::WrongTally) };
            let contrast = mean::mover(first.categories(), second.categories(), scale.first, confidence)?;
            // Welch's test knows nothing where each side's answers are all the same; the ranks do.
            let by_rank = || rank::mann_whitney(first.categories(), second.categories()).ok().map(|found| found.test);
            Ok(contrast.tested(contrast.test().or_else(by_rank)))
        }
        Headline::EachOption => Err(NoEstimate::OneForEachOption),
        Headline::Kind => Err(NoEstimate::KindNotNumber),
        Headline::Words => Err(NoEstimate::NotScored),
    }
}

/// Many pairs of tallies of one instrument, compared on its headline at 95 % confidence: what may be shown on one page.
///
/// The p-values are adjusted after Benjamini and Hochberg for all the pairs with enough answers. In the same order.
///
/// # Errors
/// For each pair its own: [`NoEstimate::InsufficientBase`] when either side has fewer than
/// [`COMPARED_FROM`](crate::publish::COMPARED_FROM) answers; otherwise as [`headline`].
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::{Tally, compare::{self, Verdict}, tally::Counts};
/// let csat = instrument::key("csat").expect("known");
/// let [mobile, desktop, kiosk] = [[1, 2, 5, 20, 22], [4, 6, 9, 15, 10], [0, 0, 1, 2, 4]]
///     .map(|counts| Tally::Counts(Counts::from(counts.to_vec())));
/// let found = compare::headlines(csat, [(&mobile, &desktop), (&kiosk, &desktop)]);
/// assert_eq!(found[0].map(|finding| finding.verdict), Ok(Verdict::Clear));
/// assert!(found[1].is_err());
/// ```
pub fn headlines<'t>(
    key: &Key,
    pairs: impl IntoIterator<Item = (&'t Tally, &'t Tally)>,
) -> Vec<Result<Finding, NoEstimate>> {
    findings(pairs.into_iter().map(|(first, second)| headline(key, first, second)), Adjustment::default())
}
