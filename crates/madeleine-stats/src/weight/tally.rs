//! A mergeable tally of weighted answers.

use super::{EffectiveBase, Weight, WeightedEstimate, WeightedMoments, estimate};
use crate::estimate::{Confidence, NoEstimate};
use crate::tally::{Counts, Mismatch};

/// The weighted answers of one category. All sums are exact.
///
/// Sums stop at the ends of their types instead of wrapping, which takes 16 million answers of the largest weight or
/// 2⁶⁴ of weight 1; a sum that has stopped has no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mass {
    /// How many answers, those of weight zero left out.
    pub answers: u64,
    /// The sum of their weights, in units of 2⁻³².
    pub sum: u128,
    /// The sum of the squares of their weights, in units of 2⁻⁶⁴.
    pub squares: u128,
}

impl Mass {
    fn add(&mut self, weight: Weight, times: u64) {
        if weight == Weight::ZERO {
            return;
        }
        let units = u128::from(weight.units());
        let more = Self {
            answers: times,
            sum: units.saturating_mul(times.into()),
            squares: (units * units).saturating_mul(times.into()),
        };
        self.merge(&more);
    }

    fn merge(&mut self, other: &Self) {
        self.answers = self.answers.saturating_add(other.answers);
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
    }
}

/// Weighted answers per category: the histogram that every weighted score is a function of.
///
/// Merging is associative and commutative to the last bit, whatever the order and the partition of the answers, because
/// weights are integers ([`Weight`]) and so are all sums.
///
/// ```
/// use madeleine_stats::{Confidence, weight::{Mass, Weight, Weighted}};
/// let mut csat = Weighted::from(vec![Mass::default(); 5]);
/// csat.add(4, Weight::ONE)?;
/// csat.add_many(1, Weight::new(0.5).expect("in range"), 2)?;
/// let satisfied = csat.share(&[3, 4], Confidence::NINETY_FIVE).expect("three answers");
/// assert_eq!((satisfied.estimate.value(), satisfied.estimate.base()), (0.5, 3));
/// # Ok::<(), madeleine_stats::Mismatch>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weighted {
    categories: Vec<Mass>,
}

