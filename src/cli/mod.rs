//! The `apportion` command: arguments in, text and files out, an exit code.
//!
//! | exit code | meaning |
//! | --- | --- |
//! | 0 | done, no findings |
//! | 1 | findings in the input, or something failed |
//! | 2 | wrong usage |
//! | 130 | interrupted; what there was by then is printed and written |
//!
//! Results go to standard output, everything else to standard error. If the reader of
//! standard output leaves before everything is printed (`| head -0`), that is a failure, but
//! files are written all the same. No command writes over a file that it reads; files are
//! written beside their targets and take their names when they are whole.

mod above;
mod args;
mod check;
mod colour;
mod compare;
mod completions;
mod diff;
mod explain;
mod export;
mod failure;
mod filter;
mod guard;
mod input;
mod interrupt;
mod level;
mod link;
mod man;
mod near;
mod note;
mod outputs;
mod planning;
mod prices;
mod progress;
mod quote;
mod rank;
mod screen;
mod solve;
mod stopwatch;
mod sweep;
mod talk;
mod target;
mod validate;
mod whole_file;
mod width;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command};
use colour::Colour;
use screen::Screen;

/// Runs the command with its arguments, the name of the program first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    // Help and what is wrong with arguments have the colour that these ask for.
    let mut command = Args::command().color(Colour::asked_for(&args).choice());
    let matches = command.try_get_matches_from_mut(args);
    let parsed = matches.and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed.map_err(|error| error.format(&mut command)) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output with 0, the rest is usage. If this
            // cannot be printed, only the exit code is left to report it.
            let printed = error.print();
            return match u8::try_from(error.exit_code()) {
                Ok(0) if printed.is_err() => ExitCode::FAILURE,
                Ok(code) => ExitCode::from(code),
                Err(_) => ExitCode::from(2),
            };
        }
    };
    let mut screen = Screen::new(args.color);
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
        Command::Completions(args) => completions::run(args, Args::command(), &mut screen),
        Command::Man(args) => man::run(args, Args::command(), &mut screen),
    };
    let done = done.and_then(|()| screen.finish());
    screen.tell_stations();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen.clear();
            let _ = writeln!(std::io::stderr(), "{failure}");
            interrupt::exit_code().unwrap_or_else(|| failure.exit_code())
        }
    }
}
