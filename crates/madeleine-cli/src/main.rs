//! `madeleine`: checks survey definitions and draws out their first question, scores response files and makes reports of them, proposes what their columns are, serves a page and collects its answers, prints schemas.

mod files;
mod mapping;
mod opening;
mod plain;
mod report;
mod responses;
mod schema;
mod score;
mod serve;
mod shell;
mod unwrapped;
mod validate;

use clap::{Parser, Subcommand};
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

/// Ask while it's warm. Score without a server.
#[derive(Parser)]
#[command(name = "madeleine", version, arg_required_else_help = true, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Ends with 0 when it is done, 1 when it failed and says why, 2 when it was called wrongly, \
3 when something was left out or left as it was, which it names.";

#[derive(Subcommand)]
enum Command {
    Validate(validate::Args),
    Opening(opening::Args),
    Score(score::Args),
    Report(report::Args),
    Convert(responses::ConvertArgs),
    Merge(responses::MergeArgs),
    Compact(responses::CompactArgs),
    Mapping(mapping::Args),
    Serve(serve::Args),
    Schema(schema::Args),
    Completions(shell::Args),
    /// Print the manual page (roff), as in: madeleine man > madeleine.1
    Man,
    /// Check the arithmetic: answers lines of {"op", "input"} on standard input, a line each
    Vectors,
}

/// Why a command failed: one sentence for the person at the keyboard.
#[derive(Debug)]
struct Failure(String);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

fn main() -> ExitCode {
    // Clap ends the process with 2 when it is used wrongly, with 0 after --help.
    let done = match Cli::parse().command {
        Command::Validate(args) => validate::run(&args),
        Command::Opening(args) => opening::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Convert(args) => responses::convert(&args),
        Command::Merge(args) => responses::merge(&args),
        Command::Compact(args) => responses::compact(&args),
        Command::Mapping(args) => mapping::run(&args),
        Command::Serve(args) => serve::run(args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man => shell::manual(),
        Command::Vectors => vectors(),
    };
    match done {
        Ok(code) => code,
        Err(Failure(message)) => {
            say(&message);
            ExitCode::FAILURE
        }
    }
}

fn vectors() -> Result<ExitCode, Failure> {
    let mut lines = String::new();
    io::stdin().read_to_string(&mut lines)?;
    print(&madeleine_vectors::answer_lines(&lines))?;
    Ok(ExitCode::SUCCESS)
}

/// One line for the person at the keyboard. A closed terminal is no reason to fail.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "madeleine: {message}");
}

/// Prints the result of a command. Whoever stops reading (`| head`) has read enough.
fn print(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