impl Weighted {
    /// Counts weighted by stratum: each stratum's answers at its weight, added up.
    ///
    /// ```
    /// use madeleine_stats::{tally::Counts, weight::{Weight, Weighted}};
    /// let (phone, desktop) = (Counts::from(vec![10, 30]), Counts::from(vec![20, 5]));
    /// let half = Weight::new(0.5).expect("in range");
    /// let all = Weighted::of_strata([(Weight::ONE, &phone), (half, &desktop)]);
    /// assert_eq!(all.base(), 65);
    /// assert_eq!(all.effective().map(|base| base.people), Ok(52.5));
    /// ```
    pub fn of_strata<'a>(strata: impl IntoIterator<Item = (Weight, &'a Counts)>) -> Self {
        let mut all = Self::default();
        for (weight, counts) in strata {
            let mut stratum = vec![Mass::default(); counts.categories().len()];
            for (mass, &count) in stratum.iter_mut().zip(counts.categories()) {
                mass.add(weight, count);
            }
            all.merge(&Self::from(stratum));
        }
        all
    }

    /// Counts one answer. One of weight zero stands for nobody and leaves everything as it is.
    ///
    /// # Errors
    /// [`Mismatch`] where there is no such category.
    pub fn add(&mut self, category: usize, weight: Weight) -> Result<(), Mismatch> {
        self.add_many(category, weight, 1)
    }

    /// Counts so many answers of one weight: the same as each of them alone.
    ///
    /// # Errors
    /// [`Mismatch`] where there is no such category.
    pub fn add_many(&mut self, category: usize, weight: Weight, times: u64) -> Result<(), Mismatch> {
        self.categories.get_mut(category).ok_or(Mismatch)?.add(weight, times);
        Ok(())
    }

    /// Adds the other's answers. Associative, commutative, and [`Weighted::default`] is neutral; a tally with fewer
    /// categories counts as one whose last categories are empty.
    pub fn merge(&mut self, other: &Self) {
        if self.categories.len() < other.categories.len() {
            self.categories.resize(other.categories.len(), Mass::default());
        }
        for (mine, theirs) in self.categories.iter_mut().zip(&other.categories) {
            mine.merge(theirs);
        }
    }

    /// The sums of each category, first category first.
    pub fn categories(&self) -> &[Mass] {
        &self.categories
    }

    /// How many answers, those of weight zero left out.
    pub fn base(&self) -> u64 {
        self.all().answers
    }

    /// What the base is worth.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without answers; [`NoEstimate::Undefined`] where a sum has stopped at the end of its range.
    pub fn effective(&self) -> Result<EffectiveBase, NoEstimate> {
        let all = self.all();
        if all.answers == u64::MAX || all.sum == u128::MAX || all.squares == u128::MAX {
            return Err(NoEstimate::Undefined);
        }
        EffectiveBase::new(all.answers, 1.0 / Weight::ONE.units() as f64, all.sum as f64, all.squares as f64)
    }

    /// The weighted share of these categories, with Wilson's interval of the effective base. Unit: a share, 0 to 1.
    /// Categories that don't exist count nothing.
    ///
    /// # Errors
    /// As [`effective`](Self::effective).
    pub fn share(&self, categories: &[usize], confidence: Confidence) -> Result<WeightedEstimate, NoEstimate> {
        estimate::share(self.effective()?, self.part(categories), confidence)
    }

    /// The weighted net score: the share of some categories minus that of others, in points from −100 to +100, with the
    /// adjusted Wald interval of the effective base.
    ///
    /// # Errors
    /// As [`effective`](Self::effective); [`NoEstimate::Undefined`] where both sides together exceed the base, because one
    /// category stands on both.
    pub fn net(
        &self,
        favourable: &[usize],
        unfavourable: &[usize],
        confidence: Confidence,
    ) -> Result<WeightedEstimate, NoEstimate> {
        estimate::net(self.effective()?, (self.part(favourable), self.part(unfavourable)), confidence)
    }

    /// The weighted mean of a scale whose first category has the code `first`, the next one `first + 1` …, with its
    /// linearised standard error. Unit: scale points.
    ///
    /// # Errors
    /// As [`effective`](Self::effective).
    pub fn moments(&self, first: i32) -> Result<WeightedMoments, NoEstimate> {
        let cells = self
            .categories
            .iter()
            .enumerate()
            .map(|(index, mass)| (f64::from(first) + index as f64, mass.sum as f64, mass.squares as f64));
        WeightedMoments::of(self.effective()?, cells)
    }

    /// The weighted mean of a scale, as [`moments`](Self::moments), with Student's t interval.
    ///
    /// # Errors
    /// As [`moments`](Self::moments) and [`WeightedMoments::interval`].
    pub fn mean(&self, first: i32, confidence: Confidence) -> Result<WeightedEstimate, NoEstimate> {
        self.moments(first)?.estimate(confidence)
    }

    fn all(&self) -> Mass {
        let mut all = Mass::default();
        self.categories.iter().for_each(|mass| all.merge(mass));
        all
    }

    /// The weighted share of these categories. Without answers it is not asked for.
    fn part(&self, categories: &[usize]) -> f64 {
        let each = categories.iter().filter_map(|&category| self.categories.get(category));
        let part = each.fold(0, |sum: u128, mass| sum.saturating_add(mass.sum));
        part as f64 / self.all().sum as f64
    }
}

impl From<Vec<Mass>> for Weighted {
    /// A tally from sums made elsewhere, or an empty one with so many categories.
    fn from(categories: Vec<Mass>) -> Self {
        Self { categories }
    }
}
