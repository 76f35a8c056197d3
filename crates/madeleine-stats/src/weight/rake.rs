//! Weights from two margins at once.

use super::poststratify::{empty, shares};
use super::sum::sum;
use super::{EffectiveBase, WeightError};
use crate::estimate::NoEstimate;

/// No trimmed weight is smaller, relative to the mean weight. A judgement of this project.
pub const LIGHTEST: f64 = 0.3;

/// No trimmed weight is larger, relative to the mean weight. A judgement of this project.
pub const HEAVIEST: f64 = 3.0;

/// A margin is met when no share is farther from its target.
const MET: f64 = 1e-13;

/// So often rows and columns are adjusted in turn before it is given up.
const MOST_STEPS: usize = 10_000;

/// So often weights are trimmed and raked again before it is left at that.
const MOST_ROUNDS: usize = 50;

/// Weights of a table of answers, and what they cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// The weight of each answer in a cell, by row and column; 0 in empty cells. Their mean over all answers is 1.
    pub weights: Vec<Vec<f64>>,
    /// What the weighted base is worth; who belongs to strata of size 0 weighs nothing and has left it.
    pub effective: EffectiveBase,
    /// Whether every weight above zero lies between [`LIGHTEST`] and [`HEAVIEST`] times the mean weight.
    pub within_bounds: bool,
}

/// Weights that give the rows and the columns of a table the shares they have in the population, where only the margins
/// are known: iterative proportional fitting, to 1e-13. Deming & Stephan 1940, Annals of Mathematical Statistics 11, 427.
///
/// `table` are the answers by row and column, `rows` and `columns` the sizes of each in the population, as shares or as
/// numbers: they are scaled to sum to 1.
///
/// # Errors
/// [`WeightError::BadTarget`] where the targets aren't sizes, one for each row and column; [`NoEstimate::NoData`] without
/// answers; [`WeightError::EmptyStratum`] where the population has a row or column in which nobody answered, the places
/// of columns counted on after those of the rows; [`WeightError::NoConvergence`] where empty cells leave no solution.
///
/// ```
/// use madeleine_stats::weight::rake;
/// let raked = rake(&[vec![40, 30], vec![20, 10]], &[0.5, 0.5], &[0.6, 0.4]).expect("no empty margin");
/// assert!((raked.weights[0][0] - 0.689_412_668_032_818_1).abs() < 1e-12);
/// assert!((raked.effective.design_effect - 1.192_295_327_731_650_1).abs() < 1e-12);
/// ```
pub fn rake(table: &[Vec<u64>], rows: &[f64], columns: &[f64]) -> Result<Raked, WeightError> {
    let margins = Margins::of(table, rows, columns)?;
    let mut fitted = margins.answers.clone();
    margins.fit(&mut fitted)?;
    margins.raked(&fitted)
}

/// As [`rake`], with weights cut to [`LIGHTEST`] and [`HEAVIEST`] times their mean and raked again, in turn until both
/// margins and bounds hold. The last step is always raking: the margins are met even where no weights meet both, and
/// [`Raked::within_bounds`] says so then. Procedure: Izrael, Battaglia & Frankel 2009, SAS Global Forum, paper 247.
///
/// # Errors
/// As [`rake`].
///
/// ```
/// use madeleine_stats::weight::{HEAVIEST, rake, rake_trimmed};
/// let table = [vec![60, 30], vec![5, 5]];
/// let (rows, columns) = ([0.6, 0.4], [0.5, 0.5]);
/// assert!(rake(&table, &rows, &columns).is_ok_and(|raked| !raked.within_bounds));
/// assert!(rake_trimmed(&table, &rows, &columns).is_ok_and(|raked| !raked.within_bounds));
/// let (rows, columns) = ([0.72, 0.28], [0.5, 0.5]);
/// let trimmed = rake_trimmed(&table, &rows, &columns).expect("no empty margin");
/// assert!(trimmed.within_bounds && !rake(&table, &rows, &columns).expect("no empty margin").within_bounds);
/// ```
pub fn rake_trimmed(table: &[Vec<u64>], rows: &[f64], columns: &[f64]) -> Result<Raked, WeightError> {
    let margins = Margins::of(table, rows, columns)?;
    let mut fitted = margins.answers.clone();
    margins.fit(&mut fitted)?;
    for _ in 0..MOST_ROUNDS {
        if margins.within_bounds(&fitted) {
            break;
        }
        let mean = margins.mean(&fitted);
        for (cell, &answers) in fitted.iter_mut().zip(&margins.answers) {
            if *cell > 0.0 {
                *cell = cell.clamp(LIGHTEST * mean * answers, HEAVIEST * mean * answers);
            }
        }
        margins.fit(&mut fitted)?;
    }
    margins.raked(&fitted)
}

