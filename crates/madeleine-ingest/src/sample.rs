//! The first rows of a file that isn't ours, kept until it is known what its columns are.

use crate::exports::{Draws, Layout, Sheet, shows_enough, write_rows};
use crate::intake::Intake;
use crate::operations::{MAX_BYTES, MAX_LINES};
use crate::problem::At;
use crate::table::{Splitter, Table, separator};

/// The first rows of a file. How many are kept depends on nothing but the file, so its pieces make no difference.
pub(crate) struct Sample {
    /// Who says what the columns are; nobody here where that is said elsewhere.
    by: Option<Box<dyn Draws>>,
    rows: Vec<(At, Vec<u8>)>,
    bytes: usize,
    /// All rows are kept: they are of operations.
    whole: bool,
}

impl Sample {
    /// Begins with the first row of a file.
    pub(crate) fn of(row: &[u8], at: At, by: Option<Box<dyn Draws>>) -> Self {
        let mut sample = Self { by, rows: Vec::new(), bytes: 0, whole: false };
        sample.push(row, at);
        sample
    }

    /// Begins with the first row of a file of operations, which is kept to its end.
    pub(crate) fn of_operations(row: &[u8], at: At) -> Self {
        Self { whole: true, ..Self::of(row, at, None) }
    }

    /// Whether they are of operations.
    pub(crate) fn is_of_operations(&self) -> bool {
        self.whole
    }

    /// Keeps one more row.
    pub(crate) fn push(&mut self, row: &[u8], at: At) {
        let last = self.rows.last().map_or(0, |(at, _)| at.line as usize);
        if self.whole && (last > MAX_LINES || self.bytes > MAX_BYTES) {
            return;
        }
        self.rows.push((at, row.to_vec()));
        self.bytes += row.len();
    }

    /// Whether there are enough.
    pub(crate) fn is_enough(&self) -> bool {
        let (rows, bytes) = (self.rows.len(), self.bytes);
        !self.whole && self.by.as_ref().map_or_else(|| shows_enough(rows, bytes), |by| by.is_enough(rows, bytes))
    }

    /// Whether somebody elsewhere has to say what the columns are.
    pub(crate) fn asks(&self) -> bool {
        self.by.is_none()
    }

    /// The rows as bytes; those of operations with the empty lines between them, so that each is where it was.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut rows: Vec<&[u8]> = Vec::with_capacity(self.rows.len());
        for (at, row) in &self.rows {
            if self.whole {
                rows.resize(rows.len().max((at.line as usize).min(MAX_LINES + 1).saturating_sub(1)), &[]);
            }
            rows.push(row);
        }
        write_rows(rows.into_iter())
    }

    /// Says what the columns are, and reads the rows that were kept; nothing where that is said elsewhere.
    pub(crate) fn read(&self, intake: &mut Intake) -> Option<Table> {
        let by = self.by.as_ref()?;
        let mut splitter = Splitter::new(separator(self.rows.first().map_or(&[], |(_, row)| row))[0]);
        let sheet = Sheet { rows: self.rows.iter().map(|(_, row)| splitter.texts(row)).collect() };
        Some(self.read_as(by.layout(&sheet), intake))
    }

    /// Reads the rows that were kept, whose columns are these.
    pub(crate) fn read_as(&self, layout: Layout, intake: &mut Intake) -> Table {
        let heads = layout.heads;
        let (at, first) = self.rows.first().map(|(at, row)| (*at, row.as_slice())).unwrap_or_default();
        let mut table = Table::laid_out(layout, first, at, intake);
        for (at, row) in self.rows.iter().skip(heads) {
            intake.line();
            table.read(row, *at, intake);
        }
        table
    }
}

impl core::fmt::Debug for Sample {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Sample").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}
