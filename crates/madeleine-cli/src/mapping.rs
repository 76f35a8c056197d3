//! `madeleine mapping`: proposes what the columns of a file are, for an owner to mend.

use crate::files::plain_text;
use crate::plain::plain;
use crate::score::say_problem;
use crate::{Failure, print, say};
use madeleine_core::Problem;
use madeleine_ingest::{Intake, Mapping, RowProblem, propose};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// So many bytes at the beginning of a file are looked at.
const FIRST: usize = 1024 * 1024;

/// Most notes on how files were read that are said one by one.
const MAX_NOTES: usize = 40;

/// Propose a mapping for a CSV file of another tool, as JSON to read and mend
///
/// Says of each column what it is taken for, or that it is left out and what stands in it. Save it as NAME.mapping.json, put right
/// what is wrong in it, and score with it: madeleine score FILE --mapping NAME.mapping.json.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A CSV file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let failure =
        |error: &dyn core::fmt::Display| Failure(format!("{}: {error}", plain(&args.file.display().to_string())));
    let mut first = Vec::new();
    let source: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(&args.file).map_err(|error| failure(&error))?)
    };
    let mut ended = true;
    plain_text(source, |text| {
        first.extend_from_slice(text);
        ended = first.len() < FIRST;
        ended
    })
    .map_err(|error| failure(&error))?;
    let proposal = propose(&first, ended).map_err(|problem| failure(&problem.message))?;
    print(&proposal)?;
    Ok(ExitCode::SUCCESS)
}

/// How files of other tools were read, on standard error. What is said of several columns is said once.
pub(crate) fn say_notes(intake: &Intake, file: impl Fn(&RowProblem) -> String) {
    let mut grouped: Vec<(RowProblem, u64)> = Vec::new();
    for note in intake.notes() {
        let same = |(known, _): &&mut (RowProblem, u64)| {
            (known.file, known.line, known.problem.code) == (note.file, note.line, note.problem.code)
                && known.problem.message == note.problem.message
        };
        match grouped.iter_mut().find(same) {
            Some((known, count)) => {
                known.problem.path = [&known.problem.path, ", ", &note.problem.path].concat();
                *count += 1;
            }
            None => grouped.push((note.clone(), 1)),
        }
    }
    for (note, _) in grouped.iter_mut().take(MAX_NOTES) {
        let Problem { path, message, .. } = &mut note.problem;
        let head = if path == "$" { message } else { path };
        head.insert_str(0, "note: ");
        say_problem(&file(note), note);
    }
    let told: u64 = grouped.iter().take(MAX_NOTES).map(|(_, count)| count).sum();
    let rest = intake.note_count().saturating_sub(told);
    if rest > 0 {
        let s = if rest == 1 { "" } else { "s" };
        say(&format!("{rest} more note{s} on how these files were read; \"madeleine score --json\" lists them."));
    }
}

/// Reads a mapping; what is wrong with it is said line by line.
pub(crate) fn read(path: &Path) -> Result<Mapping, Failure> {
    let name = plain(&path.display().to_string());
    let bytes = fs::read(path).map_err(|error| Failure(format!("{name}: {error}")))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Mapping::from_json(bytes).map_err(|problems| {
        for problem in problems.iter().skip(1) {
            say(&format!("{name}: {}", plain(&problem.text())));
        }
        let first = problems.first().map(|problem| plain(&problem.text())).unwrap_or_default();
        Failure(format!("{name}: {first}"))
    })
}
