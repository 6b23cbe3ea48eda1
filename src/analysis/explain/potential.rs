//! How much of a tranche could have been delivered by each month, if nothing but some
//! causes were in the way.

use super::cause::Cause;
use super::ground::{Ground, is_kept};
use super::kept::Kept;
use super::packing::{Pool, most_units};
use crate::resources::{Amount, Bounds, Keeps, ResourceKind};

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
    /// For each line that makes it, what a unit made there takes that is not kept.
    lines: Vec<Vec<Taken>>,
    /// What more than one of the lines take of.
    pools: Vec<usize>,
    /// The most made by the end of each month.
    ceiling: Vec<f64>,
    /// The most in store at the end of each month.
    store: Vec<f64>,
    /// What it takes by the end of each month that nobody had to make for it.
    given: Vec<f64>,
}

/// Something that a unit takes of, and the most of it that is used in each month.
#[derive(Debug)]
struct Taken {
    resource: usize,
    amount: Amount,
    room: Vec<f64>,
}

impl Way {
    fn open(quantity: f64, months: usize, lines: Vec<Vec<Taken>>, ahead: bool) -> Self {
        let free = || vec![f64::INFINITY; months];
        let mut all: Vec<usize> = lines.iter().flatten().map(|taken| taken.resource).collect();
        all.sort_unstable();
        let shared = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        let pools = shared.map(|same| same[0]).collect();
        Self {
            quantity,
            ahead,
            opens: 0,
            limit: free(),
            monthly: free(),
            lines,
            pools,
            ceiling: free(),
            store: free(),
            given: vec![0.0; months],
        }
    }

    /// With units that nobody had to make for it.
    fn given(mut self, given: Vec<f64>) -> Self {
        self.given = given;
        self
    }

    /// Everything not kept that a unit takes of a resource, on whatever line.
    fn taken_of(&mut self, resource: usize) -> impl Iterator<Item = &mut Taken> {
        self.lines.iter_mut().flatten().filter(move |taken| taken.resource == resource)
    }

    /// The most that all lines make in a month.
    fn on_lines(&self, month: usize) -> f64 {
        let units = |taken: &Taken| {
            let amount = taken.amount.in_month(month);
            // Where nothing is taken of it, it is not in the way.
            if amount > 0.0 { taken.room[month].max(0.0) / amount } else { f64::INFINITY }
        };
        let alone = |taken: &&Taken| !self.pools.contains(&taken.resource);
        let bound =
            |line: &Vec<Taken>| line.iter().filter(alone).map(units).fold(f64::INFINITY, f64::min);
        if self.pools.is_empty() {
            return self.lines.iter().map(bound).sum();
        }
        let bounds: Vec<f64> = self.lines.iter().map(bound).collect();
        let pool = |&resource: &usize| {
            let of = |line: &Vec<Taken>| line.iter().position(|part| part.resource == resource);
            let mut pool = Pool { room: f64::INFINITY, per_unit: vec![0.0; self.lines.len()] };
            for (line, per_unit) in self.lines.iter().zip(&mut pool.per_unit) {
                if let Some(taken) = of(line).map(|position| &line[position]) {
                    *per_unit = taken.amount.in_month(month);
                    pool.room = pool.room.min(taken.room[month]);
                }
            }
            pool
        };
        let pools: Vec<Pool> = self.pools.iter().map(pool).collect();
        most_units(&bounds, &pools)
    }

    /// The most that is made in a month, whatever is kept.
    fn at_most(&self, month: usize) -> f64 {
        self.on_lines(month).min(self.monthly[month])
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
            let room = self.at_most(month);
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
            most.push((taken + self.given[month]).min(self.quantity));
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
    /// Others, who took something that is kept.
    OthersOfStock(usize),
    /// Others, who took lines.
    OthersOnLines,
    /// Others, who took something that lines share.
    OthersOfShared(usize),
}

/// What a unit of a tranche's product takes.
#[derive(Debug)]
pub(super) struct Needs {
    /// The lines that make it, by position.
    pub(super) lines: Vec<usize>,
    kept: Vec<(usize, Kept)>,
    /// The lines that make it as resources, and what they share.
    line_resources: Vec<usize>,
    pub(super) shared: Vec<usize>,
}

impl Needs {
    pub(super) fn of(ground: &Ground<'_>, product: usize) -> Self {
        let id = ground.scenario.products()[product].id();
        let lines = ground.scenario.lines().iter().enumerate();
        let lines = lines.filter(|(_, line)| line.usage().contains_key(id));
        let lines: Vec<usize> = lines.map(|(position, _)| position).collect();
        let mut needs =
            Self { lines, kept: Vec::new(), line_resources: Vec::new(), shared: Vec::new() };
        for (position, (key, resource)) in ground.resources.iter().enumerate() {
            if !key.kind.is_supply() {
                continue;
            }
            let Some(kept) = Kept::of(ground, product, &needs.lines, resource) else { continue };
            if is_kept(resource) {
                needs.kept.push((position, kept));
            } else if key.kind == ResourceKind::Line {
                needs.line_resources.push(position);
            } else {
                needs.shared.push(position);
            }
        }
        needs
    }

