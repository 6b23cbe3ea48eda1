//! What could not ship is passed over, and the rest is planned again.

use std::collections::BTreeMap;

use super::delivery::{in_vain, slack};
use crate::formulation::Formulation;
use crate::plan::{Level, PassedOver, Plan, Status};
use crate::scenario::{Demand, Scenario};
use crate::tolerance;

/// After so many rounds all tranches are cut in one round that are made in vain.
const ONE_BY_ONE: usize = 64;

/// So often the units of a tranche are cut to what of it can ship; then nothing is made for it.
const CUTS: u8 = 3;

/// The units that are passed over so far, and what the levels were before any was.
#[derive(Debug, Default)]
pub(super) struct Repair {
    /// By position in the scenario's demands; nothing at all before the first round.
    passed: Vec<f64>,
    cuts: Vec<u8>,
    rounds: usize,
    root: Vec<Level>,
}

impl Repair {
    /// Units of which nothing is to be made: the last of each demand, or nothing at all.
    pub(super) fn passed(&self) -> &[f64] {
        &self.passed
    }

    /// Passes over what a plan makes in vain: units of lots and shipments that are not complete when
    /// the horizon ends or the customer leaves. Of several tranches only the first in the order
    /// among equals, since what it leaves may complete one behind it. (After very many rounds all of
    /// them.) Returns whether there was any, so that there is to be another plan.
    ///
    /// It ends: each tranche has less with each cut, and nothing with the last.
    pub(super) fn find(
        &mut self,
        scenario: &Scenario,
        formulation: &Formulation,
        plan: &Plan,
    ) -> bool {
        let tranches = plan.orders.iter().flat_map(|order| &order.tranches);
        let demands = scenario.demands().iter().zip(tranches).enumerate();
        let mut promised: BTreeMap<usize, f64> = BTreeMap::new();
        if plan.status == Status::Rule {
            let blocks = 0..formulation.promised();
            for member in blocks.flat_map(|block| formulation.members(block)) {
                *promised.entry(member.demand).or_insert(0.0) += member.quantity;
            }
        }
        // So much of a demand is made, whether it ships or not.
        let least = |index: usize, demand: &Demand| {
            promised.get(&index).map_or(0.0, |units| demand.made + units)
        };
        let mut found: Vec<(u32, usize, f64)> = demands
            .filter_map(|(index, (demand, tranche))| {
                let delivered = tranche.deliveries.iter().map(|part| part.quantity).sum::<f64>();
                let counting = scenario.products()[demand.product].counting();
                // What was made before the first month was no choice of this plan.
                let made = tranche.made();
                let idle = made > slack(demand.quantity)
                    && in_vain(demand.made + made, delivered, demand, counting);
                // Rules make what is promised, whether it is enough for a shipment or not.
                let least = least(index, demand);
                let passed = self.passed.get(index).copied().unwrap_or(0.0);
                let more = demand.quantity - least > passed + slack(demand.quantity);
                (idle && more).then(|| (formulation.place(index), index, delivered.max(least)))
            })
            .collect();
        found.sort_by_key(|&(place, index, _)| (place, index));
        if self.rounds < ONE_BY_ONE {
            found.truncate(1);
        }
        if found.is_empty() {
            return false;
        }
        if self.rounds == 0 {
            self.root.clone_from(&plan.levels);
            self.passed = vec![0.0; scenario.demands().len()];
            self.cuts = vec![0; scenario.demands().len()];
        }
        self.rounds += 1;
        for (_, index, delivered) in found {
            self.cuts[index] += 1;
            let demand = &scenario.demands()[index];
            let quantity = demand.quantity;
            let stays = if self.cuts[index] > CUTS { least(index, demand) } else { delivered };
            let stays = if stays <= slack(quantity) { 0.0 } else { stays };
            self.passed[index] = (quantity - stays.max(demand.made)).min(demand.open());
        }
        true
    }

    /// Writes into a plan what was passed over for it, and how good it could have been without.
    pub(super) fn tell(self, scenario: &Scenario, plan: &mut Plan) {
        if self.rounds == 0 {
            return;
        }
        let passed = scenario.demands().iter().zip(&self.passed).filter(|part| *part.1 > 0.0);
        let passed = passed.map(|(demand, &units)| {
            let id = scenario.orders()[demand.order].id().clone();
            PassedOver::new(id, demand.tranche, units)
        });
        plan.passed_over = passed.collect();
        // Of a rule there is nothing that it could have been.
        if plan.status != Status::Rule {
            plan.root = up_to_the_first_worse(self.root, &plan.levels);
        }
    }
}

/// The levels up to the first on which a plan is not as good: what comes after it cannot be
/// compared.
fn up_to_the_first_worse(root: Vec<Level>, plan: &[Level]) -> Vec<Level> {
    let differ = |a: f64, b: f64| (a - b).abs() > tolerance::GAP * a.abs().max(b.abs()).max(1.0);
    let mut levels = Vec::new();
    // What tells equals apart depends on who is cut.
    let told = root.into_iter().zip(plan).take_while(|(level, _)| level.delivered.is_some());
    for (mut level, now) in told {
        level.delivered = None;
        let mut worse = differ(level.objective, now.objective);
        if let (Some(late), Some(other)) = (&mut level.late, &now.late) {
            let same = late.iter().zip(other).take_while(|(a, b)| {
                (&a.order, a.tranche) == (&b.order, b.tranche)
                    && !differ(a.unit_months, b.unit_months)
            });
            let same = same.count();
            worse = same < late.len() || same < other.len();
            if worse {
                // The next one, if that is the tranche that is later.
                let next = late.get(same).zip(other.get(same));
                let own = next.is_some_and(|(a, b)| (&a.order, a.tranche) == (&b.order, b.tranche));
                late.truncate(same + usize::from(own));
                level.objective = late.iter().map(|entry| entry.unit_months).sum::<f64>() + 0.0;
                let bounds: Option<Vec<f64>> = late.iter().map(|entry| entry.bound).collect();
                level.bound = bounds.map(|bounds| bounds.iter().sum::<f64>() + 0.0);
                // They were those of the whole list.
                level.prices = None;
            }
        }
        levels.push(level);
        if worse {
            break;
        }
    }
    levels
}
