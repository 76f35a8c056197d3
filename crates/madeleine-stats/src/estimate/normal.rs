//! The normal distribution.

use core::f64::consts::SQRT_2;

/// Probability of a standard normal value above `x`: erfc(x/√2)/2, by `libm`'s erfc (after Sun's fdlibm).
/// 0 to 1; for a NaN, which is above nothing, 0.
///
/// ```
/// use madeleine_stats::estimate::normal;
/// assert!((normal::upper_tail(1.96) - 0.024_997_895_148_220_435).abs() < 1e-15);
/// ```
pub fn upper_tail(x: f64) -> f64 {
    if x.is_nan() { 0.0 } else { 0.5 * libm::erfc(x / SQRT_2) }
}

/// The value below which a standard normal one lies with probability `p`; `None` unless 0 < `p` < 1.
///
/// A first guess of Abramowitz & Stegun 26.2.23 (wrong by at most 4.5e-4), then three steps of Halley's method on
/// [`upper_tail`]: exact to the last digits of a double, far into the tails.
///
/// ```
/// use madeleine_stats::estimate::normal;
/// assert_eq!(normal::quantile(0.5), Some(0.0));
/// assert!(normal::quantile(0.975).is_some_and(|z| (z - 1.959_963_984_540_054).abs() < 1e-14));
/// assert_eq!(normal::quantile(1.0), None);
/// ```
pub fn quantile(p: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    if p == 0.5 {
        return Some(0.0);
    }
    // The tail on the nearer side keeps its digits: 1 − 1e-20 would not.
    let tail = if p < 0.5 { p } else { 1.0 - p };
    let t = f64::sqrt(-2.0 * libm::log(tail));
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut x = t - numerator / denominator;
    for _ in 0..3 {
        // u is Newton's step; the rest of Halley's comes from φ'(x) = −x·φ(x).
        let u = (upper_tail(x) - tail) / density(x);
        // Beyond 38 the density itself underflows; the guess is as good as it gets.
        if u.is_finite() {
            x += u / (1.0 - 0.5 * x * u);
        }
    }
    Some(if p < 0.5 { -x } else { x })
}

/// The standard normal density.
pub(super) fn density(x: f64) -> f64 {
    const ONE_OVER_ROOT_TAU: f64 = 0.398_942_280_401_432_7;
    ONE_OVER_ROOT_TAU * libm::exp(-0.5 * x * x)
}
