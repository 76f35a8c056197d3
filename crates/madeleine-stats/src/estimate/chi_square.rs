//! The chi-square distribution, with real degrees of freedom.
//!
//! Ours, because beyond what the Beta distribution needs it takes a series and a fraction only. `statrs` 0.19 would do:
//! it is right to ten digits, and computes with `libm` if it is built without std. `puruspe` 0.4 has no value for 500 at
//! 1,000 degrees of freedom; `special` 0.14 has only the lower tail, of which a small upper one can't be had.

use super::gamma;
use core::f64::consts::TAU;

/// Up to here series and fraction end before their limit.
const DEGREES_AT_MOST: f64 = 1e6;

/// Probability of a chi-square value above `x`, 0 to 1. `None` unless `df` lies between 1 and 1,000,000 and `x` is a
/// number.
///
/// The regularised incomplete gamma function Q(df/2, x/2): by the series of its complement (DLMF 8.7.1) where that is
/// the smaller one, else by its continued fraction (DLMF 8.9.2) evaluated after Lentz. Right to 12 digits.
///
/// ```
/// use madeleine_stats::estimate::chi_square;
/// assert!(chi_square::upper_tail(40.0, 8.0).is_some_and(|p| (p / 3.203_719_780_476_998e-6 - 1.0).abs() < 1e-13));
/// assert_eq!(chi_square::upper_tail(-1.0, 8.0), Some(1.0));
/// assert_eq!(chi_square::upper_tail(1.0, 0.0), None);
/// ```
pub fn upper_tail(x: f64, df: f64) -> Option<f64> {
    if !(1.0..=DEGREES_AT_MOST).contains(&df) || x.is_nan() {
        return None;
    }
    if x <= 0.0 {
        return Some(1.0);
    }
    let (a, half) = (df / 2.0, x / 2.0);
    // half^a · e^(−half)/Γ(a), written around its peak.
    let front = f64::sqrt(a / TAU) / gamma::scaled(a) * libm::exp(gamma::fall(a, half / a, (half - a) / a));
    let is_near = front > 0.0;
    let above = match (half < a + 1.0, is_near) {
        (true, true) => 1.0 - front * series(half, a),
        (true, false) => 1.0,
        (false, true) => front * continued_fraction(half, a),
        (false, false) => 0.0,
    };
    Some(above.clamp(0.0, 1.0))
}

/// Σ x^k/(a(a + 1)…(a + k)).
fn series(x: f64, a: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for step in 1..10_000 {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)), for `x` ≥ `a` + 1, by the modified method of Lentz.
fn continued_fraction(x: f64, a: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = f64::INFINITY;
    let mut d = 1.0 / b;
    let mut value = d;
    for step in 1..10_000 {
        let k = f64::from(step);
        let numerator = -k * (k - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}
