//! Operations on response quality, participation, non-response and planning.

use crate::Answer;
use crate::input::Input;
use madeleine_stats::estimate::planning;
use madeleine_stats::quality::{self, Dispositions, Representativity, Speeders, Straightline};
use madeleine_stats::{Confidence, Estimate, NoEstimate};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "dispositions" => dispositions(input),
        "speeders" => speeders(input),
        "straightline" => straightline(input),
        "r_indicator" => r_indicator(input),
        "manski" => manski(input),
        "psi" => psi(input),
        "n_two_props" => n_two_props(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn dispositions(input: &Input) -> Option<Value> {
    let counts = Dispositions {
        eligible: input.whole("eligible")?,
        selected: input.whole("selected")?,
        displayed: input.whole("displayed")?,
        started: input.whole("started")?,
        partial: input.whole("partial")?,
        completed: input.whole("completed")?,
        dismissed: input.whole("dismissed")?,
        ignored: input.whole("ignored")?,
    };
    let rates = counts.rates(input.confidence()?);
    let value = |rate: Result<Estimate, NoEstimate>| rate.ok().map(|rate| rate.value());
    Some(json!({
        "selection_rate": value(rates.selection), "display_rate": value(rates.display), "start_rate": value(rates.start),
        "response_rate_min": value(rates.completed), "response_rate_partial": value(rates.answered),
        "completion_rate": value(rates.completion), "breakoff_rate": value(rates.breakoff),
        "refusal_rate": value(rates.refusal), "ignored_rate": value(rates.ignored), "balanced": counts.balanced(),
    }))
}

fn speeders(input: &Input) -> Option<Value> {
    let speeders = Speeders::among(input.counts("ms")?.categories(), u32::try_from(input.whole("n_items")?).ok()?);
    Some(json!({ "threshold": speeders.threshold, "median": speeders.median, "flagged": speeders.flagged }))
}

fn straightline(input: &Input) -> Option<Value> {
    let codes =
        |value: &Value| if value.is_null() { Some(None) } else { i32::try_from(value.as_i64()?).ok().map(Some) };
    let answers: Option<Vec<Option<i32>>> = input.0["vals"].as_array()?.iter().map(codes).collect();
    let reversed = input.0["reversed_idx"].as_array().map_or(&[][..], Vec::as_slice);
    let reversed: Vec<usize> = reversed.iter().filter_map(|at| usize::try_from(at.as_u64()?).ok()).collect();
    Some(match Straightline::of(&answers?, &reversed) {
        Some(line) => json!({ "longstring": line.longest, "irv": line.variability, "level": line.level.code() }),
        None => json!({ "longstring": null, "irv": null, "level": "not_applicable" }),
    })
}

fn r_indicator(input: &Input) -> Option<Value> {
    let (groups, answered) = (input.counts("N")?, input.counts("resp")?);
    let even = Representativity::of(groups.categories(), answered.categories()).ok()?;
    Some(json!({ "response_rate": even.rate, "r": even.r }))
}

fn manski(input: &Input) -> Option<Value> {
    let bounds = quality::bounds(input.whole("x")?, input.whole("n")?, input.whole("invited")?).ok()?;
    Some(json!({ "lower": bounds.low(), "upper": bounds.high(), "width": 2.0 * bounds.half_width() }))
}

fn psi(input: &Input) -> Option<Value> {
    quality::stability(&input.numbers("expected")?, &input.numbers("actual")?).ok().map(Value::from)
}

fn n_two_props(input: &Input) -> Option<Value> {
    let power = if input.0["power"].is_null() { 0.8 } else { input.number("power")? };
    let risk = if input.0["alpha"].is_null() { 0.05 } else { input.number("alpha")? };
    let (first, second) = input.two("p1", "p2")?;
    planning::exact_base_for_difference(first, second, power, Confidence::new(1.0 - risk)?).map(Value::from)
}
