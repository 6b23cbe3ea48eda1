//! What is set aside.

use super::room::Takes;

/// Units that are set aside for a portion, in a month on a line, and what has been taken for them.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) month: usize,
    pub(super) line: usize,
    pub(super) units: f64,
    pub(super) takes: Takes,
}
