//! Whether standard output is coloured, and how.

use std::env;
use std::io::{IsTerminal, stdout};

use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};

use crate::report::Tone;

/// When standard output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

impl Colour {
    /// Whether it is now.
    pub(super) fn is_on(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                // By the agreement of no-color.org an empty one counts as none.
                let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let unable = env::var_os("TERM").is_some_and(|name| name == "dumb");
                stdout().is_terminal() && !unwanted && !unable
            }
        }
    }
}

/// How text of a tone looks; what is plain has no style.
pub(super) fn style(tone: Tone) -> Style {
    match tone {
        Tone::Heading => Style::new().bold(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        _ => Style::new(),
    }
}
