//! What a weighted base is worth.

use super::WeightError;
use super::sum::sum;
use crate::estimate::NoEstimate;

/// Above this design effect the unweighted number is shown beside the weighted one. A judgement of this project.
pub const SHOW_UNWEIGHTED_ABOVE: f64 = 2.0;

/// How many unweighted answers a weighted base is worth. Kish 1965, Survey Sampling, ch. 8.2 and 11.7.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectiveBase {
    /// How many answers there are, those of weight zero left out.
    pub base: u64,
    /// How many people they stand for: the sum of the weights.
    pub people: f64,
    /// The effective base, (Σw)²/Σw²: so many answers of equal weight would tell as much. From 1 to `base`.
    pub size: f64,
    /// The design effect, n·Σw²/(Σw)²: by how much unequal weights swell the variance. At least 1.
    pub design_effect: f64,
}

impl EffectiveBase {
    /// The effective base of answers with these weights.
    ///
    /// # Errors
    /// [`WeightError::Negative`] where a weight is below zero or not a number; [`NoEstimate::NoData`] where all are zero;
    /// [`NoEstimate::Undefined`] where their sum isn't finite.
    ///
    /// ```
    /// use madeleine_stats::weight::EffectiveBase;
    /// let base = EffectiveBase::of(&[0.5, 1.5, 2.0, 1.0, 0.0, 3.0]).expect("five people");
    /// assert_eq!((base.base, base.people, base.design_effect), (5, 8.0, 1.2890625));
    /// ```
    pub fn of(weights: &[f64]) -> Result<Self, WeightError> {
        Self::of_groups(weights.iter().map(|&weight| (1, weight)))
    }

    /// Of groups of so many answers with one weight.
    pub(super) fn of_groups(groups: impl Iterator<Item = (u64, f64)> + Clone) -> Result<Self, WeightError> {
        let largest = largest(groups.clone().map(|(_, weight)| weight))?;
        let groups = groups.filter(|&(count, weight)| count > 0 && weight > 0.0);
        let base = groups.clone().fold(0, |base: u64, (count, _)| base.saturating_add(count));
        // Relative to the largest weight no square over- or underflows.
        let scaled = groups.map(|(count, weight)| (count as f64, weight / largest));
        let total = sum(scaled.clone().map(|(count, weight)| count * weight));
        let squares = sum(scaled.map(|(count, weight)| count * weight * weight));
        Ok(Self::new(base, largest, total, squares)?)
    }

    /// From a base, a sum of weights and a sum of their squares, both in units of `unit` and of its square.
    pub(super) fn new(base: u64, unit: f64, total: f64, squares: f64) -> Result<Self, NoEstimate> {
        if base == 0 || total == 0.0 {
            return Err(NoEstimate::NoData);
        }
        let n = base as f64;
        let (people, size) = (total * unit, total * total / squares);
        // No weights have a larger effective base than the base itself: these sums belong to no answers.
        let fits = people.is_finite() && size > 0.0 && size <= n * (1.0 + 1e-9);
        let design_effect = (n * squares / (total * total)).max(1.0);
        let whole = Self { base, people, size: size.min(n), design_effect };
        (fits && design_effect.is_finite()).then_some(whole).ok_or(NoEstimate::Undefined)
    }

    /// Whether the weights cost so much that the unweighted number belongs beside the weighted one: a design effect above
    /// [`SHOW_UNWEIGHTED_ABOVE`].
    pub fn asks_for_unweighted(&self) -> bool {
        self.design_effect > SHOW_UNWEIGHTED_ABOVE
    }
}

/// The largest of these weights, all of them checked.
pub(super) fn largest(weights: impl IntoIterator<Item = f64>) -> Result<f64, WeightError> {
    let mut largest = 0.0_f64;
    for weight in weights {
        if weight.is_nan() || weight < 0.0 {
            return Err(WeightError::Negative);
        }
        largest = largest.max(weight);
    }
    if largest == 0.0 {
        Err(NoEstimate::NoData.into())
    } else if largest.is_finite() {
        Ok(largest)
    } else {
        Err(NoEstimate::Undefined.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_cost_nothing_whatever_their_size() {
        for weight in [1e-300, 0.1, 1.0, 1e300] {
            let base = EffectiveBase::of(&[weight; 7]).expect("seven answers");
            assert_eq!((base.base, base.size, base.design_effect), (7, 7.0, 1.0), "{weight}");
            assert!(!base.asks_for_unweighted());
        }
        assert!(EffectiveBase::of(&[1.0, 1.0, 1.0, 20.0]).is_ok_and(|base| base.asks_for_unweighted()));
    }

    #[test]
    fn what_is_no_weight_is_said() {
        let code = |weights: &[f64]| EffectiveBase::of(weights).map_err(|error| error.code());
        assert_eq!(code(&[1.0, -1.0]), Err("negative_weight"));
        assert_eq!(code(&[f64::NAN]), Err("negative_weight"));
        assert_eq!(code(&[f64::INFINITY, 1.0]), Err("undefined"));
        assert_eq!(code(&[f64::MAX, f64::MAX]), Err("undefined"));
        assert_eq!(code(&[0.0, 0.0]), Err("no_data"));
        assert_eq!(code(&[]), Err("no_data"));
    }

    #[test]
    fn sums_that_belong_to_no_answers_have_no_base() {
        assert_eq!(EffectiveBase::new(2, 1.0, 10.0, 3.0), Err(NoEstimate::Undefined));
        assert_eq!(EffectiveBase::new(2, 1.0, 10.0, 0.0), Err(NoEstimate::Undefined));
    }
}
