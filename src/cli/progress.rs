//! A line that says how far a plan is, on a terminal only.

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::{Progress, ProgressListener};

/// Shown from then on: most plans are made by then.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is told of a running plan.
#[derive(Debug)]
pub(super) struct ProgressLine {
    bar: ProgressBar,
}

impl ProgressLine {
    /// Nothing is shown where standard error is no terminal, or if it is to be `quiet`.
    pub(super) fn new(quiet: bool) -> Self {
        let bar = if stderr().is_terminal() && !quiet {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        bar.set_message("planning; Ctrl-C ends with the best plan so far");
        if !bar.is_hidden() {
            let late = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !late.is_finished() {
                    late.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
        Self { bar }
    }

    /// What the engine calls.
    pub(super) fn listener(&self) -> ProgressListener {
        let bar = self.bar.clone();
        ProgressListener::new(move |progress: &Progress| {
            let Progress { level, pivots, objective, .. } = *progress;
            let value = objective.map_or_else(String::new, |value| format!(", at {value:.1}"));
            bar.set_message(format!("level {}: {pivots} pivots{value}", level + 1));
        })
    }

    /// Takes the line away: something else is to be printed.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}
