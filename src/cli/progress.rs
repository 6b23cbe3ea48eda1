//! A line that says how far a plan is, on a terminal only.

use crate::clock::Instant;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use console::{Term, truncate_str};

use crate::engine::{Progress, ProgressListener, Tasks};

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
    tasks: Tasks,
    /// When the first task began.
    working: Option<Instant>,
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
        let line = Arc::new(Mutex::new(Line {
            term,
            begun: Instant::now(),
            message,
            tasks: Tasks::default(),
            working: None,
            drawn: 0,
            over: false,
        }));
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
            with(line, |line| line.hear(progress));
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
    /// Notes how far it is.
    fn hear(&mut self, progress: &Progress) {
        let Progress { level, levels, pivots, objective, tasks, .. } = *progress;
        if tasks.of > 0 && self.working.is_none() {
            self.working = Some(Instant::now());
        }
        self.tasks = tasks;
        if levels > 0 {
            let value = objective.map_or_else(String::new, |value| format!(", at {value:.1}"));
            self.message = format!("level {} of {levels}: {pivots} pivots{value}", level + 1);
        }
    }

    /// The tasks done, and how long the others will take if they are like them. Nobody can say
    /// that of a single plan.
    fn tasks(&self) -> String {
        let Tasks { done, of, .. } = self.tasks;
        if of < 2 {
            return String::new();
        }
        let left = match self.working {
            Some(began) if done > 0 => {
                let left = began.elapsed().mul_f64((of.saturating_sub(done)) as f64 / done as f64);
                format!(", about {} s left", left.as_secs() + 1)
            }
            _ => String::new(),
        };
        format!("{done} of {of} done{left}; ")
    }

    /// Draws it in place of what was there, unless it is over; whether it goes on.
    fn draw(&mut self) -> bool {
        if self.over {
            return false;
        }
        let mark = MARKS[self.drawn % MARKS.len()];
        let seconds = self.begun.elapsed().as_secs();
        let text = format!("{mark} {seconds} s {}{}", self.tasks(), self.message);
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
