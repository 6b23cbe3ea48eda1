//! What tranches would have had of what was shared out, if units could be parted.

use std::ops::Range;

use crate::formulation::{Formulation, Member, in_whole_units};
use crate::plan::{Plan, TranchePlan};
use crate::ranking::rank;
use crate::scenario::{Method, Month, Scenario, ScenarioError};
use crate::tolerance::DUST;

/// A tranche that shares.
struct Sharer {
    member: Member,
    span: Range<usize>,
    /// What of its share is still to come.
    open: f64,
}

/// The exact shares of tranches after so many months of a plan, by their position, where they are not
/// what was made of them by then; nothing at all if nobody shares whole units.
///
/// They follow from the plan: those who share have whatever is made for any of them, in each month
/// in proportion to what each has open. Where a rule serves reservations and
/// promises before it shares out, they do not, and nothing is known.
///
/// Complexity: O(tranches × months).
pub(super) fn exact_shares(
    scenario: &Scenario,
    plan: &Plan,
    months: usize,
    made: &[(f64, Vec<(Month, f64)>)],
) -> Result<Vec<Option<f64>>, ScenarioError> {
    let whole = |demand| in_whole_units(scenario, demand);
    let ranking = rank(scenario, &plan.policy)?;
    let shrinks = matches!(ranking.method(), Method::Shared);
    let promised = !scenario.commitments().is_empty() || !scenario.reservations().is_empty();
    if months == 0 || (shrinks && promised) || !scenario.demands().iter().any(whole) {
        return Ok(Vec::new());
    }
    // A plan that was made of this scenario was formulated.
    let Ok(formulation) = Formulation::new(scenario, &ranking) else { return Ok(Vec::new()) };
    let tranches: Vec<&TranchePlan> =
        plan.orders.iter().flat_map(|order| &order.tranches).collect();
    let mut shares = vec![None; scenario.demands().len()];
    for group in formulation.sharing(ranking.method()).into_iter().filter(|group| group.len() > 1) {
        let sharer = |(span, member): (_, Member)| Sharer { member, span, open: member.part };
        let mut group: Vec<Sharer> = group.into_iter().map(sharer).collect();
        let mut totals = vec![0.0; months];
        for sharer in &group {
            let Some(tranche) = tranches.get(sharer.member.demand) else { continue };
            for (month, units) in got(tranche) {
                if let Some(total) = totals.get_mut(scenario.index_of(month)) {
                    *total += units;
                }
            }
        }
        for (month, total) in totals.into_iter().enumerate() {
            let here = |sharer: &&mut Sharer| sharer.span.contains(&month);
            // Alike tranches divide all that they get as they would the whole.
            let by = |sharer: &Sharer| if shrinks { sharer.open } else { sharer.member.part };
            let all: f64 = group.iter_mut().filter(here).map(|sharer| by(sharer)).sum();
            if all <= 0.0 {
                continue;
            }
            for sharer in group.iter_mut().filter(here) {
                sharer.open = (sharer.open - total * by(sharer) / all).max(0.0);
            }
        }
        for Sharer { member, open, .. } in group {
            let demand = &scenario.demands()[member.demand];
            let share = demand.quantity - open;
            let made = made.get(member.demand).map_or(0.0, |made| made.0);
            let other = (share - made).abs() > DUST * demand.quantity;
            shares[member.demand] = Some(share).filter(|_| other && whole(demand));
        }
    }
    Ok(shares)
}

/// What a tranche got by month: what is made for stock is nobody's until it is taken.
pub(super) fn got(tranche: &TranchePlan) -> impl Iterator<Item = (Month, f64)> + '_ {
    let taken = tranche.taken.iter().map(|part| (part.month, part.quantity));
    let made = tranche.production.iter().map(|part| (part.month, part.quantity));
    taken.chain(made.filter(|_| tranche.taken.is_empty()))
}