    /// What a unit takes on each line that is not kept, without bounds.
    fn taken(&self, ground: &Ground<'_>, product: usize) -> Vec<Vec<Taken>> {
        let free = || vec![f64::INFINITY; ground.months];
        let on = |&line: &usize| {
            let making = ground.resources.making(product, line).iter();
            let lost = making.filter(|(position, _)| !is_kept(ground.resources.get(*position)));
            let taken = |(resource, amount): &(usize, Amount)| Taken {
                resource: *resource,
                amount: amount.clone(),
                room: free(),
            };
            lost.map(taken).collect()
        };
        self.lines.iter().map(on).collect()
    }
}

/// The stages of a tranche, in the order of [`why_late`](super::why_late).
///
/// Complexity: O(months × resources²), and a small linear program a month and stage where lines
/// share labour.
pub(super) fn stages(ground: &Ground<'_>, position: usize) -> Vec<Stage> {
    let scenario = ground.scenario;
    let demand = &scenario.demands()[position];
    let needs = Needs::of(ground, demand.product);
    let ahead = ground.is_ahead(demand);
    let taken = needs.taken(ground, demand.product);
    let mut way =
        Way::open(demand.open(), ground.months, taken, ahead).given(given(ground, position));
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
    if let Some(limit) = scenario.orders()[demand.order].most_per_month_given() {
        way.limit = limit_left(ground, position, limit);
        tell(&way, Reason::Own(Cause::OwnLimit, 0));
    }
    for &cap in ground.resources.restricted(position) {
        if let Some(bounds) = ground.resources.get(cap).bounds() {
            narrow_by_cap(ground, &mut way, (position, &needs.lines), cap, bounds);
            tell(&way, Reason::Own(Cause::Cap, cap));
        }
    }
    let own = made(ground, position, None);
    let from = if ahead { 0 } else { way.opens };
    let supplied = |way: &mut Way, component: usize, kept: &Kept| {
        let arrived = ground.usage[component].offered.iter().copied();
        let taken = used(ground, position, component);
        let most = kept.by_the_end(arrived, (from, &own), &taken, |month| way.at_most(month));
        lower(&mut way.ceiling, most.into_iter());
    };
    for (component, kept) in &needs.kept {
        supplied(&mut way, *component, kept);
        tell(&way, Reason::Own(Cause::Component, *component));
    }
    for &line in &needs.line_resources {
        for taken in way.taken_of(line) {
            lower(&mut taken.room, ground.usage[line].offered.iter().copied());
        }
    }
    tell(&way, Reason::Own(Cause::Line, 0));
    for &shared in &needs.shared {
        for taken in way.taken_of(shared) {
            lower(&mut taken.room, ground.usage[shared].offered.iter().copied());
        }
        tell(&way, Reason::Own(Cause::Shared, shared));
    }
    // What is made in months in which it takes nothing is bounded by now.
    for (component, kept) in needs.kept.iter().filter(|(_, kept)| kept.varies()) {
        supplied(&mut way, *component, kept);
        tell(&way, Reason::Own(Cause::Component, *component));
    }
    if let Some(store) = ground.resources.store_of(demand.product).filter(|_| ahead) {
        match ground.resources.get(store).keeps() {
            Keeps::Stock { limit, .. } if limit.is_finite() => {
                way.store = store_left(ground, position, limit);
                tell(&way, Reason::Own(Cause::Store, store));
            }
            Keeps::Stock { .. } | Keeps::Nothing => {}
        }
    }
    for (component, kept) in &needs.kept {
        let taken = used(ground, position, *component);
        let left = left_of(ground, *component, &taken).into_iter().map(|(left, _)| left);
        let most = kept.by_the_end(left, (from, &own), &taken, |month| way.at_most(month));
        lower(&mut way.ceiling, most.into_iter());
        tell(&way, Reason::OthersOfStock(*component));
    }
    for &line in &needs.line_resources {
        narrow_by_others(ground, &mut way, position, line);
    }
    tell(&way, Reason::OthersOnLines);
    for &shared in &needs.shared {
        narrow_by_others(ground, &mut way, position, shared);
        tell(&way, Reason::OthersOfShared(shared));
    }
    // Where units do not all take the same, one made early may cost more than one of later.
    for (component, kept) in needs.kept.iter().filter(|(_, kept)| kept.varies()) {
        let left = left_of(ground, *component, &vec![0.0; ground.months]);
        let left = left.into_iter().map(|(left, _)| left);
        let most = kept.by_the_end_besides(left, (from, &own), |month| way.at_most(month));
        lower(&mut way.ceiling, most.into_iter());
        tell(&way, Reason::Own(Cause::Component, *component));
    }
    stages
}

/// Lowers what there is of something that is not kept by what others use of it.
fn narrow_by_others(ground: &Ground<'_>, way: &mut Way, position: usize, resource: usize) {
    let usage = &ground.usage[resource];
    let own = used(ground, position, resource);
    let all = || usage.offered.iter().zip(&usage.used).zip(&own);
    for taken in way.taken_of(resource) {
        lower(&mut taken.room, all().map(|((offered, used), own)| offered - (used - own)));
    }
}

/// What a tranche uses of a resource in each month.
pub(super) fn used(ground: &Ground<'_>, position: usize, resource: usize) -> Vec<f64> {
    let mut own = vec![0.0; ground.months];
    for used in ground.usage[resource].uses.iter().filter(|used| used.demand == position) {
        own[used.month] += used.amount;
    }
    own
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

/// What a tranche takes by the end of each month that is not made within the plan: what comes off the
/// shelf, and what was in stock, which goes first. Where more arrives and nothing is told apart nobody
/// knows, and nothing is given.
fn given(ground: &Ground<'_>, demand: usize) -> Vec<f64> {
    let product = ground.scenario.demands()[demand].product;
    let stock = ground.resources.stock_of(product, demand);
    let apart = stock.is_some_and(|stock| stock.stores.len() > 1);
    if !apart && ground.scenario.receipts_at(product).iter().any(|units| *units > 0.0) {
        return vec![0.0; ground.months];
    }
    let mut shelf = vec![0.0; ground.months];
    for part in &ground.tranche(demand).off_the_shelf {
        shelf[ground.scenario.index_of(part.month)] += part.quantity;
    }
    let taken = taken(ground, demand);
    let made: f64 = made(ground, demand, None).iter().sum();
    let there = (taken.iter().sum::<f64>() - made - shelf.iter().sum::<f64>()).max(0.0);
    let (mut of_shelf, mut own) = (0.0, 0.0);
    let by_then = taken.iter().zip(shelf).map(|(taken, shelf)| {
        of_shelf += shelf;
        own += taken - shelf;
        of_shelf + f64::min(own, there)
    });
    by_then.collect()
}

/// What the other tranches of the order, and what is given, leave of its monthly limit.
fn limit_left(ground: &Ground<'_>, position: usize, limit: f64) -> Vec<f64> {
    let mut left = vec![limit; ground.months];
    let (first, demands) = ground.scenario.demands_at(ground.scenario.demands()[position].order);
    for other in (first..first + demands.len()).filter(|other| *other != position) {
        for (left, taken) in left.iter_mut().zip(taken(ground, other)) {
            *left -= taken;
        }
    }
    let given = given(ground, position);
    for (month, left) in left.iter_mut().enumerate() {
        *left -= given[month] - month.checked_sub(1).map_or(0.0, |before| given[before]);
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
pub(super) fn left_of(ground: &Ground<'_>, component: usize, taken: &[f64]) -> Vec<(f64, usize)> {
    let resource = &ground.usage[component];
    let mut sum = 0.0;
    let months = resource.offered.iter().zip(&resource.used).zip(taken).enumerate();
    let mut left: Vec<(f64, usize)> = months
        .map(|(month, ((arrived, used), taken))| {
            sum += taken;
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

/// Adds a cap, as far as others under it leave room.
fn narrow_by_cap(
    ground: &Ground<'_>,
    way: &mut Way,
    (position, lines): (usize, &[usize]),
    cap: usize,
    bounds: &Bounds,
) {
    let resource = ground.resources.get(cap);
    let mut others = vec![0.0; ground.months];
    for used in ground.usage[bounds.of].uses.iter().filter(|used| used.demand != position) {
        if ground.resources.restricted(used.demand).contains(&cap) {
            others[used.month] += used.amount;
        }
    }
    let room = || {
        let months = others.iter().enumerate();
        months.map(|(month, others)| resource.bound(month).map_or(f64::INFINITY, |b| b - others))
    };
    if is_kept(ground.resources.get(bounds.of)) {
        let product = ground.scenario.demands()[position].product;
        let Some(kept) = Kept::of(ground, product, lines, resource) else { return };
        let (made, taken) = (made(ground, position, None), used(ground, position, bounds.of));
        lower(&mut way.monthly, kept.in_each(room(), &made, &taken).into_iter());
    } else {
        for taken in way.taken_of(bounds.of) {
            lower(&mut taken.room, room());
        }
    }
}
