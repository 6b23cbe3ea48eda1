//! Tranches cut where commitments end, and where what of them can ship does.

use std::collections::BTreeSet;

use super::remainders::ahead;
use crate::scenario::{Commitment, Demand, Scenario};
use crate::tolerance;

/// Units of one tranche, still to be made, to which the same promises apply: all of them if nothing
/// of its order is promised.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portion {
    /// Position of the tranche in the scenario's demands.
    pub(super) demand: usize,
    /// Not all of what it shares by may be still to be made, or even nothing.
    pub(super) quantity: f64,
    /// Indices of the months by which its units are promised, ascending. Promises count
    /// from the beginning of an order, so that the first units are part of all of them.
    pub(super) promised: Vec<u32>,
    /// Whether something of its order is promised or reserved, or something of its tranche is
    /// passed over: then nothing is like it.
    pub(super) committed: bool,
    /// Whether nothing is made for it, because it could not ship.
    pub(super) passed: bool,
    /// For each level of reservations that entitles to its units, how high it stands and
    /// the index of the month.
    pub(super) reserved: Vec<(u32, u32)>,
}

/// Every tranche of which something is to be made, or to be shared if they share, by position, cut
/// into its portions: the ones promised first come first.
///
/// It does not matter which units of a tranche are called the promised ones: no other
/// objective tells them apart, so that the first ones made can always be those.
pub(super) fn portions(scenario: &Scenario, share: bool) -> Vec<Portion> {
    let mut portions = Vec::with_capacity(scenario.demands().len());
    for order in 0..scenario.orders().len() {
        let (_, commitments) = scenario.commitments_at(order);
        if commitments.is_empty() {
            let (first, demands) = scenario.demands_at(order);
            let whole = |(demand, part): (usize, &Demand)| Portion {
                demand,
                quantity: part.open(),
                promised: Vec::new(),
                committed: false,
                passed: false,
                reserved: Vec::new(),
            };
            let has = |part: &Demand| part.open() > 0.0 || (share && ahead(scenario, part) > 0.0);
            let open = (first..).zip(demands).filter(|part| has(part.1));
            portions.extend(open.map(whole));
        } else {
            let commitments: Vec<&Commitment> = commitments.iter().collect();
            portions.append(&mut of_order(scenario, order, &commitments));
        }
    }
    portions
}

/// The portions of one order under some commitments, by tranche. Promised units are
/// counted by due month, release month and number of the tranche.
pub(super) fn of_order(
    scenario: &Scenario,
    order: usize,
    commitments: &[&Commitment],
) -> Vec<Portion> {
    let (first, demands) = scenario.demands_at(order);
    // What is promised is what can be delivered.
    let ends: Vec<f64> =
        commitments.iter().map(|part| scenario.deliverable_of(order, part.quantity())).collect();
    let months: Vec<u32> =
        commitments.iter().map(|part| scenario.index_of(part.by()) as u32).collect();
    let mut portions: Vec<Portion> = Vec::with_capacity(demands.len());
    let mut next = 0;
    let mut counted = 0.0;
    for index in scenario.counting_of(order) {
        let quantity = demands[index].quantity;
        let mut rest = quantity;
        while rest > 0.0 {
            let open = ends.get(next).map_or(f64::INFINITY, |end| {
                let open = end - counted;
                if open <= tolerance::DUST * end { 0.0 } else { open }
            });
            if open <= 0.0 {
                next += 1;
                continue;
            }
            let taken = if rest - open <= tolerance::DUST * quantity { rest } else { open };
            let begin = quantity - rest;
            rest -= taken;
            counted += taken;
            // What was made before the first month are the first units.
            let left = (begin + taken - demands[index].made.max(begin)).min(demands[index].open());
            if left <= tolerance::DUST * quantity {
                continue;
            }
            portions.push(Portion {
                demand: first + index,
                quantity: left,
                promised: months[next.min(months.len())..].to_vec(),
                committed: true,
                passed: false,
                reserved: Vec::new(),
            });
        }
    }
    portions.sort_by_key(|portion| portion.demand);
    portions
}

/// Portions of which none is like another of the tranches that are entitled to something.
pub(super) fn apart(portions: &mut [Portion], entitled: impl Iterator<Item = usize>) {
    let entitled: BTreeSet<usize> = entitled.collect();
    for portion in portions.iter_mut().filter(|part| entitled.contains(&part.demand)) {
        portion.committed = true;
    }
}

/// Portions cut where units begin for which nothing is made: the last ones of their tranches, so
/// many of each by its position in the scenario's demands. No number is nothing.
pub(super) fn pass_over(portions: Vec<Portion>, passed: &[f64]) -> Vec<Portion> {
    if passed.is_empty() {
        return portions;
    }
    let mut cut = Vec::with_capacity(portions.len());
    for own in portions.chunk_by(|a, b| a.demand == b.demand) {
        let units = passed.get(own[0].demand).copied().unwrap_or(0.0);
        if units <= 0.0 {
            cut.extend_from_slice(own);
            continue;
        }
        let total: f64 = own.iter().map(|portion| portion.quantity).sum();
        let dust = tolerance::DUST * total;
        let mut stays = total - units;
        for portion in own {
            let kept = stays.min(portion.quantity);
            stays -= kept;
            let (kept, gone) = match portion.quantity - kept {
                gone if gone <= dust => (portion.quantity, 0.0),
                _ if kept <= dust => (0.0, portion.quantity),
                gone => (kept, gone),
            };
            for (quantity, passed) in [(kept, false), (gone, true)] {
                if quantity > 0.0 {
                    cut.push(Portion { quantity, passed, committed: true, ..portion.clone() });
                }
            }
        }
    }
    cut
}
