//! `apportion man`.

use clap::Command;
use clap_mangen::Man as Page;

use super::failure::Failure;
use super::screen::Screen;
use super::target::Target;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion man > ~/.local/share/man/man1/apportion.1
  apportion man solve | man -l -")]
pub(super) struct Man {
    /// The command of which to print the page; without it, that of all of them
    command: Option<String>,
}

/// Prints the page of all commands, or of one of them.
pub(super) fn run(args: &Man, mut all: Command, screen: &mut Screen) -> Result<(), Failure> {
    // So that options that all commands have are in every page.
    all.build();
    let page = match &args.command {
        None => all,
        Some(name) => {
            let known: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
            let Some(found) = all.find_subcommand(name) else {
                let text = format!("there is no command `{name}`; there is {}", known.join(", "));
                return Err(Failure::Usage(text));
            };
            found.clone()
        }
    };
    let mut text = Vec::new();
    Page::new(page).render(&mut text).map_err(|error| Failure::of(&error))?;
    screen.write_by(&Target::Screen, |out| out.write_all(&text))
}
