//! Tranches that no level tells apart, and their place in the order among equals.

use std::cmp::Ordering;

use super::portions::Portion;
use crate::ranking::{Eligibility, Ranking};
use crate::scenario::{Division, Measure, Method, Month, Rule, Scenario};

/// Tranches alike in tier, due month, contract month, product, release and weight, and in
/// how tier and weight change.
/// Every level costs a unit of each the same.
pub(super) struct Kin {
    /// Portions, ascending.
    pub(super) members: Vec<Member>,
    /// Its order, if that has a monthly limit.
    pub(super) limited: Option<usize>,
    /// Months by which its units are promised.
    pub(super) promised: Vec<usize>,
    /// The levels of reservations that entitle to its units, each by the highest tier
    /// that it holds against (none: all), and the index of the month.
    pub(super) reserved: Vec<(Option<usize>, usize)>,
    /// The caps in which they count.
    pub(super) caps: Vec<usize>,
    pub(super) product: usize,
    pub(super) tier: usize,
    /// What a unit counts for in the policy's measure.
    pub(super) value: f64,
    /// The same times weight and urgency; where the weight changes, times what the weights
    /// of its path are multiplied by.
    pub(super) weight: f64,
    /// Position in the ranking's paths, where tier or weight change.
    pub(super) path: Option<usize>,
    pub(super) due_month: Month,
    pub(super) quantity: f64,
    /// Month indices; the number of months for what comes later.
    pub(super) release: usize,
    pub(super) due: usize,
    /// The month before which the customer leaves, or the number of months.
    pub(super) end: usize,
    /// The number that stands for it in draws.
    pub(super) key: u64,
    /// Months that the unit costs in the level "earlier required dates": the number of
    /// groups less its place by tier, due month and contract month.
    pub(super) date_rate: f64,
    /// The same for the level "order among equals", which for legal ratings goes by
    /// contract month alone.
    pub(super) order_rate: f64,
}

/// A portion of a tranche.
#[derive(Clone, Copy)]
pub(super) struct Member {
    /// Its position among the portions, by which production is kept.
    pub(super) portion: usize,
    /// Position of the tranche in the scenario's demands.
    pub(super) demand: usize,
    pub(super) quantity: f64,
}

/// Whether tranches alike share each month in proportion to quantity, or are served one
/// after the other.
pub(super) fn shared(ranking: &Ranking) -> bool {
    match ranking.method() {
        Method::Optimised(objectives) => objectives.division == Division::InProportion,
        Method::InTurn(_) => false,
        Method::Shared => true,
    }
}

