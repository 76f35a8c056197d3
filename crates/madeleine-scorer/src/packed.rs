//! Scores as two lists of numbers and one of texts: a page that is handed objects takes longer to copy them than it took to count them.
//! `www/scorer/unpacked.ts` makes objects of them.

use js_sys::{Array, Float64Array, Uint32Array};
use madeleine_core::wire::Json;
use madeleine_stats::publish::{self, Score};
use madeleine_stats::tally::Period;
use madeleine_stats::{Tallies, Unit};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// Scores, packed.
///
/// For each score five numbers: how many answers it rests on, its value, both ends of its interval, its confidence. And the places of its
/// texts: instrument, subject, name, period, option, unit, method, "true" where it is indicative, the code and the sentence of why it isn't
/// shown, and what is said of each thing that is cut by. The texts stand in a list, its first one stands for nothing; that list's last ones
/// are the names of what is cut by.
#[derive(Default)]
struct Packed {
    numbers: Vec<f64>,
    places: Vec<u32>,
    texts: Texts,
    periods: BTreeMap<Period, u32>,
}

/// Different texts in the order in which they came, counted from 1.
#[derive(Default)]
struct Texts {
    known: BTreeMap<String, u32>,
    listed: Vec<String>,
}

impl Texts {
    fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.known.get(text) {
            return *place;
        }
        self.listed.push(text.into());
        let place = self.listed.len() as u32;
        self.known.insert(text.into(), place);
        place
    }
}

/// Every score that tallies come to.
pub(crate) fn scores(tallies: &Tallies) -> Array {
    let mut packed = Packed::default();
    publish::scores(tallies).iter().for_each(|score| packed.push(score));
    let Packed { numbers, places, texts, .. } = packed;
    let mut json = Json::default();
    json.open('[');
    json.text("");
    texts.listed.iter().for_each(|text| json.text(text));
    tallies.by().dimensions().iter().for_each(|dimension| json.text(&dimension.to_string()));
    json.close(']');
    let (numbers, places) = (Float64Array::from(&numbers[..]), Uint32Array::from(&places[..]));
    Array::of3(&numbers, &places, &JsValue::from(json.finish()))
}

impl Packed {
    fn push(&mut self, score: &Score<'_>) {
        let texts = &mut self.texts;
        let mut place = |text: Option<&str>| text.map_or(0, |text| texts.place(text));
        let key = score.measure.key();
        let period = score.place.period.filter(|period| period.grain().is_some());
        let [instrument, subject, name] = [Some(key.id), score.measure.subject(), Some(key.name)].map(&mut place);
        let option = place(score.part.as_ref().map(|part| part.name.as_str()));
        let (numbers, said) = match &score.published {
            Ok(published) => {
                let estimate = &published.estimate;
                let numbers = [estimate.value(), estimate.low(), estimate.high(), estimate.confidence().share()];
                let indicative = published.indicative.then_some("true");
                (
                    numbers,
                    [Some(unit(estimate.unit())), Some(estimate.method().code()), indicative, None, None]
                        .map(&mut place),
                )
            }
            Err(none) => {
                let sentence = none.to_string();
                ([f64::NAN; 4], [None, None, None, Some(none.code()), Some(&*sentence)].map(&mut place))
            }
        };
        let segments: Vec<u32> = score.place.segments.iter().map(|segment| place(segment.name())).collect();
        let period =
            period.map_or(0, |period| *self.periods.entry(period).or_insert_with(|| texts.place(&period.to_string())));
        // Numbers of people are whole and far below 2^53.
        self.numbers.push(score.tally.base() as f64);
        self.numbers.extend(numbers);
        self.places.extend([instrument, subject, name, period, option]);
        self.places.extend(said);
        self.places.extend(segments);
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::ScalePoints => "scalePoints",
        Unit::Index => "index",
    }
}
