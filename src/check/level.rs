//! The objectives of a policy: what a unit costs in each month, straight from the
//! definition of the levels.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::kin::{Kin, key};
use super::levels::Output;
use crate::ranking::Ranking;
use crate::scenario::{Month, Rule};

/// An objective with what a unit of each group costs.
pub(super) struct Objective {
    pub(super) name: String,
    costs: Vec<Cost>,
    /// Sums of weights by month, and with the tail, that several groups share.
    tables: Vec<Vec<f64>>,
    building: Building,
    /// The least that a unit in stock weighs, where it does.
    holding: Option<f64>,
}

/// What it costs to make a unit for stock.
#[derive(Clone, Copy, PartialEq)]
enum Building {
    Nothing,
    /// Its holding weight for each month from then to the end.
    Held,
    /// One, the rank of the line and a number drawn from keys and month.
    Draw,
}

/// What a unit costs.
#[derive(Clone, Copy)]
enum Cost {
    /// `rate` for each month after `from`; `left` if the horizon leaves it.
    Months { from: usize, rate: f64, left: f64 },
    /// What a table says times a factor.
    Table { table: usize, factor: f64 },
    /// One for each month by which the unit is promised and after which it is made.
    Promises,
    /// The rank of the way to make it plus a number drawn from keys and month.
    Draw,
}

/// The ways to make products, numbered by product id and line id.
pub(super) struct Ways {
    /// Product → line → number; for products made ahead, which are taken in one way, the
    /// place among the lines that make them.
    rank: Vec<Vec<Option<u32>>>,
    keys: Vec<u64>,
    /// Number and key of the way to take a product made ahead.
    taking: Vec<Option<(u32, u64)>>,
}

impl Ways {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut numbers = 0..;
        let mut rank = Vec::new();
        let mut taking = Vec::new();
        for (product, lines) in facts.usage.iter().enumerate() {
            let ahead = facts.ahead(product).is_some();
            let id = facts.scenario.products()[product].id().as_str();
            let way = if ahead { numbers.next() } else { None };
            taking.push(way.map(|number| (number, key(id, 1))));
            let mut places = 0..;
            let next = |usage: &Option<f64>| {
                usage.and_then(|_| if ahead { places.next() } else { numbers.next() })
            };
            rank.push(lines.iter().map(next).collect());
        }
        let keys = facts.scenario.lines().iter().map(|line| key(line.id().as_str(), 0)).collect();
        Self { rank, keys, taking }
    }
}

/// The objectives of a ranking in the order in which they are optimised.
pub(super) fn objectives(facts: &Facts<'_>, ranking: &Ranking, groups: &[Kin]) -> Vec<Objective> {
    let months = facts.months;
    // A unit late by n months has cost n times its weight; one that is left is late
    // from due to the end, and the tail on top.
    let backlog = |kin: &Kin, weight: f64| Cost::Months {
        from: kin.due,
        rate: weight,
        left: weight * ((months - kin.due) as f64 + ranking.tail()),
    };
    let all = |name: &str, cost: &dyn Fn(&Kin) -> Cost| Objective {
        name: name.to_owned(),
        costs: groups.iter().map(cost).collect(),
        tables: Vec::new(),
        building: Building::Nothing,
        holding: None,
    };
    let mut objectives = Vec::new();
    if !facts.scenario.commitments().is_empty() {
        objectives.push(all("commitments not met", &|_| Cost::Promises));
    }
    if !matches!(ranking.method(), crate::scenario::Method::Optimised(_)) {
        objectives.push(all("backlog", &|kin| backlog(kin, kin.value)));
        return objectives;
    }
    let tiers: BTreeSet<usize> = groups.iter().flat_map(|kin| tiers_of(ranking, kin)).collect();
    // By the highest tier that a reservation holds against; none comes before all.
    let mut shares: BTreeSet<Option<usize>> =
        groups.iter().flat_map(|kin| kin.reserved.iter().map(|part| part.0)).collect();
    let reserved = |first: Option<usize>| {
        let name = match first {
            None => "reserved shares not met".to_owned(),
            Some(tier) => {
                format!("reserved shares not met, against tier {}", ranking.tiers()[tier])
            }
        };
        all(&name, &|kin| match kin.reserved.iter().find(|part| part.0 == first) {
            Some(&(_, from)) => Cost::Months { from, rate: 1.0, left: (months - from) as f64 },
            None => Cost::Months { from: 0, rate: 0.0, left: 0.0 },
        })
    };
    for tier in tiers {
        let rest = shares.split_off(&Some(tier + 1));
        objectives.extend(std::mem::replace(&mut shares, rest).into_iter().map(reserved));
        let name = if matches!(ranking.rule(), Rule::Score(_)) {
            "weighted backlog".to_owned()
        } else {
            let tier = ranking.tiers().get(tier).map_or("", String::as_str);
            format!("weighted backlog of tier {tier}")
        };
        let mut tables = Tables::default();
        let cost = |kin: &Kin| match tables.cost(facts, ranking, tier, kin) {
            Some(cost) => cost,
            None if kin.tier == tier => backlog(kin, kin.weight),
            None => backlog(kin, 0.0),
        };
        let costs = groups.iter().map(cost).collect();
        objectives.push(Objective {
            name,
            costs,
            tables: tables.list,
            building: Building::Nothing,
            holding: None,
        });
    }
    objectives.extend(shares.into_iter().map(reserved));
    if matches!(ranking.rule(), Rule::Dpas(_)) {
        objectives.push(all("earlier required dates", &|kin| backlog(kin, kin.date_rate)));
    }
    let months_waited = |rate: f64| Cost::Months { from: 0, rate, left: rate * months as f64 };
    objectives.push(all("earliest delivery", &|kin| months_waited(kin.value)));
    if !facts.ahead.is_empty() {
        let held = |kin: &Kin| {
            let weight = facts.ahead(kin.product).map_or(0.0, |index| facts.ahead[index].holding);
            months_waited(weight)
        };
        let least = facts.ahead.iter().map(|ahead| ahead.holding).fold(f64::INFINITY, f64::min);
        let (building, holding) = (Building::Held, Some(least));
        objectives.push(Objective { building, holding, ..all("stock held", &held) });
    }
    objectives.push(all("order among equals", &|kin| months_waited(kin.order_rate)));
    let draws = all("lines and draws", &|_| Cost::Draw);
    objectives.push(Objective { building: Building::Draw, ..draws });
    objectives
}

