//! What is wrong with a file, and in which line.

use core::fmt;
use madeleine_core::Problem;

/// Most problems that are kept in full; the rest are only counted.
pub const MAX_LISTED: usize = 1_000;

/// Longest message that is kept: names in a file can be as long as a line.
const MAX_MESSAGE_CHARS: usize = 400;

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
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Problems {
    /// In the order of [`key`].
    listed: Vec<RowProblem>,
    total: u64,
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
        if self.listed.len() < MAX_LISTED {
            if let Some((end, _)) = problem.message.char_indices().nth(MAX_MESSAGE_CHARS) {
                problem.message.truncate(end);
                problem.message.push('…');
            }
            if let Some((end, _)) = problem.path.char_indices().nth(MAX_MESSAGE_CHARS) {
                problem.path.truncate(end);
            }
            self.listed.push(RowProblem { file: at.file, line: at.line, problem });
        }
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
        self.total += other.total;
        let mut rows = core::mem::take(&mut self.listed);
        rows.extend(other.listed);
        self.listed = first_ones(rows);
    }

    /// The same for notes: those of one line stay in the order in which they were made, and a file that comes twice says
    /// nothing twice.
    pub(crate) fn merge_notes(&mut self, other: Self) {
        let rows = &mut self.listed;
        let unlisted = other.total - other.listed.len() as u64;
        let new: Vec<RowProblem> = other.listed.into_iter().filter(|row| !rows.contains(row)).collect();
        self.total += unlisted + new.len() as u64;
        rows.extend(new);
        rows.sort_by_key(|row| (row.file, row.line));
        rows.truncate(MAX_LISTED);
    }

    pub(crate) fn listed(&self) -> &[RowProblem] {
        &self.listed
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }
}
