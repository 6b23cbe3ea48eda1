//! Lines and components of which more may help.

use std::collections::BTreeMap;

use crate::analysis::explain::{OrderDelay, Scarce};
use crate::plan::Plan;
use crate::scenario::Scenario;

/// Lines and components that delay the order, or that it needs: what has the highest
/// price until the goal first, then what delays it most.
pub(super) fn scarce(plan: &Plan, delay: &OrderDelay, goal: usize) -> Vec<Scarce> {
    let mut blamed: BTreeMap<Scarce, f64> = BTreeMap::new();
    for part in &delay.causes {
        match &part.scarce {
            Some(Scarce::Lines(lines)) => {
                for line in lines {
                    let units = blamed.entry(Scarce::Line(line.clone())).or_default();
                    *units += part.unit_months / lines.len() as f64;
                }
            }
            Some(scarce @ (Scarce::Line(_) | Scarce::Component(_))) => {
                *blamed.entry(scarce.clone()).or_default() += part.unit_months;
            }
            _ => {}
        }
    }
    let mut sorted: Vec<(f64, f64, Scarce)> = blamed
        .into_iter()
        .map(|(scarce, units)| (price(plan, &scarce, goal), units, scarce))
        .collect();
    sorted.sort_by(|a, b| {
        let priced = |price: f64| price > 0.0;
        priced(b.0).cmp(&priced(a.0)).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2))
    });
    sorted.into_iter().map(|(.., scarce)| scarce).collect()
}

/// The prices of a line or component in the months until the goal, on all levels.
fn price(plan: &Plan, scarce: &Scarce, goal: usize) -> f64 {
    let prices = plan.levels.iter().filter_map(|level| level.prices.as_ref());
    let rows = prices.filter_map(|prices| match scarce {
        Scarce::Line(id) => {
            let line = plan.lines.iter().position(|part| part.line == *id)?;
            prices.lines.get(line)
        }
        Scarce::Component(id) => {
            let parts = &plan.components;
            prices.components.get(parts.iter().position(|part| part.component == *id)?)
        }
        _ => None,
    });
    rows.map(|row| row.iter().take(goal + 1).map(|price| price.abs()).sum::<f64>()).sum()
}

/// What all orders together need of a line or component: more each month would not
/// help.
pub(super) fn most(scenario: &Scenario, scarce: &Scarce) -> f64 {
    let demands = scenario.demands().iter();
    let needed = demands.map(|demand| {
        let product = scenario.products()[demand.product].id();
        let need = match scarce {
            Scarce::Line(id) => {
                let lines = scenario.lines().iter();
                lines.filter(|line| line.id() == id).find_map(|line| line.usage().get(product))
            }
            Scarce::Component(id) => {
                let parts = scenario.components().iter();
                parts.filter(|part| part.id() == id).find_map(|part| part.need().get(product))
            }
            _ => None,
        };
        need.map_or(0.0, |need| need * demand.quantity)
    });
    needed.sum::<f64>().ceil()
}
