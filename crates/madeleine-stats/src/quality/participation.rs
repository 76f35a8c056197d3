//! What became of everybody who might have answered, and the rates that follow.

use crate::estimate::{Confidence, Estimate, NoEstimate, wilson};
use madeleine_core::response::{Answer, Response, State};

/// What became of each visit that might have been asked. Unit: visits.
///
/// Each line holds the next: eligible ≥ selected ≥ displayed = started + dismissed + ignored, and started ≥ partial +
/// completed. The rest of those who started broke off before an answer that counts.
///
/// ```
/// use madeleine_stats::{Confidence, quality::Dispositions};
/// let week = Dispositions {
///     eligible: 10_000, selected: 2_000, displayed: 1_800,
///     started: 540, partial: 60, completed: 450, dismissed: 700, ignored: 560,
/// };
/// assert!(week.balanced());
/// let rates = week.rates(Confidence::NINETY_FIVE);
/// assert_eq!(rates.completed.map(|rate| (rate.value(), rate.base())), Ok((0.25, 1_800)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dispositions {
    /// Visits to which the survey's occasion and rules applied.
    pub eligible: u64,
    /// Of these, drawn to be asked.
    pub selected: u64,
    /// Of these, the survey was seen: at least half of it for a second.
    pub displayed: u64,
    /// Of these, somebody touched it.
    pub started: u64,
    /// Of these, left with at least one answer that is scored, not all.
    pub partial: u64,
    /// Of these, answered to the end.
    pub completed: u64,
    /// Displayed and closed without a start.
    pub dismissed: u64,
    /// Displayed and left alone: nearest to what AAPOR calls a non-contact.
    pub ignored: u64,
}

/// Participation rates, AAPOR-style, each with Wilson's interval and its own base.
///
/// Not response rates: AAPOR defines those for lists of named persons, and visitors of a page are none. `Err` with
/// [`NoEstimate::NoData`] where the base is empty, [`NoEstimate::Undefined`] where more are counted than the base holds.
///
/// Source: after AAPOR, Standard Definitions, 2015 edition, "Internet surveys of specifically named persons", carried over
/// to visitors by this project.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Participation {
    /// Selected of eligible: what the sampling really was.
    pub selection: Result<Estimate, NoEstimate>,
    /// Displayed of selected.
    pub display: Result<Estimate, NoEstimate>,
    /// Started of displayed.
    pub start: Result<Estimate, NoEstimate>,
    /// Completed of displayed: the least participation rate, like AAPOR's RR1.
    pub completed: Result<Estimate, NoEstimate>,
    /// Completed and partial of displayed, like AAPOR's RR2.
    pub answered: Result<Estimate, NoEstimate>,
    /// Completed of started.
    pub completion: Result<Estimate, NoEstimate>,
    /// Of those who started, left before an answer that counts.
    pub breakoff: Result<Estimate, NoEstimate>,
    /// Dismissed of displayed: like AAPOR's refusal rate.
    pub refusal: Result<Estimate, NoEstimate>,
    /// Ignored of displayed: like AAPOR's non-contact rate.
    pub ignored: Result<Estimate, NoEstimate>,
}

impl Dispositions {
    /// Counts one response, in its last snapshot. Who was eligible and selected no response tells.
    ///
    /// One with an answer that is scored has started, even if it was closed then; a skip and words of one's own don't
    /// count as such an answer.
    ///
    /// ```
    /// use madeleine_core::response::{Response, State};
    /// use madeleine_stats::quality::Dispositions;
    /// let mut seen = Dispositions::default();
    /// seen.observe(&Response { state: State::Dismissed, ..Response::default() });
    /// assert_eq!((seen.displayed, seen.started, seen.dismissed), (1, 0, 1));
    /// ```
    pub fn observe(&mut self, response: &Response) {
        let scored = |answer: &Answer| matches!(answer, Answer::Code(_) | Answer::Option(_) | Answer::Options(_));
        let has_score = response.answers.iter().any(|(_, answer)| scored(answer));
        let one = Self { displayed: 1, ..Self::default() };
        self.merge(&match response.state {
            State::Completed => Self { started: 1, completed: 1, ..one },
            _ if has_score => Self { started: 1, partial: 1, ..one },
            State::Started | State::Partial => Self { started: 1, ..one },
            State::Dismissed => Self { dismissed: 1, ..one },
            State::Displayed => Self { ignored: 1, ..one },
        });
    }

