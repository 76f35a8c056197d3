//! Sums of codes and of their products, exact and mergeable.

use crate::estimate::NoEstimate;
use crate::tally::Mismatch;

/// So many questions one accumulator takes at most.
pub const MOST_ITEMS: usize = 64;

/// Beyond so many cases the sums of products might not fit.
const MOST_CASES: u64 = 1 << 62;

/// The sums over complete cases from which every correlation of some questions follows: how many people, the sum of the
/// codes of each question, and of the products of each two.
///
/// All of them are integers, so merging is associative and commutative to the last bit. Correlations are exact before their
/// last division as long as cases times the spread of the codes stay below 2⁶³; beyond they are refused.
///
/// ```
/// use madeleine_stats::driver::CoMoments;
/// let mut answers = CoMoments::new(2).expect("two questions");
/// for codes in [[1, 2], [2, 3], [4, 5]] {
///     answers.observe(&codes.map(Some))?;
/// }
/// answers.observe(&[Some(3), None])?;
/// assert_eq!((answers.base(), answers.incomplete()), (3, 1));
/// assert_eq!(answers.correlation(0, 1), Ok(1.0));
/// # Ok::<(), madeleine_stats::Mismatch>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoMoments {
    items: usize,
    base: u64,
    incomplete: u64,
    sums: Vec<i128>,
    /// Of each two questions, the first not before the second: row by row of the lower triangle.
    products: Vec<i128>,
}

impl CoMoments {
    /// No cases of so many questions; `None` unless there are 1 to [`MOST_ITEMS`].
    pub fn new(items: usize) -> Option<Self> {
        (1..=MOST_ITEMS).contains(&items).then(|| Self {
            items,
            base: 0,
            incomplete: 0,
            sums: vec![0; items],
            products: vec![0; items * (items + 1) / 2],
        })
    }

    /// Adds one person's codes, in the order of the questions. Who left one out is counted as incomplete and goes into no
    /// sum: all correlations are of the same people.
    ///
    /// # Errors
    /// [`Mismatch`] where there are not as many codes as questions.
    pub fn observe(&mut self, codes: &[Option<i32>]) -> Result<(), Mismatch> {
        self.observe_times(codes, 1)
    }

