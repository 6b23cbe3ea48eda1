//! A block as the simplex sees it: its key column, its bounds and its cost path side by
//! side in memory, in a shuffled order.

use super::columns::{Bounds, Columns, Place};
use crate::model::{CostPath, Model};

/// One block with its state. All lots lie in one vector that pricing walks through.
#[derive(Debug, Clone)]
pub(super) struct Lot {
    /// Position of the block in the model.
    pub(super) block: u32,
    /// The block's key, for draws.
    pub(super) draw: u64,
    pub(super) family: u32,
    /// The periods `first..end` in which it can be served.
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) quantity: f64,
    /// Upper bound of each column but the unserved; infinite if it cannot bind.
    pub(super) limit: f64,
    /// What it costs on the present level.
    pub(super) path: CostPath,
    /// What each period costs on top ([`super::lean`]).
    pub(super) lean: f64,
    /// The key column: the basic column that stands for the block's own row.
    pub(super) key: Place,
    /// Value of the key column.
    pub(super) value: f64,
    /// Quantity less what lies in nonbasic columns at their upper bounds.
    pub(super) rest: f64,
    /// Scratch of the ratio test: how fast the key falls.
    pub(super) gamma: f64,
    pub(super) touched: bool,
    /// Number of its columns in the working basis.
    pub(super) nonkeys: u32,
}

impl Lot {
    pub(super) fn bounds(&self, place: Place) -> Bounds {
        Bounds { lower: 0.0, upper: if place.is_served() { self.limit } else { f64::INFINITY } }
    }

    /// The limit, where columns can lie at it.
    pub(super) fn limit_or_zero(&self) -> f64 {
        if self.is_limited() { self.limit } else { 0.0 }
    }

    /// What lots of one band have in common: family, span, and where their cost begins to
    /// rise. Nothing else than a slope makes a band.
    fn kind(&self) -> (u32, u32, u32, u32) {
        let from = match self.path {
            CostPath::Slope { from, .. } => from,
            _ => self.block | 1 << 31,
        };
        (self.family, self.first, self.end, from)
    }

    pub(super) fn rate(&self) -> f64 {
        self.path.rate()
    }

    /// Whether both are of one band: what they cost differs by a factor alone.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let unserved = |lot: &Self| match lot.path {
            CostPath::Slope { unserved, .. } => unserved,
            _ => f64::NAN,
        };
        let (a, b) = (unserved(self) * other.rate(), unserved(other) * self.rate());
        self.kind() == other.kind()
            && (a - b).abs() <= 1e-12 * a.abs()
            && !self.is_limited()
            && !other.is_limited()
    }

    /// Whether a scan over periods finds its cheapest column.
    pub(super) fn is_scanned(&self) -> bool {
        self.path != CostPath::Draw && !self.is_limited()
    }

    pub(super) fn is_limited(&self) -> bool {
        self.limit.is_finite()
    }
}

/// Makes the lots: those of one band side by side by ascending rate, and the bands in a
/// fixed shuffled order. Neighbours in a sorted list propose one and the same column again
/// and again, which costs 5 to 15 times the pivots.
pub(super) fn lots(model: &Model, columns: &Columns) -> Vec<Lot> {
    let mut lots: Vec<Lot> = (0..model.blocks().len() as u32)
        .map(|block| {
            let part = &model.blocks()[block as usize];
            let first = part.first().min(columns.periods) as u32;
            let end = part.last().saturating_add(1).min(columns.periods) as u32;
            let useless = end <= first || part.limit() <= 0.0;
            Lot {
                block,
                draw: part.key,
                family: part.family().0,
                first,
                end: if useless { first } else { end },
                quantity: part.quantity(),
                limit: if part.limit() >= part.quantity() { f64::INFINITY } else { part.limit() },
                path: CostPath::Zero,
                lean: 0.0,
                key: Place::UNSERVED,
                value: part.quantity(),
                rest: part.quantity(),
                gamma: 0.0,
                touched: false,
                nonkeys: 0,
            }
        })
        .collect();
    let first_level = model.levels().first();
    for lot in &mut lots {
        lot.path = first_level.map_or(CostPath::Zero, |level| level.blocks[lot.block as usize]);
    }
    lots.sort_by(|a, b| a.kind().cmp(&b.kind()).then_with(|| a.rate().total_cmp(&b.rate())));
    let mut bands: Vec<&[Lot]> = lots.chunk_by(|a, b| a.kind() == b.kind()).collect();
    // Fisher and Yates; the multiplier is Steele and Vigna's for 64-bit generators.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for index in (1..bands.len()).rev() {
        state = state.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(1);
        bands.swap(index, ((state >> 32) % (index as u64 + 1)) as usize);
    }
    bands.concat()
}
