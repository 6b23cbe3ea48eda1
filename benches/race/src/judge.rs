//! Works out from a point alone what it costs and by how much it breaks the model.
//!
//! It shares nothing with apportion's certificate but the model.

use apportion::model::{Carry, Model, Point};

/// What the judge finds.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// The cost of the first level.
    pub objective: f64,
    /// The largest violation of a row or bound, relative to the numbers in it.
    pub violation: f64,
}

/// Judges a point.
pub fn judge(model: &Model, point: &Point) -> Verdict {
    let level = &model.levels()[0];
    let mut objective = 0.0;
    let mut violation = 0.0_f64;
    let mut served = vec![0.0; model.blocks().len()];
    let mut used = vec![0.0; model.rows()];
    for cell in &point.cells {
        let (block, period) = (cell.column.block, cell.column.period as usize);
        let part = &model.blocks()[block.index()];
        if period < part.first() || period > part.last() {
            violation = f64::INFINITY;
        }
        violation = violation.max((cell.amount - part.limit()) / part.quantity());
        violation = violation.max(-cell.amount / part.quantity());
        objective += cell.amount * model.cost(level, block, cell.column.recipe, period);
        served[block.index()] += cell.amount;
        for &(resource, usage) in model.recipe(cell.column.recipe).uses_in(period) {
            used[model.row(resource, period)] += usage * cell.amount;
        }
    }
    for block in model.block_ids() {
        let index = block.index();
        let quantity = model.blocks()[index].quantity();
        let unserved = point.unserved.get(index).copied().unwrap_or(f64::NAN);
        if unserved != 0.0 {
            objective += unserved * model.unserved_cost(level, block);
        }
        let missing = (served[index] + unserved - quantity).abs() / quantity;
        // A number that is none must not pass for a small one.
        violation = if missing.is_nan() { f64::INFINITY } else { violation.max(missing) };
        violation = violation.max(-unserved / quantity);
    }
    Verdict { objective, violation: violation.max(rows(model, &used)) }
}

/// The largest violation of a capacity or a stock.
fn rows(model: &Model, used: &[f64]) -> f64 {
    let mut violation = 0.0_f64;
    let periods = model.periods();
    for (resource, used) in model.resources().iter().zip(used.chunks(periods.max(1))) {
        let mut stock = 0.0;
        // The largest number so far: a stock is a long sum.
        let mut scale = 1.0_f64;
        for (&rhs, &used) in resource.rhs().iter().zip(used) {
            scale = scale.max(rhs.abs()).max(used.abs());
            match resource.carry() {
                Carry::Lost => violation = violation.max((used - rhs) / rhs.abs().max(1.0)),
                Carry::Stock { limit } => {
                    stock += rhs - used;
                    scale = scale.max(stock.abs());
                    violation = violation.max(-stock / scale).max((stock - limit) / scale);
                }
                _ => return f64::INFINITY,
            }
        }
    }
    violation
}
