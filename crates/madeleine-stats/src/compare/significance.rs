//! What a test says.

use crate::estimate::normal;

/// How a test was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TestKind {
    /// Two shares, z with the pooled variance.
    PooledZ,
    /// Two net scores, z of the adjusted Wald interval.
    AdjustedWaldZ,
    /// Two means, Welch's t.
    WelchT,
    /// Two distributions of a scale, z of Mann and Whitney's U.
    MannWhitneyZ,
    /// A table of counts, chi-square.
    ChiSquare,
}

impl TestKind {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::PooledZ => "two_prop_z",
            Self::AdjustedWaldZ => "adj_wald_z",
            Self::WelchT => "welch",
            Self::MannWhitneyZ => "mann_whitney",
            Self::ChiSquare => "chi_square",
        }
    }

    /// Where the formula comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::PooledZ => "Normal approximation with the pooled variance; its square is Pearson's chi-square",
            Self::AdjustedWaldZ => "Rocks 2016, arXiv:1601.07235: +¾, +1½, +¾ pseudo-responses",
            Self::WelchT => "Welch 1947, Biometrika 34; degrees of freedom after Satterthwaite 1946",
            Self::MannWhitneyZ => {
                "Mann & Whitney 1947, Annals of Mathematical Statistics 18; corrected for ties and continuity"
            }
            Self::ChiSquare => "Pearson 1900, Philosophical Magazine 50",
        }
    }
}

/// How far the data lie from there being no difference, and how often chance alone would carry them as far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    kind: TestKind,
    statistic: Option<f64>,
    p: f64,
}

impl Test {
    /// `None` where a number isn't finite.
    pub(super) fn new(kind: TestKind, statistic: f64, p: f64) -> Option<Self> {
        let is_number = statistic.is_finite() && p.is_finite();
        is_number.then(|| Self { kind, statistic: Some(statistic + 0.0), p: p.clamp(0.0, 1.0) + 0.0 })
    }

    /// Of a standard normal `z`, to both sides.
    pub(super) fn of_z(kind: TestKind, z: f64) -> Option<Self> {
        Self::new(kind, z, 2.0 * normal::upper_tail(z.abs()))
    }

    /// Where all answers on both sides are the same.
    pub(super) fn without_variance(kind: TestKind) -> Self {
        Self { kind, statistic: None, p: 1.0 }
    }

    /// How it was made.
    pub fn kind(&self) -> TestKind {
        self.kind
    }

    /// z, t or chi-square, with the sign of the difference where it has one; `None` where all answers are the same.
    pub fn statistic(&self) -> Option<f64> {
        self.statistic
    }

    /// The two-sided p-value, 0 to 1: how often chance alone would carry the data so far from there being no difference,
    /// or farther. Not adjusted for other tests beside it: see [`many`](super::many).
    pub fn p(&self) -> f64 {
        self.p
    }
}
