//! What may be shown to whom: the gates before a number is published, and the suppression of small cells.

mod beside;
mod editions;
mod scores;

pub use beside::rows_beside;
pub use editions::{Editions, Number, Unpublished};
pub use scores::{Part, Score, scores};

use crate::estimate::{Confidence, Estimate, NoEstimate};
use crate::score::headline_at;
use crate::tally::Tally;
use madeleine_core::instrument::Key;

/// Fewer answers than this are never shown: neither the value nor its interval. A judgement of this project.
pub const HIDDEN_BELOW: u64 = 10;

/// Fewer answers than this on either side, and no two groups are compared. A judgement of this project.
pub const COMPARED_FROM: u64 = 30;

/// How a number may be shown, given how many answers it rests on.
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::publish::Gate;
/// let csat = instrument::key("csat").expect("known");
/// assert_eq!(Gate::of(csat, 9), Gate::Hidden);
/// assert_eq!(Gate::of(csat, 29), Gate::Indicative);
/// assert_eq!(Gate::of(csat, 30), Gate::Open);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Not shown: fewer than [`HIDDEN_BELOW`] answers.
    Hidden,
    /// Shown as indicative: fewer answers than the instrument asks for (30; net scores 50).
    Indicative,
    /// Shown.
    Open,
}

impl Gate {
    /// The gate for a base of an instrument.
    pub fn of(key: &Key, base: u64) -> Self {
        if base < HIDDEN_BELOW {
            Self::Hidden
        } else if base < u64::from(key.minimum_base) {
            Self::Indicative
        } else {
            Self::Open
        }
    }
}

/// A headline that may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published {
    /// The headline.
    pub estimate: Estimate,
    /// Whether it rests on too few answers to be more than an indication.
    pub indicative: bool,
}

/// The headline of an instrument if it may be shown, at 95 % confidence.
///
/// # Errors
/// [`NoEstimate::InsufficientBase`] with 1 to 9 answers; otherwise as [`headline`](crate::headline).
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::{NoEstimate, Tally, publish, tally::Counts};
/// let csat = instrument::key("csat").expect("known");
/// let few = Tally::Counts(Counts::from(vec![0, 0, 1, 2, 4]));
/// assert_eq!(publish::headline(csat, &few), Err(NoEstimate::InsufficientBase { needed: 10, have: 7 }));
/// let more = Tally::Counts(Counts::from(vec![0, 1, 2, 5, 4]));
/// assert!(publish::headline(csat, &more).is_ok_and(|published| published.indicative));
/// ```
pub fn headline(key: &Key, tally: &Tally) -> Result<Published, NoEstimate> {
    let estimate = headline_at(key, tally, Confidence::NINETY_FIVE)?;
    match Gate::of(key, estimate.base()) {
        Gate::Hidden => Err(NoEstimate::InsufficientBase { needed: HIDDEN_BELOW, have: estimate.base() }),
        gate => Ok(Published { estimate, indicative: gate == Gate::Indicative }),
    }
}

/// The headlines of a breakdown that may be shown beside its total, in the same order.
///
/// # Errors
/// Each cell its own: [`NoEstimate::InsufficientBase`] with 1 to 9 answers, [`NoEstimate::Suppressed`] where another cell's
/// answers could be worked out from this one and the total ([`suppress`]); otherwise as [`headline`].
///
/// ```
/// use madeleine_core::instrument;
/// use madeleine_stats::{NoEstimate, Tally, publish, tally::Counts};
/// let csat = instrument::key("csat").expect("known");
/// let [web, store, kiosk] = [[1, 2, 5, 20, 22], [0, 1, 2, 5, 4], [0, 0, 1, 1, 1]]
///     .map(|counts| Tally::Counts(Counts::from(counts.to_vec())));
/// let shown = publish::breakdown(csat, [&web, &store, &kiosk]);
/// assert!(shown[0].is_ok());
/// assert_eq!(shown[1], Err(NoEstimate::Suppressed));
/// assert_eq!(shown[2], Err(NoEstimate::InsufficientBase { needed: 10, have: 3 }));
/// ```
pub fn breakdown<'t>(key: &Key, cells: impl IntoIterator<Item = &'t Tally>) -> Vec<Result<Published, NoEstimate>> {
    let cells: Vec<&Tally> = cells.into_iter().collect();
    let bases: Vec<u64> = cells.iter().map(|tally| tally.base()).collect();
    let hidden = suppress(&bases, HIDDEN_BELOW).hidden;
    let shown = |(at, tally): (usize, &&Tally)| match headline(key, tally) {
        Ok(_) if hidden.contains(&at) => Err(NoEstimate::Suppressed),
        other => other,
    };
    cells.iter().enumerate().map(shown).collect()
}

/// The cells of a breakdown that may be shown beside its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// Each cell's count, `None` where it is hidden.
    pub shown: Vec<Option<u64>>,
    /// The places of the hidden cells, ascending.
    pub hidden: Vec<usize>,
    /// The total, `None` where even it would tell a hidden count.
    pub total: Option<u64>,
}

/// Hides the small cells of a breakdown, and as many others as it takes that none can be worked out from the total.
///
/// Primary: cells with 1 to `least` − 1. Complementary: the next smallest, the first of equals, until two cells are hidden
/// and at least `least` answers with them. Empty cells may be shown. The rule of statistical offices for one breakdown
/// with its total (see Hundepool et al. 2012, Statistical Disclosure Control, ch. 4).
///
/// ```
/// use madeleine_stats::publish::suppress;
/// let cells = suppress(&[50, 3, 20, 40], 10);
/// assert_eq!(cells.shown, [Some(50), None, None, Some(40)]);
/// assert_eq!(cells.total, Some(113));
/// ```
pub fn suppress(counts: &[u64], least: u64) -> Suppressed {
    let mut is_hidden: Vec<bool> = counts.iter().map(|&count| 0 < count && count < least).collect();
    let sum = |is_hidden: &[bool]| {
        let hidden = counts.iter().zip(is_hidden).filter(|(_, hidden)| **hidden).map(|(&count, _)| count);
        hidden.fold((0_usize, 0_u64), |(cells, answers), count| (cells + 1, answers.saturating_add(count)))
    };
    let enough = |(cells, answers): (usize, u64)| cells >= 2 && answers >= least;
    if is_hidden.contains(&true) {
        while !enough(sum(&is_hidden)) {
            let rest = counts.iter().enumerate().filter(|(at, count)| **count > 0 && !is_hidden[*at]);
            let Some((at, _)) = rest.min_by_key(|(_, count)| **count) else { break };
            is_hidden[at] = true;
        }
    }
    let (cells, answers) = sum(&is_hidden);
    let total = counts.iter().fold(0, |sum: u64, &count| sum.saturating_add(count));
    Suppressed {
        shown: counts.iter().zip(&is_hidden).map(|(&count, hidden)| (!hidden).then_some(count)).collect(),
        hidden: is_hidden.iter().enumerate().filter(|(_, hidden)| **hidden).map(|(at, _)| at).collect(),
        total: (cells == 0 || enough((cells, answers))).then_some(total),
    }
}
