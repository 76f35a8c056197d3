//! Net scores: the share of one answer minus the share of its opposite, in points from −100 to +100.
//!
//! Every formula here takes the favourable and the unfavourable answers as counts of categories that exclude each other;
//! the rest of the base is neither. More of the two than the base holds has no estimate.

use super::{Confidence, Estimate, Interval, Method, NoEstimate, Unit, student, wilson};

/// A net score with the adjusted Wald interval of Rocks 2016: the default, because it holds its promise from five
/// answers on. Three pseudo-responses are added for the interval, ¾ to each side and 1½ to the middle.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty base, [`NoEstimate::Undefined`] when both sides together exceed it.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::net};
/// let score = net::adjusted_wald(20, 5, 40, Confidence::NINETY_FIVE).expect("40 answers");
/// assert_eq!(score.value(), 37.5);
/// assert!((score.low() - 13.863_500_665_683_395).abs() < 1e-10);
/// ```
pub fn adjusted_wald(
    favourable: u64,
    unfavourable: u64,
    base: u64,
    confidence: Confidence,
) -> Result<Estimate, NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    cells.estimate(Method::AdjustedWald, confidence, adjusted_wald_interval(cells.pos, cells.neg, cells.n, confidence))
}

/// The interval of [`adjusted_wald`] in points, for counts that need not be whole (a weighted base is not).
/// `None` unless the counts are finite, not negative and fit into a base above 0.
///
/// With P = pos + ¾, N = neg + ¾, M = n + 3, e = (P − N)/M and v = (P + N)/M − e²: 100·(e ± z√(v/M)), cut to ±100.
pub fn adjusted_wald_interval(
    favourable: f64,
    unfavourable: f64,
    base: f64,
    confidence: Confidence,
) -> Option<Interval> {
    let fits = favourable >= 0.0 && unfavourable >= 0.0 && base > 0.0 && base.is_finite();
    if !fits || favourable + unfavourable > base * (1.0 + 1e-9) {
        return None;
    }
    around(favourable + 0.75, unfavourable + 0.75, base + 3.0, confidence)
}

/// What [`adjusted_wald_interval`] is made of: e, a share from −1 to 1, and its squared standard error, v/M.
pub(crate) fn adjusted(favourable: u64, unfavourable: u64, base: u64) -> Result<(f64, f64), NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    let (pos, neg, n) = (cells.pos + 0.75, cells.neg + 0.75, cells.n + 3.0);
    Ok(((pos - neg) / n, variance(pos, neg, n) / n))
}

/// A net score with the plain Wald interval, e ± z√(v/n): what other tools print. With few answers it holds the true
/// score far less often than it says, and it has no width where all answers are the same.
///
/// # Errors
/// As [`adjusted_wald`].
pub fn wald(favourable: u64, unfavourable: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    cells.estimate(Method::Wald, confidence, around(cells.pos, cells.neg, cells.n, confidence))
}

/// A net score with the interval of Bonett & Price 2012: one pseudo-response more on each side.
///
/// # Errors
/// As [`adjusted_wald`].
pub fn bonett_price(
    favourable: u64,
    unfavourable: u64,
    base: u64,
    confidence: Confidence,
) -> Result<Estimate, NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    let interval = around(cells.pos + 1.0, cells.neg + 1.0, cells.n + 2.0, confidence);
    cells.estimate(Method::BonettPrice, confidence, interval)
}

/// A net score with Student's t interval of the answers scored −1, 0 and +1: what other tools print.
///
/// # Errors
/// As [`adjusted_wald`]; [`NoEstimate::InsufficientBase`] with one answer and [`NoEstimate::ZeroVariance`] where all are
/// the same.
pub fn trinomial_t(
    favourable: u64,
    unfavourable: u64,
    base: u64,
    confidence: Confidence,
) -> Result<Estimate, NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    if base < 2 {
        return Err(NoEstimate::InsufficientBase { needed: 2, have: base });
    }
    let Cells { pos, neg, n, .. } = cells;
    if pos == n || neg == n || pos + neg == 0.0 {
        return Err(NoEstimate::ZeroVariance);
    }
    let mean = (pos - neg) / n;
    let squares = pos * (1.0 - mean) * (1.0 - mean) + neg * (1.0 + mean) * (1.0 + mean) + (n - pos - neg) * mean * mean;
    let t = student::quantile(confidence.upper(), n - 1.0).ok_or(NoEstimate::Undefined)?;
    let half = t * f64::sqrt(squares / (n - 1.0)) / f64::sqrt(n);
    cells.estimate(Method::TrinomialT, confidence, points(mean - half, mean + half))
}

