//! From weighted sums to estimates.

use super::EffectiveBase;
use super::sum::sum;
use crate::estimate::{Confidence, Estimate, Interval, Method, NoEstimate, Unit, net, student, wilson};

/// An estimate from weighted answers: value, interval and base, and what the base is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedEstimate {
    /// The value with its interval. Its base is how many answers there are; its interval is as wide as the effective
    /// base asks for.
    pub estimate: Estimate,
    /// What the base is worth.
    pub effective: EffectiveBase,
}

/// The weighted mean of answers with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedMoments {
    /// What the base is worth.
    pub effective: EffectiveBase,
    /// The weighted mean, in the unit of the answers.
    pub mean: f64,
    /// Its standard error, in the same unit; 0 where all answers are the same, `None` for a single one.
    pub standard_error: Option<f64>,
}

/// Answers of one value: the value, the sum of their weights and the sum of the squares.
pub(super) type Cell = (f64, f64, f64);

impl WeightedMoments {
    /// The mean is Σwy/Σw, its variance n/(n − 1)·Σw²(y − ȳ)²/(Σw)²: linearised, as R's survey::svymean has it for a design
    /// with replacement. Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, 5.5 and 5.7.
    pub(super) fn of(effective: EffectiveBase, cells: impl Iterator<Item = Cell> + Clone) -> Result<Self, NoEstimate> {
        let cells = cells.filter(|&(_, weight, _)| weight > 0.0);
        let mut values = cells.clone().map(|(value, ..)| value);
        let first = values.next().ok_or(NoEstimate::NoData)?;
        let all_the_same = values.all(|value| value == first);
        let total = sum(cells.clone().map(|(_, weight, _)| weight));
        let mean =
            if all_the_same { first } else { sum(cells.clone().map(|(value, weight, _)| weight * value)) / total };
        let standard_error = match effective.base {
            0 | 1 => None,
            _ if all_the_same => Some(0.0),
            base => {
                let n = base as f64;
                let squares = sum(cells.map(|(value, _, squares)| squares * (value - mean) * (value - mean)));
                Some(f64::sqrt(n / (n - 1.0) * squares) / total)
            }
        };
        let fits = mean.is_finite() && standard_error.is_none_or(f64::is_finite);
        fits.then_some(Self { effective, mean: mean + 0.0, standard_error }).ok_or(NoEstimate::Undefined)
    }

    /// Student's t interval of the mean, with n − 1 degrees of freedom. It may leave the scale.
    ///
    /// # Errors
    /// [`NoEstimate::InsufficientBase`] with one answer, [`NoEstimate::ZeroVariance`] where all are the same,
    /// [`NoEstimate::Undefined`] where an end isn't finite.
    pub fn interval(&self, confidence: Confidence) -> Result<Interval, NoEstimate> {
        let base = self.effective.base;
        let error = self.standard_error.ok_or(NoEstimate::InsufficientBase { needed: 2, have: base })?;
        if error == 0.0 {
            return Err(NoEstimate::ZeroVariance);
        }
        let t = student::quantile(confidence.upper(), base as f64 - 1.0).ok_or(NoEstimate::Undefined)?;
        Interval::new(self.mean - t * error, self.mean + t * error).ok_or(NoEstimate::Undefined)
    }

    /// The mean with its interval. Unit: [`Unit::ScalePoints`].
    ///
    /// # Errors
    /// As [`interval`](Self::interval).
    pub fn estimate(&self, confidence: Confidence) -> Result<WeightedEstimate, NoEstimate> {
        let interval = Some(self.interval(confidence)?);
        let manner = (Method::LinearisedMean, confidence, Unit::ScalePoints);
        let estimate = Estimate::new(self.mean, interval, self.effective.base, manner)?;
        Ok(WeightedEstimate { estimate, effective: self.effective })
    }
}

/// A weighted share with Wilson's interval of p·n_eff hits in n_eff.
pub(super) fn share(
    effective: EffectiveBase,
    share: f64,
    confidence: Confidence,
) -> Result<WeightedEstimate, NoEstimate> {
    let (share, size) = (share.min(1.0), effective.size);
    let interval = wilson::interval((share * size).min(size), size, confidence);
    let estimate = Estimate::new(share, interval, effective.base, (Method::Wilson, confidence, Unit::Share))?;
    Ok(WeightedEstimate { estimate, effective })
}

/// A weighted net score with the adjusted Wald interval of p·n_eff and q·n_eff in n_eff.
pub(super) fn net(
    effective: EffectiveBase,
    (favourable, unfavourable): (f64, f64),
    confidence: Confidence,
) -> Result<WeightedEstimate, NoEstimate> {
    let size = effective.size;
    let interval = net::adjusted_wald_interval(favourable * size, unfavourable * size, size, confidence);
    let value = (100.0 * (favourable - unfavourable)).clamp(-100.0, 100.0);
    let estimate = Estimate::new(value, interval, effective.base, (Method::AdjustedWald, confidence, Unit::Points))?;
    Ok(WeightedEstimate { estimate, effective })
}
