//! The objectives, one level after the other.

use std::collections::BTreeSet;

use super::blocks::Group;
use super::waiting::{Waiting, slope};
use crate::formulation::{CostPath, ModelBuilder};
use crate::policy::Ranking;
use crate::scenario::{Rule, Scenario};

/// Adds the levels of a ranking.
///
/// 1. the weighted backlog of each tier that has orders: a unit delivered in month t
///    costs `weight · max(0, t − due)`, one that is left `weight · (T − due + tail)`;
///    where weight or tier change with time, the sum over the months from due on of the
///    weight that the tier has in each;
/// 2. for legal ratings, among plans alike so far, the earliest required date first;
/// 3. the earliest delivery: `value · t` a unit, `value · T` if it is left;
/// 4. the order among equals: `(number of blocks − position) · t`, so that whenever two
///    tranches could change places the one before in the order has the earlier month;
/// 5. what is then still open: lines by id, then a number drawn for each cell.
pub(super) fn add(
    scenario: &Scenario,
    ranking: &Ranking,
    groups: &[Group],
    builder: &mut ModelBuilder,
) {
    let months = f64::from(scenario.months());
    if !ranking.rule().is_optimised() {
        // Only to measure the rule's plan by: every unit counts the same.
        let paths =
            groups.iter().map(|group| slope(scenario, ranking, group, group.value)).collect();
        builder.level("backlog", paths);
        return;
    }
    let later = groups.iter().filter_map(|group| group.path).collect::<BTreeSet<usize>>();
    let later = later.into_iter().flat_map(|path| &ranking.paths()[path]).map(|step| step.tier);
    let tiers: BTreeSet<usize> = groups.iter().map(|group| group.tier).chain(later).collect();
    for &tier in &tiers {
        let mut waiting = Waiting::new(scenario, ranking, tier);
        let paths = groups.iter().map(|group| waiting.path(group)).collect();
        let name = ranking.tiers().get(tier).map_or("", String::as_str);
        let label = if ranking.rule() == Rule::Score {
            "weighted backlog".to_owned()
        } else {
            format!("weighted backlog of tier {name}")
        };
        builder.level_with(label, paths, waiting.tables, Vec::new());
    }
    let before = |position: usize| (groups.len() - position) as f64;
    let positions = positions(scenario, ranking, groups);
    if ranking.rule() == Rule::Dpas {
        // 15 CFR 700.14(c)(1): of equal ratings in conflict, the earlier required date
        // prevails, then the earlier receipt. Groups are in this order already.
        let dates = groups.iter().enumerate().map(|(position, group)| {
            let rate = before(position);
            let late = f64::from(scenario.months() - group.due);
            CostPath::Slope { from: group.due, rate, unserved: rate * (late + ranking.tail()) }
        });
        builder.level("earlier required dates", dates.collect());
    }
    let from_start = |rate: f64| CostPath::Slope { from: 0, rate, unserved: rate * months };
    builder
        .level("earliest delivery", groups.iter().map(|group| from_start(group.value)).collect());
    let order = positions.iter().map(|&position| from_start(before(position)));
    builder.level("order among equals", order.collect());
    builder.level("lines and draws", vec![CostPath::Draw; groups.len()]);
}

/// The position of each block in the order among equals.
///
/// Groups come in this order, except for legal ratings: there, whoever is on time
/// keeps the place that the contract month gave (15 CFR 700.14(a): schedules change
/// only when a required date cannot otherwise be met).
fn positions(scenario: &Scenario, ranking: &Ranking, groups: &[Group]) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..groups.len()).collect();
    if ranking.rule() == Rule::Dpas {
        sorted.sort_by_key(|&index| {
            let first = groups[index].members[0];
            let order = scenario.demands()[first].order;
            (scenario.orders()[order].signed(), first)
        });
    }
    let mut positions = vec![0; groups.len()];
    for (position, index) in sorted.into_iter().enumerate() {
        positions[index] = position;
    }
    positions
}
