//! How much of a tranche could have been delivered by each month, if nothing but some
//! causes were in the way.

use super::cause::Cause;
use super::ground::Ground;
use crate::scenario::{Demand, Stockpile};

/// What is in the way of a tranche, as far as it was told; at first nothing.
#[derive(Debug)]
struct Way {
    quantity: f64,
    /// Whether it is made ahead and taken later.
    ahead: bool,
    /// The month from which on it can be taken.
    opens: usize,
    /// The most taken in each month.
    limit: Vec<f64>,
    /// The most made in each month on all lines.
    monthly: Vec<f64>,
    /// Lines that make it: usage, and the most capacity used in each month.
    lines: Vec<(f64, Vec<f64>)>,
    /// The most made by the end of each month.
    ceiling: Vec<f64>,
    /// The most in store at the end of each month.
    store: Vec<f64>,
}

impl Way {
    fn open(quantity: f64, months: usize, lines: impl Iterator<Item = f64>, ahead: bool) -> Self {
        let free = || vec![f64::INFINITY; months];
        Self {
            quantity,
            ahead,
            opens: 0,
            limit: free(),
            monthly: free(),
            lines: lines.map(|usage| (usage, free())).collect(),
            ceiling: free(),
            store: free(),
        }
    }

    /// The most that can be delivered by the end of each month. What is made as early as
    /// possible is never in the way of what is made later: capacity does not keep, and
    /// what is in stock does.
    fn most(&self) -> Vec<f64> {
        let (mut made, mut taken): (f64, f64) = (0.0, 0.0);
        let months = self.limit.len();
        let mut most = Vec::with_capacity(months);
        for month in 0..months {
            let is_open = month >= self.opens;
            let on_lines = self.lines.iter().map(|(usage, room)| room[month].max(0.0) / usage);
            let room = on_lines.sum::<f64>().min(self.monthly[month]);
            let ceiling = self.ceiling[month].min(self.quantity);
            let can = (made + room.max(0.0)).min(ceiling).max(made);
            let limit = self.limit[month].max(0.0);
            if self.ahead {
                if is_open {
                    taken = (taken + limit).min(can);
                }
                made = can.min(taken + self.store[month].max(0.0)).max(made);
                taken = taken.min(made);
            } else if is_open {
                made = can.min(made + limit);
                taken = made;
            }
            most.push(taken);
        }
        most
    }
}

/// What was in the way and where, and how much could have been delivered by the end of
/// each month with this and everything before it in the way.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) reason: Reason,
    pub(super) most: Vec<f64>,
}

/// What was in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Something other than others.
    Own(Cause, usize),
    /// Others, who took a component.
    OthersOfComponent(usize),
    /// Others, who took lines.
    OthersOnLines,
}

/// The stages of a tranche, in the order of [`why_late`](super::why_late).
///
/// Complexity: O(months × (components + lines + caps)²).
pub(super) fn stages(ground: &Ground<'_>, position: usize) -> Vec<Stage> {
    let scenario = ground.scenario;
    let demand = &scenario.demands()[position];
    let product = scenario.products()[demand.product].id();
    let lines: Vec<(usize, f64)> = scenario
        .lines()
        .iter()
        .enumerate()
        .filter_map(|(line, part)| Some((line, *part.usage().get(product)?)))
        .collect();
    let components: Vec<(usize, f64)> = scenario
        .components()
        .iter()
        .enumerate()
        .filter_map(|(component, part)| Some((component, *part.need().get(product)?)))
        .collect();
    let usages = lines.iter().map(|line| line.1);
    let ahead = ground.is_ahead(demand);
    let mut way = Way::open(demand.quantity, ground.months, usages, ahead);
    let mut stages = Vec::new();
    let mut tell = |way: &Way, reason: Reason| stages.push(Stage { reason, most: way.most() });

    way.opens = scenario.index_of(demand.release);
    tell(&way, Reason::Own(Cause::NotReleased, 0));
    let eligibility = ground.ranking.orders()[demand.order].eligibility;
    if !eligibility.is_always() {
        let allowed = (0..ground.months).find(|month| eligibility.allows(scenario.month(*month)));
        way.opens = way.opens.max(allowed.unwrap_or(ground.months));
        tell(&way, Reason::Own(Cause::NotEligible, 0));
    }
    if let Some(limit) = scenario.orders()[demand.order].monthly_limit() {
        way.limit = limit_left(ground, position, limit);
        tell(&way, Reason::Own(Cause::OwnLimit, 0));
    }
    if !ahead {
        for cap in 0..scenario.caps().len() {
            if narrow_by_cap(ground, &mut way, demand, position, cap, &lines, &components) {
                tell(&way, Reason::Own(Cause::Cap, cap));
            }
        }
    }
    for &(component, need) in &components {
        let arrived = &ground.components[component].offered;
        lower(&mut way.ceiling, arrived.iter().map(|arrived| arrived / need));
        tell(&way, Reason::Own(Cause::Component, component));
    }
    for (&(line, _), (_, room)) in lines.iter().zip(&mut way.lines) {
        lower(room, ground.lines[line].offered.iter().copied());
    }
    tell(&way, Reason::Own(Cause::Line, 0));
    let limit = scenario.products()[demand.product].stock().and_then(Stockpile::storage_limit);
    if let Some(limit) = limit.filter(|_| ahead) {
        way.store = store_left(ground, position, limit);
        tell(&way, Reason::Own(Cause::Store, demand.product));
    }
    let own = made(ground, position, None);
    for &(component, need) in &components {
        let left = left_of(ground, component, need, &own);
        lower(&mut way.ceiling, left.into_iter().map(|(left, _)| left / need));
        tell(&way, Reason::OthersOfComponent(component));
    }
    for (&(line, usage), (_, room)) in lines.iter().zip(&mut way.lines) {
        let own = made(ground, position, Some(line));
        let resource = &ground.lines[line];
        let all = resource.offered.iter().zip(&resource.used).zip(own);
        lower(room, all.map(|((offered, used), own)| offered - (used - usage * own)));
    }
    tell(&way, Reason::OthersOnLines);
    stages
}

