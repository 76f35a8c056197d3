//! `madeleine`: checks survey definitions and draws out their first question, scores response files, serves a page and collects its answers, prints schemas.

mod opening;
mod plain;
mod schema;
mod score;
mod serve;
mod validate;

use clap::{Parser, Subcommand};
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

/// Ask while it's warm. Score without a server.
#[derive(Parser)]
#[command(name = "madeleine", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Validate(validate::Args),
    Opening(opening::Args),
    Score(score::Args),
    Serve(serve::Args),
    Schema(schema::Args),
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
        Command::Serve(args) => serve::run(args),
        Command::Schema(args) => schema::run(&args),
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
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
