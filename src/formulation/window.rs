//! The months in which a tranche may be served.

use crate::ranking::{Eligibility, Ranking};
use crate::scenario::{Demand, Month, Scenario};

/// The first month in which a tranche may be served; none if its gates never open, or its
/// customer has left before the scenario begins.
pub(super) fn opens(scenario: &Scenario, ranking: &Ranking, demand: &Demand) -> Option<Month> {
    if demand.until.is_some_and(|until| until < scenario.start()) {
        return None;
    }
    match ranking.orders()[demand.order].eligibility {
        Eligibility::Never => None,
        Eligibility::From(month) => Some(demand.release.max(month)),
        Eligibility::Always => Some(demand.release),
    }
}

/// Index of the last month in which a tranche can be taken. It may be before the first: then
/// nothing can be delivered.
pub(super) fn last(scenario: &Scenario, demand: &Demand) -> u32 {
    let last = scenario.months().saturating_sub(1);
    demand.until.map_or(last, |until| last.min(scenario.index_of(until) as u32))
}
