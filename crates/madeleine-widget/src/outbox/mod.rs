//! The outbox: what was acknowledged lies here until its receiver has confirmed it.
//!
//! put → complete → acknowledge → send → 2xx → delete. A record is one snapshot for one endpoint; a later snapshot of
//! the same response replaces the earlier one, and a record is deleted only if nothing newer has taken its place.
//! Where the browser refuses storage, [`memory`] takes over and the response says so (`durability: "mem"`).

mod disk;
mod memory;

use crate::js::{field, object};
use crate::sink::{self, Outcome};
use madeleine_core::response::Durability;
use wasm_bindgen::prelude::*;

/// One snapshot that waits for one endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) response_id: String,
    pub(crate) seq: u32,
    pub(crate) to: String,
    pub(crate) body: String,
    /// When it was first put, milliseconds since 1970 by this device's clock.
    pub(crate) since: f64,
    /// The receiver said that it will never take it: kept for a week as evidence, not sent again.
    pub(crate) refused: bool,
}

/// A week: older records are given up.
const KEPT_MS: f64 = 7.0 * 24.0 * 3_600_000.0;

impl Record {
    /// Records of different responses or endpoints never share a key, so two tabs never write the same one.
    fn key(&self) -> String {
        [&self.response_id, " ", &self.to].concat()
    }

    fn to_js(&self) -> JsValue {
        object(&[
            ("response_id", self.response_id.as_str().into()),
            ("seq", self.seq.into()),
            ("to", self.to.as_str().into()),
            ("body", self.body.as_str().into()),
            ("since", self.since.into()),
            ("refused", self.refused.into()),
        ])
    }

    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self {
            response_id: field(value, "response_id").as_string()?,
            seq: field(value, "seq").as_f64()? as u32,
            to: field(value, "to").as_string()?,
            body: field(value, "body").as_string()?,
            since: field(value, "since").as_f64()?,
            refused: field(value, "refused").as_bool()?,
        })
    }
}

/// Whether the disk takes records. Asked only once a person has answered: looking creates the database.
pub(crate) async fn durability() -> Durability {
    if disk::usable().await { Durability::Disk } else { Durability::Memory }
}

/// Puts records; when this returns they are where `durability` says.
pub(crate) async fn put(records: &[Record], durability: Durability) -> Durability {
    if durability == Durability::Disk && disk::put(records).await {
        return Durability::Disk;
    }
    memory::put(records);
    Durability::Memory
}

/// Sends every record that waits, one after the other.
pub(crate) async fn flush() {
    let now = js_sys::Date::now();
    for record in memory::all() {
        if sink::post(&record).await != Outcome::Later {
            memory::remove(&record);
        }
    }
    for record in disk::all().await {
        if now - record.since > KEPT_MS {
            disk::remove(&record).await;
        } else if !record.refused {
            send_one(&record).await;
        }
    }
}

async fn send_one(record: &Record) {
    match sink::post(record).await {
        Outcome::Taken => disk::remove(record).await,
        Outcome::Refused => {
            disk::put(&[Record { refused: true, ..record.clone() }]).await;
        }
        Outcome::Later => {}
    }
}
