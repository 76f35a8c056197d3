//! Scores as objects of the page.

use js_sys::{Array, Object, Reflect};
use madeleine_report::{Account, Problem};
use madeleine_stats::publish::{self, Score};
use madeleine_stats::{Tallies, Unit};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/scorer/score-types.d.ts");

fn put(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of an object that was just made can't fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

/// Numbers of people are whole and far below 2^53.
fn count(count: u64) -> f64 {
    count as f64
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::ScalePoints => "scalePoints",
        Unit::Index => "index",
    }
}

/// Every score that tallies come to.
pub(crate) fn scores(tallies: &Tallies) -> Array {
    let names: Vec<String> = tallies.by().dimensions().iter().map(ToString::to_string).collect();
    publish::scores(tallies).iter().map(|one| score(one, &names)).collect()
}

fn score(score: &Score<'_>, names: &[String]) -> Object {
    let object = Object::new();
    put(&object, "instrument", score.measure.key().id);
    put(&object, "subject", score.measure.subject());
    put(&object, "name", score.measure.key().name[0]);
    let segment = Object::new();
    for (name, value) in names.iter().zip(&score.place.segments) {
        put(&segment, name, value.name().map_or(JsValue::NULL, JsValue::from));
    }
    put(&object, "segment", segment);
    let period = score.place.period.filter(|period| period.grain().is_some()).map(|period| period.to_string());
    put(&object, "period", period);
    put(&object, "option", score.part.as_ref().map(|part| part.name.clone()));
    put(&object, "base", count(score.tally.base()));
    match &score.published {
        Ok(published) => {
            let estimate = &published.estimate;
            for (name, number) in [("value", estimate.value()), ("low", estimate.low()), ("high", estimate.high())] {
                put(&object, name, number);
            }
            put(&object, "unit", unit(estimate.unit()));
            put(&object, "confidence", estimate.confidence().share());
            put(&object, "method", estimate.method().code());
            put(&object, "indicative", published.indicative);
        }
        Err(none) => {
            put(&object, "value", JsValue::NULL);
            put(&object, "reason", none.code());
            put(&object, "message", none.to_string());
        }
    }
    object
}

/// What became of the lines of files.
pub(crate) fn read(account: &Account) -> Object {
    let object = Object::new();
    for (name, number) in [
        ("lines", account.lines),
        ("responses", account.responses),
        ("superseded", account.superseded),
        ("duplicates", account.duplicates),
        ("conflicts", account.conflicts),
        ("broken", account.broken),
        ("problemCount", account.problem_count),
        ("noteCount", account.note_count),
    ] {
        put(&object, name, count(number));
    }
    let told = |problem: &Problem| {
        let object = Object::new();
        put(&object, "file", problem.file.as_str());
        put(&object, "line", problem.line);
        put(&object, "code", problem.code.as_str());
        put(&object, "message", problem.message.as_str());
        object
    };
    put(&object, "problems", account.problems.iter().map(told).collect::<Array>());
    put(&object, "notes", account.notes.iter().map(told).collect::<Array>());
    object
}
