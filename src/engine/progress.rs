//! Progress of a running solve.

use std::fmt;
use std::sync::Arc;

/// How far a solve is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// Position of the level that is being optimised.
    pub level: usize,
    /// Simplex pivots so far.
    pub pivots: u64,
    /// The present cost of the level; none as long as there is no feasible point.
    pub objective: Option<f64>,
}

/// A function that is called with progress. Clones share it.
#[derive(Clone)]
pub struct ProgressListener(Arc<dyn Fn(&Progress) + Send + Sync>);

impl ProgressListener {
    /// Wraps a function.
    pub fn new(listener: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }

    pub(super) fn call(&self, progress: &Progress) {
        (self.0)(progress);
    }
}

impl From<Arc<dyn Fn(&Progress) + Send + Sync>> for ProgressListener {
    fn from(listener: Arc<dyn Fn(&Progress) + Send + Sync>) -> Self {
        Self(listener)
    }
}

impl fmt::Debug for ProgressListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressListener").finish_non_exhaustive()
    }
}
