//! The unit-months that a tranche is late, cause by cause.

use std::collections::BTreeMap;

use super::cause::Cause;
use super::ground::{Ground, Usage, Use};
use super::potential::{Reason, Stage, left_of, stages, taken, used};
use crate::resources::ResourceKind;
use crate::tolerance;

/// A cause with its place, as positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) cause: Cause,
    pub(super) place: Place,
    /// Position of the order that took it.
    pub(super) taker: Option<usize>,
    pub(super) reservation: Option<usize>,
}

impl Key {
    /// A cause that is nobody else's.
    fn of(cause: Cause, place: Place) -> Self {
        Self { cause, place, taker: None, reservation: None }
    }
}

/// Where it was scarce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Nowhere,
    /// The resource at a position.
    Resource(usize),
    /// All lines that make the product.
    Lines,
}

/// What a cause comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tally {
    /// Months of the latest tranche.
    pub(super) months: f64,
    pub(super) unit_months: f64,
    /// Units that the taker took.
    pub(super) units: f64,
    /// Months in which it took them.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Tally {
    fn nothing() -> Self {
        Self { months: 0.0, unit_months: 0.0, units: 0.0, from: usize::MAX, to: 0 }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.months += other.months;
        self.unit_months += other.unit_months;
        self.units = self.units.max(other.units);
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
    }
}

/// What makes a tranche late.
#[derive(Debug, Default)]
pub(super) struct Blame {
    /// Months in which something of it is late, those before the start included.
    pub(super) months: usize,
    /// Units of it that are late in the last month of the horizon.
    pub(super) open: f64,
    pub(super) parts: BTreeMap<Key, Tally>,
}

impl Blame {
    fn add(&mut self, key: Key, months: f64, unit_months: f64) -> &mut Tally {
        let tally = self.parts.entry(key).or_insert_with(Tally::nothing);
        tally.months += months;
        tally.unit_months += unit_months;
        tally
    }
}

/// Units of a tranche due and not delivered at the end of each month, and made of them.
fn late(ground: &Ground<'_>, position: usize) -> (Vec<f64>, Vec<f64>) {
    let scenario = ground.scenario;
    let tranche = ground.tranche(position);
    let mut delivered = vec![0.0; ground.months];
    for part in &tranche.deliveries {
        delivered[scenario.index_of(part.month)] += part.quantity;
    }
    let due = scenario.index_of(tranche.due);
    // Who has left waits no more for what is missing.
    let until = tranche.until.map_or(ground.months, |until| scenario.index_of(until + 1));
    let (mut out, mut made) = (0.0, scenario.demands()[position].made);
    let months = delivered.into_iter().zip(taken(ground, position)).enumerate();
    months
        .map(|(month, (delivered, taken))| {
            out += delivered;
            made += taken;
            let open = tranche.quantity - out;
            if month < due || month >= until || open <= tolerance::DUST * tranche.quantity {
                return (0.0, 0.0);
            }
            (open, (made - out).clamp(0.0, open))
        })
        .unzip()
}

/// Months before the start in which a tranche was due and its customer still waited.
fn before_start(ground: &Ground<'_>, position: usize) -> usize {
    let tranche = ground.tranche(position);
    let start = ground.scenario.start();
    let until = tranche.until.map_or(start, |until| start.min(until + 1));
    // What was complete by then was late until then.
    let until = tranche.completion.map_or(until, |done| until.min(done));
    until.since(tranche.due) as usize
}

/// Whether something of a tranche is late in some month.
pub(super) fn is_late(ground: &Ground<'_>, position: usize) -> bool {
    late(ground, position).0.iter().any(|units| *units > 0.0)
}

/// What makes a tranche late.
///
/// Complexity: that of its [`stages`], and O(uses of the lines that make it and of its
/// components).
pub(super) fn blame(ground: &Ground<'_>, position: usize) -> Blame {
    let (late, waiting) = late(ground, position);
    let before = before_start(ground, position);
    let within = late.iter().filter(|units| **units > 0.0).count();
    let mut blame = Blame {
        months: before + within,
        open: late.last().copied().unwrap_or(0.0),
        ..Blame::default()
    };
    if before > 0 {
        // Nothing that is planned could change it, so it is no unit-month of the plan.
        blame.add(Key::of(Cause::BeforeStart, Place::Nowhere), before as f64, 0.0);
    }
    if within == 0 {
        return blame;
    }
    let stages = stages(ground, position);
    // What others are to blame for: units and share of the month, by stage and month.
    let mut others = vec![vec![[0.0; 2]; ground.months]; stages.len()];
    let demand = &ground.scenario.demands()[position];
    let quantity = demand.open();
    // Nothing is made that would only be part of a lot or shipment.
    let ships = demand.terms.lot.is_some() || demand.terms.least_shipment.is_some();
    let unused = if ships { Cause::NotCounted } else { Cause::NotUsed };
    for (month, (&units, &waiting)) in late.iter().zip(&waiting).enumerate() {
        if units <= 0.0 {
            continue;
        }
        for (part, amount) in split(&stages, month, quantity, (units, waiting), unused) {
            let (cause, place) = match part {
                Part::Cause(cause) => (cause, Place::Nowhere),
                Part::Stage(stage) => {
                    let Reason::Own(cause, at) = stages[stage].reason else {
                        others[stage][month] = [amount / units, amount];
                        continue;
                    };
                    (cause, place_of(cause, at))
                }
            };
            blame.add(Key::of(cause, place), amount / units, amount);
        }
    }
    for (stage, parts) in stages.iter().zip(others) {
        match stage.reason {
            Reason::OthersOfStock(resource) => {
                of_stock(ground, position, resource, &parts, &mut blame);
            }
            Reason::OthersOfShared(resource) => {
                of_lost(ground, position, &[resource], &parts, &mut blame);
            }
            Reason::OthersOnLines => {
                let lines = line_resources(ground, position);
                of_lost(ground, position, &lines, &parts, &mut blame);
            }
            Reason::Own(..) => {}
        }
    }
    blame
}

