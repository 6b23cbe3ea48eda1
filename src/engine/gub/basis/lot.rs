//! A block as the simplex sees it, a *lot*: its key column, its bounds and its cost path
//! side by side in memory, in a shuffled order.

use super::columns::Columns;
use super::variable::{Bounds, Service};
use crate::model::{BlockId, CostPath, Model};
use crate::tolerance::NEGLIGIBLE;

/// A block with its state. Pricing walks through all lots, which are in one vector.
///
/// Every lot has one basic key column, whose value is the lot's `rest` less its nonkeys.
#[derive(Debug, Clone)]
pub(crate) struct Lot {
    /// Position of the block in the model.
    pub(crate) block: u32,
    /// The block's key, for draws.
    pub(crate) draw: u64,
    pub(crate) family: u32,
    /// The periods `first..end` in which it can be served.
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) quantity: f64,
    /// Upper bound of each served column; infinite if it cannot bind.
    pub(crate) limit: f64,
    /// Its costs on the present level.
    pub(crate) path: CostPath,
    /// Perturbation of its costs, per period; zero except while a level is begun.
    pub(crate) perturbation: f64,
    /// The key column: the basic column for the block's own row.
    pub(crate) key: Service,
    /// Value of the key column.
    pub(crate) value: f64,
    /// Quantity less the nonbasic columns at their upper bounds.
    pub(crate) rest: f64,
    /// During a pivot: how fast the key falls per unit of the step.
    pub(crate) gamma: f64,
    pub(crate) touched: bool,
    /// Number of its columns in the working basis.
    pub(crate) nonkeys: u32,
    /// The first period in which it must not be served any more, whatever is basic there; and
    /// whether all of it must be served. See [`in_turn`](super::super::in_turn).
    pub(crate) fixed_from: u32,
    pub(crate) unserved_fixed: bool,
}

impl Lot {
    pub(crate) fn bounds(&self, service: Service) -> Bounds {
        let upper = if self.is_fixed(service) {
            0.0
        } else if service.is_served() {
            self.limit
        } else {
            f64::INFINITY
        };
        Bounds { lower: 0.0, upper }
    }

    /// Whether a column must stay at zero.
    pub(crate) fn is_fixed(&self, service: Service) -> bool {
        if service.is_served() { service.period >= self.fixed_from } else { self.unserved_fixed }
    }

    /// Lets every column move again.
    pub(crate) fn unfix(&mut self) {
        (self.fixed_from, self.unserved_fixed) = (u32::MAX, false);
    }

    /// The limit; zero if there is none.
    pub(crate) fn limit_or_zero(&self) -> f64 {
        if self.is_limited() { self.limit } else { 0.0 }
    }

    /// What lots of one band have in common: family, periods, and the period in which their
    /// cost begins to rise. Only sloped costs make bands.
    fn kind(&self) -> (u32, u32, u32, u32) {
        let from = match self.path {
            CostPath::Slope { from, .. } => from,
            _ => self.block | 1 << 31,
        };
        (self.family, self.first, self.end, from)
    }

    pub(crate) fn rate(&self) -> f64 {
        self.path.rate()
    }

    /// Whether two lots belong to one band: their costs differ only by a factor.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let unserved = |lot: &Self| match lot.path {
            CostPath::Slope { unserved, .. } => unserved,
            _ => f64::NAN,
        };
        let (a, b) = (unserved(self) * other.rate(), unserved(other) * self.rate());
        self.kind() == other.kind()
            && (a - b).abs() <= NEGLIGIBLE * a.abs()
            && !self.is_limited()
            && !other.is_limited()
    }

    /// Whether a scan over periods finds its cheapest column.
    pub(crate) fn is_scanned(&self) -> bool {
        self.path != CostPath::Draw && !self.is_limited()
    }

    pub(crate) fn is_limited(&self) -> bool {
        self.limit.is_finite()
    }
}

/// Makes the lots: those of one band side by side by ascending rate, and the bands in a
/// fixed shuffled order. In sorted order neighbours would propose the same column again and
/// again, which costs 5 to 15 times the pivots.
pub(crate) fn lots(model: &Model, columns: &Columns) -> Vec<Lot> {
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
                perturbation: 0.0,
                key: Service::UNSERVED,
                value: part.quantity(),
                rest: part.quantity(),
                gamma: 0.0,
                touched: false,
                nonkeys: 0,
                fixed_from: u32::MAX,
                unserved_fixed: false,
            }
        })
        .collect();
    let first_level = model.levels().first();
    for lot in &mut lots {
        lot.path = first_level.map_or(CostPath::Zero, |level| level.path(BlockId(lot.block)));
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
