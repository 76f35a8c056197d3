//! Whether several questions measure one thing.

use super::CoMoments;
use crate::estimate::NoEstimate;

/// Cronbach's alpha: k/(k − 1)·(1 − Σ variances of the questions/variance of their sum), from complete cases of k
/// questions, all of them worded in one direction. Cronbach 1951, Psychometrika 16, 297.
///
/// At most 1; below 0 where the questions run against each other. From 0.7 on a sum of them is commonly reported.
///
/// # Errors
/// [`NoEstimate::NoData`] without complete cases, [`NoEstimate::InsufficientBase`] with one;
/// [`NoEstimate::ZeroVariance`] where the sum is the same for all; [`NoEstimate::Undefined`] with a single question, or
/// for sums out of range.
///
/// ```
/// use madeleine_stats::driver::{CoMoments, cronbach_alpha};
/// let mut answers = CoMoments::new(3).expect("three questions");
/// for codes in [[1, 2, 1], [3, 3, 4], [5, 4, 5]] {
///     answers.observe(&codes.map(Some))?;
/// }
/// assert!(cronbach_alpha(&answers).is_ok_and(|alpha| alpha > 0.9));
/// # Ok::<(), madeleine_stats::Mismatch>(())
/// ```
pub fn cronbach_alpha(answers: &CoMoments) -> Result<f64, NoEstimate> {
    match answers.base() {
        0 => return Err(NoEstimate::NoData),
        1 => return Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }),
        _ if answers.items() < 2 => return Err(NoEstimate::Undefined),
        _ => {}
    }
    let (mut apart, mut together) = (0_i128, 0_i128);
    for first in 0..answers.items() {
        for second in 0..answers.items() {
            let covariance = answers.covariance(first, second)?;
            together = together.checked_add(covariance).ok_or(NoEstimate::Undefined)?;
            if first == second {
                apart = apart.checked_add(covariance).ok_or(NoEstimate::Undefined)?;
            }
        }
    }
    if together <= 0 {
        return Err(NoEstimate::ZeroVariance);
    }
    let items = answers.items() as f64;
    Ok(items / (items - 1.0) * (1.0 - apart as f64 / together as f64) + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alpha(cases: &[[i32; 2]]) -> Result<f64, NoEstimate> {
        let mut answers = CoMoments::new(2).expect("two questions");
        cases.iter().for_each(|codes| answers.observe(&codes.map(Some)).expect("two codes"));
        cronbach_alpha(&answers)
    }

    #[test]
    fn the_same_question_twice_is_one_thing() {
        assert_eq!(alpha(&[[1, 1], [2, 2], [5, 5]]), Ok(1.0));
    }

    #[test]
    fn what_has_no_alpha_is_said() {
        assert_eq!(alpha(&[]), Err(NoEstimate::NoData));
        assert_eq!(alpha(&[[1, 2]]), Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }));
        assert_eq!(alpha(&[[1, 5], [2, 4], [5, 1]]), Err(NoEstimate::ZeroVariance));
        assert_eq!(cronbach_alpha(&CoMoments::new(1).expect("one question")), Err(NoEstimate::NoData));
    }
}
