//! Questions answered on a scale: satisfaction, effort, ease, recommendation.

use crate::estimate::{Confidence, Estimate, Interval, Method, NoEstimate, Unit, mean, net, wilson};
use crate::tally::Counts;
use madeleine_core::instrument::{Direction, Form, Key};

/// How a scale is scored: its codes, which of them are favourable, and which way is better.
///
/// An instrument's own rule comes from its key ([`Rule::of_key`]); the others are for data of other tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The code of the first category.
    pub first: i32,
    /// How many categories there are.
    pub points: usize,
    /// Categories (counted from 0) that are favourable.
    pub favourable: Vec<usize>,
    /// Categories that are unfavourable.
    pub unfavourable: Vec<usize>,
    /// Which way is better.
    pub direction: Direction,
}

impl Rule {
    /// The rule of an instrument; `None` where it isn't answered on a scale.
    pub fn of_key(key: &Key) -> Option<Self> {
        let Form::Scale(scale) = key.instrument.form else { return None };
        Some(Self {
            first: scale.first,
            points: key.categories(),
            favourable: key.favourable.into(),
            unfavourable: key.unfavourable.into(),
            direction: key.direction,
        })
    }

    /// The top and bottom `boxes` of a satisfaction scale of `points` points from 1 on, such as the top three of ten.
    /// `None` where top and bottom would meet.
    ///
    /// ```
    /// use madeleine_stats::score::Rule;
    /// assert_eq!(Rule::boxes(10, 3).map(|rule| rule.favourable), Some(vec![7, 8, 9]));
    /// assert_eq!(Rule::boxes(3, 2), None);
    /// ```
    pub fn boxes(points: usize, boxes: usize) -> Option<Self> {
        let fits = points >= 2 && boxes.checked_mul(2).is_some_and(|both| both <= points);
        fits.then(|| Self {
            first: 1,
            points,
            favourable: (points - boxes..points).collect(),
            unfavourable: (0..boxes).collect(),
            direction: Direction::HigherIsBetter,
        })
    }
}

/// What is odd about a base, so that a reader takes care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// A single answer.
    InsufficientN,
    /// All answers are the same.
    ZeroVariance,
}

impl Flag {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::InsufficientN => "insufficient_n",
            Self::ZeroVariance => "zero_variance",
        }
    }
}

/// Every number of a question answered on a scale.
///
/// | instrument | [`favourable`](Self::favourable) | [`unfavourable`](Self::unfavourable) | [`net`](Self::net) |
/// |---|---|---|---|
/// | CSAT | satisfied, 4–5: its headline | dissatisfied, 1–2 | |
/// | CES 2.0 | easy, 5–7: its headline | hard, 1–3 | net ease |
/// | ease, 5 points | easy, 4–5: its headline | hard, 1–2 | net ease |
/// | recommendation | promoters, 9–10 | detractors, 0–6 | the recommendation score: its headline |
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rating {
    /// How many answered.
    pub base: u64,
    /// Mean code, with its adjusted interval. Unit: scale points.
    pub mean: Estimate,
    /// Standard deviation (n − 1) in scale points; `None` for a single answer.
    pub sd: Option<f64>,
    /// Student's t interval of the mean, as other tools print it.
    pub mean_by_student: Result<Interval, NoEstimate>,
    /// Median code.
    pub median: f64,
    /// Share of favourable answers, Wilson.
    pub favourable: Estimate,
    /// Share of unfavourable answers, Wilson.
    pub unfavourable: Estimate,
    /// Share of answers that are neither, Wilson.
    pub neutral: Estimate,
    /// Favourable minus unfavourable in points, adjusted Wald.
    pub net: Estimate,
    /// The mean from 0 (worst) to 100 (best), whichever way the scale runs: 100·(mean − first)/(points − 1).
    pub index: Estimate,
    /// What is odd about the base.
    pub flag: Option<Flag>,
}

impl Rating {
    /// Scores the counts of an instrument by its key.
    ///
    /// # Errors
    /// As [`Rating::by_rule`]; [`NoEstimate::WrongTally`] also where the instrument isn't answered on a scale.
    ///
    /// ```
    /// use madeleine_core::instrument;
    /// use madeleine_stats::{Confidence, score::Rating, tally::Counts};
    /// let key = instrument::key("ces2").expect("known");
    /// let counts = Counts::from(vec![2, 3, 5, 10, 20, 40, 30]);
    /// let ces = Rating::of_key(key, &counts, Confidence::NINETY_FIVE).expect("110 answers");
    /// assert_eq!(ces.favourable.value(), 90.0 / 110.0);
    /// assert!((ces.net.value() - 72.727_272_727).abs() < 1e-6);
    /// ```
    pub fn of_key(key: &Key, counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let rule = Rule::of_key(key).ok_or(NoEstimate::WrongTally)?;
        Self::by_rule(&rule, counts, confidence)
    }

    /// Scores counts by a rule of their own.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers, [`NoEstimate::WrongTally`] when the counts have other categories than the
    /// rule, [`NoEstimate::Undefined`] when the rule calls one category both favourable and unfavourable.
    pub fn by_rule(rule: &Rule, counts: &Counts, confidence: Confidence) -> Result<Self, NoEstimate> {
        let categories = counts.categories();
        if categories.len() != rule.points {
            return Err(NoEstimate::WrongTally);
        }
        let mean = mean::adjusted(categories, rule.first, confidence)?;
        let mean::Moments { base, mean: plain, sd } = mean::moments(categories, rule.first)?;
        let (favourable, unfavourable) = (counts.sum_of(&rule.favourable), counts.sum_of(&rule.unfavourable));
        let net = net::adjusted_wald(favourable, unfavourable, base, confidence)?;
        Ok(Self {
            base,
            mean,
            sd,
            mean_by_student: mean::student_interval(base, plain, sd.unwrap_or(0.0), confidence),
            median: mean::median(categories, rule.first).ok_or(NoEstimate::NoData)?,
            favourable: wilson::share(favourable, base, confidence)?,
            unfavourable: wilson::share(unfavourable, base, confidence)?,
            neutral: wilson::share(base.saturating_sub(favourable).saturating_sub(unfavourable), base, confidence)?,
            net,
            index: index(rule, &mean)?,
            flag: if base < 2 {
                Some(Flag::InsufficientN)
            } else {
                mean::all_the_same(categories).then_some(Flag::ZeroVariance)
            },
        })
    }
}

/// The mean on a scale from 0 to 100 on which higher is better.
fn index(rule: &Rule, mean: &Estimate) -> Result<Estimate, NoEstimate> {
    let span = rule.points.saturating_sub(1) as f64;
    let first = f64::from(rule.first);
    let (at, low, high) = match rule.direction {
        Direction::LowerIsBetter => {
            let from_last = |code: f64| 100.0 * (first + span - code) / span;
            (from_last(mean.value()), from_last(mean.high()), from_last(mean.low()))
        }
        Direction::HigherIsBetter | Direction::Neutral => {
            let from_first = |code: f64| 100.0 * (code - first) / span;
            (from_first(mean.value()), from_first(mean.low()), from_first(mean.high()))
        }
    };
    let manner = (Method::AdjustedMean, mean.confidence(), Unit::Index);
    Estimate::new(at, Interval::new(low, high), mean.base(), manner)
}
