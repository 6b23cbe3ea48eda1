//! Whether a point satisfies the model.

use super::flaw::Flaw;
use crate::model::{Carry, Column, Model, Point};
use crate::tolerance;

/// Checks bounds, block sums and rows of a point.
///
/// # Errors
///
/// The first [`Flaw`] found.
pub fn feasible(model: &Model, point: &Point) -> Result<(), Flaw> {
    check(model, point).map(|_| ())
}

/// What a point leaves of every row: unused capacity, or stock.
#[derive(Debug)]
pub(super) struct Rest {
    left: Vec<f64>,
    /// What is less than this is nothing.
    dust: Vec<f64>,
}

impl Rest {
    /// By how much the rest of a row is above a bound.
    pub(super) fn above(&self, row: usize, bound: f64) -> f64 {
        let distance = self.left[row] - bound;
        if distance > self.dust[row] { distance } else { 0.0 }
    }

    /// By how much it is below.
    pub(super) fn below(&self, row: usize, bound: f64) -> f64 {
        let distance = bound - self.left[row];
        if distance > self.dust[row] { distance } else { 0.0 }
    }
}

/// The same as [`feasible`], with what is left of every row.
pub(super) fn check(model: &Model, point: &Point) -> Result<Rest, Flaw> {
    if point.unserved.len() != model.blocks().len() || point.extras.len() != model.extras().len() {
        return Err(Flaw::Shape("values"));
    }
    let mut sums = point.unserved.clone();
    let mut used = vec![0.0; model.rows()];
    let mut scale: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row).abs()).collect();
    let mut take = |row: usize, amount: f64| {
        used[row] += amount;
        scale[row] = scale[row].max(amount.abs());
    };
    for cell in &point.cells {
        let Column { block, recipe, period } = cell.column;
        let Some(part) = model.blocks().get(block.index()) else {
            return Err(Flaw::Shape("block of a cell"));
        };
        let spanned = (part.first()..=part.last()).contains(&(period as usize))
            && (period as usize) < model.periods()
            && model.family(part.family()).contains(&recipe);
        let bounded =
            cell.amount >= 0.0 && tolerance::at_most(cell.amount, part.limit(), part.quantity());
        if !spanned || !bounded {
            let what = format!("block {} in period {period}", block.index());
            return Err(Flaw::Bounds { what, value: cell.amount });
        }
        sums[block.index()] += cell.amount;
        for &(resource, usage) in model.recipe(recipe).uses_in(period as usize) {
            take(model.row(resource, period as usize), usage * cell.amount);
        }
    }
    for (index, block) in model.blocks().iter().enumerate() {
        let unserved = point.unserved[index];
        if unserved.is_nan() || unserved < 0.0 {
            let what = format!("the rest of block {index}");
            return Err(Flaw::Bounds { what, value: unserved });
        }
        if !tolerance::equal(sums[index], block.quantity(), block.quantity()) {
            let (found, quantity) = (sums[index], block.quantity());
            return Err(Flaw::Quantity { block: index, found, quantity });
        }
    }
    for (extra, &value) in model.extras().iter().zip(&point.extras) {
        if !(tolerance::at_most(extra.lower(), value, value)
            && tolerance::at_most(value, extra.upper(), value))
        {
            return Err(Flaw::Bounds { what: extra.label().to_owned(), value });
        }
        for (row, entry) in extra.entries() {
            take(row, entry * value);
        }
    }
    rows_hold(model, &used, &scale)
}

fn rows_hold(model: &Model, used: &[f64], scale: &[f64]) -> Result<Rest, Flaw> {
    let mut rest =
        Rest { left: Vec::with_capacity(used.len()), dust: Vec::with_capacity(used.len()) };
    for (index, resource) in model.resources().iter().enumerate() {
        let first = index * model.periods();
        let mut stock = 0.0;
        let mut flow: f64 = 1.0;
        for period in 0..model.periods() {
            let row = first + period;
            let left = resource.rhs()[period] - used[row];
            let (excess, size, left) = match resource.carry() {
                Carry::Lost => (-left, scale[row], left),
                Carry::Stock { limit } => {
                    stock += left;
                    flow = flow.max(stock.abs()).max(scale[row]);
                    ((-stock).max(stock - limit), flow, stock)
                }
            };
            rest.left.push(left);
            rest.dust.push(tolerance::DUST * size.max(1.0));
            if !tolerance::at_most(excess, 0.0, size) {
                return Err(Flaw::Capacity {
                    resource: resource.label().to_owned(),
                    period,
                    excess,
                });
            }
        }
    }
    Ok(rest)
}
