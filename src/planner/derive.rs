//! Everything that follows from production: deliveries, dates, backlog, use.

use super::attributed;
use super::commitments::commitments;
use super::delivery::{self, slack};
use super::expansions::expansions;
use super::levels::levels;
use super::losses::losses;
use super::reservations::reservations;
use super::resource_use::resources;
use super::served::{Made, SHELF, Served};
use super::split;
use crate::engine::Solution;
use crate::formulation::Formulation;
use crate::plan::{Backlog, Delivery, OrderPlan, Plan, Production, Status, Step, TranchePlan};
use crate::ranking::{Eligibility, Ranking};
use crate::scenario::{Demand, Method, Month, Policy, Scenario};
use crate::tolerance;

/// What the plan says of itself.
pub(super) struct Origin<'a> {
    pub(super) policy: &'a Policy,
    pub(super) ranking: &'a Ranking,
    pub(super) engine: &'a str,
    pub(super) status: Status,
    pub(super) unique: bool,
}

/// The plan that a solution stands for. Complexity: O(cells + orders + months × (lines
/// + components + partners + products)), and the orders' backlog.
pub(super) fn derive(
    scenario: &Scenario,
    formulation: &Formulation,
    solution: &Solution,
    origin: &Origin<'_>,
) -> Plan {
    let method = origin.policy.method();
    let served = split::split(scenario, formulation, method, solution.point());
    let orders = orders(scenario, origin.ranking, &served);
    let delivered = attributed::delivered(scenario, formulation, &orders);
    let levels = match method {
        // What is shared out is not made where the rule had it made.
        Method::Shared => {
            let builds = &solution.point().extras;
            let made = attributed::levels(formulation, &served, builds);
            levels(scenario, formulation, &made, &delivered)
        }
        Method::Optimised(_) | Method::InTurn { .. } => {
            levels(scenario, formulation, solution.levels(), &delivered)
        }
    };
    Plan {
        version: Plan::VERSION,
        scenario: scenario.name().to_owned(),
        start: scenario.start(),
        months: scenario.months(),
        policy: origin.policy.clone(),
        engine: origin.engine.to_owned(),
        status: origin.status,
        unique: origin.unique,
        told_apart_by_id: formulation.told_apart_by_id(scenario, origin.ranking),
        levels,
        passed_over: Vec::new(),
        root: Vec::new(),
        commitments: commitments(scenario, &orders),
        losses: losses(scenario, &orders),
        expansions: expansions(scenario),
        reservations: reservations(scenario, formulation, &served),
        backlog: backlog(scenario, &orders),
        resources: resources(scenario, formulation, &served),
        orders,
    }
}

fn orders(scenario: &Scenario, ranking: &Ranking, served: &Served) -> Vec<OrderPlan> {
    (0..scenario.orders().len())
        .map(|position| {
            let (first, demands) = scenario.demands_at(position);
            let tranches = demands
                .iter()
                .zip(first..)
                .map(|(demand, index)| {
                    let eligibility = ranking.orders()[position].eligibility;
                    tranche(scenario, demand, served, (index, eligibility))
                })
                .collect();
            order(scenario, ranking, position, tranches)
        })
        .collect()
}

/// Of what gates let nobody have, nothing is lost.
fn tranche(
    scenario: &Scenario,
    demand: &Demand,
    served: &Served,
    (index, eligibility): (usize, Eligibility),
) -> TranchePlan {
    let got = served.of(index);
    let counting = scenario.products()[demand.product].counting();
    let history = scenario.history_of(index).into_iter();
    let mut deliveries: Vec<Delivery> =
        history.map(|(month, quantity)| Delivery { month, quantity }).collect();
    let first = first_month(scenario, demand, eligibility);
    let made = got.iter().map(|&(month, _, quantity)| (month, quantity));
    let (parts, delivered) = delivery::deliveries(first, made, demand, counting);
    let now = parts.into_iter();
    deliveries
        .extend(now.map(|(month, quantity)| Delivery { month: scenario.month(month), quantity }));
    let done = delivered >= demand.quantity;
    let completion = deliveries.last().filter(|_| done).map(|last| last.month);
    let left =
        demand.until.is_some_and(|until| scenario.index_of(until) < scenario.months() as usize);
    let never = eligibility.is_never();
    let lost = if left && !done && !never { demand.quantity - delivered } else { 0.0 };
    let production = served.made[index]
        .iter()
        .map(|&(month, line, quantity)| Production {
            month: scenario.month(month),
            line: scenario.lines()[line].id().clone(),
            quantity,
        })
        .collect();
    TranchePlan {
        quantity: demand.quantity,
        release: demand.release,
        due: demand.due,
        until: demand.until,
        lost,
        completion,
        lateness: completion.map(|month| month.since(demand.due)),
        production,
        taken: by_month(scenario, served.taken[index].iter()),
        off_the_shelf: by_month(
            scenario,
            served.taken[index].iter().filter(|part| part.1 == SHELF),
        ),
        deliveries,
    }
}

/// What is taken in each month.
fn by_month<'a>(scenario: &Scenario, taken: impl Iterator<Item = &'a Made>) -> Vec<Delivery> {
    let mut months: Vec<Delivery> = Vec::new();
    for &(month, _, quantity) in taken {
        let month = scenario.month(month);
        match months.last_mut() {
            Some(last) if last.month == month => last.quantity += quantity,
            _ => months.push(Delivery { month, quantity }),
        }
    }
    months
}

/// The first month in which a tranche can be delivered, if there is one.
fn first_month(scenario: &Scenario, demand: &Demand, eligibility: Eligibility) -> Option<usize> {
    let opens = match eligibility {
        Eligibility::Never => return None,
        Eligibility::From(month) => demand.release.max(month),
        Eligibility::Always => demand.release,
    };
    let first = scenario.index_of(opens);
    let gone = demand.until.is_some_and(|until| until < scenario.month(first));
    (first < scenario.months() as usize && !gone).then_some(first)
}

