//! What those who didn't answer could change, and how far those who did resemble everybody.

use crate::estimate::{Interval, NoEstimate};

/// From which [`stability`] on a report says that those who answered differ from those who were asked. A convention
/// of credit scoring, not a test.
pub const PSI_NOTABLE: f64 = 0.2;

/// Between which shares the answer of everybody lies, whatever those who didn't answer would have said: Manski's bounds.
///
/// Unit: shares, 0 to 1. `hits` of `answered` gave the answer, and `asked` were asked: from hits/asked, if nobody of the
/// others would have, to (hits + asked − answered)/asked, if all would. It isn't a confidence interval and stands beside
/// one, where few answered.
///
/// Source: Manski 1989, Journal of Human Resources 24(3); Manski 1995, Identification Problems in the Social Sciences, ch. 2.
///
/// # Errors
/// [`NoEstimate::NoData`] where nobody was asked, [`NoEstimate::Undefined`] unless `hits` ≤ `answered` ≤ `asked`.
///
/// ```
/// use madeleine_stats::quality::bounds;
/// let satisfied = bounds(90, 100, 400).expect("400 asked");
/// assert_eq!((satisfied.low(), satisfied.high()), (0.225, 0.975));
/// ```
pub fn bounds(hits: u64, answered: u64, asked: u64) -> Result<Interval, NoEstimate> {
    if asked == 0 {
        return Err(NoEstimate::NoData);
    }
    if hits > answered || answered > asked {
        return Err(NoEstimate::Undefined);
    }
    let share = |part: u64| part as f64 / asked as f64;
    Interval::new(share(hits), share(asked - answered + hits)).ok_or(NoEstimate::Undefined)
}

/// Population stability index: how far the make-up of one group has moved from another's, such as the devices of those
/// who answered from the devices of those who were shown the survey.
///
/// PSI = Σ(aᵢ − eᵢ)·ln(aᵢ/eᵢ) over the shares of the same categories in both, in no unit; 0 where they are the same, above
/// [`PSI_NOTABLE`] notable. Counts or shares of any sum will do: they are scaled to 1. The sum of the two Kullback–Leibler
/// divergences: Jeffreys 1946, Proceedings of the Royal Society A 186; Kullback & Leibler 1951.
///
/// # Errors
/// [`NoEstimate::NoData`] where a group is empty, [`NoEstimate::Undefined`] where a category has nobody in one of them
/// (merge it with another first), the two have different categories, or a number is negative or isn't finite.
///
/// ```
/// use madeleine_stats::quality::{PSI_NOTABLE, stability};
/// let moved = stability(&[40.0, 35.0, 25.0], &[30.0, 40.0, 30.0]).expect("three categories");
/// assert!((moved - 0.044_560_854_716_1).abs() < 1e-12 && moved < PSI_NOTABLE);
/// ```
pub fn stability(expected: &[f64], actual: &[f64]) -> Result<f64, NoEstimate> {
    let fits = |counts: &[f64]| counts.iter().all(|count| count.is_finite() && *count >= 0.0);
    if expected.len() != actual.len() || !fits(expected) || !fits(actual) {
        return Err(NoEstimate::Undefined);
    }
    let (of_expected, of_actual) = (expected.iter().sum::<f64>(), actual.iter().sum::<f64>());
    if of_expected == 0.0 || of_actual == 0.0 {
        return Err(NoEstimate::NoData);
    }
    let term = |(expected, actual): (&f64, &f64)| {
        let (e, a) = (expected / of_expected, actual / of_actual);
        (a - e) * libm::log(a / e)
    };
    let index = expected.iter().zip(actual).map(term).sum::<f64>() + 0.0;
    if index.is_finite() { Ok(index) } else { Err(NoEstimate::Undefined) }
}

