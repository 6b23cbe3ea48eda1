//! What the levels are of what tranches are given: the units of a rule as they were given away, and
//! deliveries.

use std::collections::BTreeMap;

use super::served::{Made, Served};
use crate::engine::Solution;
use crate::formulation::Formulation;
use crate::model::{Cell, Column, LevelResult, Point, RecipeId};
use crate::plan::OrderPlan;
use crate::scenario::Scenario;
use crate::tolerance;

/// The levels of what every demand gets; `builds` is what is made for stock.
pub(super) fn levels(
    formulation: &Formulation,
    served: &Served,
    builds: &[f64],
) -> Vec<LevelResult> {
    let given: Vec<&[Made]> = (0..served.made.len()).map(|demand| served.of(demand)).collect();
    let point = Point { extras: builds.to_vec(), ..Point::default() };
    let none = vec![0.0; given.len()];
    results(formulation, (&given, none), point, |recipes, line| {
        // What is taken from stock is of no line.
        let own = |recipe: &RecipeId| formulation.line_of(*recipe).is_none_or(|made| made == line);
        recipes.iter().copied().find(own)
    })
}

/// The levels of what is delivered, as if it were made in the month in which it is delivered.
pub(super) fn delivered(
    scenario: &Scenario,
    formulation: &Formulation,
    orders: &[OrderPlan],
) -> Vec<LevelResult> {
    let tranches = orders.iter().flat_map(|order| &order.tranches);
    let deliveries = tranches.map(|tranche| {
        let now = tranche.deliveries.iter().filter(|part| part.month >= scenario.start());
        now.map(|part| (scenario.index_of(part.month), 0, part.quantity)).collect()
    });
    let deliveries: Vec<Vec<Made>> = deliveries.collect();
    let given: Vec<&[Made]> = deliveries.iter().map(Vec::as_slice).collect();
    // What was made before the first month and not delivered waits as well.
    let waiting = scenario.demands().iter().map(|demand| demand.made - demand.delivered).collect();
    // On levels that count deliveries it makes no difference where they come from.
    let first = |recipes: &[RecipeId], _| recipes.first().copied();
    results(formulation, (&given, waiting), Point::default(), first)
}

/// The levels if every demand is given this, of what is open of it and so much more.
fn results(
    formulation: &Formulation,
    (given, mut more): (&[&[Made]], Vec<f64>),
    mut point: Point,
    recipe: impl Fn(&[RecipeId], usize) -> Option<RecipeId>,
) -> Vec<LevelResult> {
    let model = formulation.model();
    // For each demand the next entry, and what the blocks before have taken of it.
    let mut next = vec![(0_usize, 0.0); given.len()];
    for (block, id) in model.block_ids().enumerate() {
        let recipes = model.family(model.blocks()[block].family());
        let mut cells: BTreeMap<(RecipeId, usize), f64> = BTreeMap::new();
        let mut unserved = 0.0;
        for member in formulation.members(block) {
            let (entry, taken) = &mut next[member.demand];
            let wanted = member.quantity + std::mem::take(&mut more[member.demand]);
            let mut open = wanted;
            // The first units of a tranche are those promised first, as its blocks are in order.
            while let Some(&(month, line, amount)) = given[member.demand].get(*entry)
                && open > 0.0
            {
                let units = (amount - *taken).min(open);
                if let Some(recipe) = recipe(recipes, line) {
                    *cells.entry((recipe, month)).or_default() += units;
                }
                open -= units;
                *taken += units;
                if *taken >= amount {
                    (*entry, *taken) = (*entry + 1, 0.0);
                }
            }
            // Rounding of sums is nothing that is left.
            if !tolerance::is_dust(open, wanted) {
                unserved += open;
            }
        }
        point.unserved.push(unserved);
        point.cells.extend(cells.into_iter().map(|((recipe, period), amount)| Cell {
            column: Column { block: id, recipe, period: period as u32 },
            amount,
        }));
    }
    Solution::unproven(model, point).levels().to_vec()
}