/// A net score with Tango's score interval (Tango 1998; the same as May & Johnson 1997): the scores that the data
/// wouldn't contradict, found by bisection. As good as [`adjusted_wald`] and slower.
///
/// # Errors
/// As [`adjusted_wald`].
pub fn tango(favourable: u64, unfavourable: u64, base: u64, confidence: Confidence) -> Result<Estimate, NoEstimate> {
    let cells = Cells::of(favourable, unfavourable, base)?;
    let Cells { pos, neg, n, .. } = cells;
    // How far the data lie from the score d, in standard errors under d; falls as d grows.
    let distance = |d: f64| {
        let a = 2.0 * n;
        let b = -pos - neg + (2.0 * n - pos + neg) * d;
        let c = -neg * d * (1.0 - d);
        let q = (f64::sqrt((b * b - 4.0 * a * c).max(0.0)) - b) / (2.0 * a);
        let variance = n * (2.0 * q + d * (1.0 - d));
        let gap = pos - neg - n * d;
        if variance > 1e-300 {
            gap / f64::sqrt(variance)
        } else if gap == 0.0 {
            0.0
        } else {
            libm::copysign(f64::INFINITY, gap)
        }
    };
    let where_distance_is = |target: f64, mut low: f64, mut high: f64| {
        for _ in 0..200 {
            let middle = (low + high) / 2.0;
            if distance(middle) > target {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    };
    let z = confidence.z();
    let e = (pos - neg) / n;
    let low = if e <= -1.0 { -1.0 } else { where_distance_is(z, -1.0, e) };
    let high = if e >= 1.0 { 1.0 } else { where_distance_is(-z, e, 1.0) };
    cells.estimate(Method::Tango, confidence, points(low, high))
}

/// The net of two things of which one person may have both or neither, with Newcombe's interval for paired shares
/// (Newcombe 1998, method 10, with the correction of φ).
///
/// `both`, `first` only, `second` only and `neither` make up the base; the value is 100·(first − second)/base.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty base.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::net};
/// let score = net::newcombe_paired(1, 1, 7, 12, Confidence::NINETY_FIVE).expect("21 people");
/// assert!((score.low() + 50.692_022_668_614_1).abs() < 1e-10);
/// ```
pub fn newcombe_paired(
    both: u64,
    first: u64,
    second: u64,
    neither: u64,
    confidence: Confidence,
) -> Result<Estimate, NoEstimate> {
    let base = [both, first, second, neither].into_iter().try_fold(0, u64::checked_add);
    let base = base.ok_or(NoEstimate::Undefined)?;
    let cells = Cells::of(first, second, base)?;
    let [a, b, c, d] = [both, first, second, neither].map(|count| count as f64);
    let n = cells.n;
    let side = |hits: f64| {
        let interval = wilson::interval(hits.min(n), n, confidence).ok_or(NoEstimate::Undefined)?;
        let p = hits / n;
        Ok::<_, NoEstimate>((p, p - interval.low(), interval.high() - p))
    };
    let (p1, below1, above1) = side(a + b)?;
    let (p2, below2, above2) = side(a + c)?;
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    let phi = if margins == 0.0 {
        0.0
    } else {
        let agreement = a * d - b * c;
        let corrected = if agreement > n / 2.0 { agreement - n / 2.0 } else { agreement.min(0.0) };
        corrected / f64::sqrt(margins)
    };
    let reach = |x: f64, y: f64| f64::sqrt((x * x - 2.0 * phi * x * y + y * y).max(0.0));
    let difference = p1 - p2;
    let interval = points(difference - reach(below1, above2), difference + reach(above1, below2));
    cells.estimate(Method::NewcombePaired, confidence, interval)
}

/// The standard error of a net score in points, 100·√(v/n) with v = p + q − (p − q)²; `None` with an empty base.
pub fn standard_error(favourable: u64, unfavourable: u64, base: u64) -> Option<f64> {
    let cells = Cells::of(favourable, unfavourable, base).ok()?;
    Some(100.0 * f64::sqrt(variance(cells.pos, cells.neg, cells.n) / cells.n))
}

/// The three cells of a net score as floating-point numbers, beside the exact ones.
#[derive(Clone, Copy)]
struct Cells {
    pos: f64,
    neg: f64,
    n: f64,
    base: u64,
}

impl Cells {
    fn of(favourable: u64, unfavourable: u64, base: u64) -> Result<Self, NoEstimate> {
        if base == 0 {
            return Err(NoEstimate::NoData);
        }
        let fits = favourable.checked_add(unfavourable).is_some_and(|both| both <= base);
        let cells = Self { pos: favourable as f64, neg: unfavourable as f64, n: base as f64, base };
        fits.then_some(cells).ok_or(NoEstimate::Undefined)
    }

    fn estimate(
        self,
        method: Method,
        confidence: Confidence,
        interval: Option<Interval>,
    ) -> Result<Estimate, NoEstimate> {
        // Counts beyond 2^53 are rounded and may leave the scale by their last digit.
        let value = (100.0 * (self.pos - self.neg) / self.n).clamp(-100.0, 100.0);
        Estimate::new(value, interval, self.base, (method, confidence, Unit::Points))
    }
}

fn variance(pos: f64, neg: f64, n: f64) -> f64 {
    let (p, q) = (pos / n, neg / n);
    (p + q - (p - q) * (p - q)).max(0.0)
}

/// The Wald interval of these cells, in points.
fn around(pos: f64, neg: f64, n: f64, confidence: Confidence) -> Option<Interval> {
    let e = (pos - neg) / n;
    let half = confidence.z() * f64::sqrt(variance(pos, neg, n) / n);
    points(e - half, e + half)
}

fn points(low: f64, high: f64) -> Option<Interval> {
    Interval::new(low.max(-1.0), high.min(1.0))?.scaled(100.0)
}
