//! A table of counts: whether groups differ in how they answer, for more than two groups or answers without an order.

use super::{Test, TestKind};
use crate::estimate::{NoEstimate, chi_square};

/// Fewer answers than this expected in a cell, and the test is only a rough one. Cochran's rule of thumb (1954).
pub const FEW_EXPECTED_BELOW: f64 = 5.0;

/// How groups differ in how they answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquare {
    /// How many answers the table has.
    pub base: u64,
    /// Degrees of freedom: (rows − 1)·(columns − 1), empty ones left out.
    pub degrees_of_freedom: u64,
    /// Chi-square and its p-value.
    pub test: Test,
    /// How strongly group and answer go together: Cramér's V, 0 (not at all) to 1 (the one tells the other).
    pub cramers_v: f64,
    /// The smallest number of answers that a cell would have if there were no difference.
    pub min_expected: f64,
}

impl ChiSquare {
    /// Whether a cell is expected to have so few answers that the test is only a rough one: fewer than
    /// [`FEW_EXPECTED_BELOW`].
    pub fn is_rough(&self) -> bool {
        self.min_expected < FEW_EXPECTED_BELOW
    }
}

/// Pearson's chi-square test of a table, one row a group and one column an answer, with Cramér's V = √(χ²/(n·(m − 1))),
/// m the smaller of the numbers of rows and columns. Empty rows and columns are left out; there is no correction for
/// continuity. Pearson 1900; Cramér 1946, Mathematical Methods of Statistics, ch. 21.
///
/// # Errors
/// [`NoEstimate::NoData`] for an empty table, [`NoEstimate::ZeroVariance`] with one answer only that anybody gave,
/// [`NoEstimate::Undefined`] with one group only, with rows of different lengths, or beyond a million degrees of freedom.
///
/// ```
/// use madeleine_stats::compare::table;
/// let by_device = table::chi_square(&[[20, 30, 50], [35, 30, 35]]).expect("two groups, three answers");
/// assert_eq!((by_device.degrees_of_freedom, by_device.min_expected), (2, 27.5));
/// assert!((by_device.test.p() - 0.034_424_596_443_191_08).abs() < 1e-12);
/// assert!(!by_device.is_rough());
/// ```
pub fn chi_square(rows: &[impl AsRef<[u64]>]) -> Result<ChiSquare, NoEstimate> {
    let width = rows.first().map_or(0, |row| row.as_ref().len());
    if rows.iter().any(|row| row.as_ref().len() != width) {
        return Err(NoEstimate::Undefined);
    }
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.map(u128::from).sum::<u128>();
    let of_rows: Vec<u128> = rows.iter().map(|row| sum(&mut row.as_ref().iter().copied())).collect();
    let of_columns: Vec<u128> =
        (0..width).map(|at| sum(&mut rows.iter().filter_map(|row| row.as_ref().get(at).copied()))).collect();
    let all = of_rows.iter().sum::<u128>();
    let filled = |sums: &[u128]| sums.iter().filter(|sum| **sum > 0).count();
    let (height, width) = match (filled(&of_rows), filled(&of_columns)) {
        (0, _) | (_, 0) => return Err(NoEstimate::NoData),
        (1, _) => return Err(NoEstimate::Undefined),
        (_, 1) => return Err(NoEstimate::ZeroVariance),
        both => both,
    };
    let n = all as f64;
    let (mut chi, mut min_expected) = (0.0, f64::INFINITY);
    for (row, &of_row) in rows.iter().zip(&of_rows).filter(|(_, of_row)| **of_row > 0) {
        for (&count, &of_column) in row.as_ref().iter().zip(&of_columns).filter(|(_, of_column)| **of_column > 0) {
            let expected = of_row as f64 * of_column as f64 / n;
            let distance = count as f64 - expected;
            chi += distance * distance / expected;
            min_expected = expected.min(min_expected);
        }
    }
    let degrees = (height as u64 - 1).saturating_mul(width as u64 - 1);
    let p = chi_square::upper_tail(chi, degrees as f64).ok_or(NoEstimate::Undefined)?;
    let test = Test::new(TestKind::ChiSquare, chi, p).ok_or(NoEstimate::Undefined)?;
    let smaller = (height.min(width) - 1) as f64;
    Ok(ChiSquare {
        base: u64::try_from(all).unwrap_or(u64::MAX),
        degrees_of_freedom: degrees,
        test,
        cramers_v: f64::sqrt(chi / (n * smaller)).min(1.0),
        min_expected,
    })
}
