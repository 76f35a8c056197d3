//! Moments of journeys: the one statistic that several responses make together.

use super::Sums;
use crate::estimate::{Confidence, Estimate, NoEstimate};
use crate::score::PeakEnd;
use madeleine_core::instrument::END_OF_JOURNEY;
use madeleine_core::response::{Answer, Response};
use std::collections::BTreeMap;

/// Fewest moments of a journey that have a peak and an end worth telling apart.
pub const LEAST_MOMENTS: usize = 3;

/// The middle of the moment scale, from which a peak is farthest.
const NEUTRAL: f64 = 3.0;

/// Moments by journey, until their journeys are told. Journeys are named by [`Response::journey`], else by the response
/// itself, whose items are then its moments. The order is that of time; within a minute that of the items, and the end
/// comes last. Merging is exact, in any order and grouping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journeys {
    moments: BTreeMap<String, Vec<Moment>>,
}

/// Sorts as time goes, the end last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    is_end: bool,
    at: String,
    item: usize,
    name: String,
    code: i32,
}

/// What complete journeys leave: sums of their peak-end indices. They add up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeakEnds {
    /// (peak + end) ÷ 2 of each journey.
    pub index: Sums,
    /// The mean of each journey's moments.
    pub mean: Sums,
    /// At how many journeys the largest change was at this moment, by the moment's name.
    pub largest_change: BTreeMap<String, u64>,
    /// Journeys without an end, or with fewer than [`LEAST_MOMENTS`] moments.
    pub incomplete: u64,
}

impl Journeys {
    /// Notes the moments of one response.
    pub fn observe(&mut self, response: &Response) {
        for (item, (id, answer)) in response.answers.iter().enumerate() {
            let Some(key) = response.key_of(id).filter(|key| key.id == "moment") else { continue };
            let (Answer::Code(code), Some(_)) = (answer, super::category(key, answer)) else { continue };
            let subject = response.subject_of(id).unwrap_or_default();
            let name = if subject.is_empty() { &response.touchpoint } else { subject };
            let moment = Moment {
                is_end: subject == END_OF_JOURNEY,
                at: response.shown_at.clone(),
                item,
                name: name.to_string(),
                code: *code,
            };
            let journey = response.journey.as_ref().unwrap_or(&response.response_id);
            let moments = self.moments.entry(journey.clone()).or_default();
            moments.insert(moments.partition_point(|known| *known < moment), moment);
        }
    }

    /// Adds the other's moments: associative, commutative, [`Journeys::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        for (journey, theirs) in &other.moments {
            let mine = self.moments.entry(journey.clone()).or_default();
            mine.extend(theirs.iter().cloned());
            mine.sort();
        }
    }

    /// What the journeys come to that have an end and at least [`LEAST_MOMENTS`] moments.
    pub fn peak_ends(&self) -> PeakEnds {
        let mut all = PeakEnds::default();
        for moments in self.moments.values() {
            let codes: Vec<f64> = moments.iter().map(|moment| f64::from(moment.code)).collect();
            let ends = moments.last().is_some_and(|moment| moment.is_end);
            let found = PeakEnd::of(&codes, NEUTRAL).filter(|_| ends && codes.len() >= LEAST_MOMENTS);
            let Some(found) = found else {
                all.incomplete = all.incomplete.saturating_add(1);
                continue;
            };
            // Both are codes of a scale.
            all.index.observe((found.peak + found.end) as i64, 2);
            let sum: i64 = moments.iter().map(|moment| i64::from(moment.code)).sum();
            all.mean.observe(sum, u32::try_from(moments.len()).unwrap_or(u32::MAX));
            if let Some(change) = found.largest_change.filter(|change| change.by != 0.0) {
                let name = moments.get(change.at).map_or(String::new(), |moment| moment.name.clone());
                let count = all.largest_change.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
        all
    }
}

impl PeakEnds {
    /// Adds the other's: associative, commutative, [`PeakEnds::default`] is neutral.
    pub fn merge(&mut self, other: &Self) {
        self.index.merge(&other.index);
        self.mean.merge(&other.mean);
        for (name, theirs) in &other.largest_change {
            let mine = self.largest_change.entry(name.clone()).or_default();
            *mine = mine.saturating_add(*theirs);
        }
        self.incomplete = self.incomplete.saturating_add(other.incomplete);
    }

    /// The mean peak-end index of complete journeys, Student's t. Unit: points of the moment scale, 1 to 5.
    ///
    /// # Errors
    /// As [`Sums::mean`].
    pub fn estimate(&self, confidence: Confidence) -> Result<Estimate, NoEstimate> {
        self.index.mean(confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(journey: &str, at: &str, subject: &str, code: i32) -> Response {
        Response {
            journey: Some(journey.into()),
            shown_at: at.into(),
            answers: vec![("m".into(), Answer::Code(code))],
            instruments: vec![("m".into(), "moment".into())],
            subjects: vec![("m".into(), subject.into())],
            ..Response::default()
        }
    }

    #[test]
    fn a_journey_is_told_by_its_peak_and_its_end_in_whatever_order_files_come() {
        let mut responses = vec![
            moment("a", "2026-11-21T10:02Z", "search", 4),
            moment("a", "2026-11-21T10:05Z", "basket", 1),
            moment("a", "2026-11-21T10:05Z", "end", 4),
            moment("b", "2026-11-21T10:00Z", "search", 5),
            moment("b", "2026-11-21T10:01Z", "end", 5),
        ];
        let told = |responses: &[Response]| {
            let mut journeys = Journeys::default();
            responses.iter().for_each(|response| journeys.observe(response));
            journeys.peak_ends()
        };
        let first = told(&responses);
        // The peak is the 1, farthest from 3; the end is 4.
        assert_eq!(first.index.moments().map(|moments| moments.mean), Ok(2.5));
        assert_eq!(first.incomplete, 1);
        assert_eq!(first.largest_change, BTreeMap::from([("end".into(), 1)]));
        responses.reverse();
        assert_eq!(told(&responses), first);
    }

    #[test]
    fn the_moments_of_one_response_are_a_journey() {
        let response = Response {
            response_id: "r".into(),
            answers: [("moment.search", 3), ("moment.basket", 2), ("moment.end", 5)]
                .map(|(item, code)| (item.into(), Answer::Code(code)))
                .into(),
            ..Response::default()
        };
        let mut journeys = Journeys::default();
        journeys.observe(&response);
        assert_eq!(journeys.peak_ends().index.moments().map(|moments| moments.mean), Ok(5.0));
    }
}
