//! The rows of columns that count.

use super::{Columns, Field};
use crate::response::Response;

/// Columns, and which of their rows count: a reader keeps older snapshots of a sitting where they stand.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The columns.
    pub columns: &'a Columns,
    /// Whether a row is one that doesn't count; rows beyond the end of the list do.
    pub outdated: &'a [bool],
    /// The `response_id` of a row that says none.
    pub name: &'a dyn Fn(usize) -> String,
}

impl Rows<'_> {
    /// Whether a row counts.
    pub fn counts(&self, row: usize) -> bool {
        !self.outdated.get(row).copied().unwrap_or(false)
    }

    /// A row as a response.
    pub fn response(&self, row: usize) -> Response {
        let mut response = self.columns.response(row);
        if self.columns.value(&Field::ResponseId, row).is_none() {
            response.response_id = (self.name)(row);
        }
        response
    }
}
