//! The survey in the page.
//!
//! The page's script gives [`mount`] a shadow root, a definition and itself as a [`Page`]; from then on this crate draws
//! the questions, has every answer on disk before it moves on, and says when to send. The way through the survey itself
//! is `madeleine_core::survey::flow`.
//!
//! Nothing here uses `innerHTML`, an inline style, `eval` or a string of script: it runs under the strictest
//! content security policy and under Trusted Types `'none'`.

mod js;
mod page;
mod sitting;
mod view;

use madeleine_core::survey::read_survey;
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use lol_alloc::{FreeListAllocator, LockedAllocator};

pub use page::Page;
pub use sitting::Mounted;

/// A survey needs a few kilobytes: the standard allocator, made for more, weighs four times as much.
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// Shows a survey in a shadow root and leads the person through it.
///
/// `definition` is a parsed survey definition, `locale` the language of the page's words, `sample` the share of visits
/// that is asked.
/// The handle that comes back keeps the survey alive; dropping it (`free()`) releases every listener.
///
/// `undefined` comes back for a definition that isn't valid: nothing is shown then, and the scorer module, which knows
/// the same reader, explains what is wrong.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, definition: JsValue, locale: String, sample: f64, page: Page) -> Option<Mounted> {
    let survey = read_survey(js::Js(definition)).ok()?;
    sitting::mount(root, survey, locale, sample, page)
}
