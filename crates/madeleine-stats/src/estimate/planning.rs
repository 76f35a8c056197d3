//! How many answers it takes to know something to a given precision.

use super::Confidence;

/// How many answers a share needs so that its interval reaches `half_width` to either side: z²·p(1 − p)/h², rounded up.
///
/// Unit: `half_width` and `expected` are shares, 0 to 1; `expected` is the share that is foreseen, 0.5 if nothing is
/// known, which asks for the most. `None` unless `half_width` > 0 and `expected` is a share, or where no number is large enough.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::planning};
/// assert_eq!(planning::base_for_share(0.05, 0.5, Confidence::NINETY_FIVE), Some(385));
/// ```
pub fn base_for_share(half_width: f64, expected: f64, confidence: Confidence) -> Option<u64> {
    (0.0..=1.0).contains(&expected).then(|| base_for(half_width, expected * (1.0 - expected), confidence))?
}

/// How many answers a net score needs so that its interval reaches `half_width` points to either side: z²·v/(h/100)².
///
/// `variance` is that of one answer scored −1, 0, +1: p + q − (p − q)², 1 if nothing is known, which asks for the most.
/// `None` unless `half_width` > 0 and 0 ≤ `variance` ≤ 1, or where no number is large enough.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::planning};
/// assert_eq!(planning::base_for_net(5.0, 1.0, Confidence::NINETY_FIVE), Some(1_537));
/// ```
pub fn base_for_net(half_width: f64, variance: f64, confidence: Confidence) -> Option<u64> {
    (0.0..=1.0).contains(&variance).then(|| base_for(half_width / 100.0, variance, confidence))?
}

fn base_for(half_width: f64, variance: f64, confidence: Confidence) -> Option<u64> {
    let z = confidence.z();
    // A hair less before rounding up, so that a whole number stays what it is.
    let needed = libm::ceil(z * z * variance / (half_width * half_width) - 1e-9).max(0.0);
    (half_width > 0.0 && needed < 9e18).then_some(needed as u64)
}
