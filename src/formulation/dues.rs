//! The months by which blocks are due, for rules that place blocks by them.

use super::blocks::Group;
use crate::ranking::Ranking;
use crate::scenario::{Method, Placement};

/// For each block the index of its due month, none if something of it is promised: so the same
/// promises are kept wherever the rest is placed, and what is promised stays the first of its
/// tranche. Empty if all are made as early as possible, or nothing is carried out in turn.
pub(super) fn dues(groups: &[Group<'_>], ranking: &Ranking) -> Vec<Option<u32>> {
    let placement = match ranking.method() {
        Method::Optimised(_) | Method::Shared => return Vec::new(),
        Method::InTurn { placement, .. } => placement,
    };
    match placement {
        Placement::Earliest => Vec::new(),
        Placement::ByDue => {
            let due = |group: &Group<'_>| group.promised.is_empty().then_some(group.due);
            groups.iter().map(due).collect()
        }
    }
}
