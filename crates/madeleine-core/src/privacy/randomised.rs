//! Randomised response: an answer that may be a lie of chance, so that nobody can hold it against the person who gave it.

use core::fmt;

/// How answers to one question with `k` categories are randomised: each is kept with probability p = e^ε/(e^ε + k − 1),
/// and is otherwise one of the others, each with probability q = 1/(e^ε + k − 1).
///
/// No report is then more than e^ε times likelier from one answer than from another, whoever looks at it and whatever
/// they know besides: ε-local differential privacy. ε = ln 3 of two categories is Warner's coin; the smaller ε, the more
/// noise. It is public, and travels with every report. Each person is to report once per question and period, because
/// the ε of repeated reports add up.
///
/// The scorer undoes it in the sum, never for one person (`randomised` in `madeleine-stats`).
///
/// Source: k-ary randomised response, Kairouz, Oh & Viswanath 2016, JMLR 17(17); Wang, Blocki, Li & Jha 2017,
/// USENIX Security (there GRR); Warner 1965, JASA 60, for two categories.
///
/// ```
/// use madeleine_core::privacy::RandomisedResponse;
/// let csat = RandomisedResponse::new(1.0, 5).expect("an ε above 0 and two categories or more");
/// assert!((csat.kept() - 0.404_609_675_191).abs() < 1e-12);
/// assert_eq!(csat.report(4, [1 << 28, 0]), Some(4));
/// assert_eq!(csat.report(4, [u32::MAX, 1 << 31]), Some(2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomisedResponse {
    epsilon: f64,
    categories: u16,
    /// e^−ε, which never overflows.
    decay: f64,
    /// First draws below this keep the answer.
    keep_below: u32,
}

/// Why answers can't be randomised so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// ε isn't a finite number above 0: reports would say nothing at all, or everything.
    EpsilonZero,
    /// There is but one category, or none: nothing to hide among.
    TooFewCategories,
}

impl RandomisedResponse {
    /// For answers in so many categories, such as the points of a scale.
    ///
    /// # Errors
    /// [`Refused::EpsilonZero`] unless `epsilon` is a finite number above 0; [`Refused::TooFewCategories`] below two.
    pub fn new(epsilon: f64, categories: u16) -> Result<Self, Refused> {
        if !(epsilon > 0.0 && epsilon.is_finite()) {
            return Err(Refused::EpsilonZero);
        }
        if categories < 2 {
            return Err(Refused::TooFewCategories);
        }
        let decay = libm::exp(-epsilon);
        // Second draws don't divide evenly among the other answers, and the rarest of them must not give more away
        // than ε allows. Rounding down errs on the side of noise, and one first draw in 2³² always randomises.
        let rarest = ((1_u64 << 32) / u64::from(categories - 1)) as f64;
        let keep_below = (4_294_967_296.0 / (1.0 + 4_294_967_296.0 * decay / rarest)) as u32;
        Ok(Self { epsilon, categories, decay, keep_below })
    }

    /// The privacy parameter ε, above 0.
    pub fn epsilon(&self) -> f64 {
        self.epsilon
    }

    /// How many categories there are, from 2 up.
    pub fn categories(&self) -> u16 {
        self.categories
    }

    /// Probability p that a report is the answer itself. [`report`](Self::report) keeps to it within k/2³².
    pub fn kept(&self) -> f64 {
        1.0 / (1.0 + f64::from(self.categories - 1) * self.decay)
    }

    /// Probability q of each of the other categories.
    pub fn other(&self) -> f64 {
        self.decay * self.kept()
    }

    /// How much an answer moves its category's probability to be reported: p − q, with all its digits where ε is small.
    pub fn contrast(&self) -> f64 {
        -libm::expm1(-self.epsilon) * self.kept()
    }

    /// What to report instead of an answer, by two draws of 32 random bits each; categories count from 0.
    /// `None` for a category that there isn't.
    ///
    /// The draws must come from the system's source of randomness (in a browser `crypto.getRandomValues`), fresh ones
    /// for every answer: who can guess them can undo the noise, which a generator with a seed invites.
    pub fn report(&self, category: u16, [whether, which]: [u32; 2]) -> Option<u16> {
        if category >= self.categories {
            return None;
        }
        if whether < self.keep_below {
            return Some(category);
        }
        let others = u64::from(self.categories - 1);
        // Below `others`, which is a u16.
        let other = ((u64::from(which) * others) >> 32) as u16;
        Some(if other < category { other } else { other + 1 })
    }
}

