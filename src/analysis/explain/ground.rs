//! What explanations stand on: who uses what, where and when.

use super::error::ExplainError;
use crate::plan::{Plan, TranchePlan};
use crate::ranking::{Ranking, rank};
use crate::scenario::{Cap, Demand, LineId, Reservation, Scenario};

/// A use of a line or component by a tranche in a month.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) month: usize,
    /// Position of the tranche.
    pub(super) demand: usize,
    /// Units of its product.
    pub(super) units: f64,
    /// Capacity or pieces used.
    pub(super) amount: f64,
    /// The share that was promised.
    pub(super) promised: f64,
    /// Shares that were reserved, by position of the reservation.
    pub(super) reserved: Vec<(usize, f64)>,
}

/// A line or component.
#[derive(Debug)]
pub(super) struct Resource {
    /// Capacity of each month; of a component, all that has arrived by then.
    pub(super) offered: Vec<f64>,
    /// What is used in each month; of a component, by then.
    pub(super) used: Vec<f64>,
    /// The uses, by month.
    pub(super) uses: Vec<Use>,
}

/// Scenario, plan and ranking, and who uses what.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) plan: &'a Plan,
    pub(super) ranking: Ranking,
    pub(super) months: usize,
    pub(super) lines: Vec<Resource>,
    pub(super) components: Vec<Resource>,
}

impl<'a> Ground<'a> {
    /// Complexity: O(production × (components + reservations)).
    pub(super) fn new(scenario: &'a Scenario, plan: &'a Plan) -> Result<Self, ExplainError> {
        same(scenario, plan).map_err(ExplainError::OtherScenario)?;
        let ranking = rank(scenario, &plan.policy)?;
        let months = scenario.months() as usize;
        let empty = |offered: Vec<f64>| Resource {
            used: vec![0.0; offered.len()],
            offered,
            uses: Vec::new(),
        };
        let lines = (0..scenario.lines().len()).map(|line| empty(scenario.capacity(line)));
        let components = scenario.components().iter().enumerate().map(|(position, part)| {
            let mut offered = scenario.supply(position);
            let mut sum = part.opening_stock();
            for offered in &mut offered {
                sum += *offered;
                *offered = sum;
            }
            empty(offered)
        });
        let (lines, components) = (lines.collect(), components.collect());
        let mut ground = Self { scenario, plan, ranking, months, lines, components };
        ground.collect();
        ground.reserve();
        Ok(ground)
    }

    fn collect(&mut self) {
        let scenario = self.scenario;
        for (position, order) in self.plan.orders.iter().enumerate() {
            let (first, demands) = scenario.demands_of(position);
            let promises = promises(scenario, position);
            let tranches = order.tranches.iter().zip(demands).zip(promises);
            for (demand, ((tranche, known), promises)) in (first..).zip(tranches) {
                let product = scenario.products()[known.product].id();
                let mut made = 0.0;
                for part in &tranche.production {
                    let month = scenario.index_of(part.month);
                    let units = part.quantity;
                    let until =
                        promises.iter().filter(|promise| promise.0 >= month).map(|part| part.1);
                    let until = until.fold(0.0, f64::max);
                    let promised =
                        (until - made).min(units).max(0.0) / units.max(f64::MIN_POSITIVE);
                    made += units;
                    let add = |resource: &mut Resource, need: f64| {
                        let amount = need * units;
                        let reserved = Vec::new();
                        resource.used[month] += amount;
                        resource.uses.push(Use {
                            month,
                            demand,
                            units,
                            amount,
                            promised,
                            reserved,
                        });
                    };
                    let line = position_of(scenario, &part.line);
                    let usage = line.and_then(|line| {
                        Some((line, *scenario.lines()[line].usage().get(product)?))
                    });
                    if let Some((line, usage)) = usage {
                        add(&mut self.lines[line], usage);
                    }
                    for (resource, part) in self.components.iter_mut().zip(scenario.components()) {
                        if let Some(need) = part.need().get(product) {
                            add(resource, *need);
                        }
                    }
                }
            }
        }
        for resource in &mut self.components {
            let mut sum = 0.0;
            for used in &mut resource.used {
                sum += *used;
                *used = sum;
            }
        }
        for resource in self.lines.iter_mut().chain(&mut self.components) {
            resource.uses.sort_by_key(|part| (part.month, part.demand));
        }
    }

