//! The same for a page.

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

/// Writes a Parquet file or a workbook as CSV: `push` is called with each piece of it.
///
/// # Errors
/// A JavaScript `Error` that says why the file can't be read.
#[wasm_bindgen]
pub fn csv(file: Vec<u8>, push: &Function) -> Result<(), JsError> {
    let mut thrown = None;
    crate::csv(file, |piece| {
        if thrown.is_none() {
            thrown = push.call1(&JsValue::NULL, &Uint8Array::from(piece)).err();
        }
    })?;
    match thrown {
        Some(problem) => Err(JsError::new(&format!("{problem:?}"))),
        None => Ok(()),
    }
}
