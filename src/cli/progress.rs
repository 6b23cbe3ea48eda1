//! A line that says how far a plan is, on a terminal only.

use crate::clock::Instant;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use console::{Term, truncate_str};

use crate::engine::{Progress, ProgressListener};

/// Shown from then on: most plans are made by then.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is drawn.
const TICK: Duration = Duration::from_millis(120);

/// What goes round in front of it.
const MARKS: [char; 4] = ['|', '/', '-', '\\'];

/// What is told of a running plan.
#[derive(Debug)]
pub(super) struct ProgressLine {
    /// None where nothing is shown.
    line: Option<Arc<Mutex<Line>>>,
}

/// The line on standard error.
#[derive(Debug)]
struct Line {
    term: Term,
    begun: Instant,
    message: String,
    /// How often it was drawn.
    drawn: usize,
    over: bool,
}

impl ProgressLine {
    /// Nothing is shown where standard error is no terminal, or if it is to be `quiet`.
    pub(super) fn new(quiet: bool) -> Self {
        let term = Term::stderr();
        if quiet || !term.is_term() {
            return Self { line: None };
        }
        let message = "planning; Ctrl-C ends with the best plan so far".to_owned();
        let line = Line { term, begun: Instant::now(), message, drawn: 0, over: false };
        let line = Arc::new(Mutex::new(line));
        let shared = line.clone();
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            while with(&shared, Line::draw) {
                thread::sleep(TICK);
            }
        });
        Self { line: Some(line) }
    }

    /// What the engine calls.
    pub(super) fn listener(&self) -> ProgressListener {
        let line = self.line.clone();
        ProgressListener::new(move |progress: &Progress| {
            let Some(line) = &line else { return };
            let Progress { level, pivots, objective, .. } = *progress;
            let value = objective.map_or_else(String::new, |value| format!(", at {value:.1}"));
            let message = format!("level {}: {pivots} pivots{value}", level + 1);
            with(line, |line| line.message = message);
        })
    }

    /// Takes the line away: something else is to be printed.
    pub(super) fn clear(&self) {
        if let Some(line) = &self.line {
            with(line, Line::end);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Does something with the line while nobody else does.
fn with<T>(line: &Mutex<Line>, work: impl FnOnce(&mut Line) -> T) -> T {
    // It holds whatever happened to another thread.
    work(&mut line.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Line {
    /// Draws it in place of what was there, unless it is over; whether it goes on.
    fn draw(&mut self) -> bool {
        if self.over {
            return false;
        }
        let mark = MARKS[self.drawn % MARKS.len()];
        let text = format!("{mark} {} s {}", self.begun.elapsed().as_secs(), self.message);
        let (_, columns) = self.term.size();
        let text = truncate_str(&text, usize::from(columns).saturating_sub(1), "…");
        self.drawn += 1;
        // Where it cannot be drawn the plan is made all the same.
        self.term.clear_line().and_then(|()| self.term.write_str(&text)).is_ok()
    }

    fn end(&mut self) {
        if self.drawn > 0 && !self.over {
            let _ = self.term.clear_line();
        }
        self.over = true;
    }
}
