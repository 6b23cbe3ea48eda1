//! A ray of prices, along which the dual simplex moves, and the columns met on it.

use crate::engine::gub::basis::charges::Charges;
use crate::engine::gub::basis::variable::Variable;

/// Speeds from here on make good pivots.
const LARGE: f64 = 1e-2;

/// The ray `π + t · direction`, `t ≥ 0`, along which one basic column goes to its bound.
#[derive(Debug, Default)]
pub(crate) struct Ray {
    /// The largest cost of one unit.
    pub(crate) dearest: f64,
    /// By row.
    pub(crate) direction: Vec<f64>,
    /// +1 if the direction is the row of the leaving column in `B⁻¹`, −1 if its negative.
    pub(crate) sign: f64,
    /// The charges of the direction: how fast charges change along the ray.
    pub(crate) change: Charges,
    /// Their range by family.
    pub(crate) ranges: Vec<ChargeRange>,
    /// Length of the ray: it ends at the first breakpoint found so far.
    pub(crate) reach: f64,
    /// Length of the piece that is being searched.
    pub(crate) piece: f64,
    /// `reach` at the end of the previous search.
    pub(crate) length: f64,
    /// A length on the ray, and the charges there.
    pub(crate) cut: f64,
    pub(crate) cut_charges: Charges,
    /// Speeds up to this make no pivots.
    pub(crate) smallest: f64,
    /// Breakpoints that have shortened the ray; after the search the first ones.
    pub(crate) seen: Vec<Breakpoint>,
    /// How many of them are good pivots at length zero.
    pub(crate) at_once: usize,
}

/// The largest rise and the largest fall of a family's charges; that of the unserved is zero.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ChargeRange {
    pub(crate) rise: f64,
    pub(crate) fall: f64,
}

/// A nonbasic column whose reduced cost reaches zero somewhere on the ray.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Breakpoint {
    pub(crate) variable: Variable,
    /// The reduced cost where the ray begins.
    pub(crate) reduced: f64,
    /// How fast the reduced cost changes along the ray.
    pub(crate) slope: f64,
    /// Whether the column is at its upper bound.
    pub(crate) upper: bool,
    /// The tolerance of its reduced cost.
    pub(crate) allowance: f64,
}

impl Breakpoint {
    /// +1 if the column rises from its lower bound, −1 if it falls from its upper bound.
    pub(crate) fn sigma(&self) -> f64 {
        if self.upper { -1.0 } else { 1.0 }
    }

    /// Its entry in the row of the leaving column.
    pub(crate) fn rate(&self, ray: &Ray) -> f64 {
        ray.sign * self.slope
    }

    /// How fast it becomes attractive.
    pub(crate) fn speed(&self) -> f64 {
        -self.sigma() * self.slope
    }

    /// How far its reduced cost is from zero.
    fn distance(&self) -> f64 {
        (self.sigma() * self.reduced).max(0.0)
    }

    /// Whether its reduced cost reaches zero within a length.
    pub(crate) fn is_reached(&self, reach: f64, smallest: f64) -> bool {
        let speed = self.speed();
        speed > smallest && self.distance() <= reach * speed
    }

    fn is_at_once(&self) -> bool {
        self.speed() > LARGE && self.distance() <= self.allowance
    }

    /// The length at which it is attractive beyond the tolerance.
    fn end(&self) -> f64 {
        (self.distance() + self.allowance) / self.speed()
    }
}

impl Ray {
    /// A ray among costs of at most `dearest`.
    pub(crate) fn new(dearest: f64) -> Self {
        Self { dearest, ..Self::default() }
    }

    /// Shortens the ray if a column's breakpoint is on it.
    pub(crate) fn meet(&mut self, column: Breakpoint) {
        if !column.is_reached(self.reach, self.smallest) {
            return;
        }
        self.reach = self.reach.min(column.end());
        self.at_once += usize::from(column.is_at_once());
        self.seen.push(column);
    }
}
