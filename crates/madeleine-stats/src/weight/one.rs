//! The weight of one answer.

use super::WeightError;
use madeleine_core::Ratio;

/// How many people one answer stands for, held in units of 2⁻³²: sums of weights are sums of integers, so that every
/// order and every partition of the answers gives the same bits.
///
/// From 0 to [`MOST`](Self::MOST), rounded to the nearest unit: 10 digits around 1.
///
/// ```
/// use madeleine_stats::weight::Weight;
/// let weight = Weight::new(1.25).expect("in range");
/// assert_eq!(weight.value(), 1.25);
/// assert!(Weight::new(1e-12).is_ok_and(|tiny| tiny == Weight::ZERO));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u64);

impl Weight {
    /// Stands for nobody: an answer of this weight leaves the base.
    pub const ZERO: Self = Self(0);

    /// Stands for itself.
    pub const ONE: Self = Self(1 << 32);

    /// The largest weight, 2²⁰: just above one over the smallest sampling rate, a millionth.
    pub const MOST: f64 = 1_048_576.0;

    /// # Errors
    /// [`WeightError::Negative`] below zero and for a NaN, [`WeightError::TooLarge`] above [`MOST`](Self::MOST).
    pub fn new(value: f64) -> Result<Self, WeightError> {
        if value.is_nan() || value < 0.0 {
            return Err(WeightError::Negative);
        }
        if value > Self::MOST {
            return Err(WeightError::TooLarge);
        }
        Ok(Self(libm::round(value * UNITS) as u64))
    }

    /// One over the rate at which the question was shown: who was asked stands for those who were not. Horvitz &
    /// Thompson 1952, JASA 47, 663.
    ///
    /// # Errors
    /// [`WeightError::TooLarge`] for a rate of 0, at which nobody can have been asked.
    ///
    /// ```
    /// use madeleine_core::Ratio;
    /// use madeleine_stats::weight::Weight;
    /// let quarter = Ratio::new(0.25).expect("a rate");
    /// assert_eq!(Weight::of_sampling(quarter).map(Weight::value), Ok(4.0));
    /// ```
    pub fn of_sampling(rate: Ratio) -> Result<Self, WeightError> {
        Self::new(1.0 / rate.value())
    }

    /// Both weights at once: one for the sampling rate and one for the stratum, say. Rounded to the nearest unit.
    ///
    /// # Errors
    /// [`WeightError::TooLarge`] where the product is above [`MOST`](Self::MOST).
    pub fn times(self, other: Self) -> Result<Self, WeightError> {
        let product = (u128::from(self.0) * u128::from(other.0) + (1 << 31)) >> 32;
        let most = u128::from(Self::ONE.0) << 20;
        u64::try_from(product).ok().filter(|_| product <= most).map(Self).ok_or(WeightError::TooLarge)
    }

    /// As a floating-point number, exactly.
    pub fn value(self) -> f64 {
        self.0 as f64 / UNITS
    }

    /// In units of 2⁻³².
    pub fn units(self) -> u64 {
        self.0
    }
}

/// Units in a weight of 1.
const UNITS: f64 = 4_294_967_296.0;

#[cfg(test)]
mod tests {
    use super::{Weight, WeightError};
    use madeleine_core::Ratio;

    #[test]
    fn weights_are_checked() {
        for (value, expected) in [
            (f64::NAN, WeightError::Negative),
            (-f64::MIN_POSITIVE, WeightError::Negative),
            (f64::NEG_INFINITY, WeightError::Negative),
            (Weight::MOST + 1.0, WeightError::TooLarge),
            (f64::INFINITY, WeightError::TooLarge),
        ] {
            assert_eq!(Weight::new(value), Err(expected), "{value}");
        }
        assert_eq!(Weight::new(-0.0), Ok(Weight::ZERO));
        assert_eq!(Weight::new(Weight::MOST).map(Weight::value), Ok(Weight::MOST));
    }

    #[test]
    fn the_smallest_rate_has_a_weight_and_none_has_not() {
        let rate = |value| Ratio::new(value).expect("a rate");
        assert_eq!(Weight::of_sampling(rate(1e-6)).map(Weight::value), Ok(1e6));
        assert_eq!(Weight::of_sampling(Ratio::ONE), Ok(Weight::ONE));
        assert_eq!(Weight::of_sampling(rate(0.0)), Err(WeightError::TooLarge));
    }

    #[test]
    fn weights_multiply() {
        let weight = |value| Weight::new(value).expect("in range");
        assert_eq!(weight(4.0).times(weight(0.625)), Ok(weight(2.5)));
        assert_eq!(weight(Weight::MOST).times(Weight::ONE), Ok(weight(Weight::MOST)));
        assert_eq!(weight(Weight::MOST).times(weight(1.001)), Err(WeightError::TooLarge));
        assert_eq!(weight(Weight::MOST).times(Weight::ZERO), Ok(Weight::ZERO));
    }
}
