//! Waits as mergeable counts.

use super::Waiting;
use crate::estimate::{Confidence, NoEstimate, quantile, wilson};
use crate::tally::Mismatch;

/// Waits in milliseconds as counts that add up: a histogram with fixed cells, their exact sum, and how many kept a target.
///
/// Cells are one millisecond wide below 64, then 32 to each doubling, so that the value that stands for a cell is off by
/// less than 1/64 (1.6 %) of any wait in it. Mean and service level are exact; so are quantiles below 64 ms, and the others
/// are off by less than 1/64 of what the waits themselves would say ([`Waiting::of_sample`]).
///
/// The cells are those of a log-linear histogram, as in Tene's HdrHistogram.
///
/// ```
/// use madeleine_stats::{Confidence, operation::Waits};
/// let mut monday = Waits::new(90_000);
/// let mut tuesday = monday.clone();
/// monday.observe(12_000);
/// tuesday.observe(240_000);
/// monday.merge(&tuesday).expect("of one target");
/// let waiting = monday.waiting(Confidence::NINETY_FIVE).expect("two waits");
/// assert_eq!((waiting.base, waiting.mean, waiting.in_time.value()), (2, 126_000.0, 0.5));
/// assert!((waiting.median / 126_000.0 - 1.0).abs() < 1.0 / 64.0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    target: u64,
    in_time: u64,
    sum: u128,
    /// Only as long as the longest wait needs, so that equal counts are equal.
    cells: Vec<u64>,
}

/// Cells to each doubling.
const STEPS: u64 = 32;
/// Below twice the steps each millisecond has its cell.
const EXACT: u64 = 2 * STEPS;

impl Waits {
    /// None yet; `target` is the wait in milliseconds that is still in time.
    pub fn new(target: u64) -> Self {
        Self { target, in_time: 0, sum: 0, cells: Vec::new() }
    }

    /// Counts one wait, in milliseconds.
    pub fn observe(&mut self, wait: u64) {
        let cell = cell(wait);
        if self.cells.len() <= cell {
            self.cells.resize(cell + 1, 0);
        }
        self.cells[cell] = self.cells[cell].saturating_add(1);
        self.sum = self.sum.saturating_add(u128::from(wait));
        self.in_time = self.in_time.saturating_add(u64::from(wait <= self.target));
    }

    /// Adds the other's counts: associative, commutative, [`Waits::new`] of the same target is neutral.
    ///
    /// # Errors
    /// [`Mismatch`] where the two have different targets; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        if self.target != other.target {
            return Err(Mismatch);
        }
        if self.cells.len() < other.cells.len() {
            self.cells.resize(other.cells.len(), 0);
        }
        for (mine, theirs) in self.cells.iter_mut().zip(&other.cells) {
            *mine = mine.saturating_add(*theirs);
        }
        self.sum = self.sum.saturating_add(other.sum);
        self.in_time = self.in_time.saturating_add(other.in_time);
        Ok(())
    }

    /// How many waits were counted.
    pub fn base(&self) -> u64 {
        self.cells.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// The wait in milliseconds that is still in time.
    pub fn target(&self) -> u64 {
        self.target
    }

    /// The wait that a share of them doesn't exceed, in milliseconds (type 7 of Hyndman & Fan 1996 of the cells' middles).
    /// `None` without waits or for a share beyond 0 to 1.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        quantile::between(self.base(), share, |rank| {
            let mut below = 0_u64;
            let holds_rank = |count: &u64| {
                below = below.saturating_add(*count);
                rank < below
            };
            self.cells.iter().position(holds_rank).map(middle)
        })
    }

    /// What they say, in milliseconds.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without waits.
    pub fn waiting(&self, confidence: Confidence) -> Result<Waiting, NoEstimate> {
        let base = self.base();
        let at = |share| self.quantile(share).ok_or(NoEstimate::NoData);
        Ok(Waiting {
            base,
            median: at(0.5)?,
            ninetieth: at(0.9)?,
            mean: self.sum as f64 / base as f64,
            in_time: wilson::share(self.in_time, base, confidence)?,
        })
    }
}

fn cell(wait: u64) -> usize {
    if wait < EXACT {
        return wait as usize;
    }
    // How often it must be halved to fall between 32 and 63.
    let halvings = u64::from(wait.ilog2() - STEPS.ilog2());
    (halvings * STEPS + (wait >> halvings)) as usize
}

/// The wait that stands for a cell: the middle between its first and its last.
fn middle(cell: usize) -> f64 {
    let cell = cell as u64;
    if cell < EXACT {
        return cell as f64;
    }
    let halvings = (cell / STEPS - 1) as u32;
    let first = (cell % STEPS + STEPS) << halvings;
    first as f64 + ((1_u64 << halvings) - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_follow_each_other_and_their_middles_are_near() {
        let edges = (0..64).flat_map(|power: u32| {
            let wait = 1_u64 << power;
            [wait.saturating_sub(1), wait, wait + wait / 64, wait + wait / 32, wait + (wait - 1)]
        });
        for wait in edges.chain(0..5_000).chain([u64::MAX]) {
            let off = (middle(cell(wait)) - wait as f64).abs();
            assert!(off <= wait as f64 / 64.0 && (wait >= EXACT || off == 0.0), "{wait}: {}", middle(cell(wait)));
            let next = cell(wait.saturating_add(1));
            assert!(next == cell(wait) || next == cell(wait) + 1, "{wait}");
        }
        assert_eq!(cell(u64::MAX), 59 * 32 + 31);
    }

    #[test]
    fn nothing_waited_is_nothing_said() {
        let none = Waits::new(5);
        assert_eq!(none.quantile(0.5), None);
        assert_eq!(none.waiting(Confidence::NINETY_FIVE), Err(NoEstimate::NoData));
        assert_eq!(none.clone().merge(&Waits::new(6)), Err(Mismatch));
    }
}
