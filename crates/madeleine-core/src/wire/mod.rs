//! The two open formats on the wire: how a value is looked at, how a response is read and written.
//!
//! Reading goes through [`Node`], a small view on a JSON value: [`Tape`] in the widget, a JSON library's values in every
//! other room. One validator, two adapters.

mod json;
pub(crate) mod node;
pub(crate) mod read;
mod tape;
mod write;

pub use json::Json;
pub use node::{Cursor, Kind, Node};
pub use read::read_response;
pub use tape::{Tape, Value};
pub use write::write_response;
pub(crate) use write::{Item as LineItem, Line, write_line};

/// Version of the response format that this crate writes.
pub const VERSION: i64 = 1;

/// Longest response that is sent or accepted, in bytes.
pub const MAX_RESPONSE_BYTES: usize = 16 * 1024;

/// Most characters of an open answer.
pub const MAX_TEXT_CHARS: usize = 4_000;
