//! Answers given faster than the questions can be read.

use crate::estimate::quantile;

/// Which sittings were too fast to have been read. They are flagged, never dropped: a report shows the score with and
/// without them.
///
/// Too fast is less than 300 ms for each question, and, once there are 30 sittings to compare with, less than a third of
/// their median. A judgement of this project: the usual rules (half the median, three seconds a question) are made for
/// long questionnaires and would flag every survey that two taps answer.
///
/// ```
/// use madeleine_stats::quality::Speeders;
/// let speeders = Speeders::among(&[200, 900, 4_000], 2);
/// assert_eq!((speeders.threshold, speeders.median), (600.0, None));
/// assert_eq!(speeders.flagged, [0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Speeders {
    /// Less than so many milliseconds is too fast.
    pub threshold: f64,
    /// The median in milliseconds, if there are sittings enough to compare with.
    pub median: Option<f64>,
    /// The places of those that were too fast, ascending.
    pub flagged: Vec<usize>,
}

impl Speeders {
    /// Nobody reads a question and taps in less, in milliseconds.
    pub const LEAST_PER_ITEM: u32 = 300;
    /// Less than this share of the median is too fast.
    pub const SHARE_OF_MEDIAN: f64 = 1.0 / 3.0;
    /// From so many sittings on there is a median to compare with.
    pub const MEDIAN_FROM: usize = 30;

    /// Among sittings of so many questions each, by their time from first question to last answer in milliseconds.
    pub fn among(times: &[u64], items: u32) -> Self {
        let least = f64::from(Self::LEAST_PER_ITEM) * f64::from(items);
        let times: Vec<f64> = times.iter().map(|&time| time as f64).collect();
        let median = if times.len() < Self::MEDIAN_FROM { None } else { quantile::type_7(&times, 0.5) };
        let threshold = median.map_or(least, |median| least.max(Self::SHARE_OF_MEDIAN * median));
        let flagged = times.iter().enumerate().filter(|(_, time)| **time < threshold).map(|(at, _)| at).collect();
        Self { threshold, median, flagged }
    }
}