    /// Notes which share of each use is within a reservation: reservations by id, each
    /// covers what those before it left, all its beneficiaries in proportion.
    fn reserve(&mut self) {
        let scenario = self.scenario;
        for (position, reservation) in scenario.reservations().iter().enumerate() {
            let line = reservation.line().and_then(|id| position_of(scenario, id));
            let component = scenario
                .components()
                .iter()
                .position(|part| Some(part.id()) == reservation.component());
            let expansion = scenario
                .expansions()
                .iter()
                .find(|part| Some(part.id()) == reservation.expansion());
            let offered = match (expansion, line, component) {
                (Some(expansion), ..) => scenario.added(expansion),
                (_, Some(line), _) => scenario.capacity(line),
                (_, _, Some(component)) => scenario.supply(component),
                _ => continue,
            };
            let stays = component.is_some();
            let mut uses = match (line, component) {
                (Some(line), _) => std::mem::take(&mut self.lines[line].uses),
                (_, Some(component)) => std::mem::take(&mut self.components[component].uses),
                _ => continue,
            };
            let mut left = 0.0;
            let mut months = uses.chunk_by_mut(|a, b| a.month == b.month).peekable();
            for (month, offered) in offered.into_iter().enumerate() {
                let holds = reservation.holds_in(scenario.month(month));
                let monthly = if holds { reservation.monthly(offered) } else { 0.0 };
                left = if stays { left + monthly } else { monthly };
                let Some(own) = months.next_if(|part| part[0].month == month) else { continue };
                if !holds {
                    continue;
                }
                let is_for = |part: &Use| self.benefits(reservation, part.demand, month);
                let open = |part: &Use| {
                    let covered: f64 = part.reserved.iter().map(|part| part.1).sum();
                    (1.0 - covered).max(0.0)
                };
                let wanted = own.iter().filter(|part| is_for(part));
                let wanted: f64 = wanted.map(|part| part.amount * open(part)).sum();
                if wanted <= 0.0 {
                    continue;
                }
                let share = (left / wanted).min(1.0);
                left -= share * wanted;
                for part in own.iter_mut().filter(|part| is_for(part)) {
                    let share = share * open(part);
                    if share > 0.0 {
                        part.reserved.push((position, share));
                    }
                }
            }
            match (line, component) {
                (Some(line), _) => self.lines[line].uses = uses,
                (_, Some(component)) => self.components[component].uses = uses,
                _ => {}
            }
        }
    }

    /// Whether a reservation is for a tranche in a month.
    pub(super) fn benefits(&self, reservation: &Reservation, demand: usize, month: usize) -> bool {
        let demand = &self.scenario.demands()[demand];
        let tier = self.ranking.tiers().get(self.tier(demand.order, month));
        reservation.partner().is_none_or(|id| self.partner_of(demand) == id.as_str())
            && reservation.product().is_none_or(|id| self.product_of(demand) == id.as_str())
            && reservation.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    /// Whether a cap is for a tranche.
    pub(super) fn is_capped(&self, cap: &Cap, demand: &Demand) -> bool {
        let tier = self.ranking.tiers().get(self.ranking.orders()[demand.order].tier);
        cap.partner().is_none_or(|id| self.partner_of(demand) == id.as_str())
            && cap.product().is_none_or(|id| self.product_of(demand) == id.as_str())
            && cap.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    fn partner_of(&self, demand: &Demand) -> &str {
        self.scenario.partners()[demand.partner].id().as_str()
    }

    fn product_of(&self, demand: &Demand) -> &str {
        self.scenario.products()[demand.product].id().as_str()
    }

    /// Position of the tier of an order in a month.
    pub(super) fn tier(&self, order: usize, month: usize) -> usize {
        self.ranking.tier_in(order, self.scenario.month(month))
    }

    /// What the plan says of a tranche.
    pub(super) fn tranche(&self, demand: usize) -> &TranchePlan {
        let known = &self.scenario.demands()[demand];
        &self.plan.orders[known.order].tranches[known.tranche]
    }

    /// Whether a tranche is made ahead and taken from stock.
    pub(super) fn is_ahead(&self, demand: &Demand) -> bool {
        self.ranking.method().makes_ahead()
            && self.scenario.products()[demand.product].stock().is_some()
    }
}

pub(super) fn position_of(scenario: &Scenario, line: &LineId) -> Option<usize> {
    scenario.lines().binary_search_by(|part| part.id().cmp(line)).ok()
}

/// For each tranche of an order: how many of its first units are promised by which month.
fn promises(scenario: &Scenario, order: usize) -> Vec<Vec<(usize, f64)>> {
    let (_, demands) = scenario.demands_of(order);
    let mut promises = vec![Vec::new(); demands.len()];
    let mut sequence: Vec<usize> = (0..demands.len()).collect();
    sequence.sort_by_key(|&index| (demands[index].due, demands[index].release, index));
    for commitment in scenario.commitments_of(order).1 {
        let by = scenario.index_of(commitment.by());
        let mut open = commitment.quantity();
        for &index in &sequence {
            let units = demands[index].quantity.min(open);
            if units > 0.0 {
                promises[index].push((by, units));
            }
            open -= units;
        }
    }
    promises
}

/// Whether the plan has the parts of the scenario, and its months lie inside of it.
fn same(scenario: &Scenario, plan: &Plan) -> Result<(), String> {
    if (plan.start, plan.months) != (scenario.start(), scenario.months()) {
        return Err("other months".into());
    }
    if plan.orders.len() != scenario.orders().len() {
        return Err(format!("{} orders, not {}", plan.orders.len(), scenario.orders().len()));
    }
    let end = scenario.month(scenario.months() as usize);
    let inside = |month: crate::scenario::Month| (scenario.start()..end).contains(&month);
    for (position, (plan, order)) in plan.orders.iter().zip(scenario.orders()).enumerate() {
        let (_, demands) = scenario.demands_of(position);
        if plan.order != *order.id() || plan.tranches.len() != demands.len() {
            return Err(format!("order {} is another one", plan.order));
        }
        for (tranche, demand) in plan.tranches.iter().zip(demands) {
            let made = tranche.production.iter().map(|part| (part.month, part.quantity));
            let got = tranche.taken.iter().chain(&tranche.deliveries);
            let mut parts = made.chain(got.map(|part| (part.month, part.quantity)));
            let wrong = parts.any(|(month, units)| !inside(month) || !units.is_finite());
            #[allow(clippy::float_cmp, reason = "the same number is meant")]
            if wrong || tranche.due != demand.due || tranche.quantity != demand.quantity {
                return Err(format!("a tranche of order {} is another one", plan.order));
            }
        }
    }
    Ok(())
}
