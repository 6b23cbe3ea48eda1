//! Progress of a running solve.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How far a solve is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// Position of the level that is being optimised.
    pub level: usize,
    /// How many levels there are; 0 if no level is being optimised.
    pub levels: usize,
    /// Simplex pivots so far.
    pub pivots: u64,
    /// The present cost of the level; none as long as there is no feasible point.
    pub objective: Option<f64>,
    /// How far the job is that the solve belongs to.
    pub tasks: Tasks,
}

/// The tasks of a job that takes many solves, such as the plans of a comparison, the steps of a
/// sweep or the prices of months. More may turn up while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tasks {
    /// Tasks done.
    pub done: usize,
    /// Tasks known of, those done included; 0 for a job that is one solve.
    pub of: usize,
}

/// A function that is called with progress. Clones share it, and count the tasks of one job.
#[derive(Clone)]
pub struct ProgressListener {
    listener: Arc<dyn Fn(&Progress) + Send + Sync>,
    tasks: Arc<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl ProgressListener {
    /// Wraps a function.
    pub fn new(listener: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        Self { listener: Arc::new(listener), tasks: Arc::default() }
    }

    /// Tells how far a solve is.
    pub(super) fn solving(&self, level: usize, levels: usize, pivots: u64, objective: Option<f64>) {
        let tasks = Tasks {
            done: self.tasks.done.load(Ordering::Relaxed),
            of: self.tasks.of.load(Ordering::Relaxed),
        };
        (self.listener)(&Progress { level, levels, pivots, objective, tasks });
    }

    /// So many more tasks are to be done.
    pub(super) fn expect(&self, tasks: usize) {
        self.tasks.of.fetch_add(tasks, Ordering::Relaxed);
        self.solving(0, 0, 0, None);
    }

    /// One of them is done.
    pub(super) fn done(&self) {
        self.tasks.done.fetch_add(1, Ordering::Relaxed);
        self.solving(0, 0, 0, None);
    }
}

impl From<Arc<dyn Fn(&Progress) + Send + Sync>> for ProgressListener {
    fn from(listener: Arc<dyn Fn(&Progress) + Send + Sync>) -> Self {
        Self { listener, tasks: Arc::default() }
    }
}

impl fmt::Debug for ProgressListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressListener").finish_non_exhaustive()
    }
}
