//! What one unit costs at prices of thirty digits.

use crate::double_double::DoubleDouble;
use crate::model::Model;

/// `Σ use · price` by recipe and period.
pub(crate) fn charges(model: &Model, prices: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let periods = model.periods();
    let mut charges = vec![DoubleDouble::ZERO; model.recipes().len() * periods];
    for (index, recipe) in model.recipes().iter().enumerate() {
        let charges = &mut charges[index * periods..(index + 1) * periods];
        if let [uses] = recipe.all_uses() {
            for &(resource, usage) in uses {
                let first = model.row(resource, 0);
                for (charge, price) in charges.iter_mut().zip(&prices[first..first + periods]) {
                    *charge += price.times(usage);
                }
            }
            continue;
        }
        for (period, charge) in charges.iter_mut().enumerate() {
            for &(resource, usage) in recipe.uses_in(period) {
                *charge += prices[model.row(resource, period)].times(usage);
            }
        }
    }
    charges
}
