//! Orders that nothing but their id tells apart.

use super::sequence::{precedence, said, sequence};
use super::window::Window;
use crate::ranking::Ranking;
use crate::scenario::{Backlog, Counting, Demand, Division, Method, Scenario, Turns};

/// How many orders nothing but their id tells apart from another order of the same product: not
/// tier, weight, urgency, dates or sequence; under a rule that goes by turns, not the turn. Where what
/// is alike shares, only those of whole units. `places`: of each demand in the order among equals.
///
/// Complexity: O(n log n).
pub(super) fn told_apart_by_id(scenario: &Scenario, ranking: &Ranking, places: &[u32]) -> usize {
    match ranking.method() {
        Method::Optimised(_) | Method::Shared => among_equals(scenario, ranking, places),
        Method::InTurn { turns, .. } => in_turn(scenario, ranking, turns),
    }
}

/// How many orders of a plan that is optimised or shared out only their id tells apart.
fn among_equals(scenario: &Scenario, ranking: &Ranking, places: &[u32]) -> usize {
    let precedence = precedence(ranking);
    let all = scenario.demands().iter().zip(places);
    let served = all.filter(|(demand, _)| Window::of(scenario, ranking, demand).is_some());
    let mut sorted: Vec<(u32, u128, &Demand)> = served
        .map(|(demand, &place)| (place, said(scenario, ranking, precedence, demand), demand))
        .collect();
    sorted.sort_unstable_by_key(|part| part.0);
    let (shares, weighs, urges) = match ranking.method() {
        Method::Optimised(objectives) => {
            let shares = objectives.division == Division::InProportion;
            // Where one comes after the other, urgency tells nobody apart.
            (shares, true, objectives.backlog == Backlog::Together)
        }
        Method::InTurn { .. } | Method::Shared => (true, false, false),
    };
    let counts = |demand: &&Demand| {
        !shares || scenario.products()[demand.product].counting() == Counting::Whole
    };
    let mut alone = vec![false; scenario.orders().len()];
    let mut equal = Vec::new();
    for run in sorted.chunk_by(|one, two| one.1 == two.1).filter(|run| run.len() > 1) {
        equal.clear();
        equal.extend(run.iter().map(|part| part.2).filter(counts).map(|demand| {
            let standing = &ranking.orders()[demand.order];
            let factor = standing.path.map_or(standing.weight, |_| standing.factor);
            let urgency = if urges { demand.urgency } else { 1.0 };
            let weight = (factor.to_bits(), standing.path, urgency.to_bits());
            ((demand.product, weighs.then_some(weight)), demand.order)
        }));
        rivals(&mut equal, &mut alone);
    }
    alone.into_iter().filter(|alone| *alone).count()
}

/// How many orders only their id tells apart when they take turns.
fn in_turn(scenario: &Scenario, ranking: &Ranking, turns: &dyn Turns) -> usize {
    let mut alone = vec![false; scenario.orders().len()];
    let all = scenario.demands().iter();
    let served = all.filter(|demand| Window::of(scenario, ranking, demand).is_some());
    let mut keys: Vec<_> = served
        .map(|demand| {
            let order = &scenario.orders()[demand.order];
            let turn = turns.turn(order, &scenario.partners()[demand.partner]);
            ((demand.product, turn.to_bits(), sequence(scenario, demand.order)), demand.order)
        })
        .collect();
    rivals(&mut keys, &mut alone);
    alone.into_iter().filter(|alone| *alone).count()
}

/// Marks the orders that share a key with another one.
fn rivals<K: Ord>(keys: &mut [(K, usize)], alone: &mut [bool]) {
    keys.sort_unstable();
    for run in keys.chunk_by(|one, two| one.0 == two.0) {
        // Tranches of one order are no rivals.
        if run.first().map(|part| part.1) != run.last().map(|part| part.1) {
            for &(_, order) in run {
                alone[order] = true;
            }
        }
    }
}
