//! Some months of a plan: those in which something is used up, empty or short.

use crate::plan::Plan;
use crate::scenario::Month;

/// How many months there are, the first and the last of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    pub(super) count: usize,
    pub(super) first: Option<Month>,
    pub(super) last: Option<Month>,
}

impl Marked {
    /// The months with these indices, in ascending order.
    pub(super) fn of(plan: &Plan, indices: impl IntoIterator<Item = usize>) -> Self {
        let mut marked = Self { count: 0, first: None, last: None };
        for month in indices.into_iter().map(|index| plan.month(index)) {
            marked.count += 1;
            marked.first = marked.first.or(Some(month));
            marked.last = Some(month);
        }
        marked
    }
}
