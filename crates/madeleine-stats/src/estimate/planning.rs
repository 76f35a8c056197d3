//! How many answers it takes to know something to a given precision.

use super::{Confidence, normal};

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

/// How many answers each of two groups needs so that a test finds out, `power` of the time, that their shares differ.
///
/// Unit: answers per group, rounded up; [`exact_base_for_difference`] before rounding. `first` and `second` are the shares
/// that are foreseen, 0 to 1; `confidence` is one minus the risk of seeing a difference where there is none.
/// `None` as there, or where no number is large enough.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::planning};
/// assert_eq!(planning::base_for_difference(0.8, 0.85, 0.8, Confidence::NINETY_FIVE), Some(906));
/// assert_eq!(planning::base_for_difference(0.8, 0.8, 0.8, Confidence::NINETY_FIVE), None);
/// ```
pub fn base_for_difference(first: f64, second: f64, power: f64, confidence: Confidence) -> Option<u64> {
    let needed = libm::ceil(exact_base_for_difference(first, second, power, confidence)? - 1e-9);
    (needed < 9e18).then_some(needed as u64)
}

/// [`base_for_difference`] before rounding, as other tools print it.
///
/// With p̄ = (p₁ + p₂)/2: (z·√(2p̄(1 − p̄)) + z′·√(p₁(1 − p₁) + p₂(1 − p₂)))²/(p₁ − p₂)², z of the two-sided test and z′ of
/// the power. Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, ch. 4, without continuity correction.
/// `None` unless both are shares, they differ, and 0.5 ≤ `power` < 1.
pub fn exact_base_for_difference(first: f64, second: f64, power: f64, confidence: Confidence) -> Option<f64> {
    let share = 0.0..=1.0;
    if !(share.contains(&first) && share.contains(&second) && (0.5..1.0).contains(&power)) {
        return None;
    }
    let middle = (first + second) / 2.0;
    let same = f64::sqrt(2.0 * middle * (1.0 - middle));
    let different = f64::sqrt(first * (1.0 - first) + second * (1.0 - second));
    let reach = (confidence.z() * same + normal::quantile(power)? * different) / (first - second);
    let needed = reach * reach;
    needed.is_finite().then_some(needed)
}

fn base_for(half_width: f64, variance: f64, confidence: Confidence) -> Option<u64> {
    let z = confidence.z();
    // A hair less before rounding up, so that a whole number stays what it is.
    let needed = libm::ceil(z * z * variance / (half_width * half_width) - 1e-9).max(0.0);
    (half_width > 0.0 && needed < 9e18).then_some(needed as u64)
}
