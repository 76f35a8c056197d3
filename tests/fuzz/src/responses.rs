//! Response files, NDJSON and CSV: every line accounted for, nothing lost, nothing counted twice, and everything that was accepted
//! can be written, read again and scored.

use crate::Format;
use crate::problems::{well_placed, well_said};
use madeleine_core::wire::{read_response, write_response};
use madeleine_ingest::{Intake, Json, MAX_LISTED, Reader, RowProblem};
use madeleine_report::{Account, Gathering, Problem, Report, Request};
use madeleine_stats::tally::{self, Dimension};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many problems the scorer's report lists.
const MAX_PROBLEMS: usize = 200;
/// A report takes longer than all else: it is made for one input in so many.
const REPORTED: usize = 16;

pub(crate) fn read(bytes: &[u8], piece: usize) -> Intake {
    let mut reader = Reader::new();
    bytes.chunks(piece).for_each(|piece| reader.push(piece));
    reader.finish()
}

pub(crate) fn hold(bytes: &[u8]) {
    let sum = bytes.iter().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let whole = read(bytes, 1 << 16);
    accounted(bytes, &whole);
    one_by_one(bytes, &whole);
    // Each of the others takes as long as reading does: an input is tried with one of them, and its next of kin with another.
    match sum % 5 {
        0 => assert_eq!(whole, read(bytes, 1 + sum / 5 % 97), "pieces make a difference"),
        1 => counted_once(bytes, &whole),
        2 | 3 => written_and_read(&whole),
        _ => scored(&whole, (sum / 5).is_multiple_of(REPORTED)),
    }
}

/// Rows that are read quickly are what they are when each is looked at for itself.
fn one_by_one(bytes: &[u8], whole: &Intake) {
    let mut reader = Reader::new().slowly();
    reader.push(bytes);
    assert!(reader.finish() == *whole, "read one by one rows are others");
}

/// Every line is a response, or counted as what else it is; and whatever is wrong is said.
fn accounted(bytes: &[u8], whole: &Intake) {
    let parts = [whole.superseded(), whole.duplicates(), whole.conflicts(), whole.broken()];
    assert_eq!(whole.lines(), whole.len() as u64 + parts.iter().sum::<u64>(), "a line isn't accounted for");
    let problems = whole.problems();
    assert_eq!(problems.len() as u64, whole.problem_count().min(MAX_LISTED as u64));
    assert!(whole.broken() == 0 || !problems.is_empty(), "a line is broken and nobody says why");
    let ndjson = is_ndjson(bytes);
    problems.iter().for_each(|row| if ndjson { well_placed(&row.problem) } else { well_said(&row.problem) });
}

/// Read twice a file counts once, and of each sitting the last snapshot.
fn counted_once(bytes: &[u8], whole: &Intake) {
    let mut twice = whole.clone();
    twice.merge(whole.clone());
    assert!(twice.responses().eq(whole.responses()), "a file that is read twice counts twice");
    if is_ndjson(bytes) && bytes.split(|byte| *byte == b'\n').all(is_flat) {
        let counted = whole.responses().map(|response| (response.response_id.clone(), response.seq)).collect();
        assert_eq!(highest(bytes), counted, "not the highest seq counts");
    }
}

/// What was accepted is the same when it is written and read again.
fn written_and_read(whole: &Intake) {
    let written: String = whole.responses().flat_map(|response| [write_response(&response), "\n".into()]).collect();
    let again = read(written.as_bytes(), 1 << 16);
    assert!(again.responses().eq(whole.responses()), "written and read again it is another: {written}");
    assert_eq!(again.problem_count(), 0, "{:?}", again.problems());
}

/// What was accepted can be counted, handed on and reported.
fn scored(whole: &Intake, reported: bool) {
    let mut gathering = Gathering::default();
    whole.responses().for_each(|response| gathering.observe(&response));
    assert_eq!(gathered(whole), gathering, "rows that are counted by their codes come to something else");
    let file = tally::write(gathering.tallies());
    let value: Value = serde_json::from_str(&file).expect("a tally is JSON");
    let tallies = tally::read(Json(&value))
        .unwrap_or_else(|problems| panic!("what was counted can't be read: {problems:?} {file}"));
    assert_eq!(tally::write(&tallies), file);
    if reported {
        let report = Report::of(&gathering, &account(whole), &Request::default());
        assert!(!report.csv().is_empty() && report.responses == whole.len() as u64);
    }
}

