//! What a file of operations says, as what reads such files hands it on.

use crate::gathering::Gathering;
use crate::model::{Account, Problem};
use core::fmt;
use madeleine_core::wire::{Node, Tape, Value};
use madeleine_stats::operation::{Operations, Record};
use madeleine_stats::tally::{Period, Segment};

/// More elements of anything than there are.
const ALL: usize = usize::MAX;

/// What was to be operations is something else: it was cut off, or another version wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlike;

impl Unlike {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        "no_operations"
    }
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these are no operations of this version: all of Madeleine must come from the same folder.")
    }
}

impl core::error::Error for Unlike {}

/// Adds what a file of operations says, as [`madeleine_ingest`](https://docs.rs/madeleine-ingest) writes it, to a gathering, and what is
/// wrong with it to the account.
///
/// # Errors
/// [`Unlike`] when it is anything else; nothing is added then.
///
/// ```
/// use madeleine_report::{Account, Gathering, wire};
/// let (mut gathering, mut account) = (Gathering::default(), Account::default());
/// let told = r#"{"lines":[["2026-W48","","offered","250","missed","12"]],"problems":[[3,"bad_period","Mend it."]],"problem_count":"1"}"#;
/// wire::happen(&mut gathering, &mut account, "calls.csv", told)?;
/// assert!(!gathering.operations().is_empty());
/// assert_eq!((account.problem_count, account.problems[0].line), (1, 3));
/// # Ok::<(), wire::Unlike>(())
/// ```
pub fn happen(gathering: &mut Gathering, account: &mut Account, file: &str, told: &str) -> Result<(), Unlike> {
    let tape = Tape::read(told).ok_or(Unlike)?;
    let root = tape.root();
    let lines: Option<Vec<_>> = root.field("lines").ok_or(Unlike)?.elements(ALL).into_iter().map(read_record).collect();
    let operations = Operations::of(lines.ok_or(Unlike)?);
    let problem_count = root.field("problem_count").and_then(read_whole).ok_or(Unlike)?;
    let problem = |problem: Value<'_>| {
        let [line, code, message] = problem.elements(ALL)[..] else { return None };
        let [code, message] = [code, message].map(|text| text.text().map(String::from));
        Some(Problem { file: file.into(), line: line.number()? as u32, code: code?, message: message? })
    };
    let problems: Option<Vec<Problem>> =
        root.field("problems").ok_or(Unlike)?.elements(ALL).into_iter().map(problem).collect();
    account.problems.extend(problems.ok_or(Unlike)?);
    account.problem_count = account.problem_count.saturating_add(problem_count);
    if !gathering.happen(operations) {
        let message = "it says what another file says, line by line: it is counted once.".into();
        account.notes.push(Problem { file: file.into(), line: 0, code: "same_file".into(), message });
        account.note_count = account.note_count.saturating_add(1);
    }
    Ok(())
}

/// What was counted in a week at a touchpoint.
fn read_record(value: Value<'_>) -> Option<(Period, Segment, Record)> {
    let [week, touchpoint, columns @ ..] = &value.elements(ALL)[..] else { return None };
    let column = |pair: &[Value<'_>]| {
        let [name, number] = pair else { return None };
        Some((name.text()?.to_string(), read_whole(*number)?))
    };
    let columns: Vec<(String, u64)> = columns.chunks(2).map(column).collect::<Option<_>>()?;
    let columns: Vec<(&str, u64)> = columns.iter().map(|(name, number)| (name.as_str(), *number)).collect();
    Some((week.text()?.parse().ok()?, Segment::of(touchpoint.text()?), Record::of(&columns)))
}

/// A number that is written as text: a number of JSON is only exact up to 2^53.
fn read_whole(value: Value<'_>) -> Option<u64> {
    value.text()?.parse().ok()
}
