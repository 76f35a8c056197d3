//! How long people waited.

use crate::estimate::{Confidence, Estimate, NoEstimate, quantile, wilson};

/// How long people waited: what a sample or merged counts ([`Waits`](super::Waits)) say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// How many waits there are; never 0.
    pub base: u64,
    /// Their mean, in the unit of the waits.
    pub mean: f64,
    /// Half waited no longer (type 7 of Hyndman & Fan 1996).
    pub median: f64,
    /// Nine in ten waited no longer (type 7).
    pub ninetieth: f64,
    /// Service level: the share that waited no longer than the target, Wilson.
    pub in_time: Estimate,
}

impl Waiting {
    /// From the waits themselves; they and the target are in one unit, any.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without waits, [`NoEstimate::Undefined`] where a wait is negative or isn't finite, the target
    /// isn't a number, or they are too long to add up.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, operation::Waiting};
    /// let seconds = [12.0, 35.0, 48.0, 61.0, 75.0, 80.0, 95.0, 120.0, 180.0, 240.0, 300.0];
    /// let waiting = Waiting::of_sample(&seconds, 90.0, Confidence::NINETY_FIVE).expect("eleven waits");
    /// assert_eq!((waiting.median, waiting.ninetieth), (80.0, 240.0));
    /// assert_eq!(waiting.in_time.base(), 11);
    /// ```
    pub fn of_sample(waits: &[f64], target: f64, confidence: Confidence) -> Result<Self, NoEstimate> {
        let base = waits.len() as u64;
        if base == 0 {
            return Err(NoEstimate::NoData);
        }
        let mean = waits.iter().sum::<f64>() / base as f64;
        if target.is_nan() || !mean.is_finite() || waits.iter().any(|wait| *wait < 0.0) {
            return Err(NoEstimate::Undefined);
        }
        let in_time = waits.iter().filter(|wait| **wait <= target).count() as u64;
        let at = |share| quantile::type_7(waits, share).ok_or(NoEstimate::Undefined);
        Ok(Self {
            base,
            mean: mean + 0.0,
            median: at(0.5)?,
            ninetieth: at(0.9)?,
            in_time: wilson::share(in_time, base, confidence)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_wait_has_no_estimate() {
        let of = |waits: &[f64], target| Waiting::of_sample(waits, target, Confidence::NINETY_FIVE);
        assert_eq!(of(&[], 90.0), Err(NoEstimate::NoData));
        for waits in [[-1.0, 2.0], [f64::NAN, 2.0], [f64::INFINITY, 2.0], [f64::MAX, f64::MAX]] {
            assert_eq!(of(&waits, 90.0), Err(NoEstimate::Undefined), "{waits:?}");
        }
        assert_eq!(of(&[1.0], f64::NAN), Err(NoEstimate::Undefined));
        assert_eq!(of(&[1.0, 2.0], f64::INFINITY).map(|waiting| waiting.in_time.value()), Ok(1.0));
    }
}
