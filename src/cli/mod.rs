//! The `apportion` command: arguments in, text and files out, an exit code.
//!
//! | exit code | meaning |
//! | --- | --- |
//! | 0 | done, no findings |
//! | 1 | findings in the input, or something failed |
//! | 2 | wrong usage |
//!
//! Results go to standard output, everything else to standard error. It is no
//! error if the reader of standard output stops early (`| head`).

mod args;
mod check;
mod compare;
mod diff;
mod explain;
mod export;
mod failure;
mod input;
mod output;
mod planning;
mod prices;
mod printable;
mod quote;
mod rank;
mod solve;
mod sweep;
mod validate;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use output::Screen;

/// Runs the command with its arguments, the name of the program first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output with 0, the rest is usage. If this
            // cannot be printed, there is no way left to report it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut screen = Screen::new();
    let done = match &args.command {
        Command::Solve(args) => solve::run(args, &mut screen),
        Command::Compare(args) => compare::run(args, &mut screen),
        Command::Diff(args) => diff::run(args, &mut screen),
        Command::Check(args) => check::run(args, &mut screen),
        Command::Rank(args) => rank::run(args, &mut screen),
        Command::Prices(args) => prices::run(args, &mut screen),
        Command::Sweep(args) => sweep::run(args, &mut screen),
        Command::Quote(args) => quote::run(args, &mut screen),
        Command::Explain(args) => explain::run(args, &mut screen),
        Command::Export(args) => export::run(args, &mut screen),
        Command::Validate(args) => validate::run(args, &mut screen),
    };
    let done = done.and_then(|()| screen.finish());
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            failure.exit_code()
        }
    }
}
