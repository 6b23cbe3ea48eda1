//! What explanations stand on: who uses what, where and when.

use std::collections::BTreeSet;

use super::error::ExplainError;
use crate::plan::{Delivery, Plan, TranchePlan};
use crate::ranking::{Ranking, rank};
use crate::resources::{Keeps, Resource, ResourceKey, ResourceKind, Resources};
use crate::scenario::{Demand, LineId, Reservation, Scenario};

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

/// How something supplied is used.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// What there is in each month; where it is kept, all that has arrived by then.
    pub(super) offered: Vec<f64>,
    /// What is used in each month; where it is kept, by then.
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
    /// Everything scarce.
    pub(super) resources: Resources,
    /// For each of it how it is used; nothing of what is not supplied.
    pub(super) usage: Vec<Usage>,
    /// Positions of the tranches of which something is passed over.
    passed: BTreeSet<usize>,
}

impl<'a> Ground<'a> {
    /// Complexity: O(production × (components + reservations)).
    pub(super) fn new(scenario: &'a Scenario, plan: &'a Plan) -> Result<Self, ExplainError> {
        same(scenario, plan).map_err(ExplainError::OtherScenario)?;
        let ranking = rank(scenario, &plan.policy)?;
        let months = scenario.months() as usize;
        let resources = Resources::of(scenario, &ranking);
        let usage = resources.iter().map(|(key, resource)| {
            if !key.kind.is_supply() {
                return Usage::default();
            }
            let mut offered = resource.arrivals();
            if is_kept(resource) {
                add_up(&mut offered);
            }
            Usage { used: vec![0.0; offered.len()], offered, uses: Vec::new() }
        });
        let usage = usage.collect();
        let passed = plan.passed_over.iter().filter_map(|part| {
            let order = scenario.order_position(part.order.as_str())?;
            Some(scenario.demands_at(order).0 + part.tranche)
        });
        let passed = passed.collect();
        let mut ground = Self { scenario, plan, ranking, months, resources, usage, passed };
        ground.collect();
        ground.reserve();
        Ok(ground)
    }

    /// Whether something of a tranche is passed over, because it would not ship.
    pub(super) fn passes_over(&self, position: usize) -> bool {
        self.passed.contains(&position)
    }

