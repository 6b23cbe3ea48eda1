//! The order among equals: the place of every tranche, and of every portion that may be served.
//!
//! Tranches are sorted by tier in their due month, due date, contract date, sequence (none comes
//! last), name and number, or as rules have it that serve one after the other; the last of all has
//! rank 1. Companions are those that are alike in all
//! that is said of them but release, urgency and what they may take: in tier, due month, product,
//! value, and standing weight by month. Whoever is like the companion before in everything that
//! any level sees shares its place, so that no two companions that differ change theirs. Where
//! tranches divide in proportion all alike share one place, that of the first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::draw::key;
use super::facts::Facts;
use super::horizon::{between, number};
use super::portion::Portion;
use super::remainder::to_come;
use super::resources::Resources;
use super::rules::By;
use super::tranche::Tranche;
use crate::scenario::{Counting, Measure, Month, When};

/// Where portions that no level tells apart stand among equals.
pub(super) struct Place {
    /// Portions, ascending.
    pub(super) members: Vec<usize>,
    /// The tranche of the first.
    pub(super) tranche: usize,
    pub(super) product: usize,
    /// What a unit counts for in the policy's measure.
    pub(super) value: f64,
    /// Index of the first month in which its members may be served, and the one after the last.
    pub(super) release: usize,
    pub(super) end: usize,
    /// The number that stands for it in draws.
    pub(super) key: u64,
    /// What a unit costs for each month in "order among equals": the rank times the usage of the
    /// first line that makes it.
    pub(super) order_rate: f64,
}

/// What keeps tranches together, and their sequence as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Company {
    tier: usize,
    due: i64,
    product: usize,
    value: u64,
    standing: usize,
}

/// What a level sees of a tranche besides its company.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    release: usize,
    /// The number of the month from which on it can be taken, where that lies after the first of
    /// the plan that was made first: who came later is not alike with who was there.
    came: i64,
    urgency: u64,
    end: usize,
    last: Option<Month>,
    /// Which resources it takes from because it is this tranche's.
    serving: usize,
    /// Itself, if nothing is like it.
    alone: Option<usize>,
}

/// The places in their sequence.
pub(super) fn places(facts: &Facts<'_>, resources: &Resources, portions: &[Portion]) -> Vec<Place> {
    let ranks = ranks(facts);
    let likeness = likeness(facts, resources, portions);
    let groups = if facts.in_proportion() {
        let mut groups = all_alike(&likeness, portions, &ranks);
        for members in &mut groups {
            let parts = to_come(facts, portions, members);
            let mut parts = parts.into_iter();
            members.retain(|&member| parts.next() > Some(0.0) || portions[member].quantity > 0.0);
        }
        groups.retain(|members| !members.is_empty());
        groups
    } else {
        companions_alike(&likeness, portions, &ranks)
    };
    let place = |members: Vec<usize>| {
        let rank = ranks[portions[members[0]].tranche];
        place(facts, portions, members, rank as f64)
    };
    groups.into_iter().map(place).collect()
}

/// The rank of every tranche among equals that may be served: 1 for the last.
pub(super) fn ranks(facts: &Facts<'_>) -> Vec<usize> {
    let served = |index: &usize| facts.opens(&facts.tranches[*index]).is_some();
    let mut sequence: Vec<usize> = (0..facts.tranches.len()).filter(served).collect();
    sequence.sort_by_cached_key(|&index| (tier(facts, index), before_others(facts, index)));
    let mut ranks = vec![0; facts.tranches.len()];
    for (rank, index) in (1..).zip(sequence.into_iter().rev()) {
        ranks[index] = rank;
    }
    ranks
}

/// What decides who comes first in a tier: two dates or numbers, the contract date and sequence; the
/// name; then dates and number inside the order.
pub(super) type Before = ((u64, When, u64), usize, Option<(When, When)>, usize);

/// What decides whether a tranche comes before others of its tier.
pub(super) fn before_others(facts: &Facts<'_>, index: usize) -> Before {
    let (said, inside) = said(facts, index);
    let tranche = &facts.tranches[index];
    (said, facts.named[tranche.order], inside, tranche.number)
}

