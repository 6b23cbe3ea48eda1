//! What a finished solve leaves for the next one.

use std::collections::BTreeMap;

use super::simplex::Status;

/// Pivots that a warm run is always allowed.
const LEAST_BUDGET: u64 = 200;

/// The final basis of a solve, from which a model that is much the same can be solved in
/// a fraction of the pivots. See [`Exact::solve_from`](super::Exact::solve_from).
///
/// Nothing in it refers to positions in a model: blocks and recipes go by their keys,
/// resources and extra columns by their labels. What the next model does not have is
/// passed over, what is new begins unserved. A start that fits badly costs time, never
/// the answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WarmStart {
    /// By block; a block that is not served at all has none.
    pub(super) pieces: Vec<Piece>,
    /// Of each resource, where the logical of every period is.
    pub(super) rows: BTreeMap<String, Vec<Status>>,
    /// By label, and label and period of the first row.
    pub(super) extras: BTreeMap<(String, String, u32), Status>,
    /// Number of blocks of the model.
    pub(super) blocks: usize,
    /// Pivots of the last solve that began afresh.
    pub(super) pivots: u64,
}

/// A column of a block that is not zero for want of being basic or full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) block: u64,
    pub(super) role: Role,
    /// None if it stands for what is not served.
    pub(super) recipe: Option<u64>,
    pub(super) period: u32,
}

/// What a column of a block is in the basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Key,
    Basic,
    Full,
}

impl WarmStart {
    /// The starts of the parts of a model as one.
    pub(super) fn merged(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        for part in parts {
            whole.pieces.extend(part.pieces);
            whole.rows.extend(part.rows);
            whole.extras.extend(part.extras);
            whole.blocks += part.blocks;
            whole.pivots += part.pivots;
        }
        whole.pieces.sort_unstable();
        whole
    }

    /// The pieces of a block.
    pub(super) fn pieces_of(&self, block: u64) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.block < block);
        let rest = &self.pieces[first..];
        &rest[..rest.partition_point(|piece| piece.block == block)]
    }

    /// Pivots that a part of so many blocks would take afresh.
    pub(super) fn pivots_afresh(&self, blocks: usize) -> u64 {
        let share = blocks as f64 / self.blocks.max(1) as f64;
        (self.pivots as f64 * share) as u64
    }

    /// Pivots after which a warm run of so many blocks is given up: half of what the
    /// blocks took afresh. (Half a month's capacity lost on one full line of 100,000
    /// orders moves so many of them that to begin anew is quicker.)
    pub(super) fn budget(&self, blocks: usize) -> u64 {
        LEAST_BUDGET.max(self.pivots_afresh(blocks) / 2)
    }
}
