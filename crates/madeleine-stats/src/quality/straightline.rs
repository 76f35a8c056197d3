//! The same answer to everything.

/// How much one person's answers to a block of questions on one scale look like a line drawn through it.
///
/// ```
/// use madeleine_stats::quality::{Level, Straightline};
/// let answers = [3, 3, 3, 3, 3, 3].map(Some);
/// let line = Straightline::of(&answers, &[2]).expect("four answers or more");
/// assert_eq!((line.longest, line.level), (6, Level::Hard));
/// assert_eq!(Straightline::of(&answers[..3], &[]), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Straightline {
    /// The longest run of equal answers.
    pub longest: usize,
    /// Intra-individual response variability: the standard deviation (n − 1) of the answers, in scale points.
    pub variability: f64,
    /// What to make of it.
    pub level: Level,
}

/// What to make of a row of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// They differ.
    Varied,
    /// All the same, which may well be meant.
    Soft,
    /// All the same although one of the questions is worded the other way round, so that they contradict each other.
    Hard,
}

impl Level {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Varied => "none",
            Self::Soft => "soft",
            Self::Hard => "hard",
        }
    }
}

impl Straightline {
    /// Fewer answers than this make no line.
    pub const LEAST: usize = 4;

    /// The answers' codes in the order of the questions, `None` where one is missing; `reversed` holds the places of the
    /// questions that are worded the other way round. `None` with fewer than four answers.
    ///
    /// After the long-string index and the intra-individual response variability: Meade & Craig 2012, Psychological
    /// Methods 17(3); Dunn, Heggestad, Shanock & Theilgard 2018, Journal of Business and Psychology 33.
    pub fn of(answers: &[Option<i32>], reversed: &[usize]) -> Option<Self> {
        let given: Vec<(usize, f64)> =
            answers.iter().enumerate().filter_map(|(at, code)| code.map(|code| (at, f64::from(code)))).collect();
        if given.len() < Self::LEAST {
            return None;
        }
        let longest = given.chunk_by(|(_, one), (_, next)| one == next).map(<[_]>::len).max().unwrap_or(0);
        let n = given.len() as f64;
        let mean = given.iter().map(|(_, code)| code).sum::<f64>() / n;
        let squares: f64 = given.iter().map(|(_, code)| (code - mean) * (code - mean)).sum();
        let all_the_same = longest == given.len();
        let is_reversed = |(at, _): &(usize, f64)| reversed.contains(at);
        let level = match all_the_same {
            false => Level::Varied,
            true if given.iter().any(is_reversed) && !given.iter().all(is_reversed) => Level::Hard,
            true => Level::Soft,
        };
        let variability = if all_the_same { 0.0 } else { f64::sqrt(squares / (n - 1.0)) };
        Some(Self { longest, variability, level })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_nobody_answered_contradicts_nothing() {
        let answers = [Some(3), Some(3), None, Some(3), Some(3)];
        let level = |reversed: &[usize]| Straightline::of(&answers, reversed).map(|line| line.level);
        assert_eq!(level(&[2]), Some(Level::Soft));
        assert_eq!(level(&[1]), Some(Level::Hard));
        assert_eq!(level(&[0, 1, 3, 4]), Some(Level::Soft));
    }

    #[test]
    fn runs_and_spread_of_the_extremes() {
        let line = Straightline::of(&[i32::MIN, i32::MAX, i32::MAX, i32::MIN].map(Some), &[0]).expect("four answers");
        assert_eq!((line.longest, line.level), (2, Level::Varied));
        assert!(line.variability.is_finite());
    }
}