fn place_of(cause: Cause, at: usize) -> Place {
    match cause {
        Cause::Cap | Cause::Component | Cause::Shared | Cause::Store => Place::Resource(at),
        Cause::Line => Place::Lines,
        Cause::BeforeStart
        | Cause::NotCounted
        | Cause::NotReleased
        | Cause::NotEligible
        | Cause::OwnLimit
        | Cause::HigherTier
        | Cause::Commitment
        | Cause::ReservedShare
        | Cause::SameTier
        | Cause::LowerTier
        | Cause::NotUsed
        | Cause::EndOfHorizon => Place::Nowhere,
    }
}

/// What a part of a month's delay is due to.
enum Part {
    /// A cause that is no stage.
    Cause(Cause),
    /// The stage at a position.
    Stage(usize),
}

/// Splits what is late in a month.
fn split(
    stages: &[Stage],
    month: usize,
    quantity: f64,
    (late, waiting): (f64, f64),
    unused: Cause,
) -> Vec<(Part, f64)> {
    let dust = tolerance::DUST * quantity;
    let mut parts = Vec::new();
    let waiting = if waiting <= dust { 0.0 } else { waiting };
    if waiting > 0.0 {
        parts.push((Part::Cause(Cause::NotCounted), waiting));
    }
    let missing = late - waiting;
    let mut told: f64 = 0.0;
    for (position, stage) in stages.iter().enumerate() {
        let short = (quantity - stage.most[month]).min(missing);
        if short - told > dust {
            parts.push((Part::Stage(position), short - told));
            told = short;
        }
    }
    let rest = missing - told;
    match parts.last_mut() {
        Some(part) if rest <= dust => part.1 += rest,
        _ => parts.push((Part::Cause(unused), rest)),
    }
    parts
}

/// Blames those who took something that is kept: all who did until least of it was left, in
/// proportion.
fn of_stock(
    ground: &Ground<'_>,
    position: usize,
    resource: usize,
    parts: &[[f64; 2]],
    blame: &mut Blame,
) {
    if parts.iter().all(|part| part[1] <= 0.0) {
        return;
    }
    let product = ground.scenario.demands()[position].product;
    let need = least(ground, resource, product).unwrap_or(1.0);
    let decides = left_of(ground, resource, &used(ground, position, resource));
    let windows = parts.iter().zip(decides).map(|(&part, (_, until))| (until, part));
    let takers = [(Place::Resource(resource), &ground.usage[resource], 1.0 / need)];
    share_out(ground, position, windows.collect(), &takers, 0, blame);
}

/// The least that a unit of a product ever takes of a resource.
fn least(ground: &Ground<'_>, resource: usize, product: usize) -> Option<f64> {
    ground.resources.get(resource).least_per_unit(product)?.least()
}

/// The lines that make a tranche, as resources.
fn line_resources(ground: &Ground<'_>, position: usize) -> Vec<usize> {
    let product = ground.scenario.demands()[position].product;
    let lines = ground.resources.iter().enumerate();
    let lines = lines.filter(|(_, (key, _))| key.kind == ResourceKind::Line);
    let making = lines.filter(|(_, (_, line))| line.most_per_unit(product).is_some());
    making.map(|(position, _)| position).collect()
}

/// Blames those who took what is lost if it is not used, since the tranche could be made, in
/// proportion.
fn of_lost(
    ground: &Ground<'_>,
    position: usize,
    resources: &[usize],
    parts: &[[f64; 2]],
    blame: &mut Blame,
) {
    if parts.iter().all(|part| part[1] <= 0.0) {
        return;
    }
    let scenario = ground.scenario;
    let demand = &scenario.demands()[position];
    let takers: Vec<(Place, &Usage, f64)> = resources
        .iter()
        .filter_map(|&resource| {
            let need = least(ground, resource, demand.product)?;
            Some((Place::Resource(resource), &ground.usage[resource], 1.0 / need))
        })
        .collect();
    let eligibility = ground.ranking.orders()[demand.order].eligibility;
    let allowed = (0..ground.months).find(|month| eligibility.allows(scenario.month(*month)));
    let opens = scenario.index_of(demand.release).max(allowed.unwrap_or(ground.months));
    let first = if ground.is_ahead(demand) { 0 } else { opens };
    let windows = parts.iter().enumerate().map(|(month, &part)| (month, part)).collect();
    share_out(ground, position, windows, &takers, first, blame);
}