    /// Adds the codes that so many people gave.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub(crate) fn observe_times(&mut self, codes: &[Option<i32>], times: u64) -> Result<(), Mismatch> {
        if codes.len() != self.items {
            return Err(Mismatch);
        }
        let Some(codes) = codes.iter().map(|code| code.map(i128::from)).collect::<Option<Vec<i128>>>() else {
            self.incomplete = self.incomplete.saturating_add(times);
            return Ok(());
        };
        self.base = self.base.saturating_add(times);
        let times = i128::from(times);
        for (sum, code) in self.sums.iter_mut().zip(&codes) {
            *sum = sum.wrapping_add(times.wrapping_mul(*code));
        }
        let pairs = codes.iter().enumerate().flat_map(|(at, x)| codes[..=at].iter().map(move |y| x * y));
        for (sum, product) in self.products.iter_mut().zip(pairs) {
            *sum = sum.wrapping_add(times.wrapping_mul(product));
        }
        Ok(())
    }

    /// The same people's answers to some of the questions, counted from 0, in this order; `None` where one doesn't exist.
    ///
    /// ```
    /// use madeleine_stats::driver::CoMoments;
    /// let mut answers = CoMoments::new(3).expect("three questions");
    /// for codes in [[1, 9, 2], [2, 0, 3], [4, 4, 5]] {
    ///     answers.observe(&codes.map(Some))?;
    /// }
    /// let two = answers.of(&[2, 0]).expect("both are there");
    /// assert_eq!((two.base(), two.correlation(0, 1)), (3, Ok(1.0)));
    /// # Ok::<(), madeleine_stats::Mismatch>(())
    /// ```
    pub fn of(&self, items: &[usize]) -> Option<Self> {
        let mut of = Self::new(items.len())?;
        (of.base, of.incomplete) = (self.base, self.incomplete);
        of.sums = items.iter().map(|&item| self.sums.get(item).copied()).collect::<Option<_>>()?;
        let pairs =
            items.iter().enumerate().flat_map(|(at, &x)| items[..=at].iter().map(move |&y| (x.max(y), x.min(y))));
        of.products = pairs
            .map(|(row, column)| self.products.get(row * (row + 1) / 2 + column).copied())
            .collect::<Option<_>>()?;
        Some(of)
    }

    /// Adds the other's cases: associative, commutative, and one without cases is neutral.
    ///
    /// # Errors
    /// [`Mismatch`] when the two are of different numbers of questions; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        if self.items != other.items {
            return Err(Mismatch);
        }
        self.base = self.base.saturating_add(other.base);
        self.incomplete = self.incomplete.saturating_add(other.incomplete);
        // Wrapping keeps merging associative; a base so large that a sum may have wrapped has no correlations.
        let mine = self.sums.iter_mut().chain(&mut self.products);
        for (mine, theirs) in mine.zip(other.sums.iter().chain(&other.products)) {
            *mine = mine.wrapping_add(*theirs);
        }
        Ok(())
    }

    /// How many questions.
    pub fn items(&self) -> usize {
        self.items
    }

    /// How many people answered all of them.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// How many left one out, or more.
    pub fn incomplete(&self) -> u64 {
        self.incomplete
    }

    /// The correlation of two questions (Pearson), −1 to 1; questions counted from 0.
    ///
    /// # Errors
    /// [`NoEstimate::NoData`] without complete cases; [`NoEstimate::ZeroVariance`] where one of the two has only one code;
    /// [`NoEstimate::Undefined`] where there is no such question, or for sums out of range.
    pub fn correlation(&self, first: usize, second: usize) -> Result<f64, NoEstimate> {
        let [both, one, other] =
            [(first, second), (first, first), (second, second)].map(|(a, b)| self.covariance(a, b));
        let (both, one, other) = (both?, one? as f64, other? as f64);
        if one <= 0.0 || other <= 0.0 {
            return Err(NoEstimate::ZeroVariance);
        }
        // The root of a square is exact, so that a question goes with itself by 1 and not by a bit less.
        Ok((both as f64 / f64::sqrt(one * other)).clamp(-1.0, 1.0) + 0.0)
    }

    /// n²·cov, exactly: n·Σ(x − a)(y − b) − Σ(x − a)·Σ(y − b), with a and b near the means to keep it in range.
    pub(super) fn covariance(&self, first: usize, second: usize) -> Result<i128, NoEstimate> {
        if self.base == 0 {
            return Err(NoEstimate::NoData);
        }
        let exactly = || {
            let n = Some(self.base).filter(|base| *base <= MOST_CASES).map(i128::from)?;
            let (x, y) = (*self.sums.get(first)?, *self.sums.get(second)?);
            let (row, column) = (first.max(second), first.min(second));
            let product = *self.products.get(row * (row + 1) / 2 + column)?;
            // Which number is taken for the mean changes nothing: the terms cancel, exactly.
            let near_mean = |sum: i128| (sum as f64 / n as f64).round() as i128;
            let (a, b) = (near_mean(x), near_mean(y));
            // In range at the end, whatever the steps do: wrapping ones add up.
            let product = product
                .wrapping_sub(a.wrapping_mul(y))
                .wrapping_sub(b.wrapping_mul(x))
                .wrapping_add(n.wrapping_mul(a.wrapping_mul(b)));
            n.checked_mul(product)?.checked_sub((x - n * a).checked_mul(y - n * b)?)
        };
        exactly().ok_or(NoEstimate::Undefined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cases: &[[i32; 2]]) -> CoMoments {
        let mut answers = CoMoments::new(2).expect("two questions");
        cases.iter().for_each(|codes| answers.observe(&codes.map(Some)).expect("two codes"));
        answers
    }

    #[test]
    fn correlations_are_exact_far_from_zero() {
        let far = |x: i32| i32::MAX - x;
        let answers = of(&[[far(1), far(5)], [far(2), far(3)], [far(4), far(4)], [far(4), far(0)]]);
        let near = of(&[[1, 5], [2, 3], [4, 4], [4, 0]]);
        assert_eq!(answers.correlation(0, 1), near.correlation(0, 1));
        assert_eq!(answers.correlation(1, 1), Ok(1.0));
    }

    #[test]
    fn codes_at_both_ends_fit() {
        let answers = of(&[[i32::MIN, i32::MAX], [i32::MAX, i32::MIN], [i32::MIN, i32::MAX]]);
        assert_eq!(answers.correlation(0, 1), Ok(-1.0));
    }

    #[test]
    fn what_has_no_correlation_is_said() {
        assert_eq!(of(&[]).correlation(0, 1), Err(NoEstimate::NoData));
        assert_eq!(of(&[[1, 2]]).correlation(0, 1), Err(NoEstimate::ZeroVariance));
        assert_eq!(of(&[[1, 2], [1, 3]]).correlation(0, 1), Err(NoEstimate::ZeroVariance));
        assert_eq!(of(&[[1, 2], [2, 3]]).correlation(0, 2), Err(NoEstimate::Undefined));
    }

    #[test]
    fn beyond_its_range_there_is_none() {
        let mut answers = of(&[[1, 2], [2, 2], [3, 9]]);
        for _ in 0..70 {
            let same = answers.clone();
            answers.merge(&same).expect("of two questions");
            let correlation = answers.correlation(0, 1);
            assert!(correlation == Err(NoEstimate::Undefined) || correlation.is_ok_and(|r| (r - 0.86).abs() < 0.01));
        }
        assert_eq!(answers.correlation(0, 1), Err(NoEstimate::Undefined));
    }

    #[test]
    fn different_questions_refuse_to_add_up() {
        let mut answers = of(&[[1, 2]]);
        let before = answers.clone();
        assert_eq!(answers.merge(&CoMoments::new(3).expect("three questions")), Err(Mismatch));
        assert_eq!(answers.observe(&[Some(1)]), Err(Mismatch));
        assert_eq!(answers, before);
        assert!(CoMoments::new(0).is_none() && CoMoments::new(usize::MAX).is_none());
    }
}
