//! Optimal points along a row, and how far the line through two of them stays feasible.

use super::solves::left_over;
use crate::model::{Block, Cell, Model, Point};
use crate::tolerance;

/// A change of less than this, relative to the value, is rounding.
const STILL: f64 = 1e2 * tolerance::ROUNDING;

/// A point of the model with a changed right-hand side of one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Spot {
    /// The change.
    pub(super) amount: f64,
    cells: Vec<Cell>,
    /// The unserved quantities, the extra columns, what is left of each row.
    others: Vec<f64>,
}

/// The bounds of the values of points.
pub(super) struct Bounds {
    /// By block.
    limits: Vec<f64>,
    /// In the order of [`Spot::others`].
    others: Vec<(f64, f64)>,
}

impl Bounds {
    pub(super) fn new(model: &Model) -> Self {
        let unserved = model.blocks().iter().map(|_| (0.0, f64::INFINITY));
        let extras = model.extras().iter().map(|extra| (extra.lower(), extra.upper()));
        let left = (0..model.rows()).map(|row| (0.0, model.logical_upper(row)));
        Self {
            limits: model.blocks().iter().map(Block::limit).collect(),
            others: unserved.chain(extras).chain(left).collect(),
        }
    }
}

impl Spot {
    /// The point of a model that has already been changed by the amount.
    pub(super) fn new(model: &Model, point: &Point, amount: f64) -> Self {
        let mut others = point.unserved.clone();
        others.extend(&point.extras);
        others.extend(left_over(model, point));
        Self { amount, cells: point.cells.clone(), others }
    }

    /// The last feasible point on the line from one point through another.
    ///
    /// Complexity: O(cells + blocks + rows).
    pub(super) fn beyond(from: &Self, to: &Self, bounds: &Bounds) -> Self {
        let length = to.amount - from.amount;
        let mut cells = Vec::with_capacity(to.cells.len());
        let (mut a, mut b) = (from.cells.iter().peekable(), to.cells.iter().peekable());
        // Each column of either with its value at both.
        loop {
            let column = match (a.peek(), b.peek()) {
                (Some(one), Some(other)) => one.column.min(other.column),
                (Some(one), None) | (None, Some(one)) => one.column,
                (None, None) => break,
            };
            let one = a.next_if(|cell| cell.column == column).map_or(0.0, |cell| cell.amount);
            let other = b.next_if(|cell| cell.column == column).map_or(0.0, |cell| cell.amount);
            cells.push((column, one, other));
        }
        let mut most = f64::INFINITY;
        let mut bound = |from: f64, to: f64, lower: f64, upper: f64| {
            let rate = (to - from) / length;
            let still = STILL * from.abs().max(to.abs()).max(1.0);
            if (to - from).abs() > still && length > 0.0 {
                let distance = if rate < 0.0 { lower - to } else { upper - to };
                most = most.min((distance / rate).max(0.0));
            }
        };
        for &(column, from, to) in &cells {
            bound(from, to, 0.0, bounds.limits[column.block.index()]);
        }
        for ((&from, &to), &(lower, upper)) in
            from.others.iter().zip(&to.others).zip(&bounds.others)
        {
            bound(from, to, lower, upper);
        }
        // Without an end the second point itself is kept.
        let further = if most.is_finite() && length > 0.0 { most / length } else { 0.0 };
        let on = |from: f64, to: f64| to + (to - from) * further;
        let cell = |(column, from, to)| Cell { column, amount: on(from, to) };
        Self {
            amount: if length > 0.0 { to.amount + most } else { to.amount },
            cells: cells.into_iter().map(cell).filter(|cell| cell.amount > 0.0).collect(),
            others: from.others.iter().zip(&to.others).map(|(&a, &b)| on(a, b)).collect(),
        }
    }
}
