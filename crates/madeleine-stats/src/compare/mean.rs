//! Two means of independent groups.

use super::{Contrast, Test, TestKind};
use crate::estimate::mean::{self, Moments};
use crate::estimate::{Confidence, Interval, Method, NoEstimate, Unit, student};

/// The difference of the means of two histograms of one scale, with the interval that follows from their two adjusted
/// intervals (MOVER: Zou & Donner 2008), and with [Welch's test](welch) where it is defined.
///
/// Unit: [`Unit::ScalePoints`], cut to what the scale allows. The first category has the code `first_code`. Like
/// [`mean::adjusted`] it is never empty: one answer on each side is enough.
///
/// # Errors
/// [`NoEstimate::WrongTally`] when the histograms differ in their number of categories; otherwise as [`mean::adjusted`].
///
/// ```
/// use madeleine_stats::{Confidence, compare::mean};
/// let change = mean::mover(&[1, 2, 5, 20, 22], &[4, 6, 9, 15, 10], 1, Confidence::NINETY_FIVE).expect("answers");
/// assert!((change.interval().low() - 0.250_989_544_149_944_73).abs() < 1e-12);
/// assert!(change.test().is_some_and(|test| (test.p() - 0.002_289_282_566_354_595_7).abs() < 1e-12));
/// ```
pub fn mover(first: &[u64], second: &[u64], first_code: i32, confidence: Confidence) -> Result<Contrast, NoEstimate> {
    if first.len() != second.len() {
        return Err(NoEstimate::WrongTally);
    }
    let [one, two] = [first, second].map(|counts| mean::adjusted(counts, first_code, confidence));
    let range = first.len().saturating_sub(1) as f64;
    let contrast = Contrast::within(range, &one?, &two?)?;
    let by_welch = welch(mean::moments(first, first_code)?, mean::moments(second, first_code)?, confidence);
    Ok(contrast.tested(by_welch.ok().and_then(|by_welch| by_welch.contrast.test())))
}

/// The difference of two means by Welch's method, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Welch {
    /// The difference, with Welch's t interval and test.
    pub contrast: Contrast,
    /// Its standard error, in the unit of the means.
    pub standard_error: f64,
    /// The degrees of freedom after Satterthwaite 1946; not whole.
    pub degrees_of_freedom: f64,
}

/// The difference of two means with Welch's t interval and test (Welch 1947), from base, mean and standard deviation of
/// each: t = d/s with s² = sd₁²/n₁ + sd₂²/n₂.
///
/// What other tools print. The interval may leave the scale and is too narrow for few, skewed answers: [`mover`].
///
/// # Errors
/// [`NoEstimate::NoData`] without answers on a side, [`NoEstimate::InsufficientBase`] with one,
/// [`NoEstimate::ZeroVariance`] where on both sides all are the same, [`NoEstimate::Undefined`] where a number isn't finite
/// or a deviation negative or absent.
///
/// ```
/// use madeleine_stats::{Confidence, compare::mean, estimate::mean::Moments};
/// let first = Moments { base: 10, mean: 0.75, sd: Some(1.789_009_657_759_162_3) };
/// let second = Moments { base: 10, mean: 2.33, sd: Some(2.002_248_735_796_829) };
/// let sleep = mean::welch(first, second, Confidence::NINETY_FIVE).expect("ten on each side");
/// assert!((sleep.degrees_of_freedom - 17.776_473_516_178_488).abs() < 1e-10);
/// assert!(sleep.contrast.test().is_some_and(|test| (test.p() - 0.079_394_140_187_358_3).abs() < 1e-12));
/// ```
pub fn welch(first: Moments, second: Moments, confidence: Confidence) -> Result<Welch, NoEstimate> {
    match first.base.min(second.base) {
        0 => return Err(NoEstimate::NoData),
        1 => return Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }),
        _ => {}
    }
    let square_of_error = |side: Moments| {
        let sd = side.sd.filter(|sd| *sd >= 0.0 && sd.is_finite()).ok_or(NoEstimate::Undefined)?;
        Ok::<_, NoEstimate>(sd * sd / side.base as f64)
    };
    let (v1, v2) = (square_of_error(first)?, square_of_error(second)?);
    let sum = v1 + v2;
    if sum == 0.0 {
        return Err(NoEstimate::ZeroVariance);
    }
    let error = f64::sqrt(sum);
    let part = |v: f64, base: u64| v / sum * (v / sum) / (base as f64 - 1.0);
    let degrees = (1.0 / (part(v1, first.base) + part(v2, second.base))).max(1.0);
    let difference = first.mean - second.mean;
    let t = difference / error;
    let p = student::both_tails(t, degrees).ok_or(NoEstimate::Undefined)?;
    let test = Test::new(TestKind::WelchT, t, p).ok_or(NoEstimate::Undefined)?;
    let half = student::quantile(confidence.upper(), degrees).ok_or(NoEstimate::Undefined)? * error;
    let interval = Interval::new(difference - half, difference + half);
    let kind = (Method::Welch, confidence, Unit::ScalePoints);
    let contrast = Contrast::new(difference, interval, [first.base, second.base], kind)?;
    Ok(Welch { contrast: contrast.tested(Some(test)), standard_error: error, degrees_of_freedom: degrees })
}
