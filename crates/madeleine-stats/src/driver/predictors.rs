//! Which correlations drivers are made of, and when they may be shown.

use super::matrix::Symmetric;
use super::{CoMoments, shapley_r2};
use crate::estimate::NoEstimate;

/// More predictors than these are not told apart: Shapley's weights take every subset of them.
pub const MOST_PREDICTORS: usize = 10;

/// Drivers of fewer people than this are not shown. A judgement of this project.
pub const LEAST_BASE: u64 = 100;

/// Nor are they with fewer people than this for each predictor. A judgement of this project, after the customary rule.
pub const LEAST_BASE_FOR_EACH: u64 = 10;

/// The correlations of 1 to [`MOST_PREDICTORS`] questions with each other and with an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictors {
    pub(super) among: Symmetric,
    pub(super) with: Vec<f64>,
}

impl Predictors {
    /// From a correlation matrix of the predictors, row by row, and their correlations with the outcome.
    ///
    /// # Errors
    /// [`NoEstimate::Undefined`] unless they are correlations: a symmetric matrix with ones along the diagonal, everything
    /// from −1 to 1, one correlation with the outcome for each predictor, and not more than [`MOST_PREDICTORS`].
    ///
    /// ```
    /// use madeleine_stats::driver::Predictors;
    /// assert!(Predictors::new(&[vec![1.0, 0.3], vec![0.3, 1.0]], &[0.5, 0.4]).is_ok());
    /// assert!(Predictors::new(&[vec![1.0, 0.3], vec![0.2, 1.0]], &[0.5, 0.4]).is_err());
    /// ```
    pub fn new(among: &[Vec<f64>], with: &[f64]) -> Result<Self, NoEstimate> {
        // As far apart as two ways to compute one correlation may be.
        const NEAR: f64 = 1e-9;
        let size = with.len();
        let square = among.len() == size && among.iter().all(|row| row.len() == size);
        if !(1..=MOST_PREDICTORS).contains(&size) || !square {
            return Err(NoEstimate::Undefined);
        }
        let is_correlation = |r: &f64| (-1.0 - NEAR..=1.0 + NEAR).contains(r);
        let symmetric = (0..size)
            .all(|i| (among[i][i] - 1.0).abs() <= NEAR && (0..i).all(|j| (among[i][j] - among[j][i]).abs() <= NEAR));
        if !symmetric || !among.iter().flatten().chain(with).all(is_correlation) {
            return Err(NoEstimate::Undefined);
        }
        let cells = (0..size * size).map(|at| {
            let (i, j) = (at / size, at % size);
            if i == j { 1.0 } else { among[i.max(j)][i.min(j)] }
        });
        Ok(Self { among: Symmetric { size, cells: cells.collect() }, with: with.into() })
    }

    /// From complete cases: the correlations of some questions with each other and with an outcome, all counted from 0.
    ///
    /// # Errors
    /// [`NoEstimate::ZeroVariance`] where everybody gave one of the questions the same answer; [`NoEstimate::Undefined`]
    /// where one doesn't exist, where the outcome is among the predictors, or without 1 to [`MOST_PREDICTORS`] of them;
    /// otherwise as [`CoMoments::correlation`].
    pub fn of(answers: &CoMoments, outcome: usize, predictors: &[usize]) -> Result<Self, NoEstimate> {
        if predictors.contains(&outcome) || predictors.len() > MOST_PREDICTORS {
            return Err(NoEstimate::Undefined);
        }
        let row = |&first: &usize| predictors.iter().map(|&second| answers.correlation(first, second)).collect();
        let among: Vec<Vec<f64>> = predictors.iter().map(row).collect::<Result<_, _>>()?;
        let with: Vec<f64> =
            predictors.iter().map(|&first| answers.correlation(first, outcome)).collect::<Result<_, _>>()?;
        Self::new(&among, &with)
    }

    /// Weights that add up to R², as drivers.
    pub(super) fn drivers(&self, r2: f64, weights: impl Iterator<Item = f64>) -> Result<Drivers, NoEstimate> {
        // A last digit below zero is zero; more than all of the outcome is explained by no answers.
        let weights: Vec<f64> = weights.map(|weight| weight.max(0.0)).collect();
        let total: f64 = weights.iter().sum();
        if !(total > 0.0 && r2 <= 1.0 + 1e-9) {
            return Err(NoEstimate::Undefined);
        }
        let shares = weights.iter().map(|weight| weight / total).collect();
        Ok(Drivers { r2: r2.min(1.0), weights, shares })
    }
}

/// How much of the differences in an outcome goes with each of some questions.
///
/// An association, not a cause: what both the question and the outcome follow from is in it, too.
#[derive(Debug, Clone, PartialEq)]
pub struct Drivers {
    /// R²: the share of the outcome's variance that goes with all of them together, 0 to 1.
    pub r2: f64,
    /// The part of R² of each predictor; not negative, and they sum to R².
    pub weights: Vec<f64>,
    /// The same as shares of R²: they sum to 1.
    pub shares: Vec<f64>,
}

/// Drivers that may be shown, with the people they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedDrivers {
    /// How many people answered all of the questions.
    pub base: u64,
    /// How many left one out and are in no number here.
    pub incomplete: u64,
    /// Their drivers, by [`shapley_r2`].
    pub drivers: Drivers,
}

/// The drivers of an outcome if they may be shown: from [`LEAST_BASE`] people on, and [`LEAST_BASE_FOR_EACH`] for each
/// predictor. Questions are counted from 0.
///
/// # Errors
/// [`NoEstimate::NoData`] without complete cases, [`NoEstimate::InsufficientBase`] with too few; otherwise as
/// [`Predictors::of`] and [`shapley_r2`].
///
/// ```
/// use madeleine_stats::{NoEstimate, driver::{CoMoments, published}};
/// let mut answers = CoMoments::new(3).expect("three questions");
/// for person in 0..99 {
///     answers.observe(&[person % 5, person % 3, person % 7].map(Some))?;
/// }
/// assert_eq!(published(&answers, 0, &[1, 2]), Err(NoEstimate::InsufficientBase { needed: 100, have: 99 }));
/// # Ok::<(), madeleine_stats::Mismatch>(())
/// ```
pub fn published(answers: &CoMoments, outcome: usize, predictors: &[usize]) -> Result<PublishedDrivers, NoEstimate> {
    let base = answers.base();
    let needed = (predictors.len() as u64).saturating_mul(LEAST_BASE_FOR_EACH).max(LEAST_BASE);
    match base {
        0 => return Err(NoEstimate::NoData),
        have if have < needed => return Err(NoEstimate::InsufficientBase { needed, have }),
        _ => {}
    }
    let drivers = shapley_r2(&Predictors::of(answers, outcome, predictors)?)?;
    Ok(PublishedDrivers { base, incomplete: answers.incomplete(), drivers })
}
