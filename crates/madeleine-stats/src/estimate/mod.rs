//! Estimates: what a tally says about everybody. One family of formulas a file, each with its source.
//!
//! An [`Estimate`] can't exist without its base, interval and method, and never holds a NaN; an estimate that can't be
//! made is a typed reason, [`NoEstimate`].

pub mod beta;
pub mod bootstrap;
pub mod chi_square;
pub mod display;
mod gamma;
pub mod mean;
pub mod net;
mod none;
pub mod normal;
pub mod planning;
pub mod quantile;
pub mod share;
pub mod student;
pub mod summary;
pub mod wilson;

pub use none::{Language, NoEstimate};

/// How often an interval made this way holds the true value: a share between 0 and 1, ends excluded.
///
/// ```
/// use madeleine_stats::Confidence;
/// assert_eq!(Confidence::default().share(), 0.95);
/// assert_eq!(Confidence::new(1.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %: what every headline uses.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// `None` unless 0 < `share` < 1.
    pub fn new(share: f64) -> Option<Self> {
        (share > 0.0 && share < 1.0).then_some(Self(share))
    }

    /// The share of such intervals that hold the true value, between 0 and 1.
    pub fn share(self) -> f64 {
        self.0
    }

    /// The probability below the upper end of a two-sided interval: 0.975 for 95 %.
    pub fn upper(self) -> f64 {
        1.0 - (1.0 - self.0) / 2.0
    }

    /// The two-sided quantile of the normal distribution, z: 1.96 for 95 %.
    pub fn z(self) -> f64 {
        // A share so near to 1 that its upper end rounds to 1: as far out as a double can tell.
        normal::quantile(self.upper()).unwrap_or(8.3)
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}

/// From where to where: two finite numbers, the lower one first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// `None` unless both ends are finite and in order.
    ///
    /// ```
    /// use madeleine_stats::Interval;
    /// assert!(Interval::new(0.2, 0.4).is_some());
    /// assert!(Interval::new(0.4, 0.2).is_none());
    /// assert!(Interval::new(f64::NAN, 0.2).is_none());
    /// ```
    pub fn new(low: f64, high: f64) -> Option<Self> {
        // Adding 0 turns −0 into 0.
        (low.is_finite() && high.is_finite() && low <= high).then_some(Self { low: low + 0.0, high: high + 0.0 })
    }

    /// The lower end.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper end.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Whether a value lies in it, ends included.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Half its width: the "±" of a headline.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    pub(crate) fn scaled(self, factor: f64) -> Option<Self> {
        Self::new(self.low * factor, self.high * factor)
    }
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Wilson's score interval of a share.
    Wilson,
    /// Clopper and Pearson's interval of a share, from the Beta distribution; never too narrow, mostly too wide.
    ClopperPearson,
    /// Jeffreys' interval of a share, from the Beta distribution.
    Jeffreys,
    /// Agresti and Coull's interval of a share.
    AgrestiCoull,
    /// The adjusted Wald interval of a net score, or of the difference of two.
    AdjustedWald,
    /// The plain Wald interval of a net score; for comparison with other tools only.
    Wald,
    /// Bonett and Price's adjusted interval of a net score.
    BonettPrice,
    /// Student's t on the answers scored −1, 0 and +1; for comparison with other tools only.
    TrinomialT,
    /// Tango's score interval of a net score.
    Tango,
    /// Newcombe's interval of the difference of two paired shares.
    NewcombePaired,
    /// Percentiles of the scores of samples drawn again from the answers.
    Bootstrap,
    /// The adjusted interval of the mean of a rating scale.
    AdjustedMean,
    /// Student's t interval of a mean; for comparison with other tools only.
    MeanT,
    /// Student's t interval of the linearised standard error of a weighted mean.
    LinearisedMean,
    /// Newcombe's interval of the difference of two independent shares, from their two Wilson intervals.
    Newcombe,
    /// The interval of a difference from the two intervals of what is compared, whichever they are.
    Mover,
    /// Welch's t interval of the difference of two means; for comparison with other tools only.
    Welch,
}

