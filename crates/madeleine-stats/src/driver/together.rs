//! What the same people answered on several scales, and what of it goes with what.

use super::{CoMoments, Drivers, MOST_PREDICTORS, published};
use crate::estimate::NoEstimate;
use crate::tally::{Measure, Segment, category};
use core::cmp::Reverse;
use madeleine_core::instrument::{About, Form, Reads};
use madeleine_core::response::Response;

/// One question has nothing to share R² with.
pub const LEAST_PREDICTORS: usize = 2;

/// So many sets of questions are kept at most, over all touchpoints: those of the most questions.
const MOST_SETS: usize = 4_096;

/// Stands for the code of a measure that was answered more than once.
const TWICE: i32 = i32::MIN;

/// What one response says on several scales: where it was, and the code of each measure, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    touchpoint: Segment,
    codes: Vec<(Measure, i32)>,
}

impl Case {
    /// What a response says on the scales of the chain from an experience to what comes of it (the
    /// [`link`](madeleine_core::instrument::Key::link) of their keys); `None` where it says nothing on at least two of them.
    ///
    /// Criteria count that their instrument names. A measure that two items of one response answer says two things, so it's left out.
    pub fn of(response: &Response) -> Option<Self> {
        let mut codes: Vec<(Measure, i32)> = Vec::new();
        for (item, answer) in &response.answers {
            let Some(key) = response.key_of(item).filter(|key| key.link.is_some() && key.reads == Reads::Answer) else {
                continue;
            };
            let Form::Scale(scale) = &key.instrument.form else { continue };
            let subject = response.subject_of(item);
            let is_named = |subject| key.instrument.questions.iter().any(|(known, _)| *known == subject);
            if key.instrument.about != About::Occasion && !subject.is_some_and(is_named) {
                continue;
            }
            let (Some(measure), Some(category)) = (Measure::of(key, subject), category(key, answer)) else { continue };
            match codes.binary_search_by(|(known, _)| known.cmp(&measure)) {
                Ok(at) => codes[at].1 = TWICE,
                Err(at) => codes.insert(at, (measure, scale.first + category as i32)),
            }
        }
        codes.retain(|(_, code)| *code != TWICE);
        (codes.len() > 1).then(|| Self { touchpoint: Segment::of(&response.touchpoint), codes })
    }
}

/// A set of questions at a touchpoint. Those of more questions come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    fewest: Reverse<usize>,
    touchpoint: Segment,
    measures: Vec<Measure>,
}

/// The co-moments of scale answers that the same people gave: by touchpoint, and for each set of scales that somebody
/// answered by itself, so that whatever questions are looked at, the sums are of exactly those who answered all of them.
///
/// They add up: merging is associative and commutative to the last bit, and an empty one is neutral. Of each person nothing
/// is kept but these sums. A small set tells what its few people answered, so these sums are to be kept as the answers are.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::driver::Together;
/// let mut together = Together::default();
/// for person in 0..150 {
///     let (ease, expected) = (1 + person % 7, 1 + person / 7 % 5);
///     let codes = [("csat", (ease + expected) / 3 + 1), ("ces2", ease), ("expectation", expected)];
///     let answers = codes.map(|(item, code)| (item.to_string(), Answer::Code(code)));
///     together.observe(&Response { answers: answers.into(), ..Response::default() });
/// }
/// let [driven] = &together.all(None)[..] else { panic!("of one outcome") };
/// assert_eq!(driven.outcome.to_string(), "csat");
/// let found = driven.found.as_ref().expect("150 people");
/// assert_eq!(found.base, 150);
/// assert!(found.drivers.r2 > 0.8 && found.drivers.shares[0] > found.drivers.shares[1]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Together {
    /// In the order of the questions.
    sets: Vec<(Asked, CoMoments)>,
}

/// An outcome, and what goes with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Driven {
    /// What it is about.
    pub outcome: Measure,
    /// The questions that may go with it, in the order of [`Drivers::shares`].
    pub predictors: Vec<Measure>,
    /// What goes with it, or why that isn't told.
    pub found: Result<Found, NoEstimate>,
}

/// Drivers that may be shown, with the people they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many people answered the outcome and all of the questions.
    pub base: u64,
    /// R², and how it is shared out.
    pub drivers: Drivers,
    /// The correlation of each question with the outcome, −1 to 1: which way it goes.
    pub correlations: Vec<f64>,
}

impl Together {
    /// Adds one response. Of each `response_id` only the last snapshot may come here.
    pub fn observe(&mut self, response: &Response) {
        if let Some(case) = Case::of(response) {
            self.observe_times(&case, 1);
        }
    }

    pub(crate) fn observe_times(&mut self, Case { touchpoint, codes }: &Case, times: u64) {
        let measures = codes.iter().map(|(measure, _)| measure.clone()).collect();
        let asked = Asked { fewest: Reverse(codes.len()), touchpoint: touchpoint.clone(), measures };
        let codes: Vec<Option<i32>> = codes.iter().map(|(_, code)| Some(*code)).collect();
        if let Some(set) = self.set(asked, codes.len()) {
            // There are as many codes as questions.
            let _ = set.observe_times(&codes, times);
        }
    }

