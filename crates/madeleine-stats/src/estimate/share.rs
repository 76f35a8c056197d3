//! Further intervals of a share, for comparison with other tools; headlines use [`wilson`](super::wilson).
//!
//! All three are estimates in [`Unit::Share`], 0 to 1; hits beyond the base count as the whole base.

use super::{Confidence, Estimate, Interval, Method, NoEstimate, Unit, beta};

/// The share of a base with the interval of Clopper & Pearson 1934: all shares that the data don't contradict at half the
/// error on either side. It holds the true share at least as often as it says, and with few answers far more often.
///
/// From the quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x). With no hit it begins at 0, with nothing else it ends
/// at 1.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty base; [`NoEstimate::Undefined`] where both the hits and the rest exceed a million.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::share};
/// let half = share::clopper_pearson(5, 10, Confidence::NINETY_FIVE).expect("10 answers");
/// assert!((half.low() - 0.187_086_028_447_398_55).abs() < 1e-13);
/// ```
pub fn clopper_pearson(hits: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    from_beta(hits, base, confidence, Method::ClopperPearson, (0.0, 1.0))
}

/// The share of a base with Jeffreys' interval: the middle of a Beta(x + ½, n − x + ½) distribution, begun at 0 with no
/// hit and ended at 1 with nothing else. Brown, Cai & DasGupta 2001.
///
/// # Errors
/// As [`clopper_pearson`].
///
/// ```
/// use madeleine_stats::{Confidence, estimate::share};
/// let half = share::jeffreys(5, 10, Confidence::NINETY_FIVE).expect("10 answers");
/// assert!((half.low() - 0.223_528_670_252_705_17).abs() < 1e-13);
/// ```
pub fn jeffreys(hits: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    from_beta(hits, base, confidence, Method::Jeffreys, (0.5, 0.5))
}

/// The share of a base with the interval of Agresti & Coull 1998: Wald's, after z²/2 hits and z²/2 misses have been added
/// (with 95 %, about two of each), cut to 0 to 1.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty base.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::share};
/// let half = share::agresti_coull(5, 10, Confidence::NINETY_FIVE).expect("10 answers");
/// assert!((half.low() - 0.236_593_090_512_563_94).abs() < 1e-13);
/// ```
pub fn agresti_coull(hits: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    let (hits, value) = counted(hits, base)?;
    let z = confidence.z();
    let all = base as f64 + z * z;
    let middle = (hits as f64 + z * z / 2.0) / all;
    let half = z * f64::sqrt((middle * (1.0 - middle)).max(0.0) / all);
    let interval = Interval::new((middle - half).max(0.0), (middle + half).min(1.0));
    Estimate::new(value, interval, base, (Method::AgrestiCoull, confidence, Unit::Share))
}

/// From Beta(x + `less`, n − x + `more`) below to Beta(x + `more`, n − x + `less`) above.
fn from_beta(
    hits: u64,
    base: u64,
    confidence: Confidence,
    method: Method,
    (less, more): (f64, f64),
) -> Result<Estimate, NoEstimate> {
    let (hits, value) = counted(hits, base)?;
    let tail = (1.0 - confidence.share()) / 2.0;
    // The upper end is the lower end of the misses, whose small tail has more digits than one near to 1.
    let lower_end = |of: u64, rest: u64| match of {
        0 => Some(0.0),
        _ => beta::quantile(tail, of as f64 + less, rest as f64 + more),
    };
    let misses = base - hits;
    let ends = lower_end(hits, misses).zip(lower_end(misses, hits));
    // At hardly any confidence the two ends are the same number but for its last digit.
    let interval = ends.and_then(|(low, high)| Interval::new(low, (1.0 - high).max(low)));
    Estimate::new(value, interval, base, (method, confidence, Unit::Share))
}

/// The hits within the base, and their share of it.
fn counted(hits: u64, base: u64) -> Result<(u64, f64), NoEstimate> {
    let hits = hits.min(base);
    if base == 0 { Err(NoEstimate::NoData) } else { Ok((hits, hits as f64 / base as f64)) }
}
