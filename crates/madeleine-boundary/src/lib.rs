//! What crosses between a page and each of our modules: errors as JavaScript expects them.

use core::fmt::Display;
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// An `Error` of the name `MadeleineError` with a stable word for programs as its `code`.
pub fn error(code: &str, message: impl Display) -> JsValue {
    let error = Error::new(&message.to_string());
    error.set_name("MadeleineError");
    // Setting a property of an object that was just made can't fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