    /// Adds the other's counts: associative, commutative, [`Dispositions::default`] is neutral. Sums stop at `u64::MAX`.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.eligible, other.eligible),
            (&mut self.selected, other.selected),
            (&mut self.displayed, other.displayed),
            (&mut self.started, other.started),
            (&mut self.partial, other.partial),
            (&mut self.completed, other.completed),
            (&mut self.dismissed, other.dismissed),
            (&mut self.ignored, other.ignored),
        ] {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// Whether the parts add up: started + dismissed + ignored = displayed, and completed + partial ≤ started.
    /// Where they don't, the counting is broken, not the visitors.
    pub fn balanced(&self) -> bool {
        let sum = |parts: &[u64]| parts.iter().map(|&part| u128::from(part)).sum::<u128>();
        sum(&[self.started, self.dismissed, self.ignored]) == u128::from(self.displayed)
            && sum(&[self.completed, self.partial]) <= u128::from(self.started)
    }

    /// The participation rates.
    pub fn rates(&self, confidence: Confidence) -> Participation {
        let share = |part: Option<u64>, base: u64| match part {
            _ if base == 0 => Err(NoEstimate::NoData),
            Some(part) if part <= base => wilson::share(part, base, confidence),
            _ => Err(NoEstimate::Undefined),
        };
        let answered = self.completed.checked_add(self.partial);
        let broken_off = answered.and_then(|answered| self.started.checked_sub(answered));
        Participation {
            selection: share(Some(self.selected), self.eligible),
            display: share(Some(self.displayed), self.selected),
            start: share(Some(self.started), self.displayed),
            completed: share(Some(self.completed), self.displayed),
            answered: share(answered, self.displayed),
            completion: share(Some(self.completed), self.started),
            breakoff: share(broken_off, self.started),
            refusal: share(Some(self.dismissed), self.displayed),
            ignored: share(Some(self.ignored), self.displayed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(state: State, answers: &[Answer]) -> Response {
        let answers = answers.iter().map(|answer| ("csat".into(), answer.clone())).collect();
        Response { state, answers, ..Response::default() }
    }

    #[test]
    fn every_response_falls_into_one_place_and_the_parts_add_up() {
        let mut seen = Dispositions::default();
        for state in State::ALL {
            for answers in
                [&[][..], &[Answer::Skipped], &[Answer::Text("so".into())], &[Answer::Skipped, Answer::Code(4)]]
            {
                seen.observe(&response(state, answers));
                assert!(seen.balanced(), "{state:?} {answers:?}");
            }
        }
        let all = Dispositions {
            displayed: 20,
            started: 14,
            partial: 4,
            completed: 4,
            dismissed: 3,
            ignored: 3,
            ..Dispositions::default()
        };
        assert_eq!(seen, all);
    }

    #[test]
    fn more_than_the_base_is_no_rate() {
        let broken = Dispositions { displayed: 2, started: 3, completed: 2, partial: 2, ..Dispositions::default() };
        assert!(!broken.balanced());
        let rates = broken.rates(Confidence::NINETY_FIVE);
        for rate in [rates.start, rates.answered, rates.breakoff] {
            assert_eq!(rate, Err(NoEstimate::Undefined));
        }
        assert_eq!(rates.selection, Err(NoEstimate::NoData));
        assert!(rates.completion.is_ok());
        let absurd = Dispositions { completed: u64::MAX, partial: u64::MAX, started: u64::MAX, ..broken };
        assert!(!absurd.balanced());
        assert_eq!(absurd.rates(Confidence::NINETY_FIVE).breakoff, Err(NoEstimate::Undefined));
    }
}
