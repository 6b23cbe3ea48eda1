//! `apportion completions`.

use clap::{Command, ValueEnum};
use clap_complete::Shell as Generator;

use super::failure::Failure;
use super::screen::Screen;
use super::target::Target;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion completions bash > ~/.local/share/bash-completion/completions/apportion
  apportion completions zsh > ~/.zfunc/_apportion
  apportion completions fish > ~/.config/fish/completions/apportion.fish
  apportion completions powershell >> $PROFILE")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The shells that complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// `PowerShell`
    #[value(name = "powershell")]
    Power,
}

/// Prints what completes a command in a shell.
pub(super) fn run(
    args: &Completions,
    mut command: Command,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let generator = match args.shell {
        Shell::Bash => Generator::Bash,
        Shell::Zsh => Generator::Zsh,
        Shell::Fish => Generator::Fish,
        Shell::Power => Generator::PowerShell,
    };
    // Writing to memory does not fail; a screen may.
    let mut script = Vec::new();
    clap_complete::generate(generator, &mut command, "apportion", &mut script);
    screen.write_by(&Target::Screen, |out| out.write_all(&script))
}
