//! Where snapshots go: an HTTP endpoint.

use crate::js::object;
use crate::outbox::Record;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Confirmed: it may be deleted.
    Taken,
    /// The receiver will never take it.
    Refused,
    /// Unknown or not now: it is sent again, and merged by its number.
    Later,
}

/// A receiver that says nothing for this long is taken for dead.
const TIMEOUT_MS: u32 = 10_000;

/// Sends one record. The body is plain text, so that no preflight is needed and nothing of the visitor goes along.
pub(crate) async fn post(record: &Record) -> Outcome {
    let options: RequestInit = object(&[
        ("method", "POST".into()),
        ("body", record.body.as_str().into()),
        ("keepalive", true.into()),
        ("mode", "cors".into()),
        ("credentials", "omit".into()),
        ("redirect", "error".into()),
        ("referrerPolicy", "origin".into()),
        ("signal", AbortSignal::timeout_with_u32(TIMEOUT_MS).into()),
    ])
    .unchecked_into();
    let Some(window) = web_sys::window() else { return Outcome::Later };
    let Ok(response) = JsFuture::from(window.fetch_with_str_and_init(&record.to, &options)).await else {
        return Outcome::Later;
    };
    match response.unchecked_into::<Response>().status() {
        200..=299 => Outcome::Taken,
        408 | 425 | 429 => Outcome::Later,
        400..=499 => Outcome::Refused,
        _ => Outcome::Later,
    }
}
