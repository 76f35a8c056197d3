//! Kano: what kind of feature people take something for.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};
use crate::tally::Counts;

/// What a feature is to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KanoKind {
    /// Taken for granted: missed where it is missing, not noticed where it is there.
    MustBe,
    /// The more the better.
    OneDimensional,
    /// Delights, and isn't missed.
    Attractive,
    /// Of no interest.
    Indifferent,
    /// Better left out.
    Reverse,
    /// A contradiction: the question wasn't understood.
    Questionable,
}

use KanoKind::{Attractive, Indifferent, MustBe, OneDimensional, Questionable, Reverse};

/// Rows: the answer if the feature is there (like, expect, neutral, live with, dislike); columns: if it is missing.
const TABLE: [[KanoKind; 5]; 5] = [
    [Questionable, Attractive, Attractive, Attractive, OneDimensional],
    [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
    [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
    [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
    [Reverse, Reverse, Reverse, Reverse, Questionable],
];

impl KanoKind {
    /// All kinds, in the order that decides between equals: what matters most first.
    pub const ALL: [Self; 6] = [MustBe, OneDimensional, Attractive, Indifferent, Reverse, Questionable];

    /// The kind of one pair of answers, each 1 (I would like that) to 5 (I would dislike that); `None` for other codes.
    /// Berger et al. 1993, Center for Quality of Management Journal 2(4).
    ///
    /// ```
    /// use madeleine_stats::score::KanoKind;
    /// assert_eq!(KanoKind::of_pair(1, 5), Some(KanoKind::OneDimensional));
    /// assert_eq!(KanoKind::of_pair(3, 5), Some(KanoKind::MustBe));
    /// assert_eq!(KanoKind::of_pair(0, 5), None);
    /// ```
    pub fn of_pair(with: usize, without: usize) -> Option<Self> {
        TABLE.get(with.checked_sub(1)?)?.get(without.checked_sub(1)?).copied()
    }

    /// Its letter in the literature.
    pub fn letter(self) -> &'static str {
        ["M", "O", "A", "I", "R", "Q"][self as usize]
    }
}

/// What a feature is to those who answered its pair of questions. The answers are kinds: nothing is averaged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kano {
    /// How many answered both questions.
    pub base: u64,
    /// How many see it as each kind, in the order of [`KanoKind::ALL`].
    pub counts: [u64; 6],
    /// The most frequent kind; of equals the first in that order.
    pub kind: KanoKind,
    /// The same by Blauth's rule: the most frequent of M, O, A where these together outnumber I, R, Q, else of those.
    pub kind_by_blauth: KanoKind,
    /// Whether the two most frequent kinds differ by more than chance (Fong 1996, at 90 %).
    pub is_clear: bool,
    /// The lead of the most frequent kind over the second, as a share of the base (Lee & Newcomb 1997).
    pub category_strength: f64,
    /// The share that sees it as M, O or A, Wilson (Lee & Newcomb 1997).
    pub total_strength: Estimate,
    /// Better: the share of (A + O) in (A + O + M + I), Wilson. How much having it could please.
    pub better: Result<Estimate, NoEstimate>,
    /// Worse: the share of (O + M) in the same, Wilson; the literature writes it with a minus. How much lacking it could
    /// displease.
    pub worse: Result<Estimate, NoEstimate>,
    /// The share of questionable answers, Wilson. Above a tenth the questions weren't understood.
    pub questionable: Estimate,
}

impl Kano {
    /// Scores the 25 pairs of one feature, row by row of the answer if it is there.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] without 25 categories.
    pub fn of(pairs: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        if pairs.categories().len() != 25 {
            return Err(NoEstimate::WrongTally);
        }
        let mut counts = [0_u64; 6];
        for (kind, count) in TABLE.as_flattened().iter().zip(pairs.categories()) {
            let place = &mut counts[*kind as usize];
            *place = place.saturating_add(*count);
        }
        let base = pairs.base();
        let of = |kinds: &[KanoKind]| kinds.iter().fold(0, |sum: u64, kind| sum.saturating_add(counts[*kind as usize]));
        let most = |kinds: &[KanoKind]| {
            // The last of equals is the maximum: the order is turned round.
            kinds.iter().rev().copied().max_by_key(|kind| counts[*kind as usize]).unwrap_or(Questionable)
        };
        let share = |kinds: &[KanoKind], of_all| wilson::share(of(kinds), of_all, confidence);
        let wanted = of(&[Attractive, OneDimensional, MustBe, Indifferent]);
        let (strong, weak) = ([MustBe, OneDimensional, Attractive], [Indifferent, Reverse, Questionable]);
        let mut ranked = counts;
        ranked.sort_unstable();
        let [.., second, first] = ranked.map(|count| count as f64);
        let n = base as f64;
        let noise = 1.65 * f64::sqrt((first + second) * (2.0 * n - first - second) / (2.0 * n));
        Ok(Self {
            base,
            counts,
            total_strength: share(&strong, base)?,
            kind: most(&KanoKind::ALL),
            kind_by_blauth: most(if of(&strong) > of(&weak) { &strong } else { &weak }),
            is_clear: first - second >= noise,
            category_strength: (first - second) / n,
            better: share(&[Attractive, OneDimensional], wanted),
            worse: share(&[OneDimensional, MustBe], wanted),
            questionable: share(&[Questionable], base)?,
        })
    }
}
