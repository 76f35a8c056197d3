//! What the gamma function leaves when its large part is taken out: the tails of Beta and chi-square need no more of it,
//! and lose no digits to the logarithm of a large number.

use core::f64::consts::TAU;

/// From here on the asymptotic series below is exact to the last digits.
const ASYMPTOTIC_FROM: f64 = 10.0;

/// Γ*(a) = Γ(a)·√(a/2π)·(e/a)^a, the scaled gamma function, for `a` > 0: near to 1 for a large `a`.
///
/// Stirling's series (DLMF 5.11.1) from 10 on, `libm`'s gamma function below. Right to 15 digits.
pub(super) fn scaled(a: f64) -> f64 {
    if a < ASYMPTOTIC_FROM {
        return libm::tgamma(a) * f64::sqrt(a / TAU) * libm::exp(a) * libm::pow(a, -a);
    }
    // B₂ₖ/(2k(2k − 1)), k = 1 … 8.
    const SERIES: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1_260.0,
        -1.0 / 1_680.0,
        1.0 / 1_188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
        -3_617.0 / 122_400.0,
    ];
    let square = 1.0 / a / a;
    libm::exp(SERIES.iter().rev().fold(0.0, |sum, term| sum * square + term) / a)
}

/// `mass`·(ln(1 + `excess`) − `excess`), never above 0: how fast a density falls beside its peak.
///
/// `ratio` is 1 + `excess`, for which the caller may know more digits. Near to the peak the two terms cancel, and the
/// series of the area hyperbolic tangent keeps the digits that are left: with r = u/(2 + u), ln(1 + u) − u is
/// r·(2·(r²/3 + r⁴/5 + …) − u).
pub(super) fn fall(mass: f64, ratio: f64, excess: f64) -> f64 {
    if excess.abs() >= 0.3 {
        return mass * (libm::log(ratio) - excess);
    }
    let r = excess / (2.0 + excess);
    let square = r * r;
    let series = (1..=12).rev().fold(0.0, |sum, k| (sum + 1.0 / f64::from(2 * k + 1)) * square);
    mass * r * (2.0 * series - excess)
}
