//! The survey in the page.
//!
//! The page holds elements, Rust holds decisions: the embed script gives [`mount`] an element, a definition and the
//! words of one language; from then on this crate draws the questions into a shadow root, puts every answer on disk
//! before it moves on, and sends what is on disk. The way through the survey itself is `madeleine_core::survey::flow`.
//!
//! Nothing here uses `innerHTML`, an inline style, `eval` or a string of script: it runs under the strictest
//! content security policy and under Trusted Types `'none'`.

mod js;
mod outbox;
mod sink;
mod sitting;
mod view;

use madeleine_core::survey::read_survey;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use sitting::Mounted;

/// Shows a survey in an element and leads the person through it.
///
/// `definition` is a parsed survey definition, `words` the catalogue of `locale` (an object of texts by key),
/// `context` what the page says of the occasion (an object of short texts), `sample` the share of visits asked.
/// The handle that comes back keeps the survey alive; dropping it (`free()`) releases every listener.
///
/// # Errors
/// A text for the owner of the page that names the place in the definition and how to mend it. Nothing is shown then.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    definition: &JsValue,
    words: JsValue,
    locale: String,
    context: &JsValue,
    sample: Option<f64>,
) -> Result<Mounted, JsValue> {
    let survey = read(definition)?;
    sitting::mount(host, survey, words, locale, js::short_texts(context), sample)
}

/// Reads a definition and says what is wrong with it.
///
/// # Errors
/// The first problem as a text, with the number of further ones.
#[wasm_bindgen]
pub fn check(definition: &JsValue) -> Result<(), JsValue> {
    read(definition).map(|_| ())
}

/// Sends what earlier visits left in the outbox.
#[wasm_bindgen]
pub async fn flush() {
    outbox::flush().await;
}

fn read(definition: &JsValue) -> Result<madeleine_core::Survey, JsValue> {
    read_survey(&js::Js(definition.clone())).map_err(|problems| {
        let mut text = problems.first().map(ToString::to_string).unwrap_or_default();
        if problems.len() > 1 {
            text.push_str(" (and ");
            text.push_str(&(problems.len() - 1).to_string());
            text.push_str(" more: run `madeleine validate`)");
        }
        text.into()
    })
}
