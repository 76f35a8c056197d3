//! Drivers by what each predictor adds to every set of the others.

use super::{Drivers, Predictors};
use crate::estimate::NoEstimate;

/// What each predictor adds to R², averaged over all orders in which they can be taken in: Shapley's value of R², known as
/// LMG. Lindeman, Merenda & Gold 1980; see Grömping 2007, The American Statistician 61, 139.
///
/// # Errors
/// [`NoEstimate::Singular`] where a predictor says the same as others together; [`NoEstimate::Undefined`] where nothing
/// goes with the outcome, so that there is nothing to share out, or for correlations that no answers have.
///
/// ```
/// use madeleine_stats::driver::{Predictors, shapley_r2};
/// let predictors = Predictors::new(&[vec![1.0, 0.0], vec![0.0, 1.0]], &[0.6, 0.3]).expect("correlations");
/// let drivers = shapley_r2(&predictors).expect("not singular");
/// assert!((drivers.r2 - 0.45).abs() < 1e-15);
/// assert!((drivers.weights[0] - 0.36).abs() < 1e-15 && (drivers.shares[0] - 0.8).abs() < 1e-15);
/// ```
pub fn shapley_r2(predictors: &Predictors) -> Result<Drivers, NoEstimate> {
    let Predictors { among, with } = predictors;
    let size = with.len();
    let members = |set: usize| -> Vec<usize> { (0..size).filter(|at| set >> at & 1 == 1).collect() };
    let r2: Vec<f64> =
        (0..1_usize << size).map(|set| among.explained(&members(set), with)).collect::<Result<_, _>>()?;
    let chance = orders(size);
    let weight = |at: usize| {
        let without = (0..1_usize << size).filter(|set| set >> at & 1 == 0);
        without.fold(0.0, |sum, set| sum + chance[set.count_ones() as usize] * (r2[set | 1 << at] - r2[set]))
    };
    predictors.drivers(r2[(1 << size) - 1], (0..size).map(weight))
}

/// In which share of all orders exactly these so many predictors come before one that isn't among them: k!(p − k − 1)!/p!.
fn orders(size: usize) -> Vec<f64> {
    let factorial = |upto: usize| (1..=upto).map(|factor| factor as f64).product::<f64>();
    (0..size).map(|before| factorial(before) * factorial(size - before - 1) / factorial(size)).collect()
}
