//! Orders with a monthly limit.

use std::collections::BTreeMap;

use super::shared::Shared;
use crate::model::{Carry, FamilyId};
use crate::scenario::Scenario;

/// Gives every order with a monthly limit a resource of its own, that each of its units
/// takes one of wherever it is made, and returns its family. Resources come in the order
/// of the orders.
pub(super) fn add(scenario: &Scenario, shared: &mut Shared) -> BTreeMap<usize, FamilyId> {
    let mut families = BTreeMap::new();
    for position in scenario.limited_orders() {
        let order = &scenario.orders()[position];
        let (_, demands) = scenario.demands_of(position);
        let (Some(most), Some(demand)) = (order.monthly_limit(), demands.first()) else { continue };
        let id = order.id();
        let rhs = vec![most; scenario.months() as usize];
        let own = shared.builder.resource(format!("limit of {id}"), Carry::Lost, rhs);
        let mut variants = Vec::new();
        for &(recipe, line) in &shared.recipes[demand.product] {
            let place = line.map_or("stock", |line| scenario.lines()[line].id().as_str());
            let label = format!("{id} from {place}");
            shared.lines.push(line);
            variants.push(shared.builder.variant(label, recipe, (own, 1.0)));
        }
        families.insert(position, shared.builder.new_family(variants));
    }
    families
}