impl Method {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper_pearson",
            Self::Jeffreys => "jeffreys",
            Self::AgrestiCoull => "agresti_coull",
            Self::AdjustedWald => "adj_wald",
            Self::Wald => "wald",
            Self::BonettPrice => "bonett_price",
            Self::TrinomialT => "t_trinomial",
            Self::Tango => "tango",
            Self::NewcombePaired => "newcombe_paired",
            Self::Bootstrap => "bootstrap",
            Self::AdjustedMean => "mean_adj",
            Self::MeanT => "mean_t",
            Self::LinearisedMean => "mean_linearised",
            Self::Newcombe => "newcombe",
            Self::Mover => "mover",
            Self::Welch => "welch",
        }
    }

    /// Where the formula comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::Wilson => "Wilson 1927, JASA 22; recommended by Newcombe 1998, Statistics in Medicine 17",
            Self::ClopperPearson => "Clopper & Pearson 1934, Biometrika 26",
            Self::Jeffreys => "Brown, Cai & DasGupta 2001, Statistical Science 16",
            Self::AgrestiCoull => "Agresti & Coull 1998, The American Statistician 52",
            Self::AdjustedWald => "Rocks 2016, arXiv:1601.07235: +¾, +1½, +¾ pseudo-responses",
            Self::Wald => "Normal approximation of a trinomial difference",
            Self::BonettPrice => "Bonett & Price 2012, Journal of Educational and Behavioral Statistics 37(4)",
            Self::TrinomialT => "Student 1908, on answers scored −1, 0, +1",
            Self::Tango => "Tango 1998, Statistics in Medicine 17; the same as May & Johnson 1997, iterative score",
            Self::NewcombePaired => "Newcombe 1998, Statistics in Medicine 17, paired differences, method 10",
            Self::Bootstrap => "Efron 1979, Annals of Statistics 7; percentile interval",
            Self::AdjustedMean => {
                "This project's generalisation of Rocks 2016 to k points: three pseudo-responses, ¾ at each end"
            }
            Self::MeanT => "Student 1908",
            Self::LinearisedMean => "Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, 5.5 and 5.7",
            Self::Newcombe => "Newcombe 1998, Statistics in Medicine 17, independent differences, method 10",
            Self::Mover => "Zou & Donner 2008, Statistics in Medicine 27, from the two separate intervals",
            Self::Welch => "Welch 1947, Biometrika 34",
        }
    }
}

/// What a value is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A share of the base, 0 to 1; printed in percent.
    Share,
    /// Points of a net score, −100 to +100; a number, not a percentage.
    Points,
    /// Points of an answer scale, from its first code to its last.
    ScalePoints,
    /// An index from 0, the worst answer, to 100, the best.
    Index,
}

/// What a tally says about everybody: a value with its interval, base and method.
///
/// It is made by the formulas of this crate only, so that none can exist without the three. All its numbers are finite.
///
/// ```
/// use madeleine_stats::{Confidence, Method, estimate::wilson};
/// let satisfied = wilson::share(42, 50, Confidence::NINETY_FIVE).expect("50 answers");
/// assert_eq!((satisfied.value(), satisfied.base(), satisfied.method()), (0.84, 50, Method::Wilson));
/// assert!(satisfied.interval().holds(0.84));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    value: f64,
    interval: Interval,
    base: u64,
    method: Method,
    confidence: Confidence,
    unit: Unit,
}

impl Estimate {
    pub(crate) fn new(
        value: f64,
        interval: Option<Interval>,
        base: u64,
        (method, confidence, unit): (Method, Confidence, Unit),
    ) -> Result<Self, NoEstimate> {
        let interval = interval.filter(|_| value.is_finite()).ok_or(NoEstimate::Undefined)?;
        Ok(Self { value: value + 0.0, interval, base, method, confidence, unit })
    }

    /// The value in its [`unit`](Self::unit): what the answers themselves say, not adjusted.
    /// With very few answers of one kind it may lie outside of an adjusted interval.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The interval, in the same unit.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Lower end of the interval.
    pub fn low(&self) -> f64 {
        self.interval.low
    }

    /// Upper end of the interval.
    pub fn high(&self) -> f64 {
        self.interval.high
    }

    /// How many answers it rests on.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// How the interval was made.
    pub fn method(&self) -> Method {
        self.method
    }

    /// How often such an interval holds the true value.
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// What the value is measured in.
    pub fn unit(&self) -> Unit {
        self.unit
    }
}
