//! The first rows of a file that isn't ours, kept until it is known what its columns are.

use crate::exports::{Mapping, SAMPLE_BYTES, SAMPLE_ROWS, Sheet, Tool, tool_of};
use crate::intake::Intake;
use crate::problem::At;
use crate::table::{Splitter, Table, separator};

/// The first rows of a file. How many are kept depends on nothing but the file, so its pieces make no difference.
pub(crate) struct Sample {
    by: By,
    splitter: Splitter,
    sheet: Sheet,
    rows: Vec<(At, Vec<u8>)>,
    bytes: usize,
}

/// Who says what the columns are.
enum By {
    Tool(&'static Tool),
    Mapping(Mapping),
}

impl Sample {
    /// Begins with the first row of a file; nothing where our own reading of it will do.
    pub(crate) fn of(row: &[u8], at: At, mapping: Option<&Mapping>) -> Option<Self> {
        let mut splitter = Splitter::new(separator(row)[0]);
        let names = splitter.texts(row);
        let by = mapping.cloned().map(By::Mapping).or_else(|| tool_of(&names).map(By::Tool))?;
        let mut sample = Self { by, splitter, sheet: Sheet::default(), rows: Vec::new(), bytes: 0 };
        sample.push(row, at);
        Some(sample)
    }

    /// Keeps one more row.
    pub(crate) fn push(&mut self, row: &[u8], at: At) {
        self.sheet.rows.push(self.splitter.texts(row));
        self.rows.push((at, row.to_vec()));
        self.bytes += row.len();
    }

    /// Whether there are enough.
    pub(crate) fn is_enough(&self) -> bool {
        match &self.by {
            By::Mapping(mapping) => self.rows.len() >= mapping.heads(),
            By::Tool(_) => self.rows.len() > SAMPLE_ROWS || self.bytes > SAMPLE_BYTES,
        }
    }

    /// Says what the columns are, and reads the rows that were kept.
    pub(crate) fn read(self, intake: &mut Intake) -> Table {
        let layout = match &self.by {
            By::Tool(tool) => tool.layout(&self.sheet),
            By::Mapping(mapping) => mapping.layout(&self.sheet),
        };
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
