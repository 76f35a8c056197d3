//! What became of the lines of files, as objects of the page.

use js_sys::{Array, Object, Reflect};
use madeleine_ingest::files::{Count, Files, Told};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/scorer/score-types.d.ts");

/// Of all that can be wrong with files, so much is told one by one.
const MAX_PROBLEMS: usize = 200;

fn put(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of an object that was just made can't fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

/// Numbers of people are whole and far below 2^53.
fn count(count: u64) -> f64 {
    count as f64
}

/// What became of the lines of files.
pub(crate) fn read<C: Count>(files: &Files<C>) -> Object {
    let (object, intake) = (Object::new(), files.so_far());
    for (name, number) in [
        ("lines", intake.lines()),
        ("responses", intake.len() as u64),
        ("superseded", intake.superseded()),
        ("duplicates", intake.duplicates()),
        ("conflicts", intake.conflicts()),
        ("broken", intake.broken()),
        ("problemCount", intake.problem_count()),
        ("noteCount", intake.note_count()),
    ] {
        put(&object, name, count(number));
    }
    let told = |told: Told| {
        let object = Object::new();
        put(&object, "file", told.file.as_str());
        put(&object, "line", told.line);
        put(&object, "code", told.code);
        put(&object, "message", told.message.as_str());
        object
    };
    put(&object, "problems", files.problems(MAX_PROBLEMS).into_iter().map(told).collect::<Array>());
    put(&object, "notes", files.notes(MAX_PROBLEMS).into_iter().map(told).collect::<Array>());
    object
}
