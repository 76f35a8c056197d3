//! Peak and end: what of a journey will be remembered.

/// One journey, from its first moment to its end.
///
/// People judge an experience by its most intense moment and its end, hardly by its length (Redelmeier & Kahneman 1996,
/// Pain 66; Kahneman 2011, Thinking, Fast and Slow, ch. 35). A diagnostic of memory, not a key figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeakEnd {
    /// How many moments.
    pub moments: usize,
    /// The moment farthest from neutral, of equals the latest.
    pub peak: f64,
    /// Its place, counted from 0.
    pub peak_at: usize,
    /// The last moment.
    pub end: f64,
    /// (peak + end) ÷ 2.
    pub index: f64,
    /// The mean of all moments.
    pub mean: f64,
    /// The end minus the beginning.
    pub trend: f64,
    /// The largest change from one moment to the next, of equals the latest; `None` with a single moment.
    pub largest_change: Option<Change>,
}

/// A change between two moments that follow each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// By how much: positive is for the better.
    pub by: f64,
    /// The place of the later moment, counted from 0.
    pub at: usize,
}

impl PeakEnd {
    /// The peak and end of one journey's moments in their order; `None` without moments or with one that isn't a number.
    ///
    /// ```
    /// use madeleine_stats::score::PeakEnd;
    /// // Pain of two patients, as published: a peak of 8 and an end of 7, a peak of 8 and an end of 1.
    /// let index = |moments: &[f64]| PeakEnd::of(moments, 0.0).map(|found| found.index);
    /// assert_eq!(index(&[2.0, 5.0, 8.0, 8.0, 7.0]), Some(7.5));
    /// assert_eq!(index(&[3.0, 6.0, 8.0, 4.0, 2.0, 1.0]), Some(4.5));
    /// ```
    pub fn of(moments: &[f64], neutral: f64) -> Option<Self> {
        let (&first, &end) = (moments.first()?, moments.last()?);
        let far = |value: f64| (value - neutral).abs();
        let (peak_at, &peak) = moments.iter().enumerate().max_by(|(_, a), (_, b)| far(**a).total_cmp(&far(**b)))?;
        let steps = moments.windows(2).zip(1..).map(|(pair, at)| Change { by: pair[1] - pair[0], at });
        let largest_change = steps.max_by(|a, b| a.by.abs().total_cmp(&b.by.abs()));
        let mean = moments.iter().sum::<f64>() / moments.len() as f64;
        let found = Self {
            moments: moments.len(),
            peak,
            peak_at,
            end,
            index: (peak + end) / 2.0,
            mean,
            trend: end - first,
            largest_change,
        };
        let numbers = [found.index, mean, found.trend, neutral];
        let changes = largest_change.is_none_or(|change| change.by.is_finite());
        (changes && moments.iter().chain(&numbers).all(|number| number.is_finite())).then_some(found)
    }

    /// How far memory and the moments themselves differ: index minus mean.
    pub fn gap(&self) -> f64 {
        self.index - self.mean
    }
}
