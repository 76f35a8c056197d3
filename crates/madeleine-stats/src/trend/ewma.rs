//! The chart of a moving average.

use super::chart::point;
use super::{Chart, Measured, Width};
use crate::estimate::NoEstimate;

/// How much of the average the newest period makes up: above 0 and up to 1.
///
/// ```
/// use madeleine_stats::trend::Smoothing;
/// assert_eq!(Smoothing::default(), Smoothing::FIFTH);
/// assert_eq!(Smoothing::new(1.5), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Smoothing(f64);

impl Smoothing {
    /// A fifth: what is used if nothing else is said. A lasting shift of one standard error shows after about ten periods
    /// on average (Lucas & Saccucci 1990, Technometrics 32, 1).
    pub const FIFTH: Self = Self(0.2);

    /// `None` unless 0 < `newest` ≤ 1.
    pub fn new(newest: f64) -> Option<Self> {
        (newest > 0.0 && newest <= 1.0).then_some(Self(newest))
    }

    /// The part of the newest period, above 0 and up to 1.
    pub fn newest(self) -> f64 {
        self.0
    }
}

impl Default for Smoothing {
    fn default() -> Self {
        Self::FIFTH
    }
}

/// The exponentially weighted moving average of a series, with its limits: it sees small shifts that last, where
/// [`chart`](super::chart) sees large ones. Roberts 1959, Technometrics 1, 239.
///
/// z = λx + (1 − λ)z, from the centre on; its variance follows each period's own standard error,
/// V = λ²σ² + (1 − λ)²V. A point's value is the average, not the period's own value. Periods without answers leave average
/// and variance as they are.
///
/// # Errors
/// As [`chart`](super::chart).
///
/// ```
/// use madeleine_stats::trend::{Measured, Smoothing, Width, ewma};
/// let weeks = [52.0, 47.0].map(|value| Some(Measured { value, error: 2.0539 }));
/// let smoothing = Smoothing::new(0.3).expect("in range");
/// let chart = ewma(&weeks, 50.0, smoothing, Width::THREE).expect("finite numbers");
/// assert!(chart.points[1].is_some_and(|point| (point.value - 49.52).abs() < 1e-12 && !point.signal));
/// ```
pub fn ewma(series: &[Option<Measured>], center: f64, smoothing: Smoothing, width: Width) -> Result<Chart, NoEstimate> {
    if series.iter().all(Option::is_none) {
        return Err(NoEstimate::NoData);
    }
    let (newest, rest) = (smoothing.0, 1.0 - smoothing.0);
    let (mut average, mut variance) = (center, 0.0);
    let mut points = Vec::with_capacity(series.len());
    for measured in series {
        let Some(Measured { value, error }) = *measured else {
            points.push(None);
            continue;
        };
        // A negative error would hide behind its square.
        let error = Some(error).filter(|error| *error >= 0.0).ok_or(NoEstimate::Undefined)?;
        average = newest * value + rest * average;
        variance = newest * newest * error * error + rest * rest * variance;
        let smoothed = Measured { value: average, error: f64::sqrt(variance) };
        points.push(Some(point(smoothed, center, width, None)?));
    }
    Ok(Chart { center: center + 0.0, points })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_without_answers_changes_nothing() {
        let week = |value| Some(Measured { value, error: 1.0 });
        let of = |series: &[_]| ewma(series, 0.0, Smoothing::FIFTH, Width::THREE).expect("finite numbers").points;
        let (gap, whole) = (of(&[week(1.0), None, week(4.0)]), of(&[week(1.0), week(4.0)]));
        assert_eq!([gap[0], gap[2]], whole[..]);
        assert_eq!(gap[1], None);
    }

    #[test]
    fn nothing_but_the_newest_is_the_plain_chart() {
        let series = [1.0, -4.0, 2.5].map(|value| Some(Measured { value, error: 1.0 }));
        let all_new = Smoothing::new(1.0).expect("in range");
        assert_eq!(ewma(&series, 0.0, all_new, Width::THREE), super::super::chart(&series, 0.0, Width::THREE, None));
    }

    #[test]
    fn what_is_no_measurement_is_refused() {
        for (value, error) in [(f64::NAN, 1.0), (1.0, -1.0), (1.0, f64::NAN), (f64::INFINITY, 1.0), (1.0, 1e200)] {
            let series = [Some(Measured { value, error })];
            assert_eq!(ewma(&series, 0.0, Smoothing::FIFTH, Width::THREE), Err(NoEstimate::Undefined));
        }
        assert_eq!(ewma(&[], 0.0, Smoothing::FIFTH, Width::THREE), Err(NoEstimate::NoData));
    }
}
