//! How many, their mean and their spread: what is kept of measured values, such as waiting times, that are too many and
//! too different to count each.

/// The greatest size of a value: larger ones have squares whose sums a double can't hold.
const SIZE_AT_MOST: f64 = 1e100;

/// A summary of values that can be added to another one: how many, their mean, and the sum of squared distances from it.
///
/// Merging is by Chan, Golub & LeVeque 1979, which loses no digits where values are large and lie close together. It is
/// commutative, and the empty summary is neutral; since its numbers aren't whole, another order may change the last digits.
///
/// ```
/// use madeleine_stats::estimate::summary::Summary;
/// let (mut morning, mut evening) = (Summary::default(), Summary::default());
/// [4.0, 3.0, 5.0, 5.0].map(|minutes| morning.observe(minutes));
/// [2.0, 6.0].map(|minutes| evening.observe(minutes));
/// let day = morning.merged(&evening);
/// assert_eq!((day.base(), day.mean()), (6, Some(25.0 / 6.0)));
/// assert!((day.sum_of_squares() - 65.0 / 6.0).abs() < 1e-14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    base: u64,
    mean: f64,
    sum_of_squares: f64,
}

impl Summary {
    /// A summary made elsewhere. `None` unless its numbers are finite, the mean is at most 1e100 in size, and the sum of
    /// squares is one that so many values can have: not negative, 0 for less than two, at most 1e220.
    ///
    /// ```
    /// use madeleine_stats::estimate::summary::Summary;
    /// assert!(Summary::new(4, 4.25, 2.75).is_some());
    /// assert!(Summary::new(4, 4.25, -2.75).is_none());
    /// ```
    pub fn new(base: u64, mean: f64, sum_of_squares: f64) -> Option<Self> {
        let most = if base < 2 { 0.0 } else { 1e220 };
        let fits = mean.abs() <= SIZE_AT_MOST && (0.0..=most).contains(&sum_of_squares);
        let mean = if base == 0 { 0.0 } else { mean + 0.0 };
        fits.then_some(Self { base, mean, sum_of_squares: sum_of_squares + 0.0 })
    }

    /// Adds one value. One that is no number, or larger than 1e100, is not taken: `false`.
    pub fn observe(&mut self, value: f64) -> bool {
        let one = Self::new(1, value, 0.0);
        if let Some(one) = one {
            *self = self.merged(&one);
        }
        one.is_some()
    }

    /// Both together. The count stops at `u64::MAX`.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let (mine, theirs) = (self.base as f64, other.base as f64);
        let both = mine + theirs;
        if other.base == 0 {
            return *self;
        }
        if self.base == 0 {
            return *other;
        }
        // From the larger one, so that the order of the two doesn't matter.
        let (from, to, share) =
            if (mine, self.mean) >= (theirs, other.mean) { (self, other, theirs) } else { (other, self, mine) };
        let difference = to.mean - from.mean;
        let between = difference * difference * (mine * theirs / both);
        Self {
            base: self.base.saturating_add(other.base),
            mean: from.mean + difference * share / both + 0.0,
            sum_of_squares: self.sum_of_squares + other.sum_of_squares + between,
        }
    }

    /// How many values.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Their mean, in their unit; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.base > 0).then_some(self.mean)
    }

    /// The sum of their squared distances from the mean: not negative, in their unit squared.
    pub fn sum_of_squares(&self) -> f64 {
        self.sum_of_squares
    }

    /// Their standard deviation (n − 1), in their unit; `None` for less than two.
    pub fn sd(&self) -> Option<f64> {
        (self.base > 1).then(|| f64::sqrt(self.sum_of_squares / (self.base as f64 - 1.0)))
    }
}