/// Whether the reader takes these bytes for NDJSON.
pub(crate) fn is_ndjson(bytes: &[u8]) -> bool {
    // A zero behind it is UTF-16's.
    matches!(without_mark(bytes).trim_ascii_start(), [b'{', next, ..] if *next != 0)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether no more stands in one another than serde_json reads into a value; a reader of ours passes over what stands deeper.
fn is_flat(line: &[u8]) -> bool {
    line.iter().filter(|byte| matches!(byte, b'[' | b'{')).count() < 128
}

/// The highest `seq` of each `response_id`, found without the reader.
fn highest(bytes: &[u8]) -> BTreeMap<String, u32> {
    let mut highest = BTreeMap::new();
    for line in without_mark(bytes).split(|byte| *byte == b'\n') {
        let value: Result<Value, _> = serde_json::from_slice(without_mark(line).trim_ascii());
        if let Some((response, _)) = value.ok().and_then(|value| read_response(Json(&value)).ok()) {
            let seq = highest.entry(response.response_id).or_insert(0);
            *seq = response.seq.max(*seq);
        }
    }
    highest
}

fn gathered(intake: &Intake) -> Gathering {
    intake.rows(|rows| Gathering::of(Dimension::Touchpoint, rows))
}

/// The twin of what the scorer tells its report of a file called `f`.
fn account(intake: &Intake) -> Account {
    let told = |row: &RowProblem| {
        let message = match row.problem.path.as_str() {
            "" | "$" => row.problem.message.clone(),
            _ => row.problem.to_string(),
        };
        Problem { file: "f".into(), line: row.line, code: row.problem.code.into(), message }
    };
    Account {
        lines: intake.lines(),
        responses: intake.len() as u64,
        superseded: intake.superseded(),
        duplicates: intake.duplicates(),
        conflicts: intake.conflicts(),
        broken: intake.broken(),
        problem_count: intake.problem_count(),
        note_count: intake.note_count(),
        notes: intake.notes().iter().take(MAX_PROBLEMS).map(told).collect(),
        problems: intake.problems().iter().take(MAX_PROBLEMS).map(told).collect(),
    }
}

/// A file without a fault, of about so many bytes.
pub(crate) fn clean(format: Format, size: usize) -> Vec<u8> {
    let seed = format.texts()[0];
    let mut out = Vec::with_capacity(size + 4096);
    if format == Format::Csv {
        let first = seed.lines().next().unwrap_or_default();
        out.extend_from_slice(first.as_bytes());
        out.push(b'\n');
    }
    let responses = read(seed.as_bytes(), 1 << 16);
    let rows: Vec<Vec<u8>> = match format {
        // The rows of the file itself, which fill its columns; one of them has a line end in a cell.
        Format::Csv => {
            let rows = seed.split("\n1,").skip(1);
            rows.map(|row| format!("1,{}\n", row.trim_end()).into_bytes()).collect()
        }
        _ => responses.responses().map(|response| format!("{}\n", write_response(&response)).into_bytes()).collect(),
    };
    for number in 0.. {
        if out.len() >= size {
            break;
        }
        let row = String::from_utf8_lossy(&rows[number % rows.len()]).into_owned();
        let id = responses.responses().map(|r| r.response_id).find(|id| row.contains(id)).unwrap_or("?".into());
        out.extend_from_slice(row.replace(&id, &format!("response-{number:012}")).as_bytes());
    }
    out
}

pub(crate) fn verdict(bytes: &[u8]) -> Value {
    let intake = read(bytes, 1 << 16);
    let gathering = gathered(&intake);
    let (account, request) = (account(&intake), Request::default());
    let whole = Report::of(&gathering, &account, &request);
    let shown = Report::begun(&gathering, &account, &request).shown();
    json!({ "report": shown, "foot": whole.foot(), "csv": whole.csv() })
}
