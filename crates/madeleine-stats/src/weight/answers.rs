//! Estimates from answers that come one by one, each with a weight made elsewhere.

use super::base::largest;
use super::sum::sum;
use super::{EffectiveBase, WeightError, WeightedEstimate, WeightedMoments, estimate};
use crate::estimate::Confidence;

/// The weighted share of answers that are so, with Wilson's interval of the effective base. Unit: a share, 0 to 1.
///
/// Each answer with its weight, which must not be negative. The effective base in place of the base: Kish 1965; also
/// Korn & Graubard 1998, Survey Methodology 24, 193.
///
/// # Errors
/// As [`EffectiveBase::of`].
///
/// ```
/// use madeleine_stats::{Confidence, weight};
/// let yes = weight::share(&[(true, 1.0), (true, 2.0), (true, 0.5)], Confidence::NINETY_FIVE).expect("three answers");
/// assert_eq!((yes.estimate.value(), yes.estimate.high(), yes.estimate.base()), (1.0, 1.0, 3));
/// assert!((yes.estimate.low() - 0.377_880_465_468_207_75).abs() < 1e-12);
/// ```
pub fn share(answers: &[(bool, f64)], confidence: Confidence) -> Result<WeightedEstimate, WeightError> {
    let (effective, largest) = base_of(answers)?;
    let hits = part(answers, largest, |so| so) / part(answers, largest, |_| true);
    Ok(estimate::share(effective, hits, confidence)?)
}

/// The weighted net score of answers for (above 0), against (below 0) and neither (0), with the adjusted Wald interval of
/// the effective base. Unit: points, −100 to +100.
///
/// # Errors
/// As [`EffectiveBase::of`].
///
/// ```
/// use madeleine_stats::{Confidence, weight};
/// let net = weight::net(&[(1, 2.0), (0, 1.0), (-1, 1.0)], Confidence::NINETY_FIVE).expect("three answers");
/// assert_eq!(net.estimate.value(), 25.0);
/// ```
pub fn net(answers: &[(i8, f64)], confidence: Confidence) -> Result<WeightedEstimate, WeightError> {
    let (effective, largest) = base_of(answers)?;
    let total = part(answers, largest, |_| true);
    let shares = (part(answers, largest, |side| side > 0) / total, part(answers, largest, |side| side < 0) / total);
    Ok(estimate::net(effective, shares, confidence)?)
}

/// The weighted mean of answers and its linearised standard error, in the unit of the answers.
///
/// Σwy/Σw, with the variance n/(n − 1)·Σw²(y − ȳ)²/(Σw)²: what R's `survey::svymean` prints.
///
/// # Errors
/// As [`EffectiveBase::of`], also where an answer isn't finite.
///
/// ```
/// use madeleine_stats::weight;
/// let moments = weight::moments(&[(3.0, 1.0), (3.0, 2.0), (3.0, 1.0)]).expect("three answers");
/// assert_eq!((moments.mean, moments.standard_error), (3.0, Some(0.0)));
/// ```
pub fn moments(answers: &[(f64, f64)]) -> Result<WeightedMoments, WeightError> {
    let (effective, largest) = base_of(answers)?;
    let cells = answers.iter().map(|&(value, weight)| (value, weight / largest));
    Ok(WeightedMoments::of(effective, cells.map(|(value, weight)| (value, weight, weight * weight)))?)
}

/// The weighted mean of answers with Student's t interval of its linearised standard error.
///
/// # Errors
/// As [`moments`] and [`WeightedMoments::interval`].
pub fn mean(answers: &[(f64, f64)], confidence: Confidence) -> Result<WeightedEstimate, WeightError> {
    Ok(moments(answers)?.estimate(confidence)?)
}

fn base_of<A>(answers: &[(A, f64)]) -> Result<(EffectiveBase, f64), WeightError> {
    let effective = EffectiveBase::of_groups(answers.iter().map(|&(_, weight)| (1, weight)))?;
    Ok((effective, largest(answers.iter().map(|&(_, weight)| weight))?))
}

/// The weight of some of the answers, relative to the largest one.
fn part<A: Copy>(answers: &[(A, f64)], largest: f64, which: impl Fn(A) -> bool) -> f64 {
    sum(answers.iter().filter(|&&(answer, _)| which(answer)).map(|&(_, weight)| weight / largest))
}
