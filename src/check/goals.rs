//! Which levels a policy has, and what a unit costs on each, straight from their definition.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Ahead, Facts};
use super::horizon::between;
use super::objective::{Building, Cost, Field, Objective, Turn};
use super::place::{Place, before_others};
use super::rules::TiersBy;
use super::standing::Step;
use super::tranche::Tranche;
use crate::scenario::{AmongOnTime, Lost, Month};

/// The levels of a policy in the order in which they are optimised.
pub(super) fn objectives(facts: &Facts<'_>, field: Field<'_>) -> Vec<Objective> {
    let places = field.places;
    let all = |name: &str, cost: &dyn Fn(&Place) -> Cost| Objective {
        name: name.to_owned(),
        costs: places.iter().map(cost).collect(),
        tables: Vec::new(),
        building: Building::Nothing,
        opening: 0.0,
        turns: None,
    };
    let mut objectives = Vec::new();
    if !facts.scenario.commitments().is_empty() {
        objectives.push(all("commitments not met", &|_| Cost::Promises));
    }
    let Some(goals) = facts.reading.plan.goals() else {
        objectives.push(all("backlog", &|place| backlog(facts, place, place.value)));
        return objectives;
    };
    backlogs(facts, field, &mut objectives);
    let waited = |rate: f64| Cost::Months { from: 0, rate, left: rate * facts.months as f64 };
    match facts.policy.among_on_time_given() {
        AmongOnTime::Priority => {
            let tier = |place: &Place| at_due(facts, place).tier;
            for own in places.iter().map(tier).collect::<BTreeSet<usize>>() {
                let name = named(facts, "earliest delivery", own);
                objectives.push(all(&name, &|place| {
                    let due = at_due(facts, place);
                    let urgency = facts.tranches[place.tranche].urgency;
                    let rate = match goals.one_by_one {
                        Some(_) => 1.0,
                        None => place.value * due.weight * urgency,
                    };
                    if due.tier == own { waited(rate) } else { Cost::FREE }
                }));
            }
        }
        AmongOnTime::Due => {
            objectives.push(all("earliest delivery", &|place| waited(place.value)));
        }
    }
    // A store that no line fills holds nothing.
    let filled = |ahead: &Ahead| facts.usage[ahead.product].iter().any(Option::is_some);
    if facts.ahead.iter().any(filled) {
        let weight =
            |product: usize| facts.ahead(product).map_or(0.0, |index| facts.ahead[index].holding);
        let held = |place: &Place| waited(weight(place.product));
        // A unit that is taken, or never made, is not in stock for the rest of the horizon.
        let ordered = places.iter().map(|place| {
            let members = place.members.iter().map(|&member| field.portions[member].quantity);
            members.sum::<f64>() * weight(place.product)
        });
        // What is there or arrives is in stock from then on.
        let there = facts.ahead.iter().map(|ahead| {
            let later = ahead.arriving.iter().enumerate();
            let later = later.map(|(month, units)| units * (facts.months - month) as f64);
            ahead.holding * (ahead.opening * facts.months as f64 + later.sum::<f64>())
        });
        let opening = ordered.sum::<f64>() * facts.months as f64 - there.sum::<f64>();
        let least = facts.ahead.iter().map(|ahead| ahead.holding).fold(f64::INFINITY, f64::min);
        let building = Building::Held { least };
        objectives.push(Objective { building, opening, ..all("stock held", &held) });
    }
    objectives.push(all("order among equals", &|place| waited(place.order_rate)));
    let draws = all("lines and draws", &|_| Cost::Draw);
    objectives.push(Objective { building: Building::Draw, ..draws });
    objectives
}

/// A unit late by n months has cost n times its weight; one that is left is late from due until
/// the horizon or its customer's patience ends, and for the tail on top.
fn backlog(facts: &Facts<'_>, place: &Place, weight: f64) -> Cost {
    let Tranche { due_at: due, end, .. } = facts.tranches[place.tranche];
    let late = end.saturating_sub(due) as f64 + beyond(facts, place);
    Cost::Months { from: due, rate: weight, left: weight * late }
}