/// Shares out what is late among those who took something from `first` until the month
/// of each window.
fn share_out(
    ground: &Ground<'_>,
    position: usize,
    windows: Vec<(usize, [f64; 2])>,
    takers: &[(Place, &Usage, f64)],
    first: usize,
    blame: &mut Blame,
) {
    let counts = |used: &&Use| used.demand != position && used.month >= first;
    let passes = ground.passes_over(position);
    // Takers of a lower tier apart: they are to blame for what the others leave.
    let group = |cause: Cause| usize::from(cause == Cause::LowerTier);
    let mut until = vec![[0.0; 2]; ground.months];
    for &(_, resource, factor) in takers {
        for used in resource.uses.iter().filter(counts) {
            for (cause, _, share) in why_taken(ground, position, used) {
                until[used.month][group(cause)] += share * factor * used.amount;
            }
        }
    }
    for month in 1..until.len() {
        let before = until[month - 1];
        until[month][0] += before[0];
        until[month][1] += before[1];
    }
    // What each unit taken in a month is to blame for, by group: months and unit-months.
    let mut rates = vec![[[0.0; 2]; 2]; ground.months];
    for (month, part) in windows {
        if part[1] <= 0.0 {
            continue;
        }
        let [others, lower] = until[month];
        let mut blamed = [part[1].min(others), 0.0];
        blamed[1] = part[1] - blamed[0];
        if lower <= 0.0 {
            blamed = [part[1], 0.0];
        } else if others <= 0.0 {
            blamed = [0.0, part[1]];
        }
        if others + lower <= 0.0 {
            blame.add(Key::of(Cause::NotUsed, Place::Nowhere), part[0], part[1]);
            continue;
        }
        for (group, (units, taken)) in blamed.into_iter().zip(until[month]).enumerate() {
            if units > 0.0 && group > 0 && passes {
                // They had what it was not made of, because it would not ship.
                let key = Key::of(Cause::NotCounted, Place::Nowhere);
                blame.add(key, part[0] * (units / part[1]), units);
            } else if units > 0.0 {
                rates[month][group][0] += part[0] * (units / part[1]) / taken;
                rates[month][group][1] += units / taken;
            }
        }
    }
    for month in (1..rates.len()).rev() {
        let later = rates[month];
        for (rate, later) in rates[month - 1].iter_mut().zip(later) {
            rate[0] += later[0];
            rate[1] += later[1];
        }
    }
    for &(place, resource, factor) in takers {
        for used in resource.uses.iter().filter(counts) {
            let amount = factor * used.amount;
            let taker = Some(ground.scenario.demands()[used.demand].order);
            for (cause, reservation, share) in why_taken(ground, position, used) {
                let rate = rates[used.month][group(cause)];
                let part = share * amount;
                if rate[1] <= 0.0 || part <= 0.0 {
                    continue;
                }
                let key = Key { cause, place, taker, reservation };
                let tally = blame.add(key, part * rate[0], part * rate[1]);
                tally.units += share * used.units;
                tally.from = tally.from.min(used.month);
                tally.to = tally.to.max(used.month);
            }
        }
    }
}

/// By what right somebody took something, with shares that add up to 1.
fn why_taken(ground: &Ground<'_>, position: usize, used: &Use) -> Vec<(Cause, Option<usize>, f64)> {
    let demands = ground.scenario.demands();
    let own = ground.tier(demands[position].order, used.month);
    let other = ground.tier(demands[used.demand].order, used.month);
    if other < own {
        return vec![(Cause::HigherTier, None, 1.0)];
    }
    let mut shares = Vec::new();
    let mut left = 1.0;
    if used.promised > 0.0 && demands[used.demand].order != demands[position].order {
        let share = used.promised.min(left);
        left -= share;
        shares.push((Cause::Commitment, None, share));
    }
    for &(index, share) in &used.reserved {
        let reservation = &ground.scenario.reservations()[index];
        let share = share.min(left);
        let against = reservation.protected_against();
        let tiers = ground.ranking.tiers();
        let against = against.and_then(|name| tiers.iter().position(|tier| tier == name));
        let holds = against.is_none_or(|highest| own >= highest);
        if share > 0.0 && holds && !ground.benefits(reservation, position, used.month) {
            left -= share;
            shares.push((Cause::ReservedShare, Some(index), share));
        }
    }
    if left > 0.0 {
        let cause = if other == own { Cause::SameTier } else { Cause::LowerTier };
        shares.push((cause, None, left));
    }
    shares
}