/// The groups by tier, due month and contract month, then by their first member.
///
/// `capped` says for each demand the caps in which it counts.
pub(super) fn group(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &[Portion],
    capped: &[Vec<usize>],
) -> Vec<Kin> {
    let demands = scenario.demands();
    let demand = |portion: usize| &demands[portions[portion].demand];
    let apart: Vec<(f64, f64)> =
        portions.iter().map(|portion| worth(scenario, ranking, portion.demand)).collect();
    let signed = |portion: usize| scenario.orders()[demand(portion).order].signed();
    let tier = |portion: usize| ranking.tier_in(demand(portion).order, demand(portion).due);
    let standing = |portion: usize| &ranking.orders()[demand(portion).order];
    // A gate that opens late releases late.
    let release = |portion: usize| {
        let month = demand(portion).release;
        scenario.index_of(match standing(portion).eligibility {
            Eligibility::From(open) => month.max(open),
            _ => month,
        })
    };
    // Where all share alike, the contract month says nothing; where one order is served
    // after the other, each stands for itself.
    let by_contract = !shared(ranking);
    let alone = |portion: usize| {
        let stands = matches!(ranking.method(), Method::InTurn(_)) || portions[portion].committed;
        stands.then_some(portion)
    };
    let place = |a: usize, b: usize| -> Ordering {
        let contract = if by_contract { signed(a).cmp(&signed(b)) } else { Ordering::Equal };
        tier(a).cmp(&tier(b)).then(demand(a).due.cmp(&demand(b).due)).then(contract)
    };
    let end = |portion: usize| {
        let months = scenario.months() as usize;
        let until = demand(portion).until.map(|until| scenario.index_of(until) + 1);
        until.unwrap_or(months).min(months)
    };
    let limited = |portion: usize| {
        let order = demand(portion).order;
        scenario.orders()[order].monthly_limit().map(|_| order)
    };
    let likeness = |a: usize, b: usize| -> Ordering {
        place(a, b)
            .then(demand(a).product.cmp(&demand(b).product))
            .then(release(a).cmp(&release(b)))
            .then(standing(a).path.cmp(&standing(b).path))
            .then(end(a).cmp(&end(b)))
            .then(limited(a).cmp(&limited(b)))
            .then(apart[a].0.total_cmp(&apart[b].0))
            .then(apart[a].1.total_cmp(&apart[b].1))
            .then(alone(a).cmp(&alone(b)))
            .then(capped[portions[a].demand].cmp(&capped[portions[b].demand]))
    };
    let eligible = |portion: &usize| standing(*portion).eligibility != Eligibility::Never;
    let mut sorted: Vec<usize> = (0..portions.len()).filter(eligible).collect();
    sorted.sort_by(|&a, &b| likeness(a, b).then(a.cmp(&b)));
    let member = |&portion: &usize| Member {
        portion,
        demand: portions[portion].demand,
        quantity: portions[portion].quantity,
    };
    let mut groups: Vec<Kin> = sorted
        .chunk_by(|&a, &b| likeness(a, b) == Ordering::Equal)
        .map(|members| {
            let first = members[0];
            let demand = demand(first);
            Kin {
                members: members.iter().map(member).collect(),
                limited: limited(first),
                promised: portions[first].promised.clone(),
                reserved: portions[first].reserved.clone(),
                caps: capped[portions[first].demand].clone(),
                product: demand.product,
                tier: tier(first),
                value: apart[first].0,
                weight: apart[first].1,
                path: standing(first).path,
                due_month: demand.due,
                quantity: members.iter().map(|&portion| portions[portion].quantity).sum(),
                release: release(first),
                due: scenario.index_of(demand.due),
                end: end(first),
                key: key(scenario.orders()[demand.order].id().as_str(), demand.tranche as u64),
                date_rate: 0.0,
                order_rate: 0.0,
            }
        })
        .collect();
    groups.sort_by(|a, b| {
        let (a, b) = (a.members[0].portion, b.members[0].portion);
        place(a, b).then(a.cmp(&b))
    });
    let count = groups.len();
    for (position, kin) in groups.iter_mut().enumerate() {
        kin.date_rate = (count - position) as f64;
        kin.order_rate = kin.date_rate;
    }
    if matches!(ranking.rule(), Rule::Dpas(_)) {
        let mut by_receipt: Vec<usize> = (0..count).collect();
        by_receipt.sort_by_key(|&index| {
            let first = groups[index].members[0].portion;
            (signed(first), first)
        });
        for (position, index) in by_receipt.into_iter().enumerate() {
            groups[index].order_rate = (count - position) as f64;
        }
    }
    groups
}

/// What a unit counts for: in the policy's measure, and with its weight and urgency.
fn worth(scenario: &Scenario, ranking: &Ranking, demand: usize) -> (f64, f64) {
    let demand = &scenario.demands()[demand];
    let value = match ranking.measure() {
        Measure::Units => 1.0,
        Measure::Value => scenario.products()[demand.product].value(),
        Measure::Orders => 1.0 / scenario.orders()[demand.order].total(),
    };
    let standing = &ranking.orders()[demand.order];
    let weight = if standing.path.is_some() { standing.factor } else { standing.weight };
    (value, value * weight * demand.urgency)
}

/// 64-bit FNV-1a of a name, then the eight bytes of a number, the lowest first.
pub(super) fn key(name: &str, number: u64) -> u64 {
    let mut hash: u64 = 14_695_981_039_346_656_037;
    for byte in name.as_bytes().iter().chain(&number.to_le_bytes()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::key;

    /// The test vector `"a"` of FNV-1a, and eight zero bytes more.
    #[test]
    fn keys_are_fnv() {
        let a: u64 = 0xAF63_DC4C_8601_EC8C;
        assert_eq!(key("a", 0), (0..8).fold(a, |hash, _| hash.wrapping_mul(0x0100_0000_01B3)));
    }
}
