//! What became of the lines of files, as objects of the page.

use js_sys::{Array, Object, Reflect};
use madeleine_report::{Account, Problem};
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
