//! Whether standard output is coloured, and how.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stdout};

use clap::builder::styling::{AnsiColor, Style};
use clap::{ColorChoice, ValueEnum};

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
    /// What arguments that may be wrong otherwise ask for.
    pub(super) fn asked_for(args: &[OsString]) -> Self {
        let mut asked = Self::default();
        let texts = args.iter().map(|arg| arg.to_str().unwrap_or_default());
        let mut texts = texts.take_while(|text| *text != "--").peekable();
        while let Some(text) = texts.next() {
            let value = match text.strip_prefix("--color") {
                Some("") => texts.peek().copied(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            };
            let known = value.and_then(|value| <Self as ValueEnum>::from_str(value, false).ok());
            asked = known.unwrap_or(asked);
        }
        asked
    }

    /// The same for help and errors of arguments.
    pub(super) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }

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
