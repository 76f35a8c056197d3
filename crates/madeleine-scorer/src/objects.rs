//! Scores as objects of the page.

use js_sys::{Array, Object, Reflect};
use madeleine_report::{Account, Problem};
use madeleine_stats::publish::{self, Score};
use madeleine_stats::tally::Period;
use madeleine_stats::{By, Tallies, Unit};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/scorer/score-types.d.ts");

#[wasm_bindgen]
extern "C" {
    /// A score: each setter is a store of its own in the glue, which a browser does much sooner than one of any name.
    #[wasm_bindgen(extends = Object, js_name = Object)]
    type Scored;
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Scored;
    #[wasm_bindgen(method, setter)]
    fn set_instrument(this: &Scored, id: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_subject(this: &Scored, subject: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Scored, name: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_segment(this: &Scored, segment: &Segment);
    #[wasm_bindgen(method, setter)]
    fn set_period(this: &Scored, period: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_option(this: &Scored, option: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_base(this: &Scored, base: f64);
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &Scored, value: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_low(this: &Scored, low: f64);
    #[wasm_bindgen(method, setter)]
    fn set_high(this: &Scored, high: f64);
    #[wasm_bindgen(method, setter)]
    fn set_unit(this: &Scored, unit: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_confidence(this: &Scored, confidence: f64);
    #[wasm_bindgen(method, setter)]
    fn set_method(this: &Scored, method: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_indicative(this: &Scored, indicative: bool);
    #[wasm_bindgen(method, setter)]
    fn set_reason(this: &Scored, reason: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_message(this: &Scored, message: &JsValue);

    /// What responses say of the things by which scores are cut.
    #[wasm_bindgen(extends = Object, js_name = Object)]
    type Segment;
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Segment;
    #[wasm_bindgen(method, indexing_setter)]
    fn put(this: &Segment, name: &JsValue, value: &JsValue);
}

/// A text of the last score, which the next one mostly shares: crossing costs more than all else.
#[derive(Clone, Default)]
struct Text {
    last: String,
    crossed: Option<JsValue>,
}

impl Text {
    fn of(&mut self, text: &str) -> &JsValue {
        if self.last != text {
            self.last = text.into();
            self.crossed = None;
        }
        self.crossed.get_or_insert_with(|| text.into())
    }
}

/// What scores say in words.
struct Texts {
    dimensions: Vec<JsValue>,
    segments: Vec<Text>,
    periods: BTreeMap<Period, JsValue>,
    instrument: Text,
    name: Text,
    unit: Text,
    method: Text,
}

impl Texts {
    fn new(by: &By) -> Self {
        let dimensions: Vec<JsValue> = by.dimensions().iter().map(|one| one.to_string().into()).collect();
        Self {
            segments: vec![Text::default(); dimensions.len()],
            dimensions,
            periods: BTreeMap::new(),
            instrument: Text::default(),
            name: Text::default(),
            unit: Text::default(),
            method: Text::default(),
        }
    }
}

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
    let mut texts = Texts::new(tallies.by());
    publish::scores(tallies).iter().map(|one| score(one, &mut texts)).collect()
}

fn score(score: &Score<'_>, texts: &mut Texts) -> Scored {
    let object = Scored::new();
    object.set_instrument(texts.instrument.of(score.measure.key().id));
    if let Some(subject) = score.measure.subject() {
        object.set_subject(&subject.into());
    }
    object.set_name(texts.name.of(score.measure.key().name[0]));
    let segment = Segment::new();
    for ((name, text), value) in texts.dimensions.iter().zip(&mut texts.segments).zip(&score.place.segments) {
        segment.put(name, value.name().map_or(&JsValue::NULL, |value| text.of(value)));
    }
    object.set_segment(&segment);
    if let Some(period) = score.place.period.filter(|period| period.grain().is_some()) {
        object.set_period(texts.periods.entry(period).or_insert_with(|| period.to_string().into()));
    }
    if let Some(part) = &score.part {
        object.set_option(&part.name.as_str().into());
    }
    object.set_base(count(score.tally.base()));
    match &score.published {
        Ok(published) => {
            let estimate = &published.estimate;
            object.set_value(&estimate.value().into());
            object.set_low(estimate.low());
            object.set_high(estimate.high());
            object.set_unit(texts.unit.of(unit(estimate.unit())));
            object.set_confidence(estimate.confidence().share());
            object.set_method(texts.method.of(estimate.method().code()));
            object.set_indicative(published.indicative);
        }
        Err(none) => {
            object.set_value(&JsValue::NULL);
            object.set_reason(&none.code().into());
            object.set_message(&none.to_string().into());
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
