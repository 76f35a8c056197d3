//! Drawing again from the answers: an interval that assumes no formula, as a check on those that do.

use super::{Confidence, Estimate, Interval, Method, NoEstimate, Unit, net, quantile};

/// More draws than this are refused rather than waited for.
const DRAWS_AT_MOST: u64 = 100_000_000;

/// Numbers that look random and are the same for the same seed everywhere: Steele, Lea & Flood 2014 (Fast splittable
/// pseudorandom number generators), with the constants of Vigna's reference. For drawing again, never for secrets.
///
/// ```
/// use madeleine_stats::estimate::bootstrap::SplitMix64;
/// assert_eq!(SplitMix64::new(1_234_567).next(), Some(6_457_827_717_110_365_317));
/// ```
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next whole number, any of 2⁶⁴.
    pub fn whole(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// The next number from 0 to 1, 1 excluded, in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        (self.whole() >> 11) as f64 * STEP
    }
}

impl Iterator for SplitMix64 {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        Some(self.whole())
    }
}

/// A net score with the interval of its bootstrap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootstrapNet {
    /// The score of the answers themselves, with the percentile interval.
    pub estimate: Estimate,
    /// The mean of the scores drawn, in points: far from the score itself, too few were drawn.
    pub mean: f64,
}

/// A net score with its bootstrap percentile interval (Efron 1979): `repeats` samples as large as the base, drawn from it
/// with replacement, and the quantiles ([type 7](quantile::type_7)) of their scores. The same seed draws the same samples.
///
/// A check, not a headline: where all answers are the same it has no width, and with few answers it is too narrow.
///
/// # Errors
/// As [`net::adjusted_wald`]; [`NoEstimate::Undefined`] too without repeats, or for more than 100,000,000 draws.
///
/// ```
/// use madeleine_stats::{Confidence, estimate::bootstrap};
/// let drawn = bootstrap::net(12, 4, 20, 500, 42, Confidence::NINETY_FIVE).expect("20 answers");
/// assert_eq!((drawn.estimate.value(), drawn.estimate.low(), drawn.estimate.high()), (40.0, 0.0, 70.0));
/// ```
pub fn net(
    favourable: u64,
    unfavourable: u64,
    base: u64,
    repeats: u64,
    seed: u64,
    confidence: Confidence,
) -> Result<BootstrapNet, NoEstimate> {
    let value = net::adjusted_wald(favourable, unfavourable, base, confidence)?.value();
    if repeats == 0 || repeats.checked_mul(base).is_none_or(|draws| draws > DRAWS_AT_MOST) {
        return Err(NoEstimate::Undefined);
    }
    let mut random = SplitMix64::new(seed);
    let n = base as f64;
    let mut score = || {
        let sum: i64 = (0..base)
            .map(|_| match (random.unit() * n) as u64 {
                person if person < favourable => 1,
                person if person - favourable < unfavourable => -1,
                _ => 0,
            })
            .sum();
        100.0 * sum as f64 / n
    };
    let mut scores: Vec<f64> = (0..repeats).map(|_| score()).collect();
    let mean = scores.iter().sum::<f64>() / repeats as f64 + 0.0;
    scores.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - confidence.share()) / 2.0;
    let ends = quantile::of_sorted(&scores, tail).zip(quantile::of_sorted(&scores, 1.0 - tail));
    let interval = ends.and_then(|(low, high)| Interval::new(low, high));
    let estimate = Estimate::new(value, interval, base, (Method::Bootstrap, confidence, Unit::Points))?;
    Ok(BootstrapNet { estimate, mean })
}