/// The index of a due month, or of the month nearest to it from the beginning of the plan that was
/// made first to the end of this one: below zero before the first.
pub(super) fn due_month(facts: &Facts<'_>, tranche: &Tranche) -> i64 {
    let since = between(facts.horizon.month(0), facts.scenario.since());
    between(facts.horizon.month(0), tranche.due).min(facts.months as i64 - 1).max(since)
}

/// Tier and weight of a place in its due month, or in the last month of the plan.
fn at_due(facts: &Facts<'_>, place: &Place) -> Step {
    let tranche = &facts.tranches[place.tranche];
    facts.standings.of(tranche.order).in_month(due_month(facts, tranche))
}

/// Of the tail, the months in which what is left is due.
fn beyond(facts: &Facts<'_>, place: &Place) -> f64 {
    let tranche = &facts.tranches[place.tranche];
    if by_value(facts) && tranche.leaves {
        return 0.0;
    }
    let waits_for = between(facts.horizon.month(0), tranche.due) as f64 - tranche.end as f64;
    (facts.policy.tail() - waits_for.max(0.0)).max(0.0)
}

/// The backlog of each tier, and what is reserved before the tier that it holds against.
fn backlogs(facts: &Facts<'_>, field: Field<'_>, objectives: &mut Vec<Objective>) {
    let places = field.places.iter();
    let tiers: BTreeSet<usize> = places.flat_map(|place| tiers_of(facts, place)).collect();
    // By the highest tier that a reservation holds against; none comes before all.
    let firsts = field.places.iter().map(|place| &field.portions[place.members[0]]);
    let mut shares: BTreeSet<Option<usize>> =
        firsts.flat_map(|portion| portion.reserved.iter().map(|part| part.0)).collect();
    for tier in tiers {
        let rest = shares.split_off(&Some(tier + 1));
        let before = std::mem::replace(&mut shares, rest);
        objectives.extend(before.into_iter().map(|level| reserved(facts, field, level)));
        if by_value(facts) {
            objectives.extend(lost(facts, field, tier));
        }
        objectives.push(of_tier(facts, field, tier));
    }
    objectives.extend(shares.into_iter().map(|level| reserved(facts, field, level)));
}

/// What is reserved and not met, on the level that holds against a tier.
fn reserved(facts: &Facts<'_>, field: Field<'_>, level: Option<usize>) -> Objective {
    let name = match level {
        None => "reserved shares not met".to_owned(),
        Some(tier) => {
            format!("reserved shares not met, against tier {}", facts.standings.tiers[tier])
        }
    };
    let cost = |place: &Place| {
        let reserved = &field.portions[place.members[0]].reserved;
        match reserved.iter().find(|part| part.0 == level) {
            Some(&(_, from)) => {
                Cost::Months { from, rate: 1.0, left: (facts.months - from) as f64 }
            }
            None => Cost::FREE,
        }
    };
    Objective {
        name,
        costs: field.places.iter().map(cost).collect(),
        tables: Vec::new(),
        building: Building::Nothing,
        opening: 0.0,
        turns: None,
    }
}

/// Whether a unit whose customer has left counts once, by its value.
fn by_value(facts: &Facts<'_>) -> bool {
    match facts.policy.lost() {
        Lost::Value => true,
        Lost::Months | Lost::Waiting => false,
    }
}

/// The value that a tier loses with customers that are in it in their last month; none if there
/// are no such customers.
fn lost(facts: &Facts<'_>, field: Field<'_>, tier: usize) -> Option<Objective> {
    let cost = |place: &Place| {
        let tranche = &facts.tranches[place.tranche];
        let last = tranche.end.saturating_sub(1);
        let own = facts.standings.of(tranche.order).at(last).tier == tier && tranche.leaves;
        own.then_some(Cost::Months { from: facts.months, rate: 0.0, left: place.value })
    };
    let costs: Vec<Option<Cost>> = field.places.iter().map(cost).collect();
    costs.iter().any(Option::is_some).then(|| Objective {
        name: named(facts, "lost value", tier),
        costs: costs.into_iter().map(|cost| cost.unwrap_or(Cost::FREE)).collect(),
        tables: Vec::new(),
        building: Building::Nothing,
        opening: 0.0,
        turns: None,
    })
}

