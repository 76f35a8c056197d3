//! What is wrong with a file, and in which line.

use crate::ids::hash;
use core::fmt;
use hashbrown::HashTable;
use madeleine_core::Problem;

/// Most problems that are kept in full; the rest are only counted.
pub const MAX_LISTED: usize = 1_000;

/// Longest text that is kept: names in a file can be as long as a line.
const MAX_CHARS: usize = 400;

/// One thing that is wrong with a response file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The number that the caller gave the file.
    pub file: u32,
    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub line: u32,
    /// What is wrong and how to mend it. Its path is a JSON path in NDJSON, the name of a column in CSV.
    pub problem: Problem,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        match self.problem.path.as_str() {
            "" | "$" => f.write_str(&self.problem.message),
            _ => self.problem.fmt(f),
        }
    }
}

/// Where a line is: the file's number and the line, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct At {
    pub(crate) file: u32,
    pub(crate) line: u32,
}

impl At {
    pub(crate) fn new(file: u32, line: u64) -> Self {
        Self { file, line: u32::try_from(line).unwrap_or(u32::MAX) }
    }
}

/// The problems of a file or of several: the first ones in full, all of them counted.
///
/// A short file can be wrong in all its lines, and in each in the same way: each text is kept once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    /// In the order of [`key`].
    listed: Vec<Listed>,
    texts: Texts,
    total: u64,
}

/// A problem whose texts are kept elsewhere.
#[derive(Debug, Clone, Copy)]
struct Listed {
    at: At,
    code: &'static str,
    path: u32,
    message: u32,
}

/// Texts, each of them once.
#[derive(Debug, Clone, Default)]
struct Texts {
    all: Vec<Box<str>>,
    numbers: HashTable<u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        let hashed = |text: &str| hash(text.as_bytes());
        let Self { all, numbers } = self;
        if let Some(number) = numbers.find(hashed(text), |at| *all[*at as usize] == *text) {
            return *number;
        }
        let number = all.len() as u32;
        all.push(text.into());
        numbers.insert_unique(hashed(text), number, |at| hashed(&all[*at as usize]));
        number
    }
}

/// As much of a text as is kept.
fn beginning(text: &str) -> Option<&str> {
    text.char_indices().nth(MAX_CHARS).map(|(end, _)| &text[..end])
}

/// The order of problems: it depends on nothing but where they are and what they are.
fn key(row: &RowProblem) -> (u32, u32, &str, &str, &str) {
    (row.file, row.line, row.problem.code, &row.problem.path, &row.problem.message)
}

/// Sorts problems and keeps the first ones.
pub(crate) fn first_ones(mut rows: Vec<RowProblem>) -> Vec<RowProblem> {
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    rows.truncate(MAX_LISTED);
    rows
}

impl Problems {
    pub(crate) fn note(&mut self, at: At, mut problem: Problem) {
        self.total += 1;
        // Lines come in order, so the first ones found are the first ones in the file.
        if self.are_full() {
            return;
        }
        if let Some(short) = beginning(&problem.message) {
            problem.message = [short, "…"].concat();
        }
        if let Some(short) = beginning(&problem.path) {
            problem.path = short.into();
        }
        self.list(at, &problem);
    }

    fn list(&mut self, at: At, problem: &Problem) {
        let (path, message) = (self.texts.number(&problem.path), self.texts.number(&problem.message));
        self.listed.push(Listed { at, code: problem.code, path, message });
    }

    /// Whether so many are listed that others are only counted.
    pub(crate) fn are_full(&self) -> bool {
        self.listed.len() >= MAX_LISTED
    }

    /// Counts problems that aren't listed any more.
    pub(crate) fn count(&mut self, more: u64) {
        self.total += more;
    }

    pub(crate) fn merge(&mut self, other: Self) {
        let total = self.total + other.total;
        if self.listed.is_empty() {
            *self = other;
        } else if !other.listed.is_empty() {
            *self = first_ones(self.rows().chain(other.rows()).collect()).into_iter().collect();
        }
        self.total = total;
    }

    /// The same for notes: those of one line stay in the order in which they were made, and a file that comes twice says
    /// nothing twice.
    pub(crate) fn merge_notes(&mut self, other: Self) {
        let mut rows: Vec<RowProblem> = self.rows().collect();
        let unlisted = other.total - other.listed.len() as u64;
        let new: Vec<RowProblem> = other.rows().filter(|row| !rows.contains(row)).collect();
        let total = self.total + unlisted + new.len() as u64;
        rows.extend(new);
        rows.sort_by_key(|row| (row.file, row.line));
        *self = rows.into_iter().take(MAX_LISTED).collect();
        self.total = total;
    }

    /// Those that are listed.
    pub(crate) fn rows(&self) -> impl Iterator<Item = RowProblem> {
        self.listed.iter().map(|Listed { at, code, path, message }| {
            let text = |number: &u32| String::from(&*self.texts.all[*number as usize]);
            RowProblem {
                file: at.file,
                line: at.line,
                problem: Problem { code, path: text(path), message: text(message) },
            }
        })
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }
}

impl FromIterator<RowProblem> for Problems {
    fn from_iter<I: IntoIterator<Item = RowProblem>>(rows: I) -> Self {
        let mut problems = Self::default();
        for RowProblem { file, line, problem } in rows {
            problems.list(At { file, line }, &problem);
        }
        problems.total = problems.listed.len() as u64;
        problems
    }
}

impl PartialEq for Problems {
    fn eq(&self, other: &Self) -> bool {
        self.total == other.total && self.rows().eq(other.rows())
    }
}
