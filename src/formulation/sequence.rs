//! The order among equals: who comes first where tiers and weights say nothing.

use super::window::Window;
use crate::ranking::Ranking;
use crate::scenario::{Counting, Demand, Division, Method, Month, Scenario, Turns, When};

/// The order among equals of all tranches of a scenario that may be served.
pub(super) struct Sequence {
    places: Vec<u32>,
    count: u32,
    by_id_alone: usize,
}

/// A tranche with what its place among equals goes by: tier in the due month, due date, contract
/// date and sequence; then the natural order of ids, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    /// All but ids in one number, which sorts fast.
    said: u128,
    name: u32,
    /// Its position in the scenario's demands, which are numbered within an order.
    demand: u32,
}

impl Sequence {
    /// Sorts the tranches.
    ///
    /// Complexity: O(n log n).
    pub(super) fn of(scenario: &Scenario, ranking: &Ranking) -> Self {
        let all = scenario.demands().iter().zip(0_u32..);
        let served = all.filter(|(demand, _)| Window::of(scenario, ranking, demand).is_some());
        let mut sorted: Vec<Placed> = served
            .map(|(demand, index)| Placed {
                said: said(scenario, ranking, demand),
                name: scenario.natural_place(demand.order) as u32,
                demand: index,
            })
            .collect();
        sorted.sort_unstable();
        let (count, mut places) = (sorted.len() as u32, vec![0; scenario.demands().len()]);
        for (place, part) in (0..).zip(&sorted) {
            places[part.demand as usize] = place;
        }
        let by_id_alone = match ranking.method() {
            Method::Optimised(_) | Method::Shared => among_equals(scenario, ranking, &sorted),
            Method::InTurn { turns, .. } => in_turn(scenario, ranking, turns),
        };
        Self { places, count, by_id_alone }
    }

    /// The place of a tranche, by its position in the scenario's demands; 0 comes first.
    pub(super) fn place(&self, demand: usize) -> u32 {
        self.places[demand]
    }

    /// The places of all tranches.
    pub(super) fn into_places(self) -> Vec<u32> {
        self.places
    }

    /// How many tranches come after it, and itself: what it weighs among equals.
    pub(super) fn rank(&self, demand: usize) -> f64 {
        f64::from(self.count - self.places[demand])
    }

    /// How many orders nothing but their id tells apart from another order of the same product:
    /// not tier, weight, urgency, dates or sequence; under a rule that goes by turns, not the
    /// turn. Where what is alike shares, only those of whole units.
    pub(super) fn by_id_alone(&self) -> usize {
        self.by_id_alone
    }
}

/// Tier, due date, contract date and sequence, in this order.
fn said(scenario: &Scenario, ranking: &Ranking, demand: &Demand) -> u128 {
    // A month has less than 2¹⁸ before it, a day less than 2⁸.
    let date = |when: When| {
        let months = u128::from(when.month().since(Month::MIN));
        months << 8 | u128::from(when.day().unwrap_or(u8::MAX))
    };
    let order = &scenario.orders()[demand.order];
    let tier = ranking.tier_in(demand.order, demand.due) as u128;
    let dates = date(demand.due_when) << 32 | date(order.signed_when());
    tier << 96 | dates << 32 | u128::from(sequence(scenario, demand.order))
}

/// The sequence of an order; orders without one come last.
pub(super) fn sequence(scenario: &Scenario, order: usize) -> u32 {
    scenario.orders()[order].sequence_given().unwrap_or(u32::MAX)
}

/// How many orders of a plan that is optimised or shared out only their id tells apart.
fn among_equals(scenario: &Scenario, ranking: &Ranking, sorted: &[Placed]) -> usize {
    let (shares, weighs) = match ranking.method() {
        Method::Optimised(objectives) => (objectives.division == Division::InProportion, true),
        Method::InTurn { .. } | Method::Shared => (true, false),
    };
    let counts = |part: &&Placed| {
        let product = scenario.demands()[part.demand as usize].product;
        !shares || scenario.products()[product].counting() == Counting::Whole
    };
    let mut alone = vec![false; scenario.orders().len()];
    let mut equal = Vec::new();
    for run in sorted.chunk_by(|one, two| one.said == two.said).filter(|run| run.len() > 1) {
        equal.clear();
        equal.extend(run.iter().filter(counts).map(|part| {
            let demand = &scenario.demands()[part.demand as usize];
            let standing = &ranking.orders()[demand.order];
            let factor = standing.path.map_or(standing.weight, |_| standing.factor);
            let weight = (factor.to_bits(), standing.path, demand.urgency.to_bits());
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
