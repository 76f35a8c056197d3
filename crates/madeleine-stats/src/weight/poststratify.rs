//! Weights from the size of each stratum.

use super::sum::sum;
use super::{EffectiveBase, WeightError};
use crate::estimate::NoEstimate;

/// The weights of strata, and what they cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Poststratified {
    /// The weight of each answer of a stratum; `None` where nobody answered and the population has nobody either.
    /// Their mean over all answers is 1.
    pub weights: Vec<Option<f64>>,
    /// What the weighted base is worth; who belongs to strata of size 0 weighs nothing and has left it.
    pub effective: EffectiveBase,
}

/// Weights that give each stratum the share it has in the population: w_h = W_h/(n_h/n). Holt & Smith 1979, JRSS A 142, 33.
///
/// `sample` are the answers per stratum, `target` the sizes of the strata in the population, as shares or as numbers: they
/// are scaled to sum to 1.
///
/// # Errors
/// [`NoEstimate::NoData`] without answers; [`WeightError::BadTarget`] where the targets aren't sizes, one for each stratum;
/// [`WeightError::EmptyStratum`] where the population has a stratum in which nobody answered; [`NoEstimate::NoData`] where
/// all who answered belong to strata of size 0.
///
/// ```
/// use madeleine_stats::weight::{WeightError, poststratify};
/// let strata = poststratify(&[30, 0, 20], &[0.5, 0.0, 0.5]).expect("nobody is missing");
/// assert_eq!((strata.weights[1], strata.weights[2]), (None, Some(1.25)));
/// assert_eq!(
///     poststratify(&[30, 0, 20], &[0.25, 0.45, 0.3]),
///     Err(WeightError::EmptyStratum { strata: vec![1] }),
/// );
/// ```
pub fn poststratify(sample: &[u64], target: &[f64]) -> Result<Poststratified, WeightError> {
    let n = sample.iter().map(|&count| u128::from(count)).sum::<u128>() as f64;
    if n == 0.0 {
        return Err(NoEstimate::NoData.into());
    }
    let shares = shares(target).filter(|shares| shares.len() == sample.len()).ok_or(WeightError::BadTarget)?;
    let strata = empty(sample.iter().map(|&count| count as f64), &shares);
    if !strata.is_empty() {
        return Err(WeightError::EmptyStratum { strata });
    }
    let weight = |(&count, share): (&u64, &f64)| (count > 0).then(|| share / (count as f64 / n));
    let weights: Vec<Option<f64>> = sample.iter().zip(&shares).map(weight).collect();
    let groups = sample.iter().zip(&weights).map(|(&count, weight)| (count, weight.unwrap_or(0.0)));
    let effective = EffectiveBase::of_groups(groups)?;
    Ok(Poststratified { weights, effective })
}

/// Sizes as shares of their sum; `None` where one of them is negative or not finite, or none is above zero.
pub(super) fn shares(sizes: &[f64]) -> Option<Vec<f64>> {
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    let fits = largest > 0.0 && sizes.iter().all(|size| size.is_finite() && *size >= 0.0);
    let total = sum(sizes.iter().map(|size| size / largest));
    fits.then(|| sizes.iter().map(|size| size / largest / total).collect())
}

/// The places of strata in which nobody answered though the population has them.
pub(super) fn empty(sample: impl Iterator<Item = f64>, shares: &[f64]) -> Vec<usize> {
    let empty = |(at, (count, &share)): (usize, (f64, &f64))| (count == 0.0 && share > 0.0).then_some(at);
    sample.zip(shares).enumerate().filter_map(empty).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_sizes_one_for_each_stratum() {
        for target in [&[0.5, -0.5] as &[f64], &[0.0, 0.0], &[f64::NAN, 1.0], &[f64::INFINITY, 1.0], &[1.0], &[]] {
            assert_eq!(poststratify(&[3, 4], target), Err(WeightError::BadTarget), "{target:?}");
        }
        assert_eq!(poststratify(&[0, 0], &[1.0, 1.0]), Err(NoEstimate::NoData.into()));
        assert_eq!(poststratify(&[0, 0], &[]), Err(NoEstimate::NoData.into()));
    }

    #[test]
    fn numbers_do_as_well_as_shares_and_a_stratum_of_size_zero_leaves_the_base() {
        let [shares, numbers] = [[0.25, 0.75, 0.0], [500.0, 1_500.0, 0.0]]
            .map(|target| poststratify(&[10, 10, 5], &target).expect("nobody is missing"));
        assert_eq!(shares, numbers);
        assert_eq!((shares.effective.base, shares.weights[2]), (20, Some(0.0)));
    }
}
