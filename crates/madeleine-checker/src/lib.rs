//! What is wrong with a survey definition, in words: the widget passes over what shows nobody a wrong question.
//!
//! A module of its own: only a page whose owner looks after it, or whose definition is wrong, fetches it.

use madeleine_core::survey::check_survey;
use madeleine_ingest::authored;
use wasm_bindgen::prelude::*;

/// Says in one line what is wrong with a definition: where, and how to mend it; and how many problems more there are.
/// Nothing comes back for a valid one.
#[wasm_bindgen]
pub fn explain(definition: &str) -> Option<String> {
    let tape = match authored(definition) {
        Ok(tape) => tape,
        Err(error) => return Some(format!("this isn't JSON: {error}")),
    };
    let problems = check_survey(tape.root());
    let first = problems.first()?;
    Some(match problems.len() {
        1 => first.to_string(),
        several => format!("{first} (and {} more: run \"madeleine validate\")", several - 1),
    })
}
