//! The twin of `main.rs` for WebAssembly: the same operations, so that a browser is shown to compute the same bits.

#![cfg(target_arch = "wasm32")]

mod ops;

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers every line: see [`ops`].
#[wasm_bindgen]
pub fn answer_lines(lines: &str) -> String {
    ops::answer_lines(lines)
}
