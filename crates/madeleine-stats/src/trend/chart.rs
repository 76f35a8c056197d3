//! A control chart of any series of values with standard errors.

use crate::estimate::{Interval, NoEstimate};

/// The value of one period with its standard error, both in the same unit.
///
/// The error is that of the process when nothing happens: from the spread of the baseline and the period's own base
/// (√(p̄q̄/n) of a share, s/√n of a mean), not from the period's own spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// Its standard error; not negative.
    pub error: f64,
}

/// How many standard errors the limits of a chart lie from its centre: a finite number above 0.
///
/// ```
/// use madeleine_stats::trend::Width;
/// assert_eq!(Width::default(), Width::THREE);
/// assert_eq!(Width::new(0.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Width(f64);

impl Width {
    /// Three, as Shewhart 1931 has it: what every chart uses if nothing else is said.
    pub const THREE: Self = Self(3.0);

    /// `None` unless `errors` is finite and above 0.
    pub fn new(errors: f64) -> Option<Self> {
        (errors > 0.0 && errors.is_finite()).then_some(Self(errors))
    }

    /// The number of standard errors.
    pub fn errors(self) -> f64 {
        self.0
    }
}

impl Default for Width {
    fn default() -> Self {
        Self::THREE
    }
}

/// One period of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The value drawn.
    pub value: f64,
    /// Between which the value lies when nothing happens.
    pub limits: Interval,
    /// How many standard errors the value lies above the centre; `None` where its standard error is 0.
    pub distance: Option<f64>,
    /// Whether the value lies outside of the limits. Never where its standard error is 0: a baseline without any spread
    /// doesn't tell what is unusual.
    pub signal: bool,
}

/// A series with its centre and control limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is expected when nothing happens.
    pub center: f64,
    /// One point a period, `None` where a period has no answers.
    pub points: Vec<Option<Point>>,
}

impl Chart {
    /// How many standard errors each period lies above the centre: what [`nelson`](super::nelson) looks at.
    pub fn distances(&self) -> Vec<Option<f64>> {
        self.points.iter().map(|point| point.and_then(|point| point.distance)).collect()
    }
}

/// The control chart of a series of values with standard errors: centre ± width·error for each period. Shewhart 1931,
/// Economic Control of Quality of Manufactured Product.
///
/// `center` is the value of the merged baseline; limits are cut to `scale`, if the values have one.
///
/// # Errors
/// [`NoEstimate::NoData`] where no period has a value; [`NoEstimate::Undefined`] where a number isn't finite or an error
/// is negative.
///
/// ```
/// use madeleine_stats::trend::{Measured, Width, chart};
/// let weeks = [Some(Measured { value: 4.1, error: 0.1 }), None, Some(Measured { value: 3.6, error: 0.1 })];
/// let chart = chart(&weeks, 4.0, Width::THREE, None).expect("finite numbers");
/// let signals: Vec<_> = chart.points.iter().map(|point| point.map(|point| point.signal)).collect();
/// assert_eq!(signals, [Some(false), None, Some(true)]);
/// ```
pub fn chart(
    series: &[Option<Measured>],
    center: f64,
    width: Width,
    scale: Option<Interval>,
) -> Result<Chart, NoEstimate> {
    if series.iter().all(Option::is_none) {
        return Err(NoEstimate::NoData);
    }
    let points =
        series.iter().map(|&measured| measured.map(|measured| point(measured, center, width, scale)).transpose());
    Ok(Chart { center: center + 0.0, points: points.collect::<Result<_, _>>()? })
}

/// A value between its limits.
pub(super) fn point(
    Measured { value, error }: Measured,
    center: f64,
    width: Width,
    scale: Option<Interval>,
) -> Result<Point, NoEstimate> {
    let half = width.0 * error;
    let limits = Interval::new(center - half, center + half).filter(|_| value.is_finite() && error >= 0.0);
    let limits = match (limits.ok_or(NoEstimate::Undefined)?, scale) {
        (limits, None) => limits,
        (limits, Some(scale)) => {
            let [low, high] = [limits.low(), limits.high()].map(|end| end.max(scale.low()).min(scale.high()));
            Interval::new(low, high).ok_or(NoEstimate::Undefined)?
        }
    };
    let distance = (value - center) / error;
    Ok(Point {
        value: value + 0.0,
        limits,
        distance: distance.is_finite().then_some(distance + 0.0),
        signal: error > 0.0 && !limits.holds(value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_spread_there_is_no_signal() {
        let series = [1.0, 0.9].map(|value| Some(Measured { value, error: 0.0 }));
        let chart = chart(&series, 1.0, Width::THREE, None).expect("finite numbers");
        assert_eq!(chart.distances(), [None, None]);
        assert!(chart.points.iter().flatten().all(|point| !point.signal));
    }

    #[test]
    fn limits_are_cut_to_the_scale() {
        let scale = Interval::new(-100.0, 100.0);
        let series = [Some(Measured { value: 99.0, error: 20.0 })];
        let chart = chart(&series, 80.0, Width::THREE, scale).expect("finite numbers");
        assert_eq!(chart.points[0].map(|point| (point.limits.low(), point.limits.high())), Some((20.0, 100.0)));
    }

    #[test]
    fn what_is_no_measurement_is_refused() {
        for (value, error, center) in
            [(f64::NAN, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, f64::NAN, 0.0), (0.0, 1.0, f64::INFINITY), (0.0, 1e308, 0.0)]
        {
            let measured = [Some(Measured { value, error })];
            assert_eq!(chart(&measured, center, Width::THREE, None), Err(NoEstimate::Undefined), "{value} ± {error}");
        }
        assert_eq!(chart(&[None], 0.0, Width::THREE, None), Err(NoEstimate::NoData));
    }
}
