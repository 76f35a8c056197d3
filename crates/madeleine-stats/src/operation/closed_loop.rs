//! The closed loop: whom to call back, and what came of it.

use super::service::part;
use crate::estimate::{Confidence, Estimate, NoEstimate};
use madeleine_core::instrument::Key;
use madeleine_core::response::{Answer, Response};

/// Whether an answer is so bad that somebody should call back: satisfaction of 1 or 2, agreement of 1 or 2 that it was
/// easy, or a request that isn't resolved. A rule of this project.
///
/// ```
/// use madeleine_core::{instrument, response::Answer};
/// use madeleine_stats::operation::is_low;
/// let csat = instrument::key("csat").expect("known");
/// assert!(is_low(csat, &Answer::Code(2)) && !is_low(csat, &Answer::Code(3)));
/// ```
pub fn is_low(key: &Key, answer: &Answer) -> bool {
    match (key.instrument.id, answer) {
        ("csat" | "ces2", Answer::Code(code)) => (1..=2).contains(code),
        ("fcr", Answer::Option(option)) => option == "fcr.no",
        _ => false,
    }
}

/// Whether a response raises an alert: an answer [`is_low`], and the person agreed to be contacted.
///
/// How to reach them is kept apart from the answers, and so is whether they agreed: it comes as `may_contact`.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::operation::raises_alert;
/// let response = Response { answers: vec![("csat".into(), Answer::Code(1))], ..Response::default() };
/// assert!(raises_alert(&response, true));
/// assert!(!raises_alert(&response, false));
/// ```
pub fn raises_alert(response: &Response, may_contact: bool) -> bool {
    let low = |(item, answer): &(String, Answer)| response.key_of(item).is_some_and(|key| is_low(key, answer));
    may_contact && response.answers.iter().any(low)
}

/// What became of the alerts. Unit: alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClosedLoop {
    /// Alerts raised.
    pub alerts: u64,
    /// Of these, the person was contacted.
    pub contacted: u64,
    /// Of these, within the time that was promised.
    pub contacted_in_time: u64,
    /// Of those contacted, said afterwards that it was put right.
    pub recovered: u64,
}

/// The rates of a closed loop, each with Wilson's interval. `Err` with [`NoEstimate::NoData`] where the base is empty,
/// [`NoEstimate::Undefined`] where more are counted than the base holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovery {
    /// Contacted of alerts.
    pub contacted: Result<Estimate, NoEstimate>,
    /// Contacted in the promised time, of alerts.
    pub in_time: Result<Estimate, NoEstimate>,
    /// Recovered of contacted.
    pub recovered: Result<Estimate, NoEstimate>,
}

impl ClosedLoop {
    /// Adds the other's counts: associative, commutative, [`ClosedLoop::default`] is neutral. Sums stop at `u64::MAX`.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.alerts, other.alerts),
            (&mut self.contacted, other.contacted),
            (&mut self.contacted_in_time, other.contacted_in_time),
            (&mut self.recovered, other.recovered),
        ] {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// The rates.
    ///
    /// ```
    /// use madeleine_stats::{Confidence, operation::ClosedLoop};
    /// let month = ClosedLoop { alerts: 40, contacted: 31, contacted_in_time: 24, recovered: 19 };
    /// let rates = month.rates(Confidence::NINETY_FIVE);
    /// assert_eq!(rates.in_time.map(|rate| rate.value()), Ok(0.6));
    /// assert_eq!(rates.recovered.map(|rate| rate.base()), Ok(31));
    /// ```
    pub fn rates(&self, confidence: Confidence) -> Recovery {
        Recovery {
            contacted: part(self.contacted, self.alerts, confidence),
            in_time: part(self.contacted_in_time, self.alerts, confidence),
            recovered: part(self.recovered, self.contacted, confidence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(item: &str, instrument: Option<&str>, answer: Answer) -> Response {
        let instruments = instrument.map(|instrument| (item.into(), instrument.into()));
        Response {
            answers: vec![(item.into(), answer)],
            instruments: Vec::from_iter(instruments),
            ..Response::default()
        }
    }

    #[test]
    fn low_answers_alert_and_others_dont() {
        let cases = [
            (response("csat", None, Answer::Code(2)), true),
            (response("csat", None, Answer::Code(3)), false),
            (response("csat", None, Answer::Code(0)), false),
            (response("q1", Some("ces2"), Answer::Code(2)), true),
            (response("q1", Some("ces2"), Answer::Code(3)), false),
            (response("q1", None, Answer::Code(1)), false),
            (response("fcr", None, Answer::Option("fcr.no".into())), true),
            (response("fcr", None, Answer::Option("fcr.pending".into())), false),
            (response("csat", Some("ltr11"), Answer::Code(1)), false),
            (response("csat", None, Answer::Skipped), false),
        ];
        for (response, alerts) in cases {
            assert_eq!(raises_alert(&response, true), alerts, "{:?}", response.answers);
            assert!(!raises_alert(&response, false));
        }
    }

    #[test]
    fn a_loop_without_alerts_has_no_rates() {
        let rates = ClosedLoop { recovered: 3, contacted: 2, ..ClosedLoop::default() }.rates(Confidence::NINETY_FIVE);
        assert_eq!((rates.contacted, rates.recovered), (Err(NoEstimate::NoData), Err(NoEstimate::Undefined)));
    }
}
