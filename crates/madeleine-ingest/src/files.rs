//! Files one after the other, piece by piece: what a page reads them into.

use crate::intake::Intake;
use crate::problem::RowProblem;
use crate::reader::Reader;
use core::fmt;
use madeleine_core::columns::Rows;

/// Counts responses as they pass.
pub trait Count: Clone {
    /// Takes in all rows that count.
    fn observe(&mut self, rows: Rows<'_>);
}

/// What can't be read on as it was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Responses aren't kept and would have to be: their ids don't come in order, so that one may come once more.
    OutOfOrder,
    /// It has to be said what the columns of a file are, and what was said doesn't; or nobody asked.
    NoLayout,
}

impl Refused {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfOrder => "out_of_order",
            Self::NoLayout => "no_layout",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfOrder => {
                "the responses of these files don't come in the order of their ids, so that they have to be kept."
            }
            Self::NoLayout => "this doesn't say what the columns of the file are, or nobody asked.",
        })
    }
}

impl core::error::Error for Refused {}

/// Something that is wrong with a file, or a note on how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// A stable word for programs.
    pub code: &'static str,
    /// What is wrong, where, and how to mend it.
    pub message: String,
}

/// Reads response files piece by piece: keeps their responses, or counts them as they pass, so that memory doesn't grow with the files.
///
/// The latter is possible for files without ids, or whose ids come in their order over all files; where they don't, reading is
/// [refused](Refused::OutOfOrder), and the files have to be read anew by what keeps them.
///
/// ```
/// use madeleine_core::columns::Rows;
/// use madeleine_ingest::files::{Count, Files};
/// #[derive(Clone, Default)]
/// struct Responses(usize);
/// impl Count for Responses {
///     fn observe(&mut self, rows: Rows<'_>) {
///         self.0 += rows.columns.rows() - rows.outdated.len();
///     }
/// }
/// let mut files = Files::passing(Responses::default());
/// files.push(b"csat\n5\n4\n")?;
/// files.finish_file("monday.csv".into())?;
/// assert_eq!((files.so_far().lines(), files.counted().map(|count| count.0)), (2, Some(2)));
/// # Ok::<(), madeleine_ingest::files::Refused>(())
/// ```
#[derive(Debug)]
pub struct Files<C> {
    /// An owner says what the columns of the next file are, if it is CSV.
    mapped: bool,
    reader: Option<Reader>,
    names: Vec<String>,
    intake: Intake,
    /// Where responses aren't kept: what they came to.
    passed: Option<Passed<C>>,
}

/// Responses that are counted as they are read.
#[derive(Debug)]
struct Passed<C> {
    count: C,
    /// What there was before the current file, should it be dropped.
    before: Option<(Intake, C)>,
}

impl<C: Count> Files<C> {
    /// None yet, whose responses will be kept.
    pub fn kept() -> Self {
        Self { mapped: false, reader: None, names: Vec::new(), intake: Intake::default(), passed: None }
    }

    /// None yet, whose responses will be counted as they pass.
    pub fn passing(count: C) -> Self {
        Self { passed: Some(Passed { count, before: None }), ..Self::kept() }
    }

    /// Whether an owner has a mapping for the files that begin from now on: [`sample`](Self::sample) then asks at every CSV file.
    pub fn set_mapped(&mut self, mapped: bool) {
        self.mapped = mapped;
    }

