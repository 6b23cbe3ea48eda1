//! How much is said: arguments that several commands share.

use super::note::silence;
use super::screen::Screen;
use super::stopwatch::Stopwatch;

#[derive(Debug, clap::Args)]
pub(super) struct Talk {
    /// Print no text, no notes and no progress: only what --format, --json and --csv ask for,
    /// and errors
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say on standard error how long each station took
    #[arg(long, short)]
    verbose: bool,
}

impl Talk {
    /// Begins to measure, or to be quiet.
    pub(super) fn begin(&self, screen: &mut Screen) {
        if self.quiet {
            silence();
        }
        if self.verbose {
            screen.measure(Stopwatch::new());
        }
    }
}
