//! Operations on differences, tests and many comparisons.

use crate::Answer;
use crate::input::Input;
use serde_json::Value;

pub fn answer(op: &str, _input: &Input) -> Answer {
    let value: Option<Value> = match op {
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}
