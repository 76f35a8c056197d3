//! Response files to response files: `convert`, `merge` and `compact`.
//!
//! All three read as `score` does, so each sitting is written once, as its last snapshot, in the order of the names.

mod table;

use crate::files::{expanded, is_input, is_tally, name, read, replace};
use crate::mapping;
use crate::score::{added_up, say_problem};
use crate::{Failure, print, say};
use madeleine_core::Response;
use madeleine_core::wire::write_response;
use madeleine_ingest::{Intake, Mapping, RowProblem};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is written where something could not be carried over.
const INCOMPLETE: u8 = 3;

/// Write responses in another format
///
/// Each sitting is written once, as its last snapshot, sorted by `response_id`. Ends with 3 where a line couldn't be read
/// and is left out: each is named on standard error.
#[derive(clap::Args)]
pub(crate) struct ConvertArgs {
    /// A response file, NDJSON or CSV; - reads standard input
    file: PathBuf,
    /// The format to write
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// What the columns of a CSV file are (*.mapping.json)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    out: Out,
}

/// Make one file of several: of response files, or of tallies
///
/// A sitting that is in several files is written once, as its last snapshot. Tallies add up. Ends with 3 where a line couldn't
/// be read and is left out.
#[derive(clap::Args)]
pub(crate) struct MergeArgs {
    /// Response files (NDJSON, CSV), or tallies (*.tally.json)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The format of responses
    #[arg(long, value_name = "FORMAT", default_value = "ndjson")]
    to: Format,
    #[command(flatten)]
    out: Out,
}

/// Rewrite response files without the snapshots that count no more
///
/// Each file is replaced by one with the last snapshot of each sitting, sorted by `response_id`: it scores the same and is read faster. The
/// lines that stay are what they were, byte for byte. A file with which anything is wrong is left as it is, and the command
/// ends with 3. Don't compact a file that is still written to.
#[derive(clap::Args)]
pub(crate) struct CompactArgs {
    /// NDJSON files of responses
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(clap::Args)]
struct Out {
    /// Write to this file instead of standard output; it is replaced only when all of it is on disk
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What responses are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line
    Ndjson,
    /// One row a response, for spreadsheets
    Csv,
    /// Parquet, for DuckDB, Spark, pandas and the like
    Parquet,
}

pub(crate) fn convert(args: &ConvertArgs) -> Result<ExitCode, Failure> {
    let mapping = args.mapping.as_deref().map(mapping::read).transpose()?;
    responses(std::slice::from_ref(&args.file), mapping.as_ref(), args.to, &args.out)
}

pub(crate) fn merge(args: &MergeArgs) -> Result<ExitCode, Failure> {
    let files = expanded(&args.files)?;
    let tallies = files.iter().filter(|path| is_tally(path)).count();
    match tallies {
        0 => responses(&files, None, args.to, &args.out),
        all if all == files.len() => {
            args.out.write(added_up(&files)?.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Failure(
            "responses and tallies don't become one file: \"madeleine score --tally --by …\" counts responses and adds the tallies."
                .into(),
        )),
    }
}

pub(crate) fn compact(args: &CompactArgs) -> Result<ExitCode, Failure> {
    let mut code = ExitCode::SUCCESS;
    for path in expanded(&args.files)? {
        let failure = |error: &dyn core::fmt::Display| Failure(format!("{}: {error}", name(&path)));
        if is_input(&path) {
            return Err(failure(
                &"only a file can be compacted; \"madeleine convert - --to ndjson\" writes standard input.",
            ));
        }
        let intake = read(&path, 0, None).map_err(|error| failure(&error))?;
        let bytes = fs::read(&path).map_err(|error| failure(&error))?;
        let problems = intake.problem_count();
        let last = if problems == 0 { last_snapshots(&bytes) } else { None };
        let Some(last) = last.filter(|last| last.len() == intake.len()) else {
            let why = match problems {
                0 => "it isn't NDJSON. \"madeleine convert\" writes that".into(),
                1 => "something is wrong with it. \"madeleine score\" says what".into(),
                more => format!("{more} things are wrong with it. \"madeleine score\" names them"),
            };
            say(&format!("{}: left as it is: {why}.", name(&path)));
            code = ExitCode::from(INCOMPLETE);
            continue;
        };
        let compacted: Vec<u8> = last.values().flat_map(|(_, line)| [*line, b"\n"].concat()).collect();
        if compacted != bytes {
            replace(&path, &compacted).map_err(|error| failure(&error))?;
        }
        let (lines, before, after) = (intake.lines(), bytes.len(), compacted.len());
        say(&format!("{}: {} of {lines} lines stay, {after} of {before} bytes.", name(&path), last.len()));
    }
    Ok(code)
}

/// The line of the last snapshot of each sitting; `None` where a line isn't one. Its other fields, also those that we don't know, stay as they are.
fn last_snapshots(bytes: &[u8]) -> Option<BTreeMap<String, (u32, &[u8])>> {
    #[derive(Deserialize)]
    struct Head {
        response_id: String,
        seq: u32,
    }
    let mut last: BTreeMap<String, (u32, &[u8])> = BTreeMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        let Head { response_id, seq } = serde_json::from_slice(line).ok()?;
        match last.entry(response_id) {
            Entry::Vacant(place) => {
                place.insert((seq, line));
            }
            Entry::Occupied(mut place) if place.get().0 < seq => {
                place.insert((seq, line));
            }
            Entry::Occupied(_) => {}
        }
    }
    Some(last)
}

fn responses(files: &[PathBuf], mapping: Option<&Mapping>, to: Format, out: &Out) -> Result<ExitCode, Failure> {
    let mut intake = Intake::default();
    for (number, path) in (0..).zip(files) {
        intake.merge(read(path, number, mapping).map_err(|error| Failure(format!("{}: {error}", name(path))))?);
    }
    let file = |row: &RowProblem| files.get(row.file as usize).map_or_else(String::new, |path| name(path));
    mapping::say_notes(&intake, file);
    for problem in intake.problems() {
        say_problem(&file(&problem), &problem);
    }
    out.write(&written(&intake, to)?)?;
    let left = intake.broken() + intake.conflicts();
    Ok(if left == 0 { ExitCode::SUCCESS } else { ExitCode::from(INCOMPLETE) })
}

fn written(intake: &Intake, to: Format) -> Result<Vec<u8>, Failure> {
    let responses: Vec<Response> = intake.responses().map(identified).collect();
    match to {
        Format::Ndjson => {
            Ok(responses.iter().flat_map(|response| (write_response(response) + "\n").into_bytes()).collect())
        }
        Format::Csv => table::csv(&responses).map_err(|error| Failure(error.to_string())),
        Format::Parquet => table::parquet(&responses).map_err(|error| Failure(error.to_string())),
    }
}

/// A row without a name was given its place for one, which another file has, too: in a file it needs one that nothing else has.
fn identified(mut response: Response) -> Response {
    let place = response.response_id.strip_prefix("row-").and_then(|place| place.split_once('-'));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if place.is_some_and(|(file, line)| digits(file) && digits(line)) {
        response.response_id = uuid::Uuid::new_v4().simple().to_string();
    }
    response
}

impl Out {
    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match &self.output {
            Some(path) => replace(path, bytes).map_err(|error| Failure(format!("{}: {error}", name(path)))),
            None => print(&bytes),
        }
    }
}
