//! What one unit costs at prices of thirty digits.

use crate::double_double::DoubleDouble;
use crate::model::Model;

/// `Σ use · price` by recipe and period.
pub(crate) fn charges(model: &Model, prices: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let periods = model.periods();
    let mut charges = vec![DoubleDouble::ZERO; model.recipes().len() * periods];
    for (index, recipe) in model.recipes().iter().enumerate() {
        let charges = &mut charges[index * periods..(index + 1) * periods];
        for &(resource, usage) in recipe.uses() {
            let first = model.row(resource, 0);
            for (charge, price) in charges.iter_mut().zip(&prices[first..first + periods]) {
                *charge += price.times(usage);
            }
        }
    }
    charges
}
