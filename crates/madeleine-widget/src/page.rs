//! The port to the page: its clock, its chance, its words, and the outbox. The page's script stands behind it; what it
//! does is the trade of scripts, and written in Rust it weighed as much as all the questions together.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What a sitting needs of the page it takes place in.
    pub type Page;

    /// The catalogue's text of a wording key.
    #[wasm_bindgen(method)]
    pub fn words(this: &Page, key: &str) -> Option<String>;

    /// What the page said of the occasion under this name, as a short text.
    #[wasm_bindgen(method)]
    pub fn context(this: &Page, name: &str) -> Option<String>;

    /// `phone`, `tablet` or `desktop`: as much as is kept of a device.
    #[wasm_bindgen(method)]
    pub fn device(this: &Page) -> String;

    /// Now, as an ISO time in UTC.
    #[wasm_bindgen(method)]
    pub fn now(this: &Page) -> String;

    /// Milliseconds of a clock that never runs backwards.
    #[wasm_bindgen(method)]
    pub fn clock(this: &Page) -> f64;

    /// 32 random bits.
    #[wasm_bindgen(method)]
    pub fn draw(this: &Page) -> u32;

    /// 128 random bits as a short text.
    #[wasm_bindgen(method)]
    pub fn id(this: &Page) -> String;

    /// Puts a snapshot on disk for each endpoint (address or path) and calls `done(true)` when it is there,
    /// `done(false)` if it can't be: put → complete → acknowledge.
    #[wasm_bindgen(method)]
    pub fn put(this: &Page, response_id: &str, seq: u32, to: &Array, body: &str, done: &Function);

    /// Holds a snapshot in memory, where the browser refuses storage.
    #[wasm_bindgen(method)]
    pub fn hold(this: &Page, response_id: &str, seq: u32, to: &Array, body: &str);

    /// Sends what is kept: send → 2xx → delete.
    #[wasm_bindgen(method)]
    pub fn send(this: &Page);

    /// Tells the page by an event on the survey's element; the detail is a snapshot, or else only the survey's id.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Page, event: &str, survey: &str, snapshot: Option<String>);

    /// Takes the survey's element out of the page.
    #[wasm_bindgen(method)]
    pub fn leave(this: &Page);
}