impl Objective {
    /// What a unit of a group costs when it is made on a line in a month; none on a
    /// line that does not make it.
    pub(super) fn cost(
        &self,
        ways: &Ways,
        kin: &Kin,
        group: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        let (rank, way) = match ways.taking[kin.product] {
            Some(taking) => taking,
            None => (ways.rank[kin.product][line]?, ways.keys[line]),
        };
        Some(match self.costs[group] {
            Cost::Months { from, rate, .. } => rate * month.saturating_sub(from) as f64,
            Cost::Table { table, factor } => factor * self.tables[table][month],
            Cost::Promises => kin.promised.iter().filter(|&&by| by < month).count() as f64,
            Cost::Draw => f64::from(rank) + draw(kin.key, way, month as u64),
        })
    }

    /// What it costs to make a unit of a product for stock; none on a line that does not
    /// make it.
    pub(super) fn building(
        &self,
        facts: &Facts<'_>,
        ways: &Ways,
        ahead: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        let ahead = &facts.ahead[ahead];
        let rank = ways.rank[ahead.product][line]?;
        let (_, own) = ways.taking[ahead.product]?;
        Some(match self.building {
            Building::Nothing => 0.0,
            Building::Held => ahead.holding * (facts.months - month) as f64,
            Building::Draw => 1.0 + f64::from(rank) + draw(own, ways.keys[line], month as u64),
        })
    }

    /// What a unit of a group costs that the horizon leaves.
    pub(super) fn left(&self, kin: &Kin, group: usize) -> f64 {
        match self.costs[group] {
            Cost::Months { left, .. } => left,
            Cost::Table { table, factor } => {
                factor * self.tables[table].last().copied().unwrap_or(0.0)
            }
            Cost::Promises => kin.promised.len() as f64,
            Cost::Draw => draw(kin.key, 0, u64::MAX),
        }
    }

    /// The smallest positive number that a unit may cost more or less: the size of what
    /// the level can tell apart. 1 if it tells nothing apart.
    pub(super) fn smallest(&self) -> f64 {
        let step = |table: &Vec<f64>| {
            let steps = table.windows(2).map(|pair| pair[1] - pair[0]);
            steps.filter(|step| *step > 0.0).fold(f64::INFINITY, f64::min)
        };
        let steps: Vec<f64> = self.tables.iter().map(step).collect();
        let costs = self.costs.iter().flat_map(|cost| match *cost {
            Cost::Months { rate, left, .. } => [rate, left],
            Cost::Table { table, factor } => [factor * steps[table]; 2],
            Cost::Promises | Cost::Draw => [1.0, 1.0],
        });
        let least =
            costs.chain(self.holding).filter(|cost| *cost > 0.0).fold(f64::INFINITY, f64::min);
        if least.is_finite() { least } else { 1.0 }
    }

