//! Blocks of which only what ships is kept.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::feeds::Feeds;
use super::filled::Filled;
use super::remaining::Remaining;
use super::serve::{Turn, serve};
use crate::model::Model;
use crate::tolerance::NEGLIGIBLE;

/// So often what a block is served is cut to what of it ships; then it is served nothing.
const CUTS: usize = 16;

/// What of some periods and amounts, in ascending periods, is of use to somebody: all of it, or
/// what of it ships.
type Useful = dyn Fn(usize, &[(usize, f64)]) -> f64 + Send + Sync;

/// Blocks that are shipped: who each belongs to, and what of all that is made for somebody is of
/// use.
#[derive(Clone, Default)]
pub struct Shipped {
    owners: Vec<Option<usize>>,
    /// So many of the first blocks keep what they are served, whether it ships or not.
    kept: usize,
    useful: Option<Arc<Useful>>,
}

impl Shipped {
    /// The owner of each block, none where everything is of use; how many of the first blocks keep
    /// what they are served all the same; and, of an owner and what is made for it in ascending
    /// periods, how much is of use.
    pub fn new(
        owners: Vec<Option<usize>>,
        kept: usize,
        useful: impl Fn(usize, &[(usize, f64)]) -> f64 + Send + Sync + 'static,
    ) -> Self {
        Self { owners, kept, useful: Some(Arc::new(useful)) }
    }
}

impl fmt::Debug for Shipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shipped").field("owners", &self.owners).finish_non_exhaustive()
    }
}

/// What the blocks served so far have been sent, by owner.
pub(super) struct Sent<'a> {
    shipped: &'a Shipped,
    made: BTreeMap<usize, Vec<(usize, f64)>>,
}

impl<'a> Sent<'a> {
    pub(super) fn new(shipped: &'a Shipped) -> Self {
        Self { shipped, made: BTreeMap::new() }
    }

    /// Serves a block, gives back what of it does not ship, and returns what is left of it.
    pub(super) fn serve(
        &mut self,
        (model, feeds): (&Model, &Feeds),
        turn: Turn<'_>,
        remaining: &mut Remaining,
        filled: &mut Filled,
    ) -> f64 {
        let block = turn.block;
        let quantity = model.blocks()[block.index()].quantity();
        let owner = self.shipped.owners.get(block.index()).copied().flatten();
        let (Some(owner), Some(useful)) = (owner, &self.shipped.useful) else {
            return serve((model, feeds), turn, quantity, remaining, filled);
        };
        let before = self.made.entry(owner).or_default();
        let sum = |made: &[(usize, f64)]| made.iter().map(|part| part.1).sum::<f64>();
        let (room, extras) = (remaining.clone(), filled.extras.clone());
        let (first, already) = (filled.cells.len(), sum(before));
        let mut wanted = quantity;
        for _ in 0..CUTS {
            let rest = serve((model, feeds), turn, wanted, remaining, filled);
            let own = filled.cells[first..].iter();
            let own = own.map(|cell| (cell.column.period as usize, cell.amount));
            let mut made: Vec<(usize, f64)> = before.iter().copied().chain(own).collect();
            made.sort_by_key(|part| part.0);
            let (total, useful) = (sum(&made), useful(owner, &made));
            if useful >= total || block.index() < self.shipped.kept {
                *before = made;
                return quantity - wanted + rest;
            }
            // All of it is given back, and only what ships is served again.
            *remaining = room.clone();
            filled.cells.truncate(first);
            filled.extras.clone_from(&extras);
            wanted = (useful - already).max(0.0);
            if wanted <= NEGLIGIBLE * quantity {
                break;
            }
        }
        quantity
    }
}