fn order(
    scenario: &Scenario,
    ranking: &Ranking,
    position: usize,
    tranches: Vec<TranchePlan>,
) -> OrderPlan {
    let order = &scenario.orders()[position];
    let mut deliveries: Vec<Delivery> =
        tranches.iter().flat_map(|tranche| tranche.deliveries.iter().copied()).collect();
    deliveries.sort_by_key(|delivery| delivery.month);
    let quantity: f64 = tranches.iter().map(|tranche| tranche.quantity).sum();
    let mut sum = 0.0;
    let half = deliveries.iter().find(|delivery| {
        sum += delivery.quantity;
        2.0 * sum + slack(quantity) >= quantity
    });
    let half = half.map(|delivery| delivery.month);
    // An order of which all is delivered has its quantity delivered, to the last digit.
    let until = |tranche: &TranchePlan, last: Option<Month>| {
        let by = |month: Month| last.is_none_or(|last| month <= last);
        if tranche.completion.is_some_and(by) {
            return tranche.quantity;
        }
        let parts = tranche.deliveries.iter().filter(|part| by(part.month));
        parts.map(|part| part.quantity).sum::<f64>()
    };
    let delivered = tranches.iter().map(|part| until(part, None)).sum::<f64>() + 0.0;
    let on_time = tranches.iter().map(|part| until(part, Some(part.due))).sum::<f64>() + 0.0;
    let completion = tranches.iter().map(|tranche| tranche.completion).max().flatten();
    let all = tranches.iter().all(|tranche| tranche.completion.is_some());
    let completion = completion.filter(|_| all);
    OrderPlan {
        order: order.id().clone(),
        partner: order.partner().clone(),
        product: order.product().clone(),
        signed: order.signed(),
        quantity,
        eligibility: ranking.orders()[position].eligibility,
        delivered,
        lost: tranches.iter().map(|tranche| tranche.lost).sum::<f64>() + 0.0,
        on_time,
        first: deliveries.first().map(|delivery| delivery.month),
        half,
        completion,
        lateness: completion
            .and_then(|_| tranches.iter().filter_map(|tranche| tranche.lateness).max()),
        wait: completion.map(|month| month.since(order.signed())),
        backlog: steps(scenario, &tranches),
        tranches,
    }
}

/// The backlog of an order, where it changes.
fn steps(scenario: &Scenario, tranches: &[TranchePlan]) -> Vec<Step> {
    // Changes by month index: what falls due, and what of that is delivered.
    let mut changes: Vec<(usize, f64)> = Vec::new();
    let months = scenario.months() as usize;
    for tranche in tranches {
        let due = scenario.index_of(tranche.due);
        changes.push((due, tranche.quantity));
        for delivery in &tranche.deliveries {
            changes.push((scenario.index_of(delivery.month).max(due), -delivery.quantity));
        }
        // Who has left waits no more for what is missing.
        if let Some(until) = tranche.until
            && tranche.completion.is_none()
        {
            let delivered: f64 = tranche.deliveries.iter().map(|part| part.quantity).sum();
            changes.push((scenario.index_of(until + 1), delivered - tranche.quantity));
        }
    }
    changes.sort_by_key(|change| change.0);
    let mut steps: Vec<Step> = Vec::new();
    let mut units = 0.0;
    for (index, &(month, change)) in changes.iter().enumerate() {
        units += change;
        let month_ends = changes.get(index + 1).is_none_or(|next| next.0 != month);
        if !month_ends || month >= months {
            continue;
        }
        let before = steps.last().map_or(0.0, |step| step.units);
        // Rounding of sums is no backlog.
        let now = if tolerance::is_dust(units, tranches.iter().map(|t| t.quantity).sum()) {
            0.0
        } else {
            units
        };
        if (now - before).abs() > 0.0 {
            steps.push(Step { month: scenario.month(month), units: now });
        }
    }
    steps
}

fn backlog(scenario: &Scenario, orders: &[OrderPlan]) -> Backlog {
    let months = scenario.months() as usize;
    let zeros = || vec![0.0; months];
    let mut backlog = Backlog {
        total: zeros(),
        partners: scenario.partners().iter().map(|part| (part.id().clone(), zeros())).collect(),
        products: scenario.products().iter().map(|part| (part.id().clone(), zeros())).collect(),
        not_eligible: Vec::new(),
    };
    if orders.iter().any(|order| order.eligibility.is_never()) {
        backlog.not_eligible = zeros();
    }
    // Changes first, sums after: an order costs its steps, not the horizon.
    for order in orders {
        let mut before = 0.0;
        for step in &order.backlog {
            let index = scenario.index_of(step.month);
            let change = step.units - before;
            before = step.units;
            if order.eligibility.is_never() {
                backlog.not_eligible[index] += change;
                continue;
            }
            backlog.total[index] += change;
            if let Some(series) = backlog.partners.get_mut(&order.partner) {
                series[index] += change;
            }
            if let Some(series) = backlog.products.get_mut(&order.product) {
                series[index] += change;
            }
        }
    }
    let all = backlog.partners.values_mut().chain(backlog.products.values_mut());
    for series in all.chain([&mut backlog.total, &mut backlog.not_eligible]) {
        let mut sum = 0.0;
        let mut size: f64 = 0.0;
        for value in series.iter_mut() {
            sum += *value;
            size = size.max(sum.abs());
            *value = if tolerance::is_dust(sum, size) { 0.0 } else { sum };
        }
    }
    backlog
}
