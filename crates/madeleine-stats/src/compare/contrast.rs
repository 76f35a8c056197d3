//! A difference with its interval, both bases and method.

use super::Test;
use crate::estimate::{Confidence, Estimate, Interval, Method, NoEstimate, Unit};

/// The first value minus the second, of two groups that have nobody in common or of two periods.
///
/// It is made by the formulas of this crate only, so that none can exist without interval, bases and method. All its
/// numbers are finite. Whether it may be shown, and be called a difference, is another question:
/// [`Verdict`](super::Verdict).
///
/// ```
/// use madeleine_stats::compare::share::{self, Share};
/// use madeleine_stats::{Confidence, Method};
/// let (now, before) = (Share { hits: 56, base: 70 }, Share { hits: 48, base: 80 });
/// let change = share::newcombe(now, before, Confidence::NINETY_FIVE).expect("answers on both sides");
/// assert_eq!((change.bases(), change.method()), ([70, 80], Method::Newcombe));
/// assert!(change.interval().holds(change.difference()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    difference: f64,
    interval: Interval,
    bases: [u64; 2],
    method: Method,
    confidence: Confidence,
    unit: Unit,
    test: Option<Test>,
}

impl Contrast {
    /// The difference of two estimates, with the interval that follows from their own two intervals (MOVER: Zou & Donner
    /// 2008). With estimates e, l to u, and d = e₁ − e₂: from d − √((e₁ − l₁)² + (u₂ − e₂)²) to d + √((u₁ − e₁)² + (e₂ − l₂)²),
    /// cut to what the unit allows. For two shares with Wilson's interval that is Newcombe's.
    ///
    /// For any two estimates that rest on different people, weighted ones too; there is no test.
    ///
    /// # Errors
    /// [`NoEstimate::Undefined`] when the two differ in unit or confidence.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, compare::Contrast, estimate::net};
    /// let now = net::adjusted_wald(60, 20, 120, Confidence::NINETY_FIVE).expect("120 answers");
    /// let before = net::adjusted_wald(50, 30, 110, Confidence::NINETY_FIVE).expect("110 answers");
    /// let change = Contrast::between(&now, &before).expect("two net scores");
    /// assert!((change.interval().low() + 5.244_558_594_193_126).abs() < 1e-10);
    /// ```
    pub fn between(first: &Estimate, second: &Estimate) -> Result<Self, NoEstimate> {
        let range = match first.unit() {
            Unit::Share => 1.0,
            Unit::Points => 200.0,
            Unit::Index => 100.0,
            Unit::ScalePoints => f64::MAX,
        };
        Self::within(range, first, second)
    }

    /// As [`between`](Self::between), cut to ± `range`.
    pub(super) fn within(range: f64, first: &Estimate, second: &Estimate) -> Result<Self, NoEstimate> {
        if (first.unit(), first.confidence()) != (second.unit(), second.confidence()) {
            return Err(NoEstimate::Undefined);
        }
        let difference = first.value() - second.value();
        let below = libm::hypot(first.value() - first.low(), second.high() - second.value());
        let above = libm::hypot(first.high() - first.value(), second.value() - second.low());
        let interval = Interval::new((difference - below).max(-range), (difference + above).min(range));
        let both_are_wilson = [first, second].iter().all(|estimate| estimate.method() == Method::Wilson);
        let method = if both_are_wilson { Method::Newcombe } else { Method::Mover };
        let bases = [first.base(), second.base()];
        Self::new(difference, interval, bases, (method, first.confidence(), first.unit()))
    }

    pub(super) fn new(
        difference: f64,
        interval: Option<Interval>,
        bases: [u64; 2],
        (method, confidence, unit): (Method, Confidence, Unit),
    ) -> Result<Self, NoEstimate> {
        let interval = interval.filter(|_| difference.is_finite()).ok_or(NoEstimate::Undefined)?;
        Ok(Self { difference: difference + 0.0, interval, bases, method, confidence, unit, test: None })
    }

    pub(super) fn tested(self, test: Option<Test>) -> Self {
        Self { test, ..self }
    }

    /// The first value minus the second, in their [`unit`](Self::unit): what the answers themselves say, not adjusted.
    pub fn difference(&self) -> f64 {
        self.difference
    }

    /// The interval of the difference, in the same unit.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// How many answers each side rests on, the first one first.
    pub fn bases(&self) -> [u64; 2] {
        self.bases
    }

    /// The base of the smaller side.
    pub fn smaller_base(&self) -> u64 {
        let [first, second] = self.bases;
        first.min(second)
    }

    /// How the interval was made.
    pub fn method(&self) -> Method {
        self.method
    }

    /// How often such an interval holds the true difference.
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// What the values are measured in. A difference of two shares lies between −1 and 1, one of net scores between −200
    /// and 200.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The test of there being no difference, if there is one.
    pub fn test(&self) -> Option<Test> {
        self.test
    }
}
