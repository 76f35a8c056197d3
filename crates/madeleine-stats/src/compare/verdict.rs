//! What may be said of a difference.

use super::many::{self, Adjustment};
use super::{Contrast, Test};
use crate::estimate::{Language, NoEstimate};
use crate::publish::COMPARED_FROM;

/// Up to this adjusted p-value a difference may be called clear.
pub const CLEAR_UP_TO: f64 = 0.05;

/// What may be said of a difference. There is no "equal": that nothing was seen doesn't say that nothing is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The interval leaves out 0, and the adjusted p-value is at most [`CLEAR_UP_TO`].
    Clear,
    /// Everything else.
    NotClear,
}

impl Verdict {
    /// What may be said of a difference whose p-value, adjusted for the others shown beside it, is `adjusted_p`, 0 to 1.
    ///
    /// # Errors
    /// [`NoEstimate::InsufficientBase`] when either side has fewer answers than [`COMPARED_FROM`]: nothing may be said.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, NoEstimate, compare::{Verdict, share::{self, Share}}};
    /// let of = |hits, base| Share { hits, base };
    /// let wide = share::newcombe(of(56, 70), of(48, 80), Confidence::NINETY_FIVE).expect("answers");
    /// assert_eq!(Verdict::of(&wide, 0.008), Ok(Verdict::Clear));
    /// assert_eq!(Verdict::of(&wide, 0.06), Ok(Verdict::NotClear));
    /// let few = share::newcombe(of(29, 29), of(0, 80), Confidence::NINETY_FIVE).expect("answers");
    /// assert_eq!(Verdict::of(&few, 0.001), Err(NoEstimate::InsufficientBase { needed: 30, have: 29 }));
    /// ```
    pub fn of(contrast: &Contrast, adjusted_p: f64) -> Result<Self, NoEstimate> {
        let have = contrast.smaller_base();
        if have < COMPARED_FROM {
            return Err(NoEstimate::InsufficientBase { needed: COMPARED_FROM, have });
        }
        let is_clear = !contrast.interval().holds(0.0) && adjusted_p <= CLEAR_UP_TO;
        Ok(if is_clear { Self::Clear } else { Self::NotClear })
    }

    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clear => "clear_difference",
            Self::NotClear => "no_clear_difference",
        }
    }

    /// A sentence for people.
    pub fn sentence(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Clear, Language::English) => "Clear difference.",
            (Self::Clear, Language::French) => "Différence nette.",
            (Self::Clear, Language::Arabic) => "فرق واضح.",
            (Self::NotClear, Language::English) => "No clear difference.",
            (Self::NotClear, Language::French) => "Pas de différence nette.",
            (Self::NotClear, Language::Arabic) => "لا يوجد فرق واضح.",
        }
    }
}

/// A difference that may be shown, and what may be said of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// The difference.
    pub contrast: Contrast,
    /// Its p-value adjusted for all that is shown beside it, 0 to 1; `None` where it has no test, and then it isn't clear.
    pub adjusted_p: Option<f64>,
    /// What may be said of it.
    pub verdict: Verdict,
}

/// Makes findings of a family of differences, in the same order. Those that may not be shown stay reasons, and are no part
/// of the family: nobody sees them, so nobody is misled by them.
///
/// # Errors
/// For each its own: [`NoEstimate::InsufficientBase`] when either side has fewer answers than [`COMPARED_FROM`].
///
/// ```
/// use madeleine_stats::{Confidence, compare::{self, Adjustment, Verdict, share::{self, Share}}};
/// let with = |hits| share::newcombe(Share { hits, base: 80 }, Share { hits: 40, base: 80 }, Confidence::NINETY_FIVE);
/// let by = Adjustment::BenjaminiHochberg;
/// let verdicts = |hits: &[u64]| -> Vec<_> {
///     let family = compare::findings(hits.iter().map(|&hits| with(hits)), by);
///     family.into_iter().map(|finding| finding.expect("enough answers").verdict).collect()
/// };
/// assert_eq!(verdicts(&[53]), [Verdict::Clear]);
/// assert_eq!(verdicts(&[53, 41, 42]), [Verdict::NotClear; 3]);
/// ```
pub fn findings(
    family: impl IntoIterator<Item = Result<Contrast, NoEstimate>>,
    how: Adjustment,
) -> Vec<Result<Finding, NoEstimate>> {
    // Whoever may be shown at all may be so whatever its p-value.
    let shown = |contrast: Contrast| Verdict::of(&contrast, 1.0).map(|_| contrast);
    let family: Vec<_> = family.into_iter().map(|contrast| contrast.and_then(shown)).collect();
    let tests = family.iter().filter_map(|contrast| contrast.ok()?.test());
    let ps: Vec<f64> = tests.map(|test: Test| test.p()).collect();
    let mut adjusted = many::adjust(&ps, how).unwrap_or_default().into_iter();
    let mut finding = |contrast: Contrast| {
        let adjusted_p = contrast.test().and_then(|_| adjusted.next());
        let verdict = Verdict::of(&contrast, adjusted_p.unwrap_or(1.0))?;
        Ok(Finding { contrast, adjusted_p, verdict })
    };
    family.into_iter().map(|contrast| contrast.and_then(&mut finding)).collect()
}