    fn collect(&mut self) {
        let scenario = self.scenario;
        for (position, order) in self.plan.orders.iter().enumerate() {
            let (first, demands) = scenario.demands_at(position);
            let promises = promises(scenario, position);
            let tranches = order.tranches.iter().zip(demands).zip(promises);
            for (demand, ((tranche, known), promises)) in (first..).zip(tranches) {
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
                    let Some(line) = position_of(scenario, &part.line) else { continue };
                    for (resource, amount) in self.resources.making(known.product, line) {
                        let amount = amount.in_month(month) * units;
                        let usage = &mut self.usage[*resource];
                        usage.used[month] += amount;
                        let reserved = Vec::new();
                        let own = Use { month, demand, units, amount, promised, reserved };
                        usage.uses.push(own);
                    }
                }
            }
        }
        for ((_, resource), usage) in self.resources.iter().zip(&mut self.usage) {
            if is_kept(resource) {
                add_up(&mut usage.used);
            }
            usage.uses.sort_by_key(|part| (part.month, part.demand));
        }
    }

    /// Notes which share of each use is within a reservation: reservations by id, each
    /// covers what those before it left, all its beneficiaries in proportion.
    fn reserve(&mut self) {
        let scenario = self.scenario;
        for (position, reservation) in scenario.reservations().iter().enumerate() {
            let Some(resource) = self.reserved(reservation) else { continue };
            let stays = is_kept(self.resources.get(resource));
            let expansion = scenario
                .expansions()
                .iter()
                .find(|part| Some(part.id()) == reservation.expansion());
            let offered = match expansion {
                Some(expansion) => scenario.added(expansion),
                None => self.resources.get(resource).offered().to_vec(),
            };
            let mut uses = std::mem::take(&mut self.usage[resource].uses);
            let mut left = 0.0;
            let mut months = uses.chunk_by_mut(|a, b| a.month == b.month).peekable();
            for (month, offered) in offered.into_iter().enumerate() {
                let holds = reservation.holds_in(scenario.month(month));
                let monthly = if holds { reservation.monthly(offered) } else { 0.0 };
                let owed = if month == 0 { reservation.owed_before() } else { 0.0 };
                let monthly = monthly + owed;
                left = if stays { left + monthly } else { monthly };
                let Some(own) = months.next_if(|part| part[0].month == month) else { continue };
                if !holds && owed <= 0.0 {
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
            self.usage[resource].uses = uses;
        }
    }

    /// What a reservation is a share of, by position.
    fn reserved(&self, reservation: &Reservation) -> Option<usize> {
        let line = reservation.line().map(|id| (ResourceKind::Line, id.as_str()));
        let component = reservation.component().map(|id| (ResourceKind::Component, id.as_str()));
        let (kind, id) = line.or(component)?;
        self.resources.position(&ResourceKey::new(kind, id))
    }

    /// Whether a reservation is for a tranche in a month: of a tier, if it is there then.
    pub(super) fn benefits(&self, reservation: &Reservation, demand: usize, month: usize) -> bool {
        let demand = &self.scenario.demands()[demand];
        let tier = self.ranking.tiers().get(self.tier(demand.order, month));
        reservation.partner().is_none_or(|id| self.partner_of(demand) == id.as_str())
            && reservation.product().is_none_or(|id| self.product_of(demand) == id.as_str())
            && reservation.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    fn partner_of(&self, demand: &Demand) -> &str {
        self.scenario.partners()[demand.partner].id().as_str()
    }

    fn product_of(&self, demand: &Demand) -> &str {
        self.scenario.products()[demand.product].id().as_str()
    }

    /// Position of the tier of an order in a month.
    pub(super) fn tier(&self, order: usize, month: usize) -> usize {
        self.ranking.tier_at(order, self.scenario.month(month))
    }

    /// What the plan says of a tranche.
    pub(super) fn tranche(&self, demand: usize) -> &TranchePlan {
        let known = &self.scenario.demands()[demand];
        &self.plan.orders[known.order].tranches[known.tranche]
    }

    /// Whether a tranche is made ahead and taken from stock.
    pub(super) fn is_ahead(&self, demand: &Demand) -> bool {
        self.scenario.products()[demand.product].stock().is_some()
    }
}

/// Whether what a month leaves stays for later ones.
pub(super) fn is_kept(resource: &Resource) -> bool {
    match resource.keeps() {
        Keeps::Nothing => false,
        Keeps::Stock { .. } => true,
    }
}

/// Turns amounts by month into amounts by the end of each month.
fn add_up(amounts: &mut [f64]) {
    let mut sum = 0.0;
    for amount in amounts {
        sum += *amount;
        *amount = sum;
    }
}

pub(super) fn position_of(scenario: &Scenario, line: &LineId) -> Option<usize> {
    scenario.lines().binary_search_by(|part| part.id().cmp(line)).ok()
}

/// For each tranche of an order: how many of its first units are promised by which month.
fn promises(scenario: &Scenario, order: usize) -> Vec<Vec<(usize, f64)>> {
    let (_, demands) = scenario.demands_at(order);
    let mut promises = vec![Vec::new(); demands.len()];
    let sequence = scenario.counting_of(order);
    for commitment in scenario.commitments_at(order).1 {
        let by = scenario.index_of(commitment.by());
        let mut open = scenario.deliverable_of(order, commitment.quantity());
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
        let (_, demands) = scenario.demands_at(position);
        if plan.order != *order.id() || plan.tranches.len() != demands.len() {
            return Err(format!("order {} is another one", plan.order));
        }
        for (tranche, demand) in plan.tranches.iter().zip(demands) {
            let made = tranche.production.iter().map(|part| (part.month, part.quantity));
            // What was delivered before the first month is history.
            let later = |part: &&Delivery| part.month >= scenario.start();
            let got = tranche.taken.iter().chain(&tranche.off_the_shelf);
            let got = got.chain(tranche.deliveries.iter().filter(later));
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
