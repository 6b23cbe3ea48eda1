//! The order among equals: the place of every tranche, or portion of one, that may be served.
//!
//! They are sorted by tier and month of their due date, contract month, order id and number,
//! and take one place after the other. Companions are those that are alike in all that is said
//! of them but release, urgency and what they may take: in tier, dates, product, value, and
//! standing weight by month. Whoever is like the companion before in everything that any level
//! sees shares its place, so that no two companions that differ change theirs. Where tranches
//! divide in proportion the contract month says nothing, and all alike share one place, that of
//! the first.

use std::collections::BTreeMap;

use super::draw::key;
use super::facts::Facts;
use super::horizon::number;
use super::portion::Portion;
use super::resources::Resources;
use crate::scenario::Measure;

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
    /// Months that a unit costs for each month in "earlier required dates": the number of places
    /// less this one.
    pub(super) date_rate: f64,
    /// The same in "order among equals", where legal ratings go by contract month alone.
    pub(super) order_rate: f64,
}

/// What keeps tranches together, and their sequence as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Company {
    tier: usize,
    due: i64,
    /// The contract month, where it counts.
    signed: Option<i64>,
    product: usize,
    value: u64,
    standing: usize,
}

/// What a level sees of a tranche besides its company.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    release: usize,
    urgency: u64,
    end: usize,
    leaves: bool,
    /// Which resources it takes from because it is this tranche's.
    serving: usize,
    /// Itself, if nothing is like it.
    alone: Option<usize>,
}

/// The places in their sequence.
pub(super) fn places(facts: &Facts<'_>, resources: &Resources, portions: &[Portion]) -> Vec<Place> {
    let goals = facts.reading.plan.goals();
    let likeness = likeness(facts, resources, portions);
    let groups =
        if in_proportion(facts) { all_alike(&likeness) } else { companions_alike(&likeness) };
    let count = groups.len();
    let mut places: Vec<Place> = groups
        .into_iter()
        .enumerate()
        .map(|(position, members)| {
            let rate = (count - position) as f64;
            place(facts, portions, members, rate)
        })
        .collect();
    if goals.is_some_and(|goals| goals.by_contract) {
        let mut sequence: Vec<usize> = (0..count).collect();
        sequence.sort_by_key(|&index| {
            let place = &places[index];
            (facts.tranches[place.tranche].signed, place.members[0])
        });
        for (position, index) in sequence.into_iter().enumerate() {
            places[index].order_rate = (count - position) as f64;
        }
    }
    places
}

/// Whether tranches alike share each month in proportion to quantity, or are served one after
/// the other.
pub(super) fn in_proportion(facts: &Facts<'_>) -> bool {
    use super::rules::PlanIs;
    match &facts.reading.plan {
        PlanIs::Best(goals) => goals.in_proportion,
        PlanIs::InTurn(_) => false,
        PlanIs::Shared => true,
    }
}

/// Company and what else is seen of every portion that may be served, with its position.
fn likeness(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
) -> Vec<(Company, Seen, usize)> {
    use super::rules::PlanIs;
    let in_turn = matches!(facts.reading.plan, PlanIs::InTurn(_));
    let by_contract = !in_proportion(facts);
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
            signed: by_contract.then_some(number(tranche.signed)),
            product: tranche.product,
            value: value(facts, portion.tranche).to_bits(),
            standing: facts.standings.number(tranche.order),
        };
        let seen = Seen {
            release,
            urgency: tranche.urgency.to_bits(),
            end: tranche.end,
            leaves: tranche.leaves,
            serving,
            alone: (in_turn || portion.alone).then_some(index),
        };
        all.push((company, seen, index));
    }
    all
}

/// One place for all that are alike, wherever they are: by their first.
fn all_alike(likeness: &[(Company, Seen, usize)]) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<(Company, Seen), Vec<usize>> = BTreeMap::new();
    for &(company, seen, portion) in likeness {
        alike.entry((company, seen)).or_default().push(portion);
    }
    let mut groups: Vec<_> = alike.into_iter().collect();
    groups.sort_by_key(|((company, _), members)| {
        (company.tier, company.due, company.signed, members[0])
    });
    groups.into_iter().map(|(_, members)| members).collect()
}

/// One place after the other, unless the companion before is alike.
fn companions_alike(likeness: &[(Company, Seen, usize)]) -> Vec<Vec<usize>> {
    // Portions are numbered by order and number of their tranches.
    let mut sequence: Vec<&(Company, Seen, usize)> = likeness.iter().collect();
    sequence
        .sort_by_key(|(company, _, portion)| (company.tier, company.due, company.signed, *portion));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut before: BTreeMap<Company, (Seen, usize)> = BTreeMap::new();
    for &&(company, seen, portion) in &sequence {
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

fn place(facts: &Facts<'_>, portions: &[Portion], members: Vec<usize>, rate: f64) -> Place {
    let index = portions[members[0]].tranche;
    let tranche = &facts.tranches[index];
    let id = facts.scenario.orders()[tranche.order].id();
    Place {
        members,
        tranche: index,
        product: tranche.product,
        value: value(facts, index),
        release: facts.opens(tranche).unwrap_or(facts.months),
        end: tranche.end,
        key: key(id.as_str(), tranche.number as u64),
        date_rate: rate,
        order_rate: rate,
    }
}

/// The tier of a tranche in its due month, or in the month of the plan that is nearest to it.
fn tier(facts: &Facts<'_>, tranche: usize) -> usize {
    let tranche = &facts.tranches[tranche];
    facts.standings.of(tranche.order).at(tranche.due_at).tier
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
