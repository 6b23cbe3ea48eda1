//! A lot in a queue.

use std::cmp::Ordering;

/// The greatest is the most urgent one; of equally urgent ones, that with the lowest number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueuedLot {
    pub(crate) urgency: f64,
    pub(crate) lot: u32,
}

impl PartialEq for QueuedLot {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for QueuedLot {}

impl PartialOrd for QueuedLot {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for QueuedLot {
    fn cmp(&self, other: &Self) -> Ordering {
        self.urgency.total_cmp(&other.urgency).then_with(|| other.lot.cmp(&self.lot))
    }
}