fn named(facts: &Facts<'_>, what: &str, tier: usize) -> String {
    match facts.reading.tiers {
        TiersBy::Nothing => what.to_owned(),
        TiersBy::Thresholds(_) | TiersBy::Rating(_) => {
            let tier = facts.standings.tiers.get(tier).map_or("", String::as_str);
            format!("{what} of tier {tier}")
        }
    }
}

/// The backlog of a tier: of all together, by weight, or of one tranche after the other.
fn of_tier(facts: &Facts<'_>, field: Field<'_>, tier: usize) -> Objective {
    let one_by_one = facts.reading.plan.one_by_one().is_some();
    let what = if one_by_one { "backlog in sequence" } else { "weighted backlog" };
    let name = named(facts, what, tier);
    let mut tables = Vec::new();
    let mut known = BTreeMap::new();
    let cost = |place: &Place| {
        if !tiers_of(facts, place).contains(&tier) {
            return Cost::FREE;
        }
        let tranche = &facts.tranches[place.tranche];
        let factor = if one_by_one { 1.0 } else { place.value * tranche.urgency };
        let standing = facts.standings.of(tranche.order);
        if !standing.changes() && facts.policy.ageing_rate() <= 0.0 {
            return backlog(facts, place, factor * standing.at(0).weight);
        }
        let patience = (tranche.end, tranche.until.filter(|_| tranche.leaves));
        let key = (facts.standings.number(tranche.order), tranche.due, patience);
        let table = *known.entry(key).or_insert_with(|| {
            tables.push(sums(facts, place, tier));
            tables.len() - 1
        });
        Cost::Table { table, factor }
    };
    let costs: Vec<Cost> = field.places.iter().map(cost).collect();
    let turns = one_by_one.then(|| turns(facts, field, &costs));
    Objective { name, costs, tables, building: Building::Nothing, opening: 0.0, turns }
}

/// The tranches that may cost something, one after the other, each with its places.
fn turns(facts: &Facts<'_>, field: Field<'_>, costs: &[Cost]) -> Vec<Turn> {
    let mut turns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, (place, cost)) in field.places.iter().zip(costs).enumerate() {
        if !cost.is_free() {
            turns.entry(place.tranche).or_default().push(index);
        }
    }
    let mut turns: Vec<Turn> =
        turns.into_iter().map(|(tranche, places)| Turn { tranche, places }).collect();
    turns.sort_by_cached_key(|turn| before_others(facts, turn.tranche));
    turns
}

/// The tiers that a place is in, sooner or later.
fn tiers_of(facts: &Facts<'_>, place: &Place) -> Vec<usize> {
    let order = facts.tranches[place.tranche].order;
    let steps = facts.standings.of(order).still_to_come().iter();
    steps.map(|step| step.tier).collect()
}

/// What a unit made in each month has cost a tier by then, and last what one that is left
/// costs: the weights of the months from due on in which it is in the tier, each grown with
/// the months waited, to the last in which its customer is there, which counts for the tail.
fn sums(facts: &Facts<'_>, place: &Place, tier: usize) -> Vec<f64> {
    let tranche = &facts.tranches[place.tranche];
    let standing = facts.standings.of(tranche.order);
    let weight = |index: usize, month: Month| {
        let step = standing.at(index);
        let waited = between(tranche.due, month).max(0) as f64;
        let grown = step.weight * (1.0 + facts.policy.ageing_rate() * waited);
        if step.tier == tier { grown } else { 0.0 }
    };
    let mut sums = vec![0.0];
    for index in 0..facts.months {
        let month = facts.horizon.month(index);
        let late = if index >= tranche.due_at { weight(index, month) } else { 0.0 };
        sums.push(sums[index] + late);
    }
    let left = sums[tranche.end];
    // Who is gone before the first month has the weight of that, and waited until it was gone.
    let last = tranche.end.saturating_sub(1);
    let in_last = facts.horizon.month(last);
    let in_last = tranche.until.filter(|until| *until < in_last).unwrap_or(in_last);
    let tail = beyond(facts, place) * weight(last, in_last);
    sums[facts.months] = left + tail;
    sums
}
