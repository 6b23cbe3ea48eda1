//! What is supplied and of which more may help.

use std::collections::BTreeMap;

use crate::analysis::explain::OrderDelay;
use crate::plan::{Plan, ResourceKey, ResourceKind};
use crate::resources::Resources;
use crate::scenario::{Expansion, Ramp, Scenario};

/// What is supplied and delays the order, or what it needs: what has the highest price until
/// the goal first, then what delays it most.
pub(super) fn scarce(plan: &Plan, delay: &OrderDelay, goal: usize) -> Vec<ResourceKey> {
    let mut blamed: BTreeMap<&ResourceKey, f64> = BTreeMap::new();
    for part in &delay.causes {
        for key in part.scarce.iter().filter(|key| key.kind.is_supply()) {
            *blamed.entry(key).or_default() += part.unit_months / part.scarce.len() as f64;
        }
    }
    let mut sorted: Vec<(f64, f64, &ResourceKey)> =
        blamed.into_iter().map(|(key, units)| (price(plan, key, goal), units, key)).collect();
    sorted.sort_by(|a, b| {
        let priced = |price: f64| price > 0.0;
        priced(b.0).cmp(&priced(a.0)).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2))
    });
    sorted.into_iter().map(|(.., key)| key.clone()).collect()
}

/// The prices of a resource in the months until the goal, on all levels.
fn price(plan: &Plan, key: &ResourceKey, goal: usize) -> f64 {
    let position = plan.resources.iter().position(|part| part.resource == *key);
    let prices = plan.levels.iter().filter_map(|level| level.prices.as_ref());
    let rows = prices.filter_map(|prices| prices.get(position?));
    rows.map(|row| row.iter().take(goal + 1).map(|price| price.abs()).sum::<f64>()).sum()
}

/// What all orders together need of a resource, or on a line what must be started for it in
/// the worst of its months that are of use: more each month would not help.
pub(super) fn most(scenario: &Scenario, key: &ResourceKey) -> f64 {
    let resources = Resources::whoever_is_first(scenario);
    let Some(position) = resources.position(key) else { return 0.0 };
    let resource = resources.get(position);
    let needed = scenario.demands().iter().map(|demand| {
        resource.most_per_unit(demand.product).map_or(0.0, |need| need * demand.open())
    });
    (needed.sum::<f64>() / least_left(scenario, key)).ceil()
}

/// The least share, above nothing, that a month leaves of more capacity or supply.
fn least_left(scenario: &Scenario, key: &ResourceKey) -> f64 {
    if key.kind != ResourceKind::Line {
        return 1.0;
    }
    let one = Expansion::of_line("one", key.id.as_str(), scenario.start(), Ramp::flat(1.0));
    let left = scenario.added(&one).into_iter().filter(|left| *left > 0.0);
    left.fold(1.0, f64::min)
}

/// Whether more of a resource is a change that can be made.
pub(super) fn can_be_more(kind: ResourceKind) -> bool {
    matches!(kind, ResourceKind::Line | ResourceKind::Component)
}
