//! Tables that aren't text, as the CSV that they would be: Parquet files and Excel workbooks; and tables as Parquet.
//!
//! What a column means is said by its name, as in any CSV file, so these go through the same reader as those. Few files are
//! of these kinds: a page fetches this module when it meets one.
//!
//! ```
//! let problem = madeleine_sheets::csv(b"PAR1 and nothing else".to_vec(), |_| {}).unwrap_err();
//! assert!(problem.to_string().starts_with("this Parquet file can't be read:"));
//! ```

mod cell;
mod pages;
mod parquet;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod workbook;
mod write;

pub use write::parquet;

use core::fmt;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Parquet.
    Parquet,
    /// An Excel workbook (`.xlsx`, `.xlsm`).
    Workbook,
}

impl Kind {
    /// What a file is by its first four bytes; `None` where it is neither.
    ///
    /// ```
    /// use madeleine_sheets::Kind;
    /// assert_eq!(Kind::of(b"PAR1"), Some(Kind::Parquet));
    /// assert_eq!(Kind::of(b"csat"), None);
    /// ```
    pub fn of(head: &[u8]) -> Option<Self> {
        match head {
            [b'P', b'A', b'R', b'1', ..] => Some(Self::Parquet),
            [b'P', b'K', 3, 4, ..] => Some(Self::Workbook),
            _ => None,
        }
    }
}

/// Why a file can't be read, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Unreadable {}

/// How much text is handed on at a time.
const PIECE: usize = 256 * 1024;

/// A file whose text is larger than both of these is nobody's answers: a run of equal cells takes a few bytes, however long it is.
const MOST_TEXT: usize = 4 << 20;
const MOST_TIMES: usize = 1_000;

/// Writes a table as CSV, first the names of its columns, in pieces as they are made.
///
/// Of a Parquet file a group of columns is named as in `answers.csat`, a list is joined by `;`, times are written in UTC.
/// Of a workbook it is the first sheet that holds anything.
///
/// # Errors
/// [`Unreadable`] where the file is damaged, encrypted, compressed in a way that isn't known, of neither kind, or unpacks to more
/// than a thousand times its size. What came before that was handed on already.
pub fn csv(file: Vec<u8>, mut out: impl FnMut(&[u8])) -> Result<(), Unreadable> {
    let kind = Kind::of(&file);
    let room = MOST_TEXT.max(file.len().saturating_mul(MOST_TIMES));
    let mut rows = Rows { csv: csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()), room, out: &mut out };
    let (read, called): (Result<(), String>, _) = match kind {
        Some(Kind::Parquet) => (guarded(|| parquet::read(file, &mut rows)), "Parquet file"),
        Some(Kind::Workbook) => (guarded(|| workbook::read(file, &mut rows)), "workbook"),
        None => (Err("it is neither a Parquet file nor an .xlsx workbook".into()), "file"),
    };
    let read = read.and_then(|()| rows.hand_on());
    read.map_err(|why| {
        Unreadable(format!("this {called} can't be read: {}. Save it as CSV in UTF-8.", why.trim_end_matches('.')))
    })
}

/// The readers of others may panic over a damaged file. In WebAssembly that ends the module, which a page makes anew.
fn guarded(read: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("it is damaged, or of a form that nobody reads".into()))
}

/// Takes rows and hands on text.
struct Rows<'a> {
    csv: csv::Writer<Vec<u8>>,
    /// How many bytes more may be handed on.
    room: usize,
    out: &'a mut dyn FnMut(&[u8]),
}

impl Rows<'_> {
    /// One row of at least one cell.
    fn push<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), String> {
        let written = self.csv.write_record(cells.iter().map(|cell| cell.as_ref()));
        written.map_err(|error| error.to_string())?;
        if self.csv.get_ref().len() > PIECE { self.hand_on() } else { Ok(()) }
    }

    /// So many rows without a cell: empty lines, which count as lines and say nothing.
    fn skip(&mut self, mut rows: usize) -> Result<(), String> {
        if rows > 0 {
            self.hand_on()?;
        }
        while rows > 0 {
            let some = rows.min(PIECE);
            self.tell(&vec![b'\n'; some])?;
            rows -= some;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> Result<(), String> {
        let fresh = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let text = core::mem::replace(&mut self.csv, fresh).into_inner().map_err(|error| error.to_string())?;
        self.tell(&text)
    }

    fn tell(&mut self, text: &[u8]) -> Result<(), String> {
        let Some(room) = self.room.checked_sub(text.len()) else {
            return Err("it unpacks to more than a thousand times its size, and reading stopped there".into());
        };
        self.room = room;
        (self.out)(text);
        Ok(())
    }
}
