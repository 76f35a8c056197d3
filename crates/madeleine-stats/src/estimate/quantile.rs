//! Quantiles of a sample: of waiting times, or of scores drawn again.

/// The value below which a share of a sample lies, interpolated between the two nearest: Hyndman & Fan's type 7 (1996,
/// The American Statistician 50(4)), what R and NumPy give unless told otherwise.
///
/// Unit: the sample's. With h = (n − 1)·share: x₍ᵢ₎ + (h − i)(x₍ᵢ₊₁₎ − x₍ᵢ₎), i = ⌊h⌋ counted from 0.
/// `None` for an empty sample, one with a number that isn't finite, or a share beyond 0 to 1.
///
/// ```
/// use madeleine_stats::estimate::quantile;
/// assert_eq!(quantile::type_7(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
/// assert_eq!(quantile::type_7(&[], 0.5), None);
/// ```
pub fn type_7(sample: &[f64], share: f64) -> Option<f64> {
    if !sample.iter().all(|value| value.is_finite()) {
        return None;
    }
    let mut sorted = sample.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    of_sorted(&sorted, share)
}

/// As [`type_7`], of finite numbers in ascending order.
pub(super) fn of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    between(sorted.len() as u64, share, |rank| sorted.get(usize::try_from(rank).ok()?).copied())
}

/// Type 7 of so many values of which only the one at a rank, counted from 0, can be had.
pub(crate) fn between(base: u64, share: f64, at: impl Fn(u64) -> Option<f64>) -> Option<f64> {
    let last = base.checked_sub(1)?;
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let h = last as f64 * share;
    // Beyond 2^53 values the rank is rounded and might pass the last.
    let rank = (h as u64).min(last);
    let (low, high) = (at(rank)?, at(rank.saturating_add(1).min(last))?);
    let part = (h - rank as f64).clamp(0.0, 1.0);
    let value = low + part * (high - low) + 0.0;
    // Only a gap wider than the largest double; halves of it are not.
    Some(if value.is_finite() { value } else { 2.0 * (low / 2.0 + part * (high / 2.0 - low / 2.0)) })
}

#[cfg(test)]
mod tests {
    use super::type_7;

    #[test]
    fn the_ends_are_the_least_and_the_greatest() {
        let sample = [3.0, -1.0, 7.5];
        assert_eq!((type_7(&sample, 0.0), type_7(&sample, 1.0)), (Some(-1.0), Some(7.5)));
        assert_eq!(type_7(&[f64::MAX, -f64::MAX], 0.5), Some(0.0));
        for share in [-0.1, 1.1, f64::NAN] {
            assert_eq!(type_7(&sample, share), None);
        }
        assert_eq!(type_7(&[1.0, f64::NAN], 0.5), None);
    }
}
