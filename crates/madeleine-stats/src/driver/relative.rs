//! Drivers by uncorrelated stand-ins of the predictors.

use super::matrix::SINGULAR;
use super::{Drivers, Predictors};
use crate::estimate::NoEstimate;

/// How much of R² goes with each predictor by way of uncorrelated variables as near to them as can be: Λ = VΔ^½V',
/// β = Λ⁻¹r, ε = Λ²β². Johnson 2000, Multivariate Behavioral Research 35, 1.
///
/// Much the same as [`shapley_r2`](super::shapley_r2); where the two differ, neither is to be leant on.
///
/// # Errors
/// As [`shapley_r2`](super::shapley_r2).
///
/// ```
/// use madeleine_stats::driver::{Predictors, relative_weights};
/// let predictors = Predictors::new(&[vec![1.0, 0.3], vec![0.3, 1.0]], &[0.5, 0.4]).expect("correlations");
/// let drivers = relative_weights(&predictors).expect("not singular");
/// assert!((drivers.r2 - 0.318_681_318_681_318_77).abs() < 1e-14);
/// assert!((drivers.shares[0] - 0.641_206_896_551_724_1).abs() < 1e-14);
/// ```
pub fn relative_weights(predictors: &Predictors) -> Result<Drivers, NoEstimate> {
    let Predictors { among, with } = predictors;
    let size = with.len();
    let (values, vectors) = among.eigen();
    if !values.iter().all(|value| *value > SINGULAR) {
        return Err(NoEstimate::Singular);
    }
    let turned: Vec<f64> = (0..size)
        .map(|k| (0..size).map(|i| vectors[i * size + k] * with[i]).sum::<f64>() / f64::sqrt(values[k]))
        .collect();
    // β is turned back from the axes of the eigenvectors, and so is Λ.
    let back =
        |i: usize, scaled: &dyn Fn(usize) -> f64| -> f64 { (0..size).map(|k| vectors[i * size + k] * scaled(k)).sum() };
    let squared_betas: Vec<f64> = (0..size).map(|i| back(i, &|k| turned[k])).map(|beta| beta * beta).collect();
    let loading = |i: usize, j: usize| back(i, &|k| f64::sqrt(values[k]) * vectors[j * size + k]);
    let weight = |i: usize| {
        squared_betas.iter().enumerate().map(|(j, squared)| loading(i, j) * loading(i, j) * squared).sum::<f64>()
    };
    predictors.drivers(squared_betas.iter().sum(), (0..size).map(weight))
}
