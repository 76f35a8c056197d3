//! Many comparisons at once: of twenty groups that are all alike, one will seem to differ at 5 %.
//!
//! A family are all the tests shown together, on one page for one score.

/// How p-values are adjusted for being many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Adjustment {
    /// Of what is called a difference, at most the given share is none, on average: for pages with many groups.
    #[default]
    BenjaminiHochberg,
    /// That nothing at all is called a difference wrongly is as probable as given: for a decision.
    Holm,
    /// As Holm and simpler, and never sees more: for comparison with other tools only.
    Bonferroni,
}

impl Adjustment {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::BenjaminiHochberg => "bh",
            Self::Holm => "holm",
            Self::Bonferroni => "bonferroni",
        }
    }

    /// Where the formula comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::BenjaminiHochberg => "Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57",
            Self::Holm => "Holm 1979, Scandinavian Journal of Statistics 6",
            Self::Bonferroni => "Dunn 1961, JASA 56",
        }
    }
}

/// The p-values of a family adjusted for being many, in the same order: each may be held against the level that a single
/// one would be held against. Never smaller than they were, never above 1; equal ones stay equal, smaller ones don't
/// become larger ones, and the order in which they are given doesn't matter.
///
/// With p₍ᵢ₎ the i-th smallest of m: Benjamini–Hochberg min over j ≥ i of p₍ⱼ₎·m/j, Holm max over j ≤ i of p₍ⱼ₎·(m − j + 1),
/// Bonferroni p·m.
///
/// `None` if one of them isn't between 0 and 1.
///
/// ```
/// use madeleine_stats::compare::many::{Adjustment, adjust};
/// assert_eq!(adjust(&[0.04, 0.01, 0.8], Adjustment::BenjaminiHochberg), Some(vec![0.06, 0.03, 0.8]));
/// assert_eq!(adjust(&[], Adjustment::Holm), Some(vec![]));
/// assert_eq!(adjust(&[f64::NAN], Adjustment::Holm), None);
/// ```
pub fn adjust(ps: &[f64], how: Adjustment) -> Option<Vec<f64>> {
    if !ps.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let m = ps.len() as f64;
    let mut ascending: Vec<(usize, f64)> = ps.iter().map(|p| p + 0.0).enumerate().collect();
    ascending.sort_by(|(_, one), (_, two)| one.total_cmp(two));
    let ranked = ascending.iter().enumerate().map(|(below, &(at, p))| (below as f64 + 1.0, at, p));
    let mut adjusted = vec![1.0; ps.len()];
    let mut put = |at: usize, value: f64| {
        if let Some(place) = adjusted.get_mut(at) {
            *place = value;
        }
        value
    };
    match how {
        Adjustment::BenjaminiHochberg => {
            ranked.rev().fold(1.0_f64, |most, (rank, at, p)| put(at, (p * (m / rank)).min(most)));
        }
        Adjustment::Holm => {
            ranked.fold(0.0_f64, |least, (rank, at, p)| put(at, (p * (m - rank + 1.0)).clamp(least, 1.0)));
        }
        Adjustment::Bonferroni => ranked.for_each(|(_, at, p)| {
            put(at, (p * m).min(1.0));
        }),
    }
    Some(adjusted)
}
