//! Responses to tallies to every number: the whole way of the data, at once and in parts.

use crate::Answer;
use crate::input::{Input, ends};
use madeleine_core::Response;
use madeleine_core::wire::read_response;
use madeleine_ingest::Json;
use madeleine_stats::score::{Emotions, Kano, Rating, distribution};
use madeleine_stats::tally::{Measure, PeakEnds, Place, Segment, read, write};
use madeleine_stats::weight::Weight;
use madeleine_stats::{By, Confidence, Estimate, NoEstimate, Tallies, Tally, headline};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "tally" => tally(input),
        "tally_file" => tally_file(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

/// Tallies `responses`, cut `by`; with `parts` (lists of places in `responses`, in any order) each part on its own, sent
/// over the wire unless it holds moments of journeys, which may go on in another, and merged in that order. Answers with the tallies as a file,
/// and with every number that they give.
fn tally(input: &Input) -> Option<Value> {
    let by: By = input.0["by"].as_str().unwrap_or_default().parse().ok()?;
    let responses = input.0["responses"].as_array()?.iter();
    let responses: Option<Vec<Response>> =
        responses.map(|response| Some(read_response(Json(response)).ok()?.0)).collect();
    let responses = responses?;
    let observed = |mut tallies: Tallies, response: &Response| {
        tallies.observe(response);
        tallies
    };
    let tallies = match input.0["parts"].as_array() {
        None => responses.iter().fold(Tallies::new(by), observed),
        Some(parts) => {
            let mut sum = Tallies::new(by.clone());
            for part in parts {
                let places = part.as_array()?.iter().map(|place| usize::try_from(place.as_u64()?).ok());
                let places: Vec<usize> = places.collect::<Option<_>>()?;
                let own = places.iter().filter_map(|place| responses.get(*place));
                let part = own.fold(Tallies::new(by.clone()), observed);
                let going_on = part.peak_ends() != PeakEnds::default();
                sum.merge(&if going_on { part } else { sent(&part)? }).ok()?;
            }
            sum
        }
    };
    let scores: Vec<Value> = tallies
        .cells()
        .map(|(_, measure, tally)| json!({ "measure": measure.to_string(), "numbers": numbers(measure, tally) }))
        .collect();
    let peak_end = numbers_of(tallies.peak_ends().estimate(Confidence::NINETY_FIVE));
    let file: Value = serde_json::from_str(&write(&tallies)).ok()?;
    // Some weight for each place, so that weighted sums are added up, too.
    let weight = |place: &Place| {
        Weight::new(1.0 / (3.0 + place.segments.iter().filter_map(Segment::name).map(str::len).sum::<usize>() as f64))
            .unwrap_or(Weight::ONE)
    };
    let weighted = tallies.weighted(weight).rolled_up(&By::default()).ok()?;
    let weighted: Vec<Value> =
        weighted.cells().map(|(_, measure, tally)| numbers_of(headline(measure.key(), tally))).collect();
    Some(json!({ "tally": file, "scores": scores, "peak_end": peak_end, "weighted": weighted }))
}

/// Reads `text` as a file of tallies: answers with the file that is written of it, or with all that is wrong.
fn tally_file(input: &Input) -> Option<Value> {
    Some(match serde_json::from_str(input.0["text"].as_str()?) {
        Err(error) => json!({ "not_json": error.to_string() }),
        Ok(value) => match read(Json(&value)) {
            Ok(tallies) => json!({ "written": write(&tallies) }),
            Err(problems) => {
                problems.iter().map(|problem| json!([problem.code, problem.path, problem.message])).collect()
            }
        },
    })
}

/// What another machine reads of these tallies.
fn sent(tallies: &Tallies) -> Option<Tallies> {
    let file: Value = serde_json::from_str(&write(tallies)).ok()?;
    read(Json(&file)).ok()
}

fn numbers(measure: &Measure, tally: &Tally) -> Value {
    let confidence = Confidence::NINETY_FIVE;
    let mut numbers = vec![numbers_of(headline(measure.key(), tally))];
    if let Some(counts) = tally.counts() {
        numbers.extend(distribution(counts, confidence).into_iter().flatten().map(|share| numbers_of(Ok(share))));
        if let Ok(rating) = Rating::of_key(measure.key(), counts, confidence) {
            numbers.extend([rating.mean, rating.net, rating.index].map(|estimate| numbers_of(Ok(estimate))));
        }
        if let Ok(kano) = Kano::of(counts, confidence) {
            numbers.extend([kano.better, kano.worse].map(numbers_of));
        }
    }
    if let Some(mentions) = tally.mentions() {
        numbers.push(numbers_of(Emotions::of(mentions, confidence).map(|emotions| emotions.net)));
    }
    numbers.into()
}

/// JSON writes doubles with as many digits as tell them from all others: equal text is equal bits.
fn numbers_of(estimate: Result<Estimate, NoEstimate>) -> Value {
    match estimate {
        Ok(estimate) => json!([estimate.value(), ends(estimate.interval()), estimate.base()]),
        Err(reason) => reason.code().into(),
    }
}