    /// The set of these questions; `None` where it comes behind all that are kept. It would be dropped at the end in any order: those that
    /// come before it stay.
    fn set(&mut self, asked: Asked, questions: usize) -> Option<&mut CoMoments> {
        let at = match self.sets.binary_search_by(|(known, _)| known.cmp(&asked)) {
            Ok(at) => at,
            Err(MOST_SETS) => return None,
            Err(at) => {
                self.sets.insert(at, (asked, CoMoments::new(questions)?));
                self.sets.truncate(MOST_SETS);
                at
            }
        };
        self.sets.get_mut(at).map(|(_, answers)| answers)
    }

    /// Adds the other's people.
    pub fn merge(&mut self, other: &Self) {
        other.sets.iter().for_each(|(asked, answers)| self.add(asked.clone(), answers));
    }

    fn add(&mut self, asked: Asked, answers: &CoMoments) {
        if let Some(set) = self.set(asked, answers.items()) {
            // One set has one number of questions.
            let _ = set.merge(answers);
        }
    }

    /// The drivers of every outcome that was answered with at least [`LEAST_PREDICTORS`] questions that stand before it, at one
    /// touchpoint or at all of them; in the order of the core's list.
    pub fn all(&self, touchpoint: Option<&Segment>) -> Vec<Driven> {
        let mut outcomes: Vec<&Measure> = self.sets.iter().flat_map(|(asked, _)| &asked.measures).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        outcomes.into_iter().filter_map(|outcome| self.of(outcome, touchpoint)).collect()
    }

