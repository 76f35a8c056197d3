//! Exact sums of values that aren't points of a scale: composites, peak-end indices.

use super::{Absence, Missing};
use crate::estimate::{Confidence, Estimate, Method, NoEstimate, Unit, display, mean};

/// How many units make one: values are kept in steps of 2⁻³².
const ONE: i128 = 1 << 32;
/// The largest value that is kept, in units; what is larger is cut. Squares of it still add up 2²⁴ times in 128 bits,
/// and values up to 16 more often than there are people.
const LARGEST: i128 = 1 << 52;

/// How many values, their sum and the sum of their squares, as integers: merging is exact, in any order and grouping.
///
/// A value is a ratio of integers, rounded once to a multiple of 2⁻³² (2.3e-10) when it is observed; from then on nothing
/// is rounded until the mean is taken.
///
/// ```
/// use madeleine_stats::{Confidence, tally::Sums};
/// let mut sums = Sums::default();
/// for (sum, answers) in [(42, 6), (53, 6), (23, 5), (31, 4)] {
///     sums.observe(sum, answers);
/// }
/// let composite = sums.mean(Confidence::NINETY_FIVE).expect("four people");
/// assert!((composite.value() - 7.045_833_333).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    base: u64,
    /// In units of 2⁻³².
    sum: i128,
    /// In units of 2⁻⁶⁴.
    squares: u128,
    missing: Missing,
}

impl Sums {
    /// Sums made elsewhere: `sum` in units of 2⁻³², `squares` in units of 2⁻⁶⁴. `None` where no values have such sums.
    pub fn new(base: u64, sum: i128, squares: u128, missing: Missing) -> Option<Self> {
        let in_range = sum.unsigned_abs() <= u128::from(base).saturating_mul(LARGEST.unsigned_abs());
        // Cauchy and Schwarz: (Σx)² ≤ n·Σx². Beyond 128 bits it can't be told and isn't needed.
        let square = sum.unsigned_abs().checked_mul(sum.unsigned_abs());
        let product = u128::from(base).checked_mul(squares);
        let possible = square.zip(product).is_none_or(|(square, product)| square <= product);
        let empty = base > 0 || (sum == 0 && squares == 0);
        (in_range && possible && empty).then_some(Self { base, sum, squares, missing })
    }

    /// Counts the value `numerator` ÷ `denominator`; without a denominator it is counted as invalid.
    pub fn observe(&mut self, numerator: i64, denominator: u32) {
        if denominator == 0 {
            self.missing.invalid = self.missing.invalid.saturating_add(1);
            return;
        }
        let (doubled, divisor) = (2 * i128::from(numerator) * ONE, 2 * i128::from(denominator));
        // Half away from zero, as everywhere.
        let half = divisor / 2 * doubled.signum();
        let units = ((doubled + half) / divisor).clamp(-LARGEST, LARGEST);
        self.base = self.base.saturating_add(1);
        self.sum = self.sum.saturating_add(units);
        self.squares = self.squares.saturating_add(units.unsigned_abs() * units.unsigned_abs());
    }

    /// Counts somebody who gave no value.
    pub fn observe_absence(&mut self, absence: Absence) {
        self.missing.note(absence, 1);
    }

    /// Adds the other's sums: associative, commutative, [`Sums::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        self.base = self.base.saturating_add(other.base);
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
        self.missing.merge(&other.missing);
    }

    /// How many values.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Their sum, in units of 2⁻³².
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// The sum of their squares, in units of 2⁻⁶⁴.
    pub fn squares(&self) -> u128 {
        self.squares
    }

    /// Who has no value, and why.
    pub fn missing(&self) -> &Missing {
        &self.missing
    }

    /// Base, mean and standard deviation (n − 1).
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without values.
    pub fn moments(&self) -> Result<mean::Moments, NoEstimate> {
        if self.base == 0 {
            return Err(NoEstimate::NoData);
        }
        let (n, base) = (i128::from(self.base), self.base as f64);
        let (middle, rest) = (self.sum.div_euclid(n), self.sum.rem_euclid(n));
        let one = ONE as f64;
        let mean = (middle as f64 + rest as f64 / base) / one;
        // Around a whole number next to the mean nothing cancels: Σ(x − m)² = Σx² − 2mΣx + nm², all in integers.
        let around = || {
            let squares = i128::try_from(self.squares).ok()?;
            let crossed = self.sum.checked_mul(middle)?.checked_mul(2)?;
            squares.checked_sub(crossed)?.checked_add(middle.checked_mul(middle)?.checked_mul(n)?)
        };
        let squares = match around() {
            Some(around) => around as f64 - rest as f64 * rest as f64 / base,
            None => self.squares as f64 - self.sum as f64 * self.sum as f64 / base,
        };
        let sd = (self.base > 1).then(|| f64::sqrt((squares / (base - 1.0)).max(0.0)) / one);
        Ok(mean::Moments { base: self.base, mean, sd })
    }

    /// The mean in hundredths, rounded half away from zero from the sums themselves; `None` without values.
    pub fn hundredths(&self) -> Option<i64> {
        display::quotient(self.sum.checked_mul(100)?, i128::from(self.base).checked_mul(ONE)?)
    }

    /// The mean with Student's t interval. Unit: [`Unit::ScalePoints`].
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without values, [`NoEstimate::InsufficientBase`] with one, [`NoEstimate::ZeroVariance`]
    /// where all are the same: t knows nothing of values that it hasn't seen.
    pub fn mean(&self, confidence: Confidence) -> Result<Estimate, NoEstimate> {
        let mean::Moments { base, mean, sd } = self.moments()?;
        let interval = mean::student_interval(base, mean, sd.unwrap_or(0.0), confidence)?;
        Estimate::new(mean, Some(interval), base, (Method::MeanT, confidence, Unit::ScalePoints))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_values_close_together_keep_their_spread() {
        let mut sums = Sums::default();
        for tenths in [10_000_001, 10_000_002, 10_000_003] {
            sums.observe(tenths, 10);
        }
        let moments = sums.moments().expect("three values");
        assert!((moments.sd.expect("more than one") - 0.1).abs() < 1e-8, "{moments:?}");
        assert!((moments.mean - 1_000_000.2).abs() < 1e-8);
    }

    #[test]
    fn what_cant_be_estimated_says_why() {
        let mut sums = Sums::default();
        assert_eq!(sums.mean(Confidence::NINETY_FIVE), Err(NoEstimate::NoData));
        sums.observe(7, 2);
        assert_eq!(sums.mean(Confidence::NINETY_FIVE), Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }));
        sums.observe(7, 2);
        assert_eq!(sums.mean(Confidence::NINETY_FIVE), Err(NoEstimate::ZeroVariance));
        sums.observe(1, 0);
        assert_eq!((sums.base(), sums.missing().invalid), (2, 1));
    }

    #[test]
    fn impossible_sums_are_refused() {
        assert!(Sums::new(2, 3 * ONE, 4 << 64, Missing::default()).is_none());
        assert!(Sums::new(0, 1, 1, Missing::default()).is_none());
        assert!(Sums::new(2, 3 * ONE, 5 << 64, Missing::default()).is_some());
    }
}
