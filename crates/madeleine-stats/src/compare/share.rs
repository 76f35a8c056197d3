//! Two shares of independent groups.

use super::{Contrast, Test, TestKind};
use crate::estimate::{Confidence, NoEstimate, wilson};

/// How many of a base. Hits beyond the base count as the whole base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many gave the answer.
    pub hits: u64,
    /// How many answered.
    pub base: u64,
}

/// The difference of two shares with Newcombe's interval (Newcombe 1998, independent differences, method 10), and with
/// the test of [`pooled_z`].
///
/// Unit: [`Unit::Share`](crate::Unit::Share), −1 to 1. From the two Wilson intervals, as [`Contrast::between`] says. It is
/// never empty, not even where nobody or everybody gave the answer.
///
/// # Errors
/// [`NoEstimate::NoData`] when either base is empty.
///
/// ```
/// use madeleine_stats::{Confidence, compare::share::{self, Share}};
/// let (now, before) = (Share { hits: 56, base: 70 }, Share { hits: 48, base: 80 });
/// let change = share::newcombe(now, before, Confidence::NINETY_FIVE).expect("answers on both sides");
/// assert!((change.interval().low() - 0.052_431_472_402_364_98).abs() < 1e-12);
/// assert!((change.interval().high() - 0.333_872_654_036_906_14).abs() < 1e-12);
/// ```
pub fn newcombe(first: Share, second: Share, confidence: Confidence) -> Result<Contrast, NoEstimate> {
    let [one, two] = [first, second].map(|side| wilson::share(side.hits, side.base, confidence));
    Ok(Contrast::between(&one?, &two?)?.tested(pooled_z(first, second).ok()))
}

/// The test of two shares being the same: z = (p₁ − p₂)/√(p(1 − p)(1/n₁ + 1/n₂)), with p the share of both together.
/// Where nobody or everybody gave the answer there is no z, and p is 1.
///
/// # Errors
/// [`NoEstimate::NoData`] when either base is empty.
///
/// ```
/// use madeleine_stats::compare::share::{self, Share};
/// let test = share::pooled_z(Share { hits: 9, base: 10 }, Share { hits: 3, base: 10 }).expect("answers on both sides");
/// assert!((test.p() - 0.006_169_899_320_544_151).abs() < 1e-12);
/// ```
pub fn pooled_z(first: Share, second: Share) -> Result<Test, NoEstimate> {
    if first.base == 0 || second.base == 0 {
        return Err(NoEstimate::NoData);
    }
    let [(x1, y1), (x2, y2)] = [first, second].map(|side| {
        let hits = side.hits.min(side.base);
        (hits as f64, (side.base - hits) as f64)
    });
    let (hits, misses) = (x1 + x2, y1 + y2);
    if hits == 0.0 || misses == 0.0 {
        return Ok(Test::without_variance(TestKind::PooledZ));
    }
    let [n1, n2] = [first, second].map(|side| side.base as f64);
    let n = n1 + n2;
    // 1 − p from the misses: beside a large base a few of them would be lost.
    let error = f64::sqrt(hits / n * (misses / n) * (1.0 / n1 + 1.0 / n2));
    Test::of_z(TestKind::PooledZ, (x1 / n1 - x2 / n2) / error).ok_or(NoEstimate::Undefined)
}
