//! Which tranches are alike, and the order of the blocks.

use std::collections::HashMap;

use super::portions::Portion;
use super::{Member, Split};
use crate::policy::{Eligibility, Ranking};
use crate::scenario::{Demand, Inside, Measure, Month, Rule, Scenario};

/// Tranches that are one block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) key: u64,
    pub(super) product: usize,
    pub(super) tier: usize,
    /// Weight of a unit in a month of backlog, measure and urgency included; where it
    /// changes, what the weights of the path are multiplied by.
    pub(super) weight: f64,
    /// Position in the ranking's paths, where weight or tier change.
    pub(super) path: Option<usize>,
    /// The measure alone: what a unit counts for.
    pub(super) value: f64,
    pub(super) quantity: f64,
    /// Month indices, up to the number of months.
    pub(super) release: u32,
    pub(super) due: u32,
    pub(super) due_month: Month,
    /// The contract month, where it decides among equals.
    pub(super) signed: Option<Month>,
    /// The last month in which its units can be taken.
    pub(super) last: u32,
    /// Indices of the months by which its units are promised.
    pub(super) promised: Vec<u32>,
    /// For each level of reservations that entitles to its units, how high it stands and
    /// the index of the month.
    pub(super) reserved: Vec<(u32, u32)>,
    /// The caps in which it counts.
    pub(super) caps: Vec<usize>,
    /// Position of the first portion.
    pub(super) portion: usize,
    pub(super) members: Vec<Member>,
}

/// What makes tranches alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Alike {
    tier: usize,
    due: Month,
    signed: Option<Month>,
    /// Rules that go by one order after the other merge nothing, and nothing is like an
    /// order of which something is promised or reserved.
    single: Option<usize>,
    /// The order, if its tranches share a monthly limit.
    limited: Option<usize>,
    product: usize,
    release: u32,
    path: Option<usize>,
    last: u32,
    weight: u64,
    value: u64,
    caps: Vec<usize>,
}

pub(super) fn split(ranking: &Ranking) -> Split {
    if ranking.rule() == Rule::ProRata || ranking.inside() == Inside::EqualSplit {
        Split::Proportion
    } else {
        Split::Sequence
    }
}

/// The blocks in the order among equals; for first come, first served in the order in
/// which they are served.
///
/// `capped` says for each demand the caps in which it counts; it is empty if there are none.
pub(super) fn group(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &[Portion],
    capped: &[Vec<usize>],
) -> Vec<Group> {
    let in_turn = ranking.rule() == Rule::FirstComeFirstServed;
    let by_contract = split(ranking) == Split::Sequence;
    // Room for all at once: growing would take twice the memory, room not used takes none.
    let mut groups: Vec<Group> = Vec::with_capacity(portions.len());
    // Looked up alone: its order is nobody's business.
    let mut known: HashMap<Alike, usize> = HashMap::new();
    for (index, portion) in portions.iter().enumerate() {
        let demand = &scenario.demands()[portion.demand];
        let order = &scenario.orders()[demand.order];
        let standing = &ranking.orders()[demand.order];
        let release = match standing.eligibility {
            // It gets nothing, so it is no part of the program.
            Eligibility::Never => continue,
            Eligibility::From(month) => demand.release.max(month),
            _ => demand.release,
        };
        let tier = ranking.tier_in(demand.order, demand.due);
        let factor = standing.path.map_or(standing.weight, |_| standing.factor);
        let value = match ranking.measure() {
            Measure::Value => scenario.products()[demand.product].value(),
            Measure::Orders => 1.0 / order.total(),
            Measure::Units => 1.0,
        };
        let weight = value * factor * demand.urgency;
        let release = scenario.index_of(release) as u32;
        let last = last(scenario, demand);
        let signed = by_contract.then_some(order.signed());
        let caps = capped.get(portion.demand).cloned().unwrap_or_default();
        let alike = Alike {
            tier,
            due: demand.due,
            signed,
            single: (in_turn || portion.committed).then_some(index),
            limited: order.monthly_limit().is_some().then_some(demand.order),
            product: demand.product,
            release,
            path: standing.path,
            last,
            weight: weight.to_bits(),
            value: value.to_bits(),
            caps,
        };
        let new = || Group {
            key: key(order.id().as_str(), demand.tranche as u64),
            product: demand.product,
            tier,
            weight,
            path: standing.path,
            value,
            quantity: 0.0,
            release,
            due: scenario.index_of(demand.due) as u32,
            due_month: demand.due,
            signed,
            last,
            promised: portion.promised.clone(),
            reserved: portion.reserved.clone(),
            caps: capped.get(portion.demand).cloned().unwrap_or_default(),
            portion: index,
            // Most groups have one.
            members: Vec::with_capacity(1),
        };
        let group = *known.entry(alike).or_insert_with(|| {
            groups.push(new());
            groups.len() - 1
        });
        let group = &mut groups[group];
        group.quantity += portion.quantity;
        group.members.push(Member { demand: portion.demand, quantity: portion.quantity });
    }
    drop(known);
    if in_turn {
        // Demands are numbered by order id and tranche. Within an order, what may be
        // delivered first is served first.
        let turn = |group: &Group| {
            let demand = &scenario.demands()[portions[group.portion].demand];
            let order = &scenario.orders()[demand.order];
            (
                order.signed(),
                demand.order,
                demand.release,
                demand.due,
                demand.tranche,
                group.portion,
            )
        };
        groups.sort_by_cached_key(turn);
    } else {
        groups
            .sort_by_cached_key(|group| (group.tier, group.due_month, group.signed, group.portion));
    }
    if !ranking.rule().is_optimised() {
        // What is promised goes before the rule: by month, then as the rule has it.
        groups.sort_by_key(|group| group.promised.first().copied().unwrap_or(u32::MAX));
    }
    groups
}

/// The last month in which a tranche can be taken.
pub(super) fn last(scenario: &Scenario, demand: &Demand) -> u32 {
    let last = scenario.months().saturating_sub(1);
    demand.until.map_or(last, |until| last.min(scenario.index_of(until) as u32))
}

/// A number that stands for a name on every platform (FNV-1a, 64 bits).
pub(super) fn key(name: &str, number: u64) -> u64 {
    let bytes = name.bytes().chain(number.to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