    /// The drivers of one outcome, at one touchpoint or at all of them: of the questions that stand before it, those that at least half of
    /// the people answered who answered it and any of these; the ten most answered where there are more.
    ///
    /// `None` where there are fewer than [`LEAST_PREDICTORS`] of them.
    pub fn of(&self, outcome: &Measure, touchpoint: Option<&Segment>) -> Option<Driven> {
        let link = outcome.key().link?;
        let here = |asked: &Asked| {
            touchpoint.is_none_or(|wanted| *wanted == asked.touchpoint) && asked.measures.binary_search(outcome).is_ok()
        };
        let mut people = 0_u64;
        let mut answered: Vec<(&Measure, u64)> = Vec::new();
        for (Asked { measures, .. }, answers) in self.sets.iter().filter(|(asked, _)| here(asked)) {
            let mut any = false;
            for measure in measures.iter().filter(|measure| measure.key().link.is_some_and(|its| its < link)) {
                any = true;
                match answered.iter_mut().find(|(known, _)| *known == measure) {
                    Some((_, count)) => *count = count.saturating_add(answers.base()),
                    None => answered.push((measure, answers.base())),
                }
            }
            people = people.saturating_add(if any { answers.base() } else { 0 });
        }
        answered.retain(|(_, count)| *count >= people.div_ceil(2));
        answered.sort_unstable_by_key(|(measure, count)| (Reverse(*count), *measure));
        answered.truncate(MOST_PREDICTORS);
        let mut predictors: Vec<Measure> = answered.into_iter().map(|(measure, _)| measure.clone()).collect();
        predictors.sort_unstable();
        if predictors.len() < LEAST_PREDICTORS {
            return None;
        }
        let mut answers = CoMoments::new(1 + predictors.len())?;
        for (Asked { measures, .. }, each) in self.sets.iter().filter(|(asked, _)| here(asked)) {
            let places: Option<Vec<usize>> =
                [outcome].into_iter().chain(&predictors).map(|wanted| measures.binary_search(wanted).ok()).collect();
            if let Some(each) = places.and_then(|places| each.of(&places)) {
                // Of as many questions.
                let _ = answers.merge(&each);
            }
        }
        let places: Vec<usize> = (1..=predictors.len()).collect();
        let found = published(&answers, 0, &places).and_then(|published| {
            let correlations = places.iter().map(|&place| answers.correlation(0, place)).collect::<Result<_, _>>()?;
            Ok(Found { base: published.base, drivers: published.drivers, correlations })
        });
        Some(Driven { outcome: outcome.clone(), predictors, found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::response::Answer;
    use proptest::prelude::*;

    fn response(touchpoint: &str, codes: &[(&str, i32)]) -> Response {
        let answers = codes.iter().map(|(item, code)| ((*item).to_string(), Answer::Code(*code))).collect();
        Response { touchpoint: touchpoint.into(), answers, ..Response::default() }
    }

    fn of(responses: &[Response]) -> Together {
        let mut together = Together::default();
        responses.iter().for_each(|response| together.observe(response));
        together
    }

    fn names(measures: &[Measure]) -> Vec<String> {
        measures.iter().map(ToString::to_string).collect()
    }

    /// So many people: the codes go through all that there are, at different paces.
    fn people(touchpoint: &str, items: &[&str], count: i32) -> Vec<Response> {
        let codes = |at: i32| {
            let code = |place: i32| 1 + (at / (place + 1) + place * at % 3) % 5;
            items.iter().zip(0..).map(|(item, place)| (*item, code(place))).collect::<Vec<_>>()
        };
        (0..count).map(|at| response(touchpoint, &codes(at))).collect()
    }

    #[test]
    fn only_what_stands_before_an_outcome_may_drive_it() {
        let together = of(&people(
            "",
            &["ltr11", "csat", "ces2", "expectation", "barometer.practical", "orientation.example"],
            200,
        ));
        let all = together.all(None);
        let told: Vec<(String, Vec<String>)> =
            all.iter().map(|driven| (driven.outcome.to_string(), names(&driven.predictors))).collect();
        let aspects = ["expectation", "barometer.practical"].map(String::from);
        assert_eq!(
            told,
            [
                ("csat".into(), [vec!["ces2".into()], aspects.to_vec()].concat()),
                ("ces2".into(), aspects.to_vec()),
                ("ltr11".into(), [vec!["csat".into(), "ces2".into()], aspects.to_vec()].concat()),
            ]
        );
        assert!(all.iter().all(|driven| driven.found.as_ref().is_ok_and(|found| found.base == 200)));
    }

    #[test]
    fn a_question_that_few_were_asked_shrinks_no_base() {
        let most = people("checkout", &["csat", "ces2", "expectation"], 300);
        let some = people("delivery", &["csat", "ces2", "expectation", "barometer.practical"], 120);
        let together = of(&[most, some].concat());
        let csat = Measure::of(madeleine_core::instrument::key("csat").expect("known"), None).expect("listed");
        let all = together.of(&csat, None).expect("two questions");
        assert_eq!(names(&all.predictors), ["ces2", "expectation"]);
        assert_eq!(all.found.expect("420 people").base, 420);
        let here = together.of(&csat, Some(&Segment::of("delivery"))).expect("three questions");
        assert_eq!((here.predictors.len(), here.found.map(|found| found.base)), (3, Ok(120)));
        assert_eq!(together.of(&csat, Some(&Segment::of("nowhere"))), None);
    }

    #[test]
    fn too_few_people_and_questions_that_repeat_each_other_are_reasons() {
        let few = of(&people("", &["csat", "ces2", "expectation"], 99)).all(None);
        assert_eq!(few[0].found, Err(NoEstimate::InsufficientBase { needed: 100, have: 99 }));
        let twins: Vec<Response> = (0..150)
            .map(|at| {
                response(
                    "",
                    &[("csat", 1 + at % 5), ("expectation", 1 + at / 5 % 5), ("barometer.practical", 1 + at / 5 % 5)],
                )
            })
            .collect();
        assert_eq!(of(&twins).all(None)[0].found, Err(NoEstimate::Singular));
        let alike: Vec<Response> = (0..150)
            .map(|at| response("", &[("csat", 1 + at % 5), ("expectation", 3), ("ces2", 1 + at % 7)]))
            .collect();
        assert_eq!(of(&alike).all(None)[0].found, Err(NoEstimate::ZeroVariance));
    }

    #[test]
    fn what_says_two_things_or_nothing_on_a_scale_says_nothing() {
        let named = |item: &str, instrument: &str| (item.to_string(), instrument.to_string());
        let mut twice =
            response("", &[("speed", 4), ("price", 2), ("ces2", 5), ("expectation", 9), ("barometer.weather", 3)]);
        twice.instruments = vec![named("speed", "csat"), named("price", "csat")];
        assert_eq!(Case::of(&twice), None);
        twice.instruments.pop();
        assert_eq!(Case::of(&twice).map(|case| case.codes.len()), Some(2));
    }

    #[test]
    fn the_largest_sets_are_kept_in_whatever_order_they_come() {
        let mut all: Vec<Response> =
            (0..5_000).map(|at| response(&format!("t{at}"), &[("csat", 4), ("ces2", 1 + at % 7)])).collect();
        all.extend(people("last", &["csat", "ces2", "ltr11"], 10));
        let (forth, mut back) = (of(&all), Together::default());
        all.iter().rev().for_each(|response| back.observe(response));
        assert_eq!(forth.sets.len(), MOST_SETS);
        assert_eq!(forth, back);
        assert_eq!(forth.sets.first().map(|(asked, answers)| (asked.measures.len(), answers.base())), Some((3, 10)));
    }

    const ITEMS: [&str; 5] = ["csat", "ces2", "ltr11", "expectation", "barometer.practical"];

    proptest! {
        #[test]
        fn merged_in_any_order_they_are_the_same(
            said in prop::collection::vec((0..2_usize, prop::array::uniform5(prop::option::of(-1..9_i32))), 0..60),
            cut in 0..60_usize,
        ) {
            let all: Vec<Response> = said
                .iter()
                .map(|(touchpoint, codes)| {
                    let codes: Vec<(&str, i32)> =
                        ITEMS.into_iter().zip(codes).filter_map(|(item, code)| Some((item, (*code)?))).collect();
                    response(["", "till"][*touchpoint], &codes)
                })
                .collect();
            let cut = cut.min(all.len());
            let mut merged = of(&all[cut..]);
            merged.merge(&Together::default());
            merged.merge(&of(&all[..cut]));
            prop_assert_eq!(&merged, &of(&all));
        }
    }
}
