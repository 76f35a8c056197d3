//! What a shell wants to know of the command: completions and the manual page.

use crate::{Cli, Failure, print};
use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

/// Print the completions of a shell, as in: madeleine completions bash > ~/.local/share/bash-completion/completions/madeleine
#[derive(clap::Args)]
pub(crate) struct Args {
    shell: Shell,
}

pub(crate) fn completions(args: &Args) -> Result<ExitCode, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "madeleine", &mut out);
    print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// The page of the command, then those of its verbs.
pub(crate) fn manual() -> Result<ExitCode, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut out = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        clap_mangen::Man::new(verb.clone()).render(&mut out)?;
    }
    print(&out)?;
    Ok(ExitCode::SUCCESS)
}
