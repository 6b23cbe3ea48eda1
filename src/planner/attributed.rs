//! What the levels of a rule are, as its units were given away.

use std::collections::BTreeMap;

use super::served::Served;
use crate::engine::Solution;
use crate::formulation::Formulation;
use crate::model::{Cell, Column, LevelResult, Point, RecipeId};

/// The levels of what every demand gets; `builds` is what is made for stock.
pub(super) fn levels(
    formulation: &Formulation,
    served: &Served,
    builds: &[f64],
) -> Vec<LevelResult> {
    let model = formulation.model();
    let mut point = Point { extras: builds.to_vec(), ..Point::default() };
    // For each demand the next entry, and what the blocks before have taken of it.
    let mut next = vec![(0_usize, 0.0); served.made.len()];
    for (block, id) in model.block_ids().enumerate() {
        let recipes = model.family(model.blocks()[block].family());
        let mut cells: BTreeMap<(RecipeId, usize), f64> = BTreeMap::new();
        let mut unserved = 0.0;
        for member in formulation.members(block) {
            let (entry, taken) = &mut next[member.demand];
            let mut open = member.quantity;
            // The first units of a tranche are those promised first, as its blocks are in order.
            while let Some(&(month, line, amount)) = served.of(member.demand).get(*entry)
                && open > 0.0
            {
                let units = (amount - *taken).min(open);
                // What is taken from stock is of no line.
                let own = |recipe: &&RecipeId| {
                    formulation.line_of(**recipe).is_none_or(|made| made == line)
                };
                if let Some(&recipe) = recipes.iter().find(own) {
                    *cells.entry((recipe, month)).or_default() += units;
                }
                open -= units;
                *taken += units;
                if *taken >= amount {
                    (*entry, *taken) = (*entry + 1, 0.0);
                }
            }
            unserved += open;
        }
        point.unserved.push(unserved);
        point.cells.extend(cells.into_iter().map(|((recipe, period), amount)| Cell {
            column: Column { block: id, recipe, period: period as u32 },
            amount,
        }));
    }
    Solution::unproven(model, point).levels().to_vec()
}