/// What of that is said before names count, and after.
fn said(facts: &Facts<'_>, index: usize) -> ((u64, When, u64), Option<(When, When)>) {
    let tranche = &facts.tranches[index];
    let order = &facts.scenario.orders()[tranche.order];
    let place = facts.said(tranche.order);
    match facts.reading.plan.one_by_one() {
        Some(By::Priority) => {
            let first = order.priority_given().map_or(u64::MAX, u64::from);
            ((first, tranche.signed, place), Some((tranche.due_when, tranche.release_when)))
        }
        Some(By::RequiredDate) | None => {
            // Months have at most 31 days; who gives none comes after all of them.
            let day = tranche.due_when.day().map_or(40, u64::from);
            let due = (number(tranche.due) as u64) * 64 + day;
            ((due, tranche.signed, place), None)
        }
    }
}

/// What a unit takes of the first line, by id, that makes the product.
fn first_usage(facts: &Facts<'_>, product: usize) -> f64 {
    facts.usage[product].iter().flatten().next().copied().unwrap_or(1.0)
}

/// How many orders only their name tells apart from another order of the same product.
pub(super) fn told_apart_by_id(facts: &Facts<'_>) -> usize {
    use super::rules::PlanIs;
    let mut alike: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    for (index, tranche) in facts.tranches.iter().enumerate() {
        if facts.opens(tranche).is_none() {
            continue;
        }
        let order = &facts.scenario.orders()[tranche.order];
        let partner = &facts.scenario.partners()[tranche.partner];
        let counting = facts.scenario.products()[tranche.product].counting();
        let whole = counting == Counting::Whole;
        let standing = match &facts.reading.plan {
            // Who shares what can be parted needs no turn.
            PlanIs::Best(_) | PlanIs::Shared if facts.in_proportion() && !whole => None,
            PlanIs::Best(goals) => Some((
                tier(facts, index),
                Some(said(facts, index).0),
                facts.standings.number(tranche.order),
                // Where one comes after the other, urgency tells nobody apart.
                goals.one_by_one.map_or(tranche.urgency.to_bits(), |_| 0),
            )),
            PlanIs::Shared => Some((tier(facts, index), Some(said(facts, index).0), 0, 0)),
            PlanIs::InTurn { turn, .. } => Some((0, None, 0, turn(order, partner).to_bits())),
        };
        if let Some(standing) = standing {
            let key = (tranche.product, standing, facts.said(tranche.order));
            alike.entry(key).or_default().insert(tranche.order);
        }
    }
    let several = alike.into_values().filter(|orders| orders.len() > 1);
    several.flatten().collect::<BTreeSet<usize>>().len()
}

/// Company and what else is seen of every portion that may be served, with its position.
fn likeness(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
) -> Vec<(Company, Seen, usize)> {
    use super::rules::PlanIs;
    let in_turn = match &facts.reading.plan {
        PlanIs::Best(goals) => goals.one_by_one.is_some(),
        PlanIs::InTurn { .. } => true,
        PlanIs::Shared => false,
    };
    let mut servings = BTreeMap::new();
    let mut all = Vec::with_capacity(portions.len());
    for (index, portion) in portions.iter().enumerate() {
        let tranche = &facts.tranches[portion.tranche];
        let Some(release) = facts.opens(tranche) else { continue };
        let serving = resources.serving(portion.tranche).iter();
        let serving: Vec<(usize, Option<usize>)> =
            serving.map(|taking| (taking.resource, taking.line)).collect();
        let next = servings.len();
        let serving = *servings.entry(serving).or_insert(next);
        let company = Company {
            tier: tier(facts, portion.tranche),
            due: number(tranche.due),
            product: tranche.product,
            value: value(facts, portion.tranche).to_bits(),
            standing: facts.standings.number(tranche.order),
        };
        let seen = Seen {
            release,
            came: came(facts, tranche, release),
            urgency: tranche.urgency.to_bits(),
            end: tranche.end,
            last: tranche.until.filter(|_| tranche.leaves),
            serving,
            alone: (in_turn || portion.alone).then_some(index),
        };
        all.push((company, seen, index));
    }
    all
}