impl Refused {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EpsilonZero => "epsilon_zero",
            Self::TooFewCategories => "too_few_categories",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EpsilonZero => "ε must be a finite number above 0",
            Self::TooFewCategories => "randomising takes at least two categories",
        })
    }
}

impl core::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the 2⁶⁴ pairs of draws report each category, for each answer.
    fn pairs(response: &RandomisedResponse) -> Vec<Vec<u128>> {
        let k = response.categories;
        let others = u64::from(k - 1);
        // Second draws d with ⌊d·others/2³²⌋ = other: from ⌈other·2³²/others⌉ to the next such.
        let from = |other: u64| (other << 32).div_ceil(others);
        let (keep, change) = (u128::from(response.keep_below), u128::from((1 << 32) - u64::from(response.keep_below)));
        let cell = |answer: u16, report: u16| match u64::from(if report < answer { report } else { report.max(1) - 1 })
        {
            _ if answer == report => keep << 32,
            other => change * u128::from(from(other + 1) - from(other)),
        };
        (0..k).map(|answer| (0..k).map(|report| cell(answer, report)).collect()).collect()
    }

    #[test]
    fn keeps_its_promise_over_all_pairs_of_draws() {
        for k in [2, 3, 4, 5, 7, 11, 1_000] {
            for epsilon in [1e-3, 0.1, 0.5, 4_f64.ln(), 1.0, 2.0, 4.0, 10.0, 50.0, 800.0] {
                let response = RandomisedResponse::new(epsilon, k).expect("fits");
                let table = pairs(&response);
                for row in &table {
                    assert_eq!(row.iter().sum::<u128>(), 1 << 64, "{k} {epsilon}");
                }
                for report in 0..usize::from(k.min(11)) {
                    let column = || table.iter().map(|row| row[report]);
                    let (least, most) = (column().min().unwrap_or(0), column().max().unwrap_or(0));
                    assert!(least > 0, "{k} {epsilon}");
                    let ratio = most as f64 / least as f64;
                    assert!(ratio.ln() <= epsilon * (1.0 + 1e-12), "{k} {epsilon}: {}", ratio.ln());
                }
                let off = |count: u128, share: f64| (count as f64 / 2_f64.powi(64) - share).abs();
                let allowed = f64::from(k) / 2_f64.powi(32);
                assert!(off(table[0][0], response.kept()) < allowed, "{k} {epsilon}");
                assert!(off(table[0][1], response.other()) < allowed, "{k} {epsilon}");
            }
        }
    }

    #[test]
    fn the_table_is_what_reports_say() {
        let response = RandomisedResponse::new(1.0, 4).expect("fits");
        let keep = response.keep_below;
        for answer in 0..4 {
            assert_eq!(response.report(answer, [keep - 1, 0]), Some(answer));
            let others: Vec<u16> = (0..4).filter(|&other| other != answer).collect();
            for (at, &other) in others.iter().enumerate() {
                let first = ((at as u64) << 32).div_ceil(3) as u32;
                let last = (((at as u64 + 1) << 32).div_ceil(3) - 1) as u32;
                for which in [first, last] {
                    assert_eq!(response.report(answer, [keep, which]), Some(other));
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_randomised_is_refused() {
        for epsilon in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(RandomisedResponse::new(epsilon, 5), Err(Refused::EpsilonZero));
        }
        for categories in [0, 1] {
            assert_eq!(RandomisedResponse::new(1.0, categories), Err(Refused::TooFewCategories));
        }
        let response = RandomisedResponse::new(f64::MIN_POSITIVE, u16::MAX).expect("fits");
        assert_eq!(response.report(u16::MAX, [0, 0]), None);
        assert!(response.report(u16::MAX - 1, [u32::MAX; 2]).is_some_and(|report| report < u16::MAX));
    }
}