    /// Takes the next bytes of the current file; returns how many of its lines have been read.
    ///
    /// # Errors
    /// [`Refused::OutOfOrder`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<u64, Refused> {
        let (number, mapped) = (number(&self.names), self.mapped);
        let ours = |intake| {
            let reader = Reader::ours(number, intake);
            if mapped { reader.mapped_elsewhere() } else { reader }
        };
        let Some(Passed { count, before }) = &mut self.passed else {
            let reader = self.reader.get_or_insert_with(|| ours(Intake::default()));
            reader.push(bytes);
            return Ok(reader.so_far().lines());
        };
        let reader = self.reader.get_or_insert_with(|| {
            *before = Some((self.intake.clone(), count.clone()));
            ours(core::mem::take(&mut self.intake)).lightly()
        });
        let earlier = before.as_ref().map_or(0, |(intake, _)| intake.lines());
        reader.push(bytes);
        if reader.pass(|rows| count.observe(rows)) {
            Ok(reader.so_far().lines().saturating_sub(earlier))
        } else {
            Err(Refused::OutOfOrder)
        }
    }

    /// The first rows of the current file, where what knows the exports of other tools has to say what its columns are: nothing is
    /// read on until [`lay_out`](Self::lay_out). To be asked for after each `push`, and when the file has `ended`.
    pub fn sample(&mut self, ended: bool) -> Option<Vec<u8>> {
        self.reader.as_mut()?.sample(ended)
    }

    /// Says what the columns of the current file are, and reads on.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn lay_out(&mut self, layout: &[u8]) -> Result<(), Refused> {
        if !self.reader.as_mut().is_some_and(|reader| reader.lay_out(layout)) {
            return Err(Refused::NoLayout);
        }
        self.push(&[]).map(|_| ())
    }

    /// Says that the current file has ended, and what it is called. What is pushed next belongs to another file.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn finish_file(&mut self, name: String) -> Result<(), Refused> {
        if self.sample(true).is_some() {
            return Err(Refused::NoLayout);
        }
        self.names.push(name);
        let Some(reader) = self.reader.take() else { return Ok(()) };
        let Some(Passed { count, .. }) = &mut self.passed else {
            self.intake.merge(reader.finish());
            return Ok(());
        };
        self.intake = reader.finish();
        self.intake.rows(|rows| count.observe(rows));
        if self.intake.pass() { Ok(()) } else { Err(Refused::OutOfOrder) }
    }

    /// Forgets what was pushed of the current file: it couldn't be read to its end.
    pub fn drop_file(&mut self) {
        let begun = self.reader.take().is_some();
        if let (true, Some(Passed { count, before })) = (begun, &mut self.passed)
            && let Some(before) = before.take()
        {
            (self.intake, *count) = before;
        }
    }

    /// Whether anything has been read of any file.
    pub fn have_begun(&self) -> bool {
        self.reader.is_some() || !self.names.is_empty()
    }

    /// What was counted; with the current file as far as it has been read. `None` where responses are kept.
    pub fn counted(&self) -> Option<&C> {
        self.passed.as_ref().map(|passed| &passed.count)
    }

    /// The same, to be counted otherwise; nothing must [have begun](Self::have_begun).
    pub fn counted_mut(&mut self) -> Option<&mut C> {
        self.passed.as_mut().map(|passed| &mut passed.count)
    }

    /// All files that have ended. Where responses aren't kept, a file that is being read goes on with what those before it left.
    pub fn so_far(&self) -> &Intake {
        let current = self.reader.as_ref().filter(|_| self.passed.is_some());
        current.map_or(&self.intake, Reader::so_far)
    }

    /// At most so many things that are wrong with the files.
    pub fn problems(&self, most: usize) -> Vec<Told> {
        self.told(&self.so_far().problems(), most)
    }

    /// At most so many notes on how they were read.
    pub fn notes(&self, most: usize) -> Vec<Told> {
        self.told(&self.so_far().notes(), most)
    }

    fn told(&self, rows: &[RowProblem], most: usize) -> Vec<Told> {
        let told = |row: &RowProblem| {
            let message = match row.problem.path.as_str() {
                "" | "$" => row.problem.message.clone(),
                _ => row.problem.to_string(),
            };
            let file = self.names.get(row.file as usize).cloned().unwrap_or_default();
            Told { file, line: row.line, code: row.problem.code, message }
        };
        rows.iter().take(most).map(told).collect()
    }
}

/// The number of the next file.
fn number(names: &[String]) -> u32 {
    u32::try_from(names.len()).unwrap_or(u32::MAX)
}
