//! The port to the page. The page's script holds the elements, the clock and the outbox; decisions are made here.

use wasm_bindgen::prelude::*;

/// How a question is answered.
#[wasm_bindgen]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One of five faces.
    Faces,
    /// One of a row of numbers.
    Numbers,
    /// One of a few options.
    Choice,
    /// Several of some options.
    Several,
    /// Words of the person's own.
    Words,
}

/// What becomes of a sitting, as the page is told.
#[wasm_bindgen]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// An answer is on disk.
    Answered,
    /// The last question was answered.
    Completed,
    /// The person closed the survey before its end.
    Dismissed,
    /// The survey leaves the page.
    Gone,
}

#[wasm_bindgen]
extern "C" {
    /// What a sitting needs of the page it takes place in.
    pub type Page;

    /// Shows a question; its labels are those of [`Sitting::label`](crate::Sitting::label). `stem` stands before it and may be
    /// empty. Of a scale, `first` and `step` give each of its `limit` places its number: `first + place × step`. Of several
    /// options `limit` may be chosen, `alone` is the place of the one that is chosen alone, or −1; of words `limit` characters may be
    /// written. `chosen` has a bit for each place that was chosen before, and `written` the words. `passed` of `all` questions are behind
    /// or on the screen.
    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    pub fn ask(
        this: &Page,
        control: Control,
        question: &str,
        stem: &str,
        places: u32,
        first: i32,
        step: i32,
        limit: u32,
        alone: i32,
        chosen: u32,
        written: &str,
        passed: u32,
        all: u32,
        back: bool,
        optional: bool,
    );

    /// Shows the thanks.
    #[wasm_bindgen(method)]
    pub fn thank(this: &Page);

    /// What the page said of the occasion under this name, as a short text.
    #[wasm_bindgen(method)]
    pub fn context(this: &Page, name: &str) -> Option<String>;

    /// Now, as an ISO time in UTC.
    #[wasm_bindgen(method)]
    pub fn now(this: &Page) -> String;

    /// Milliseconds of a clock that never runs backwards.
    #[wasm_bindgen(method)]
    pub fn clock(this: &Page) -> f64;

    /// 128 random bits as a short text.
    #[wasm_bindgen(method)]
    pub fn id(this: &Page) -> String;

    /// Calls [`Sitting::tick`](crate::Sitting::tick) after so many milliseconds.
    #[wasm_bindgen(method)]
    pub fn later(this: &Page, ms: u32);

    /// Puts a snapshot on disk for each endpoint of the definition and calls [`Sitting::saved`](crate::Sitting::saved) when it
    /// is there or can't be: put → complete → acknowledge. With `in_memory` it was refused there and is held by the page.
    /// `state` is the snapshot's state word.
    #[wasm_bindgen(method)]
    pub fn put(this: &Page, response_id: &str, seq: u32, body: &str, state: &str, in_memory: bool);

    /// Tells the page what becomes of the sitting.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Page, moment: Moment);
}
