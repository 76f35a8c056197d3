//! Two whole distributions of a scale: does one lie higher, whatever the distances between its points?

use super::{Test, TestKind};
use crate::estimate::NoEstimate;

/// How two distributions of one scale lie to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannWhitney {
    /// How many answers each side has, the first one first.
    pub bases: [u64; 2],
    /// In how many pairs the first one's answer is the higher one; equal ones count half.
    pub u: f64,
    /// The same as a share of all pairs, 0 to 1: how probably somebody of the first group answers higher than somebody of
    /// the second, equal answers counting half. 0.5: neither lies higher.
    pub auc: f64,
    /// The test of 0.5.
    pub test: Test,
}

/// Mann and Whitney's comparison of two histograms of one scale, lowest category first, by the normal approximation with
/// corrections for ties and for continuity (Mann & Whitney 1947; as R's `wilcox.test`).
///
/// z = (|U − n₁n₂/2| − ½)/σ with σ² = n₁n₂/12·(N + 1 − Σ(t³ − t)/(N(N − 1))), t the answers in a category and N all of them;
/// where all are in one category there is no z, and p is 1.
///
/// # Errors
/// [`NoEstimate::NoData`] when either histogram is empty, [`NoEstimate::WrongTally`] when they differ in their number of
/// categories.
///
/// ```
/// use madeleine_stats::compare::rank;
/// let higher = rank::mann_whitney(&[1, 2, 5, 20, 22], &[4, 6, 9, 15, 10]).expect("answers on both sides");
/// assert_eq!((higher.u, higher.bases), (1476.5, [50, 44]));
/// assert!((higher.test.p() - 0.002_744_828_613_382_577).abs() < 1e-12);
/// ```
pub fn mann_whitney(first: &[u64], second: &[u64]) -> Result<MannWhitney, NoEstimate> {
    if first.len() != second.len() {
        return Err(NoEstimate::WrongTally);
    }
    let totals = [first, second].map(|counts| counts.iter().map(|&count| u128::from(count)).sum::<u128>());
    if totals.contains(&0) {
        return Err(NoEstimate::NoData);
    }
    let all = totals.iter().sum::<u128>();
    let [n1, n2] = totals.map(|total| total as f64);
    let (pairs, n) = (n1 * n2, all as f64);
    let mut below = 0.0;
    let (mut u, mut untied) = (0.0, 0.0);
    for (&one, &two) in first.iter().zip(second) {
        let (a, b) = (one as f64, two as f64);
        u += a * (below + b / 2.0);
        below += b;
        let here = u128::from(one) + u128::from(two);
        // Σ t(N − t)(N + t) is N³ − N − Σ(t³ − t) without the subtraction, which would cost the digits of a small rest.
        untied += here as f64 * (all - here) as f64 * (all + here) as f64;
    }
    let middle = pairs / 2.0;
    let variance = pairs / 12.0 * (untied / n / (n - 1.0));
    let test = if variance > 0.0 {
        let distance = (u - middle).abs();
        let z = (distance - 0.5).max(0.0) / f64::sqrt(variance);
        Test::of_z(TestKind::MannWhitneyZ, libm::copysign(z, u - middle)).ok_or(NoEstimate::Undefined)?
    } else {
        Test::without_variance(TestKind::MannWhitneyZ)
    };
    let bases = totals.map(|total| u64::try_from(total).unwrap_or(u64::MAX));
    Ok(MannWhitney { bases, u, auc: (u / pairs).clamp(0.0, 1.0), test })
}
