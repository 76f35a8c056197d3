//! The share of a base and its interval (Wilson 1927).

use super::{Confidence, Estimate, Interval, Method, NoEstimate, Unit};

/// The share of a base that gave some answer, with Wilson's score interval.
///
/// Unit: [`Unit::Share`], 0 to 1. The interval is never empty and never leaves 0 to 1; with no such answer it begins at
/// 0 exactly, with nothing else it ends at 1 exactly. Hits beyond the base count as the whole base.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty base.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::wilson};
/// let none = wilson::share(0, 20, Confidence::NINETY_FIVE).expect("20 answers");
/// assert_eq!((none.value(), none.low()), (0.0, 0.0));
/// assert!((none.high() - 0.1611).abs() < 5e-5);
/// ```
pub fn share(hits: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    if base == 0 {
        return Err(NoEstimate::NoData);
    }
    let hits = hits.min(base);
    let value = hits as f64 / base as f64;
    let interval = interval(hits as f64, base as f64, confidence);
    Estimate::new(value, interval, base, (Method::Wilson, confidence, Unit::Share))
}

/// Wilson's score interval of `hits` in `base`, which need not be whole numbers (a weighted base is not).
/// `None` unless 0 ≤ `hits` ≤ `base` and `base` > 0.
///
/// With p = x/n: centre (p + z²/2n)/(1 + z²/n), half width z√(p(1−p)/n + z²/4n²)/(1 + z²/n). Wilson 1927, JASA 22, 209;
/// recommended by Newcombe 1998, Statistics in Medicine 17, 857.
pub fn interval(hits: f64, base: f64, confidence: Confidence) -> Option<Interval> {
    let fits = base > 0.0 && base.is_finite() && (0.0..=base).contains(&hits);
    if !fits {
        return None;
    }
    let z = confidence.z();
    let p = hits / base;
    let widening = 1.0 + z * z / base;
    let centre = (p + z * z / (2.0 * base)) / widening;
    let half = z * f64::sqrt(p * (1.0 - p) / base + z * z / (4.0 * base * base)) / widening;
    let low = if hits <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if hits >= base { 1.0 } else { (centre + half).min(1.0) };
    Interval::new(low, high)
}
