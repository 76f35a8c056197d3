//! `madeleine validate`: survey definitions.

use crate::plain::plain;
use crate::{Failure, print, say};
use madeleine_core::survey::check_survey;
use madeleine_ingest::authored;
use serde_json::Value;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check survey definitions: each problem on a line, with its place and how to mend it
///
/// Ends with 0 if all are valid, with 1 if one isn't or can't be read.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Definitions (*.survey.json); - reads standard input
    #[arg(required = true, value_name = "SURVEY")]
    surveys: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let mut code = ExitCode::SUCCESS;
    for path in &args.surveys {
        let file = plain(&path.display().to_string());
        let verdict = match read(path) {
            Ok(bytes) => judge(&bytes),
            Err(error) => {
                say(&format!("{file}: {error}"));
                code = ExitCode::FAILURE;
                continue;
            }
        };
        match verdict {
            Ok(praise) => print(&format!("{file}: {praise}\n"))?,
            Err(lines) => {
                code = ExitCode::FAILURE;
                for Line { place, message } in lines {
                    print(&format!("{file}{place}: {}\n", plain(&message)))?;
                }
            }
        }
    }
    Ok(code)
}

pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(path)
}

/// One problem: what stands behind the file's name, and what is wrong.
struct Line {
    place: String,
    message: String,
}

/// A definition without problems, or each problem with its place.
pub(crate) fn judged(bytes: &[u8]) -> Result<Value, Vec<String>> {
    let told = |line: Line| format!("{}: {}", line.place, plain(&line.message));
    parsed(bytes).map_err(|lines| lines.into_iter().map(told).collect())
}

fn judge(bytes: &[u8]) -> Result<String, Vec<Line>> {
    let value = parsed(bytes)?;
    let questions = value["items"].as_array().map_or(0, Vec::len);
    let s = if questions == 1 { "" } else { "s" };
    let id = value["id"].as_str().unwrap_or_default();
    let version = value["version"].as_u64().unwrap_or(1);
    Ok(format!("valid: \"{id}\" version {version}, {questions} question{s}"))
}

fn parsed(bytes: &[u8]) -> Result<Value, Vec<Line>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let not_json = |error: serde_json::Error| {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        let place = if error.line() > 0 { format!(":{}:{}", error.line(), error.column()) } else { String::new() };
        vec![Line { place, message: format!("this isn't JSON: {what}.") }]
    };
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        vec![Line { place: format!(":{line}"), message: "this isn't UTF-8: save the file in that encoding.".into() }]
    })?;
    let tape = authored(text).map_err(not_json)?;
    let problems = check_survey(tape.root());
    if !problems.is_empty() {
        let line = |problem: madeleine_core::Problem| Line {
            place: format!(": {}", plain(&problem.path)),
            message: problem.message,
        };
        return Err(problems.into_iter().map(line).collect());
    }
    serde_json::from_str(text).map_err(not_json)
}
