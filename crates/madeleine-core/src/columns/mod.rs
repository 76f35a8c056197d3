//! Responses as columns: what most of them share is said once, and a response is a row of small codes.
//!
//! A reader of files fills [`Columns`], the statistics count them, and [`Columns::response`] gives a row back as it was read.
//! A column is one [`Field`] of a response; an item of a survey, or a name in its context, is a field of its own.

mod column;
mod field;
mod rows;
mod value;

pub use column::{ABSENT, Codes, Column, FIRST, FREE};
pub use field::Field;
pub use rows::Rows;
pub use value::{answer, number, pairs, put, value_of, words};

use crate::response::Response;
use std::collections::BTreeMap;

/// Rows of responses, column by column.
///
/// ```
/// use madeleine_core::columns::{Columns, Field};
/// use madeleine_core::response::{Answer, Response};
/// let mut columns = Columns::default();
/// let response = Response { survey: "s".into(), answers: vec![("csat".into(), Answer::Code(5))], ..Response::default() };
/// columns.push(&response);
/// columns.push(&response);
/// assert_eq!((columns.rows(), columns.response(1)), (2, response));
/// // Both rows share what they say.
/// assert_eq!(columns.of(&Field::Survey).map(|column| column.values().len()), Some(1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Columns {
    rows: usize,
    columns: Vec<Column>,
    /// Where the column of a field is, in the order in which a response names its items.
    index: BTreeMap<Field, usize>,
    /// What a value is written to before it is looked up.
    scratch: Vec<u8>,
}

impl Columns {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// All columns. Columns are only ever added, so the place of one stays its own.
    pub fn all(&self) -> &[Column] {
        &self.columns
    }

    /// The column of a field.
    pub fn of(&self, field: &Field) -> Option<&Column> {
        self.place(field).and_then(|place| self.columns.get(place))
    }

    /// Where the column of a field is.
    pub fn place(&self, field: &Field) -> Option<usize> {
        self.index.get(field).copied()
    }

    /// Where the column of a field is, which is made if there is none yet: no row so far says anything in it.
    pub fn place_of(&mut self, field: &Field) -> usize {
        if let Some(place) = self.place(field) {
            return place;
        }
        self.index.insert(field.clone(), self.columns.len());
        // A file has a few dozen columns, known one by one: twice as much room would mostly stay empty.
        if self.columns.len() == self.columns.capacity() {
            self.columns.reserve_exact((self.columns.len() / 4).max(8));
        }
        self.columns.push(Column::new(field.clone(), self.rows));
        self.columns.len() - 1
    }

    /// Adds a response as a row; its names are to be sorted as a reader sorts them, and none may stand there twice.
    pub fn push(&mut self, response: &Response) {
        let mut said = core::mem::take(&mut self.scratch);
        value::each(response, &mut said, &mut |field, value| {
            let place = self.place_of(&field);
            self.columns[place].push_value(value);
        });
        self.scratch = said;
        self.rows += 1;
        self.level();
    }

    /// The code of a value in a column; [`FREE`] where it isn't one of those that rows share.
    pub fn code(&mut self, place: usize, value: &[u8]) -> u16 {
        self.columns.get_mut(place).map_or(ABSENT, |column| column.code(value))
    }

    /// The code of a value that rows are to share, even in a column where they otherwise don't.
    pub fn share(&mut self, place: usize, value: &[u8]) -> u16 {
        self.columns.get_mut(place).map_or(ABSENT, |column| column.share(value))
    }

    /// The value of the next row of a column that has the code [`FREE`].
    pub fn push_free(&mut self, place: usize, value: &[u8]) {
        if let Some(column) = self.columns.get_mut(place) {
            column.push_free(value);
        }
    }

    /// Appends to a column codes of rows that come after the last one; [`end_rows`](Self::end_rows) says that all columns
    /// have theirs.
    pub fn push_codes(&mut self, place: usize, codes: &[u16]) {
        if let Some(column) = self.columns.get_mut(place) {
            column.push_codes(codes);
        }
    }

    /// So many rows more are complete: columns that got no codes say nothing in them.
    pub fn end_rows(&mut self, rows: usize) {
        self.rows += rows;
        self.level();
    }

    fn level(&mut self) {
        let rows = self.rows;
        self.columns.iter_mut().for_each(|column| column.level(rows));
    }

    /// A row as the response that it was.
    pub fn response(&self, row: usize) -> Response {
        self.part(row, &|_| true)
    }

    /// What a row says in the fields that are wanted, as a response that says nothing else.
    pub fn part(&self, row: usize, wanted: &dyn Fn(&Field) -> bool) -> Response {
        let mut response = Response::default();
        for (field, &place) in self.index.iter().filter(|(field, _)| wanted(field)) {
            if let Some(value) = self.columns.get(place).and_then(|column| column.value_at(row)) {
                put(field, value, &mut response);
            }
        }
        response
    }

    /// What a row says in a field.
    pub fn value(&self, field: &Field, row: usize) -> Option<&[u8]> {
        self.of(field)?.value_at(row)
    }

    /// Whether two rows say the same.
    pub fn same(&self, one: usize, other: usize) -> bool {
        self.columns.iter().all(|column| column.value_at(one) == column.value_at(other))
    }

    /// Adds rows of other columns.
    pub fn extend(&mut self, other: &Self, rows: impl Iterator<Item = usize> + Clone) {
        let count = rows.clone().count();
        for theirs in &other.columns {
            let place = self.place_of(theirs.field());
            self.columns[place].extend(theirs, rows.clone());
        }
        self.end_rows(count);
    }

    /// Forgets all rows. What values there were, and their codes, stays.
    pub fn clear(&mut self) {
        self.rows = 0;
        self.columns.iter_mut().for_each(Column::clear);
    }
}
