//! The tolerance policy: every comparison of computed numbers goes through one of these.
//!
//! Quantities, capacities and stocks are compared *relative* to the numbers they
//! are made of, since a month may hold 3 units or 3 million. Reduced costs are
//! compared *absolutely*, tied to the smallest weight of the level: a tolerance
//! relative to the largest cost would hide small weights altogether (with weights
//! from 1 to 10⁹ a plan can then be wrong by a tenth of a percent without notice). What
//! rounding adds to a difference of large costs is allowed on top.
//!
//! Amounts far below 1 (a millionth of a unit) drown in these numbers: choose a unit in
//! which orders are at least about 1.

/// Two quantities that differ by no more than this times their scale are equal.
///
/// The scale is the largest number that took part in the sum, at least 1.
pub const QUANTITY: f64 = 1e-7;

/// A unit counts as complete when cumulative production is within
/// `UNIT + UNIT_RELATIVE · quantity` of a whole number, at most [`UNIT_MOST`]:
/// what may be missing is the rounding of additions, never a part of a unit.
pub const UNIT: f64 = 1e-6;

/// See [`UNIT`].
pub const UNIT_RELATIVE: f64 = 1e-9;

/// See [`UNIT`].
pub const UNIT_MOST: f64 = 1e-3;

/// A reduced cost counts as zero up to this times the smallest positive cost
/// difference of its level.
pub const REDUCED_COST: f64 = 1e-9;

/// What rounding may add to a reduced cost, relative to the two costs that it compares:
/// added to the tolerance of its level where a column is decided for the levels below.
pub const REDUCED_COST_ROUNDING: f64 = 1e-14;

/// Objective and bound agree when they differ by at most this, relative to the
/// larger of the objective and 1 unit at the smallest cost.
pub const GAP: f64 = 1e-9;

/// What rounding alone may add to a sum, relative to the size of its terms.
pub const ROUNDING: f64 = 1e-13;

/// What it may add to one that was refined to about thirty digits.
pub(crate) const REFINED: f64 = 1e-22;

/// What rounding may leave of a sum of quantities that should be nothing, relative to the
/// largest of them.
pub const DUST: f64 = 1e-9;

/// Amounts below this share of the numbers they are computed from are what rounding leaves of
/// a subtraction, that is, zero.
pub(crate) const NEGLIGIBLE: f64 = 1e-12;

/// Whether a quantity is but what rounding left of numbers of some size.
pub fn is_dust(quantity: f64, size: f64) -> bool {
    quantity.abs() <= DUST * size
}

/// [`NEGLIGIBLE`] inside of factorisations and solves with them, where small entries matter.
pub(crate) const CANCELLED: f64 = 1e-14;

/// The exact engine: a basic column may miss its bounds by this share of its scale and still
/// be feasible.
pub(crate) const FEASIBLE: f64 = 1e-9;

/// Pricing: what rounding may add to a reduced cost, relative to the two costs it compares.
pub(crate) const PRICING_ROUNDING: f64 = 2e-15;

/// Ratio test: by how much bounds are relaxed in the first pass of Harris' test, relative to
/// the scale of the column.
pub(crate) const HARRIS: f64 = 1e-11;

/// Ratio tests: entries below this share of the largest are no pivots.
pub(crate) const PIVOT: f64 = 1e-9;

/// Below this share of the largest entry of its column a pivot is trusted only with new factors.
pub(crate) const DOUBTFUL_PIVOT: f64 = 1e-6;

/// Dual simplex: an entry below this share of the largest of its column is no pivot.
pub(crate) const DUAL_PIVOT: f64 = 1e-8;

/// Dual simplex: a pivot must agree with the entry of the row to this, relative to 1 plus its
/// size.
pub(crate) const DUAL_AGREEMENT: f64 = 1e-6;

/// Factorisation: a pivot must exceed this; a singleton's, relative to its column.
pub(crate) const LU_PIVOT: f64 = 1e-10;

/// A step up to this share of its column's scale is degenerate.
pub(crate) const DEGENERATE: f64 = 1e-13;

/// Crash basis: with less than this share of its scale left a row is exhausted.
pub(crate) const EXHAUSTED: f64 = 1e-9;

/// Warm start: a logical with a component of at most this that is orthogonal to all other
/// columns depends on them.
pub(crate) const INDEPENDENT: f64 = 1e-6;

/// A row belongs to an infeasible set if its price in phase one is more than this share of the
/// largest.
pub(crate) const BLAMED: f64 = 1e-9;

/// A value this close to a whole number, relative to its size, is that number where only whole
/// numbers are possible.
pub(crate) const WHOLE: f64 = 1e-9;

/// The feasibility tolerances that back ends are asked to keep.
#[cfg(feature = "highs")]
pub(crate) const BACK_END: f64 = 1e-10;

/// An interior point that misses rows by more than this share of the largest quantity is no
/// optimum, whatever its solver reports.
#[cfg(feature = "good_lp")]
pub(crate) const INTERIOR_RESIDUAL: f64 = 1e-4;

/// An interior point excludes a column if its value is at most this and its reduced cost more
/// than this share of the largest cost.
#[cfg(feature = "good_lp")]
pub(crate) const INTERIOR_ZERO: f64 = 1e-6;

/// What residuals may be in debug builds, relative to the terms of their row.
pub(crate) const RESIDUAL: f64 = 1e-6;

/// `a ≤ b` up to [`QUANTITY`] at the given scale.
pub fn at_most(a: f64, b: f64, scale: f64) -> bool {
    a <= b + QUANTITY * scale.abs().max(1.0)
}

/// `a = b` up to [`QUANTITY`] at the given scale.
pub fn equal(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= QUANTITY * scale.abs().max(1.0)
}

/// Whether the difference of two costs counts as zero on a level with this tolerance.
pub fn same_cost(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance + REDUCED_COST_ROUNDING * (a.abs() + b.abs())
}

/// `a − b`, zero where it is but rounding.
pub fn difference(a: f64, b: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= ROUNDING * (a.abs() + b.abs()) && difference.is_finite() {
        0.0
    } else {
        difference
    }
}

/// What [`GAP`] is of the largest of some numbers: a step in which to rank them.
pub(crate) fn step(values: impl Iterator<Item = f64>) -> f64 {
    GAP * values.fold(0.0, |most: f64, value| most.max(value.abs()))
}

/// A number in such steps: what differs by no more than rounding ranks alike.
pub(crate) fn in_steps(value: f64, step: f64) -> f64 {
    if step > 0.0 { (value / step).round() } else { value }
}
