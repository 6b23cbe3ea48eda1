//! The order among equals: who comes first where tiers and weights say nothing.

use super::window::Window;
use crate::ranking::Ranking;
use crate::scenario::{Demand, Method, Month, Precedence, Scenario, When};

/// The order among equals of all tranches of a scenario that may be served.
pub(super) struct Sequence {
    places: Vec<u32>,
    count: u32,
    /// The same whatever the tier, where tiers change with time.
    turns: Option<Vec<u32>>,
}

/// A tranche with what its place among equals goes by: tier in the due month, then what the
/// precedence says; then the natural order of ids, and its place in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    /// All but ids in one number, which sorts fast.
    said: u128,
    name: u32,
    /// By due date, release and number, where dates have not been said.
    inside: u32,
    /// Its position in the scenario's demands, which are numbered within an order.
    demand: u32,
}

impl Sequence {
    /// Sorts the tranches.
    ///
    /// Complexity: O(n log n).
    pub(super) fn of(scenario: &Scenario, ranking: &Ranking) -> Self {
        let precedence = precedence(ranking);
        let all = scenario.demands().iter().zip(0_u32..);
        let served = all.filter(|(demand, _)| Window::of(scenario, ranking, demand).is_some());
        let mut sorted: Vec<Placed> = served
            .map(|(demand, index)| Placed {
                said: said(scenario, ranking, precedence, demand),
                name: scenario.natural_place(demand.order) as u32,
                inside: inside(scenario, precedence, demand),
                demand: index,
            })
            .collect();
        sorted.sort_unstable();
        let count = sorted.len() as u32;
        let places = places(scenario, &sorted);
        let turns = (!ranking.paths().is_empty()).then(|| {
            let mut sorted = sorted.clone();
            for part in &mut sorted {
                part.said &= !(u128::MAX << TIER);
            }
            sorted.sort_unstable();
            self::places(scenario, &sorted)
        });
        Self { places, count, turns }
    }

    /// The place of a tranche, by its position in the scenario's demands; 0 comes first.
    pub(super) fn place(&self, demand: usize) -> u32 {
        self.places[demand]
    }

    /// The place of a tranche whatever its tier.
    pub(super) fn turn(&self, demand: usize) -> u32 {
        self.turns.as_ref().unwrap_or(&self.places)[demand]
    }

    /// The places of all tranches.
    pub(super) fn into_places(self) -> Vec<u32> {
        self.places
    }

    /// How many tranches come after it, and itself: what it weighs among equals.
    pub(super) fn rank(&self, demand: usize) -> f64 {
        f64::from(self.count - self.places[demand])
    }
}

fn places(scenario: &Scenario, sorted: &[Placed]) -> Vec<u32> {
    let mut places = vec![0; scenario.demands().len()];
    for (place, part) in (0..).zip(sorted) {
        places[part.demand as usize] = place;
    }
    places
}

/// What comes first among equals.
pub(super) fn precedence(ranking: &Ranking) -> Precedence {
    match ranking.method() {
        Method::Optimised(objectives) => objectives.equals(),
        Method::InTurn { .. } | Method::Shared => Precedence::RequiredDate,
    }
}

/// The place of a tranche in its order: its number, after due date and release where these have not
/// been said.
fn inside(scenario: &Scenario, precedence: Precedence, demand: &Demand) -> u32 {
    let number = demand.tranche;
    match precedence {
        Precedence::RequiredDate => number as u32,
        Precedence::Priority if scenario.demands_at(demand.order).1.len() == 1 => 0,
        Precedence::Priority => {
            let counting = scenario.counting_of(demand.order);
            counting.iter().position(|&own| own == number).unwrap_or(number) as u32
        }
    }
}

/// Where the tier is in what is said.
const TIER: u32 = 96;

/// Tier, then due date, or priority, then contract date and sequence, in this order.
pub(super) fn said(
    scenario: &Scenario,
    ranking: &Ranking,
    precedence: Precedence,
    demand: &Demand,
) -> u128 {
    // A month has less than 2¹⁸ before it, a day less than 2⁸.
    let date = |when: When| {
        let months = u128::from(when.month().since(Month::MIN));
        months << 8 | u128::from(when.day().unwrap_or(u8::MAX))
    };
    let order = &scenario.orders()[demand.order];
    let due = scenario.standing_month(demand.due);
    let tier = ranking.tier_at(demand.order, due) as u128;
    let first = match precedence {
        Precedence::RequiredDate => date(demand.due_when),
        Precedence::Priority => u128::from(order.priority_given().unwrap_or(u32::MAX)),
    };
    let dates = first << 32 | date(order.signed_when());
    tier << TIER | dates << 32 | u128::from(sequence(scenario, demand.order))
}

/// The sequence of an order; orders without one come last.
pub(super) fn sequence(scenario: &Scenario, order: usize) -> u32 {
    scenario.orders()[order].sequence_given().unwrap_or(u32::MAX)
}
