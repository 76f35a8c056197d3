//! Scores as objects of the page.

use js_sys::{Array, Object};
use madeleine_report::{Account, Problem};
use madeleine_stats::publish::{self, Score};
use madeleine_stats::{Tallies, Unit};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/scorer/score-types.d.ts");

#[wasm_bindgen]
extern "C" {
    // Setting a property of an object that was just made can't fail.
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn put_value(object: &Object, name: &JsValue, value: &JsValue);
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn put_number(object: &Object, name: &JsValue, value: f64);
}

/// Texts that have crossed: most of a score's are another's, too, and crossing costs more than all else.
#[derive(Default)]
struct Texts(BTreeMap<String, JsValue>);

impl Texts {
    fn of(&mut self, text: &str) -> &JsValue {
        if !self.0.contains_key(text) {
            self.0.insert(text.into(), text.into());
        }
        &self.0[text]
    }
}

fn put(object: &Object, name: &str, value: impl Into<JsValue>) {
    put_value(object, &name.into(), &value.into());
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

macro_rules! names {
    ($($name:ident $text:literal),* $(,)?) => {
        /// The names of what a score has, which cross once.
        struct Names { $($name: JsValue),* }

        impl Names {
            fn new() -> Self {
                Self { $($name: $text.into()),* }
            }
        }
    };
}

names! {
    instrument "instrument", subject "subject", name "name", segment "segment", period "period", option "option", base "base",
    value "value", low "low", high "high", unit "unit", confidence "confidence", method "method", indicative "indicative",
    reason "reason", message "message",
}

/// Every score that tallies come to.
pub(crate) fn scores(tallies: &Tallies) -> Array {
    let dimensions: Vec<JsValue> = tallies.by().dimensions().iter().map(|one| one.to_string().into()).collect();
    let (names, mut texts) = (Names::new(), Texts::default());
    publish::scores(tallies).iter().map(|one| score(one, &dimensions, &names, &mut texts)).collect()
}

fn score(score: &Score<'_>, dimensions: &[JsValue], names: &Names, texts: &mut Texts) -> Object {
    let object = Object::new();
    put_value(&object, &names.instrument, texts.of(score.measure.key().id));
    if let Some(subject) = score.measure.subject() {
        put_value(&object, &names.subject, texts.of(subject));
    }
    put_value(&object, &names.name, texts.of(score.measure.key().name[0]));
    let segment = Object::new();
    for (name, value) in dimensions.iter().zip(&score.place.segments) {
        put_value(&segment, name, value.name().map_or(&JsValue::NULL, |value| texts.of(value)));
    }
    put_value(&object, &names.segment, &segment);
    if let Some(period) = score.place.period.filter(|period| period.grain().is_some()) {
        put_value(&object, &names.period, texts.of(&period.to_string()));
    }
    if let Some(part) = &score.part {
        put_value(&object, &names.option, texts.of(&part.name));
    }
    put_number(&object, &names.base, count(score.tally.base()));
    match &score.published {
        Ok(published) => {
            let estimate = &published.estimate;
            put_number(&object, &names.value, estimate.value());
            put_number(&object, &names.low, estimate.low());
            put_number(&object, &names.high, estimate.high());
            put_value(&object, &names.unit, texts.of(unit(estimate.unit())));
            put_number(&object, &names.confidence, estimate.confidence().share());
            put_value(&object, &names.method, texts.of(estimate.method().code()));
            put_value(&object, &names.indicative, &published.indicative.into());
        }
        Err(none) => {
            put_value(&object, &names.value, &JsValue::NULL);
            put_value(&object, &names.reason, texts.of(none.code()));
            put_value(&object, &names.message, texts.of(&none.to_string()));
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
