//! A lot in a queue, by how much it matters that it is served.

use std::cmp::Ordering;

/// The more urgent comes first; of two that are as urgent, the lot with the lower number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) urgency: f64,
    pub(super) lot: u32,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.urgency.total_cmp(&other.urgency).then_with(|| other.lot.cmp(&self.lot))
    }
}
