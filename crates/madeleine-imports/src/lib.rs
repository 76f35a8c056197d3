//! The exports of other tools: the first rows of a file in, what its columns are out. And files of operations, which hold no answers.
//!
//! A module of its own: only who opens a file that isn't ours fetches it. It reads no file: the scorer does, once it knows the columns.

use madeleine_boundary::error;
use madeleine_ingest::Mapping;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the columns of a file are, by its first rows as `Scorer.sample` gives them, for `Scorer.layOut`.
///
/// `mapping` is the text of a `*.mapping.json`, where an owner says it.
///
/// # Errors
/// A JavaScript `Error` with the `code` `bad_mapping`, which says all that is wrong with the mapping; `no_layout` where there is none
/// and no tool that is known wrote the file.
#[wasm_bindgen]
pub fn layout(sample: &[u8], mapping: Option<String>) -> Result<Vec<u8>, JsValue> {
    let mapping = mapping.map(|text| read(&text)).transpose()?;
    madeleine_ingest::layout(sample, mapping.as_ref())
        .ok_or_else(|| error("no_layout", "the columns of this file aren't known, and no mapping says what they are."))
}

/// What a file of operations says, by its rows as `Scorer.sample` gives them at its end, for `Reporter.happen`; nothing where they are of
/// another file.
#[wasm_bindgen]
pub fn operations(sample: &[u8]) -> Option<String> {
    madeleine_ingest::operations(sample)
}

/// What an owner sees who says in a form what the columns of a CSV file are, by its first bytes, as JSON:
/// [`madeleine_ingest::propose_form`] says what stands in it. `ended` says that they are all of the file.
///
/// # Errors
/// A JavaScript `Error` with the `code` `not_csv` where the file isn't CSV.
#[wasm_bindgen(js_name = proposeForm)]
pub fn propose_form(first: &[u8], ended: bool) -> Result<String, JsValue> {
    madeleine_ingest::propose_form(first, ended).map_err(|problem| error(problem.code, problem.message))
}

/// Looks for what is wrong with a mapping, the text of a `*.mapping.json`.
///
/// # Errors
/// As [`layout`].
#[wasm_bindgen(js_name = checkMapping)]
pub fn check_mapping(mapping: &str) -> Result<(), JsValue> {
    read(mapping).map(|_| ())
}

fn read(mapping: &str) -> Result<Mapping, JsValue> {
    Mapping::from_json(mapping.as_bytes()).map_err(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        error("bad_mapping", said.join(" "))
    })
}
