//! Answers test vectors: one JSON object `{"op", "input"}` a line in, one JSON value a line out, `{"unsupported":true}`
//! where there is no such operation. Here stands which function of the statistics answers which operation, and nothing
//! is computed. The binary `vectors`, the command `madeleine vectors` and the twin in WebAssembly are all this one
//! function; `tests/vectors/run.mjs` compares what they say with what is expected, and with each other.
//!
//! ```
//! let answer = madeleine_vectors::answer_lines(r#"{"op":"display_net","input":{"num":-9,"den":100}}"#);
//! assert_eq!(answer, "-9\n");
//! ```

mod compare;
mod driver;
mod input;
mod operation;
mod privacy;
mod quality;
mod scores;
mod special;
mod tally;
mod trend;
mod weight;

use input::Input;
use serde_json::{Value, json};

/// What an operation has to say: a value, `null` where its input has none, or nothing, where it isn't known.
enum Answer {
    Value(Option<Value>),
    Unknown,
}

/// Answers each line with one line.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn answer_lines(lines: &str) -> String {
    let mut out = String::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let question: Value = serde_json::from_str(line).unwrap_or_default();
        let op = question["op"].as_str().unwrap_or_default();
        out.push_str(&answer(op, &Input(&question["input"])).to_string());
        out.push('\n');
    }
    out
}

fn answer(op: &str, input: &Input) -> Value {
    let families = [
        scores::answer,
        special::answer,
        compare::answer,
        weight::answer,
        trend::answer,
        driver::answer,
        quality::answer,
        privacy::answer,
        operation::answer,
        tally::answer,
    ];
    let answered = families.iter().find_map(|family| match family(op, input) {
        Answer::Value(value) => Some(value.unwrap_or(Value::Null)),
        Answer::Unknown => None,
    });
    answered.unwrap_or_else(|| json!({ "unsupported": true }))
}