/// How evenly all groups took part: the R-indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Representativity {
    /// The share of all who took part, 0 to 1.
    pub rate: f64,
    /// R = 1 − 2·S of the groups' rates: 1 where all groups took part alike, near 0 where some did and others didn't at
    /// all. With a handful of people the n − 1 in S can carry it below 0.
    pub r: f64,
}

impl Representativity {
    /// From how many there are of each group, such as displays by device, and how many of them answered.
    ///
    /// S² = Σ Nₕ(ρₕ − ρ̄)²/(N − 1) with ρₕ the rate of group h. Schouten, Cobben & Bethlehem 2009, Survey Methodology
    /// 35(1). It sees no more than the groups it is given, and with small groups their noise counts as unevenness.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] where there is nobody, [`NoEstimate::InsufficientBase`] with one, [`NoEstimate::Undefined`]
    /// where the two don't speak of the same groups or more answered than there are.
    ///
    /// ```
    /// use madeleine_stats::quality::Representativity;
    /// let devices = Representativity::of(&[500, 300, 200], &[100, 30, 10]).expect("three groups");
    /// assert_eq!(devices.rate, 0.14);
    /// assert!((devices.r - 0.875).abs() < 1e-3);
    /// ```
    pub fn of(groups: &[u64], answered: &[u64]) -> Result<Self, NoEstimate> {
        if groups.len() != answered.len() || groups.iter().zip(answered).any(|(group, answered)| answered > group) {
            return Err(NoEstimate::Undefined);
        }
        let sum = |counts: &[u64]| counts.iter().map(|&count| u128::from(count)).sum::<u128>();
        let all = match sum(groups) {
            0 => return Err(NoEstimate::NoData),
            1 => return Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }),
            all => all as f64,
        };
        let rate = sum(answered) as f64 / all;
        let spread = |(&group, &answered): (&u64, &u64)| {
            let own = if group == 0 { rate } else { answered as f64 / group as f64 };
            group as f64 * (own - rate) * (own - rate)
        };
        let squares: f64 = groups.iter().zip(answered).map(spread).sum();
        Ok(Self { rate, r: 1.0 - 2.0 * f64::sqrt(squares / (all - 1.0)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_close_where_everybody_answered() {
        let all = bounds(3, 4, 4).expect("four asked");
        assert_eq!((all.low(), all.high()), (0.75, 0.75));
        assert_eq!(bounds(0, 0, 0), Err(NoEstimate::NoData));
        assert_eq!(bounds(2, 1, 4), Err(NoEstimate::Undefined));
        assert_eq!(bounds(1, 5, 4), Err(NoEstimate::Undefined));
        let huge = bounds(u64::MAX, u64::MAX, u64::MAX).expect("many asked");
        assert_eq!((huge.low(), huge.high()), (1.0, 1.0));
    }

    #[test]
    fn the_same_make_up_is_stable_and_an_empty_category_undefined() {
        assert_eq!(stability(&[1.0, 3.0], &[25.0, 75.0]), Ok(0.0));
        assert_eq!(stability(&[1.0, 0.0], &[1.0, 1.0]), Err(NoEstimate::Undefined));
        assert_eq!(stability(&[1.0, 1.0], &[0.0, 0.0]), Err(NoEstimate::NoData));
        assert_eq!(stability(&[], &[]), Err(NoEstimate::NoData));
        assert_eq!(stability(&[f64::MAX, f64::MAX], &[1.0, 1.0]), Err(NoEstimate::Undefined));
    }

    #[test]
    fn even_participation_is_one() {
        let even = Representativity::of(&[50, 30, 0], &[5, 3, 0]).expect("80 displays");
        assert_eq!((even.rate, even.r), (0.1, 1.0));
        let split = Representativity::of(&[1_000, 1_000], &[1_000, 0]).expect("2,000 displays");
        assert!(split.r.abs() < 1e-3);
        assert_eq!(Representativity::of(&[1], &[1]), Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }));
        assert_eq!(Representativity::of(&[1, 2], &[2, 1]), Err(NoEstimate::Undefined));
    }
}
