//! What a finished solve leaves for the next one.

use std::collections::BTreeMap;

use crate::engine::gub::basis::variable::Status;

/// Pivots that a warm start is always allowed.
const LEAST_BUDGET: u64 = 200;

/// The final basis of a solve, from which a similar model can be solved in a fraction of the
/// pivots. See [`Exact::solve_from`](crate::engine::Exact::solve_from).
///
/// It does not depend on positions in a model: blocks and recipes are known by their keys,
/// resources and extra columns by their labels. What the next model does not have is ignored;
/// what is new begins unserved. A start that fits badly costs time, never the answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WarmStart {
    /// By block; none of a block that is not served at all.
    pub(crate) pieces: Vec<Piece>,
    /// The status of each resource's logical in every period.
    pub(crate) rows: BTreeMap<String, Vec<Status>>,
    /// By the extra column's label, and resource and period of its first row.
    pub(crate) extras: BTreeMap<(String, String, u32), Status>,
    /// Number of blocks of the model.
    pub(crate) blocks: usize,
    /// Pivots of the last cold start.
    pub(crate) pivots: u64,
}

/// A column of a block that is basic or at its upper bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    pub(crate) block: u64,
    pub(crate) role: Role,
    /// None for the unserved column.
    pub(crate) recipe: Option<u64>,
    pub(crate) period: u32,
}

/// The role of a column of a block in the basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Key,
    Basic,
    Full,
}

impl WarmStart {
    /// Joins the starts of the parts of a model.
    pub(crate) fn merged(parts: Vec<Self>) -> Self {
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
    pub(crate) fn pieces_of(&self, block: u64) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.block < block);
        let rest = &self.pieces[first..];
        &rest[..rest.partition_point(|piece| piece.block == block)]
    }

    /// Estimate of the pivots of a cold start with so many blocks.
    pub(crate) fn pivots_afresh(&self, blocks: usize) -> u64 {
        let share = blocks as f64 / self.blocks.max(1) as f64;
        (self.pivots as f64 * share) as u64
    }

    /// Pivots after which a warm start with so many blocks is given up: half of those of a
    /// cold start. (Half a month's capacity lost on one full line of 100,000 orders moves so
    /// many of them that a cold start is quicker.)
    pub(crate) fn budget(&self, blocks: usize) -> u64 {
        LEAST_BUDGET.max(self.pivots_afresh(blocks) / 2)
    }
}