/// The number of the month in which a tranche came, which is that of its release unless gates keep
/// it for longer: before the beginning of the first plan all are alike, and after the end.
fn came(facts: &Facts<'_>, tranche: &Tranche, release: usize) -> i64 {
    let kept = release > tranche.release_at;
    let month = if kept { facts.horizon.number(release) } else { number(tranche.release) };
    let end = facts.horizon.number(facts.months);
    month.max(number(facts.scenario.since())).min(end)
}

/// One place for all that are alike, wherever they are: by their first.
fn all_alike(
    likeness: &[(Company, Seen, usize)],
    portions: &[Portion],
    ranks: &[usize],
) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<(Company, Seen), Vec<usize>> = BTreeMap::new();
    for (company, seen, portion) in in_sequence(likeness, portions, ranks) {
        alike.entry((company, seen)).or_default().push(portion);
    }
    let mut groups: Vec<Vec<usize>> = alike.into_values().collect();
    groups.sort_by_key(|members| (Reverse(ranks[portions[members[0]].tranche]), members[0]));
    groups
}

/// One place after the other, unless the companion before is alike.
fn companions_alike(
    likeness: &[(Company, Seen, usize)],
    portions: &[Portion],
    ranks: &[usize],
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut before: BTreeMap<Company, (Seen, usize)> = BTreeMap::new();
    for (company, seen, portion) in in_sequence(likeness, portions, ranks) {
        let last = before.get(&company).filter(|(last, _)| *last == seen);
        if let Some(&(_, place)) = last {
            groups[place].push(portion);
        } else {
            before.insert(company, (seen, groups.len()));
            groups.push(vec![portion]);
        }
    }
    groups
}

/// Those who come first among equals first.
fn in_sequence(
    likeness: &[(Company, Seen, usize)],
    portions: &[Portion],
    ranks: &[usize],
) -> Vec<(Company, Seen, usize)> {
    let mut sequence = likeness.to_vec();
    sequence.sort_by_key(|part| (Reverse(ranks[portions[part.2].tranche]), part.2));
    sequence
}

fn place(facts: &Facts<'_>, portions: &[Portion], members: Vec<usize>, rank: f64) -> Place {
    let first = members[0];
    let index = portions[first].tranche;
    let tranche = &facts.tranches[index];
    let id = facts.scenario.orders()[tranche.order].id();
    Place {
        members,
        tranche: index,
        product: tranche.product,
        value: value(facts, index),
        release: facts.opens(tranche).unwrap_or(facts.months),
        // What is passed over has no month.
        end: if portions[first].passed { 0 } else { tranche.end },
        key: key(id.as_str(), tranche.number as u64),
        order_rate: rank * first_usage(facts, tranche.product),
    }
}

/// The tier of a tranche in its due month, or in the month of the plan that is nearest to it.
fn tier(facts: &Facts<'_>, tranche: usize) -> usize {
    let tranche = &facts.tranches[tranche];
    let since = between(facts.horizon.month(0), facts.scenario.since());
    let due = between(facts.horizon.month(0), tranche.due);
    let due = due.min(facts.months as i64 - 1).max(since);
    facts.standings.of(tranche.order).in_month(due).tier
}

/// What a unit of a tranche counts for in the policy's measure.
fn value(facts: &Facts<'_>, tranche: usize) -> f64 {
    let tranche = &facts.tranches[tranche];
    match facts.policy.measure() {
        Measure::Units => 1.0,
        Measure::Value => facts.scenario.products()[tranche.product].value(),
        Measure::Orders => {
            let (_, own) = facts.tranches_of(tranche.order);
            1.0 / own.iter().map(|tranche| tranche.quantity).sum::<f64>()
        }
    }
}