fn lower(bounds: &mut [f64], by: impl Iterator<Item = f64>) {
    for (bound, by) in bounds.iter_mut().zip(by) {
        *bound = bound.min(by);
    }
}

/// Units of a tranche made in each month, on one line or all.
pub(super) fn made(ground: &Ground<'_>, demand: usize, line: Option<usize>) -> Vec<f64> {
    let mut made = vec![0.0; ground.months];
    let line = line.map(|line| ground.scenario.lines()[line].id());
    for part in &ground.tranche(demand).production {
        if line.is_none_or(|line| part.line == *line) {
            made[ground.scenario.index_of(part.month)] += part.quantity;
        }
    }
    made
}

/// Units of a tranche taken in each month, whether made to order or from stock.
pub(super) fn taken(ground: &Ground<'_>, demand: usize) -> Vec<f64> {
    let tranche = ground.tranche(demand);
    if tranche.taken.is_empty() {
        return made(ground, demand, None);
    }
    let mut taken = vec![0.0; ground.months];
    for part in &tranche.taken {
        taken[ground.scenario.index_of(part.month)] += part.quantity;
    }
    taken
}

/// What the other tranches of the order leave of its monthly limit.
fn limit_left(ground: &Ground<'_>, position: usize, limit: f64) -> Vec<f64> {
    let mut left = vec![limit; ground.months];
    let (first, demands) = ground.scenario.demands_of(ground.scenario.demands()[position].order);
    for other in (first..first + demands.len()).filter(|other| *other != position) {
        for (left, taken) in left.iter_mut().zip(taken(ground, other)) {
            *left -= taken;
        }
    }
    left
}

/// Room in store beside what others have there.
fn store_left(ground: &Ground<'_>, position: usize, limit: f64) -> Vec<f64> {
    let product = ground.scenario.demands()[position].product;
    let mut held = vec![0.0; ground.months];
    for (other, demand) in ground.scenario.demands().iter().enumerate() {
        if other == position || demand.product != product {
            continue;
        }
        let mut sum = 0.0;
        let months = made(ground, other, None).into_iter().zip(taken(ground, other));
        for (held, (made, taken)) in held.iter_mut().zip(months) {
            sum += made - taken;
            *held += sum;
        }
    }
    held.into_iter().map(|held| limit - held).collect()
}

/// What is free of a component by the end of each month, beside what others take then and
/// later; and the month in which least of it is left, which decides.
pub(super) fn left_of(
    ground: &Ground<'_>,
    component: usize,
    need: f64,
    own: &[f64],
) -> Vec<(f64, usize)> {
    let resource = &ground.components[component];
    let mut sum = 0.0;
    let months = resource.offered.iter().zip(&resource.used).zip(own).enumerate();
    let mut left: Vec<(f64, usize)> = months
        .map(|(month, ((arrived, used), own))| {
            sum += need * own;
            (arrived - (used - sum), month)
        })
        .collect();
    for month in (1..left.len()).rev() {
        if left[month].0 < left[month - 1].0 {
            left[month - 1] = left[month];
        }
    }
    left
}

/// Adds a cap, as far as others under it leave room. Whether it is for the tranche.
fn narrow_by_cap(
    ground: &Ground<'_>,
    way: &mut Way,
    demand: &Demand,
    position: usize,
    cap: usize,
    lines: &[(usize, f64)],
    components: &[(usize, f64)],
) -> bool {
    let scenario = ground.scenario;
    let part = &scenario.caps()[cap];
    if !ground.is_capped(part, demand) {
        return false;
    }
    let (line, component) = (part.line(), part.component());
    let line = lines.iter().position(|&(at, _)| Some(scenario.lines()[at].id()) == line);
    let component =
        components.iter().find(|&&(at, _)| Some(scenario.components()[at].id()) == component);
    let (resource, need) = match (line, component) {
        (Some(index), _) => (&ground.lines[lines[index].0], lines[index].1),
        (_, Some(&(component, need))) => (&ground.components[component], need),
        _ => return false,
    };
    let mut others = vec![0.0; ground.months];
    for used in resource.uses.iter().filter(|used| used.demand != position) {
        if ground.is_capped(part, &scenario.demands()[used.demand]) {
            others[used.month] += used.amount;
        }
    }
    let offered: Vec<f64> = match component.filter(|_| line.is_none()) {
        Some(&(component, _)) => {
            let mut arrives = scenario.supply(component);
            if let Some(first) = arrives.first_mut() {
                *first += scenario.components()[component].opening_stock();
            }
            arrives
        }
        None => resource.offered.clone(),
    };
    let room = offered.iter().zip(others).enumerate().map(|(month, (&offered, others))| {
        let holds = part.holds_in(scenario.month(month));
        if holds { part.monthly(offered) - others } else { f64::INFINITY }
    });
    match line {
        Some(index) => lower(&mut way.lines[index].1, room),
        None => lower(&mut way.monthly, room.map(|room| room / need)),
    }
    true
}