/// A table as shares of all answers, row by row, with the shares that its margins should have.
struct Margins {
    counts: Vec<u64>,
    answers: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Margins {
    fn of(table: &[Vec<u64>], rows: &[f64], columns: &[f64]) -> Result<Self, WeightError> {
        let (rows, columns) = (shares(rows), shares(columns));
        let (rows, columns) = (rows.ok_or(WeightError::BadTarget)?, columns.ok_or(WeightError::BadTarget)?);
        if table.len() != rows.len() || table.iter().any(|row| row.len() != columns.len()) {
            return Err(WeightError::BadTarget);
        }
        let counts: Vec<u64> = table.concat();
        let n = counts.iter().map(|&count| u128::from(count)).sum::<u128>() as f64;
        if n == 0.0 {
            return Err(NoEstimate::NoData.into());
        }
        let answers = counts.iter().map(|&count| count as f64 / n).collect();
        let margins = Self { counts, answers, rows, columns };
        let mut strata = empty(margins.by_row(&margins.answers), &margins.rows);
        let in_columns = empty(margins.by_column(&margins.answers), &margins.columns);
        strata.extend(in_columns.into_iter().map(|at| margins.rows.len() + at));
        if strata.is_empty() { Ok(margins) } else { Err(WeightError::EmptyStratum { strata }) }
    }

    fn by_row<'a>(&self, cells: &'a [f64]) -> impl Iterator<Item = f64> + use<'a> {
        cells.chunks(self.columns.len()).map(|row| sum(row.iter().copied()))
    }

    fn by_column<'a>(&self, cells: &'a [f64]) -> impl Iterator<Item = f64> + use<'a> {
        let width = self.columns.len();
        (0..width).map(move |column| sum(cells.iter().skip(column).step_by(width).copied()))
    }

    /// Fits the cells to the margins, from where they are.
    fn fit(&self, cells: &mut [f64]) -> Result<(), WeightError> {
        let width = self.columns.len();
        let factor = |(have, target): (f64, &f64)| if have > 0.0 { target / have } else { 0.0 };
        for _ in 0..MOST_STEPS {
            let factors: Vec<f64> = self.by_row(cells).zip(&self.rows).map(factor).collect();
            for (row, factor) in cells.chunks_mut(width).zip(factors) {
                row.iter_mut().for_each(|cell| *cell *= factor);
            }
            let factors: Vec<f64> = self.by_column(cells).zip(&self.columns).map(factor).collect();
            for row in cells.chunks_mut(width) {
                row.iter_mut().zip(&factors).for_each(|(cell, factor)| *cell *= factor);
            }
            let met = |(have, target): (f64, &f64)| (have - target).abs() < MET;
            if self.by_row(cells).zip(&self.rows).all(met) && self.by_column(cells).zip(&self.columns).all(met) {
                return Ok(());
            }
        }
        Err(WeightError::NoConvergence)
    }

    /// The mean weight of the answers that count.
    fn mean(&self, cells: &[f64]) -> f64 {
        let counting = cells.iter().zip(&self.answers).filter(|(cell, _)| **cell > 0.0);
        sum(cells.iter().copied()) / sum(counting.map(|(_, &answers)| answers))
    }

    fn within_bounds(&self, cells: &[f64]) -> bool {
        // Raking moves trimmed weights off their bound again, by less and less.
        const HAIR: f64 = 1e-6;
        let mean = self.mean(cells);
        let within = |(&cell, &answers): (&f64, &f64)| {
            let weight = cell / answers / mean;
            cell == 0.0 || (LIGHTEST - HAIR..=HEAVIEST + HAIR).contains(&weight)
        };
        cells.iter().zip(&self.answers).all(within)
    }

    fn raked(&self, cells: &[f64]) -> Result<Raked, WeightError> {
        let weight = |(&cell, &answers): (&f64, &f64)| if answers > 0.0 { cell / answers } else { 0.0 };
        let weights: Vec<f64> = cells.iter().zip(&self.answers).map(weight).collect();
        let effective = EffectiveBase::of_groups(self.counts.iter().copied().zip(weights.iter().copied()))?;
        let within_bounds = self.within_bounds(cells);
        Ok(Raked { weights: weights.chunks(self.columns.len()).map(Vec::from).collect(), effective, within_bounds })
    }
}
