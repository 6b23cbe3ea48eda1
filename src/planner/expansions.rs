//! What expansions add to a plan.

use crate::plan::ExpansionPlan;
use crate::scenario::Scenario;

/// Every expansion of the scenario, by id.
pub(super) fn expansions(scenario: &Scenario) -> Vec<ExpansionPlan> {
    scenario
        .expansions()
        .iter()
        .map(|part| ExpansionPlan {
            expansion: part.id().clone(),
            line: part.line().cloned(),
            component: part.component().cloned(),
            payer: part.payer().cloned(),
            cost: part.price(),
            claim: part.claimed(),
            on: part.is_on(),
            begins: part.begins(),
            added: scenario.added(part),
        })
        .collect()
}
