//! Small symmetric matrices: as much linear algebra as ten predictors need.
//!
//! Ours rather than a crate's: it is two short loops in a fixed order on additions, products, quotients and roots, so the
//! bits are the same natively and in WebAssembly. `nalgebra` multiplies by `matrixmultiply`, which takes fused
//! multiply-add where the processor has it: other last digits from one machine to the next, and far more code.

use crate::estimate::NoEstimate;

/// What is left of a predictor beside the others must be more than this share of its variance.
pub(super) const SINGULAR: f64 = 1e-12;

/// A symmetric matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Symmetric {
    pub(super) size: usize,
    pub(super) cells: Vec<f64>,
}

impl Symmetric {
    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// r'R⁻¹r of the chosen rows and columns: the sum of squares of L⁻¹r, with R = LL' (Cholesky).
    pub(super) fn explained(&self, chosen: &[usize], with: &[f64]) -> Result<f64, NoEstimate> {
        let size = chosen.len();
        let mut lower = vec![0.0; size * size];
        let mut solved = vec![0.0; size];
        for (i, &row) in chosen.iter().enumerate() {
            for (j, &column) in chosen[..=i].iter().enumerate() {
                let known: f64 = (0..j).map(|k| lower[i * size + k] * lower[j * size + k]).sum();
                let rest = self.at(row, column) - known;
                lower[i * size + j] = if i > j {
                    rest / lower[j * size + j]
                } else if rest > SINGULAR {
                    f64::sqrt(rest)
                } else {
                    return Err(NoEstimate::Singular);
                };
            }
            let known: f64 = (0..i).map(|k| lower[i * size + k] * solved[k]).sum();
            solved[i] = (with[row] - known) / lower[i * size + i];
        }
        Ok(solved.iter().fold(0.0, |sum, value| sum + value * value))
    }

    /// Eigenvalues, and the eigenvectors as columns of a matrix row by row: rotations of Jacobi in the order of the cells
    /// (Golub & Van Loan 2013, Matrix Computations, 8.5), which are slow for large matrices and exact for small ones.
    pub(super) fn eigen(&self) -> (Vec<f64>, Vec<f64>) {
        let size = self.size;
        let mut cells = self.cells.clone();
        let mut vectors: Vec<f64> = (0..size * size).map(|at| if at % (size + 1) == 0 { 1.0 } else { 0.0 }).collect();
        let pairs = || (0..size).flat_map(move |q| (0..q).map(move |p| (p, q)));
        // It converges quadratically: six or seven rounds are enough for ten predictors.
        for _ in 0..50 {
            if pairs().all(|(p, q)| cells[p * size + q].abs() < 1e-300) {
                break;
            }
            for (p, q) in pairs() {
                let off = cells[p * size + q];
                if off == 0.0 {
                    continue;
                }
                let theta = (cells[q * size + q] - cells[p * size + p]) / (2.0 * off);
                let tan = libm::copysign(1.0, theta) / (theta.abs() + f64::sqrt(theta * theta + 1.0));
                let cos = 1.0 / f64::sqrt(tan * tan + 1.0);
                let sin = tan * cos;
                let turn = |cells: &mut [f64], p: usize, q: usize| {
                    let (x, y) = (cells[p], cells[q]);
                    cells[p] = cos * x - sin * y;
                    cells[q] = sin * x + cos * y;
                };
                for k in 0..size {
                    turn(&mut cells, k * size + p, k * size + q);
                    turn(&mut vectors, k * size + p, k * size + q);
                }
                for k in 0..size {
                    turn(&mut cells, p * size + k, q * size + k);
                }
                // Zero but for rounding.
                cells[p * size + q] = 0.0;
                cells[q * size + p] = 0.0;
            }
        }
        ((0..size).map(|at| cells[at * size + at]).collect(), vectors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matrix of Hilbert, 1/(i + j + 1): nearly singular.
    fn hilbert(size: usize) -> Symmetric {
        let cells = (0..size * size).map(|at| 1.0 / (at / size + at % size + 1) as f64).collect();
        Symmetric { size, cells }
    }

    #[test]
    fn eigenvectors_put_the_matrix_together_again() {
        for matrix in [hilbert(1), hilbert(5), hilbert(10)] {
            let size = matrix.size;
            let (values, vectors) = matrix.eigen();
            for i in 0..size {
                for j in 0..size {
                    let back: f64 = (0..size).map(|k| vectors[i * size + k] * values[k] * vectors[j * size + k]).sum();
                    let unit: f64 = (0..size).map(|k| vectors[i * size + k] * vectors[j * size + k]).sum();
                    assert!((back - matrix.at(i, j)).abs() < 1e-14, "{size}: {i}, {j}: {back}");
                    assert!((unit - if i == j { 1.0 } else { 0.0 }).abs() < 1e-14, "{size}: {i}, {j}: {unit}");
                }
            }
        }
    }

    #[test]
    fn what_says_the_same_is_singular() {
        let twins = Symmetric { size: 2, cells: vec![1.0; 4] };
        assert_eq!(twins.explained(&[0, 1], &[0.5, 0.5]), Err(NoEstimate::Singular));
        assert_eq!(twins.explained(&[1], &[0.5, 0.5]), Ok(0.25));
        assert_eq!(twins.explained(&[], &[0.5, 0.5]).map(f64::to_bits), Ok(0));
    }
}
