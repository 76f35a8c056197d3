//! Quantiles of a sample: of waiting times, or of scores drawn again.

/// The quantile `q` of a sample by the seventh of Hyndman & Fan's definitions (1996, The American Statistician 50, 361),
/// the default of R and NumPy: the values in order stand at equal steps from 0 to 1, with straight lines between them.
///
/// Unit: that of the sample, which need not be in order. `None` for an empty sample, one with a number that isn't finite
/// or whose neighbours lie farther apart than a double can say, and unless 0 ≤ `q` ≤ 1.
///
/// ```
/// use madeleine_stats::estimate::quantile;
/// assert_eq!(quantile::type_7(&[3.0, 1.0, 2.0, 9.0, 7.0, 8.0], 0.05), Some(1.25));
/// assert_eq!(quantile::type_7(&[], 0.5), None);
/// ```
pub fn type_7(sample: &[f64], q: f64) -> Option<f64> {
    if sample.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut sorted = sample.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    of_sorted(&sorted, q)
}

/// As [`type_7`], of finite numbers in ascending order.
pub(super) fn of_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&q) {
        return None;
    }
    let place = last as f64 * q;
    let below = libm::floor(place);
    let low = *sorted.get(below as usize)?;
    let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
    let value = low + (place - below) * (high - low);
    // Adding 0 turns −0 into 0.
    value.is_finite().then_some(value + 0.0)
}
