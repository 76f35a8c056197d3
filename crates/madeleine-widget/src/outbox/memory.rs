//! The outbox in memory: for browsers that refuse storage. It lasts as long as the page.

use super::Record;
use std::cell::RefCell;

thread_local! {
    static RECORDS: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn put(records: &[Record]) {
    RECORDS.with_borrow_mut(|kept| {
        for record in records {
            kept.retain(|old| old.response_id != record.response_id || old.to != record.to);
            kept.push(record.clone());
        }
    });
}

pub(super) fn all() -> Vec<Record> {
    RECORDS.with_borrow(Clone::clone)
}

/// Removes a record unless a later snapshot has taken its place.
pub(super) fn remove(sent: &Record) {
    RECORDS.with_borrow_mut(|kept| {
        kept.retain(|old| old.response_id != sent.response_id || old.to != sent.to || old.seq > sent.seq);
    });
}
