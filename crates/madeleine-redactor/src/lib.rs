//! Takes card numbers, IBANs, e-mail addresses and telephone numbers out of what a person wrote, before it is kept or sent.
//!
//! A module of its own: only a survey with an open question fetches it, once its first question stands there.

use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

/// A few lines of text need little: the standard allocator weighs four times as much.
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// What is to be kept of a text; nothing where it can be kept as it is.
#[wasm_bindgen]
pub fn redact(text: &str) -> Option<String> {
    madeleine_core::privacy::redact(text)
}