    /// What production costs, and what could be rounding in it.
    pub(super) fn value(
        &self,
        facts: &Facts<'_>,
        ways: &Ways,
        groups: &[Kin],
        output: Output<'_>,
    ) -> (f64, f64) {
        /// What dividing months among tranches may lose of one, as a share of it.
        const LOST: f64 = 1e-11;
        let (mut value, mut rounding) = (0.0, 0.0);
        for (group, kin) in groups.iter().enumerate() {
            let left = self.left(kin, group);
            let mut dearest = left;
            for member in &kin.members {
                let quantity = member.quantity;
                let mut open = quantity;
                for cell in &output.served[member.portion] {
                    let cost = self.cost(ways, kin, group, cell.line, cell.month);
                    let cost = cost.unwrap_or(0.0);
                    value += cost * cell.units;
                    open -= cell.units;
                    dearest = dearest.max(cost);
                }
                if open > LOST * quantity {
                    value += left * open;
                }
            }
            rounding += LOST * kin.quantity * dearest;
        }
        if self.building != Building::Nothing {
            for (demand, cells) in facts.scenario.demands().iter().zip(output.made) {
                let Some(ahead) = facts.ahead(demand.product) else { continue };
                for cell in cells {
                    let cost = self.building(facts, ways, ahead, cell.line, cell.month);
                    value += cost.unwrap_or(0.0) * cell.units;
                    // Units are given out one after the other, each with a rounding.
                    rounding += LOST * demand.quantity * cost.unwrap_or(0.0);
                }
            }
        }
        (value, rounding)
    }
}

/// The tiers that a group is in, sooner or later.
fn tiers_of(ranking: &Ranking, kin: &Kin) -> Vec<usize> {
    let steps = kin.path.map_or(&[][..], |path| &ranking.paths()[path]);
    steps.iter().map(|step| step.tier).chain([kin.tier]).collect()
}

/// Tables by path and due month.
#[derive(Default)]
struct Tables {
    list: Vec<Vec<f64>>,
    known: BTreeMap<(Option<usize>, Month), usize>,
}

impl Tables {
    /// The cost of a group in a tier, if its weight changes in time.
    fn cost(
        &mut self,
        facts: &Facts<'_>,
        ranking: &Ranking,
        tier: usize,
        kin: &Kin,
    ) -> Option<Cost> {
        let changes = kin.path.is_some() || ranking.ageing() > 0.0;
        if !changes || !tiers_of(ranking, kin).contains(&tier) {
            return None;
        }
        // Without a path a group keeps the tier that it has.
        if kin.path.is_none() && kin.tier != tier {
            return None;
        }
        let list = &mut self.list;
        let table = *self.known.entry((kin.path, kin.due_month)).or_insert_with(|| {
            list.push(sums(facts, ranking, tier, kin));
            list.len() - 1
        });
        Some(Cost::Table { table, factor: kin.weight })
    }
}

/// What a unit made in each month has cost by then, and what one that is left costs.
fn sums(facts: &Facts<'_>, ranking: &Ranking, tier: usize, kin: &Kin) -> Vec<f64> {
    let path = kin.path.map_or(&[][..], |path| &ranking.paths()[path]);
    let weight = |index: usize| {
        let month = facts.scenario.month(index);
        let step = path.iter().rev().find(|step| step.from <= month);
        let (own, weight) = step.map_or((tier, 1.0), |step| (step.tier, step.weight));
        let waited = f64::from(month.since(kin.due_month));
        if own == tier { weight * (1.0 + ranking.ageing() * waited) } else { 0.0 }
    };
    let mut sums = vec![0.0];
    for index in 0..facts.months {
        let late = if index >= kin.due { weight(index) } else { 0.0 };
        sums.push(sums[index] + late);
    }
    if let Some(last) = facts.months.checked_sub(1) {
        sums[facts.months] += ranking.tail() * weight(last);
    }
    sums
}

/// A number in [0, 1) of 36 bits: `SplitMix64` over the month, the key of the line, the
/// key of the group.
fn draw(group: u64, line: u64, month: u64) -> f64 {
    let mut state = month;
    for key in [line, group] {
        state = scatter(state) ^ key;
    }
    (scatter(state) >> 28) as f64 / 2.0_f64.powi(36)
}

/// One step of `SplitMix64`.
fn scatter(state: u64) -> u64 {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::scatter;

    /// The first outputs of the published generator for the seed 1234567.
    #[test]
    fn scatter_is_splitmix() {
        let step = 0x9E37_79B9_7F4A_7C15_u64;
        assert_eq!(scatter(1_234_567), 6_457_827_717_110_365_317);
        assert_eq!(scatter(1_234_567_u64.wrapping_add(step)), 3_203_168_211_198_807_973);
    }
}
