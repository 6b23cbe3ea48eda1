//! What the scenario and the policy say, in the form in which a plan is checked.

use std::collections::{BTreeMap, BTreeSet};

use super::horizon::Horizon;
use super::plant::{self, Each};
use super::rules::{self, PlanIs, Reading};
use super::standing::Standings;
use super::tranche::{Tranche, tranches};
use crate::scenario::{Commitment, Policy, Scenario};

/// The numbers of a scenario under a policy, by position and month: worked out from what is
/// written in them, with nothing that the rest of the crate makes of it.
pub(super) struct Facts<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) policy: &'a Policy,
    /// What the policy's rule says.
    pub(super) reading: Reading<'a>,
    pub(super) horizon: Horizon,
    pub(super) months: usize,
    /// Every tranche, by order and number.
    pub(super) tranches: Vec<Tranche>,
    /// For each order the position of its first tranche; one more at the end.
    first: Vec<usize>,
    /// Positions of orders.
    orders: BTreeMap<&'a str, usize>,
    /// For each order its place among names, in which numbers count by their size.
    pub(super) named: Vec<usize>,
    /// For each order what was promised of it, by month.
    pub(super) promises: BTreeMap<usize, Vec<&'a Commitment>>,
    /// Line → month.
    pub(super) capacity: Vec<Vec<f64>>,
    /// Component → month; the opening stock apart.
    pub(super) supply: Vec<Vec<f64>>,
    /// Expansion → month.
    pub(super) added: Vec<Vec<f64>>,
    /// Working days of each month.
    pub(super) days: Vec<f64>,
    /// Product → line → capacity for one unit, none if the line does not make it.
    pub(super) usage: Vec<Vec<Option<f64>>>,
    /// Products made ahead.
    pub(super) ahead: Vec<Ahead<'a>>,
    /// Tier and weight of every order.
    pub(super) standings: Standings,
}

/// A product made ahead.
pub(super) struct Ahead<'a> {
    pub(super) product: usize,
    /// What is in stock before the first month, and what arrives beside what is made.
    pub(super) opening: f64,
    /// What of that was made for whom these caps, by id, name, and nobody else; the rest nobody
    /// made here.
    pub(super) carried: BTreeMap<BTreeSet<&'a str>, f64>,
    pub(super) unmade: f64,
    pub(super) arriving: Vec<f64>,
    /// The most that may be in stock.
    pub(super) limit: f64,
    /// What a unit in stock weighs each month.
    pub(super) holding: f64,
}

/// Stands for the line of what is taken off the shelf, where caps tell it from what was made for
/// somebody.
pub(super) const SHELF: usize = usize::MAX;

/// Production of a tranche, in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) month: usize,
    pub(super) line: usize,
    pub(super) units: f64,
}

impl<'a> Facts<'a> {
    /// Whether tranches alike share each month in proportion to quantity, or are served one after
    /// the other.
    pub(super) fn in_proportion(&self) -> bool {
        match &self.reading.plan {
            PlanIs::Best(goals) => goals.in_proportion,
            PlanIs::InTurn { .. } => false,
            PlanIs::Shared => true,
        }
    }

    pub(super) fn new(scenario: &'a Scenario, policy: &'a Policy) -> Self {
        let horizon = Horizon { start: scenario.start(), months: scenario.months() as usize };
        let reading = rules::read(policy.rule());
        let (tranches, first) = tranches(scenario, &horizon);
        let standings = Standings::new(scenario, policy, &reading, &tranches, &first, &horizon);
        let days = plant::workdays(scenario.calendar(), &horizon);
        let expansions = scenario.expansions();
        let added =
            expansions.iter().map(|part| plant::added(part, scenario.lines(), &horizon, &days));
        let added: Vec<Vec<f64>> = added.collect();
        let more = || expansions.iter().zip(&added);
        let lines = scenario.lines().iter();
        let components = scenario.components().iter();
        let capacity = lines.map(|line| plant::capacity(line, more(), &horizon, &days)).collect();
        let supply = components.map(|part| plant::supply(part, more(), &horizon, &days)).collect();
        let mut facts = Self {
            scenario,
            policy,
            horizon,
            months: horizon.months,
            tranches,
            first,
            orders: scenario.orders().iter().map(|order| order.id().as_str()).zip(0..).collect(),
            named: named(scenario),
            promises: BTreeMap::new(),
            capacity,
            supply,
            days,
            usage: usage(scenario),
            ahead: ahead(scenario, &horizon),
            added,
            reading,
            standings,
        };
        for commitment in scenario.commitments() {
            let Some(order) = facts.order(commitment.order().as_str()) else { continue };
            facts.promises.entry(order).or_default().push(commitment);
        }
        facts
    }

    /// The position of the order of an id.
    pub(super) fn order(&self, id: &str) -> Option<usize> {
        self.orders.get(id).copied()
    }

    /// The sequence that an order says it has; none comes last.
    pub(super) fn said(&self, order: usize) -> u64 {
        self.scenario.orders()[order].sequence_given().map_or(u64::MAX, u64::from)
    }

    /// The position of an order's first tranche, and its tranches.
    pub(super) fn tranches_of(&self, order: usize) -> (usize, &[Tranche]) {
        let first = self.first[order];
        (first, &self.tranches[first..self.first[order + 1]])
    }

    /// Positions of an order's tranches in the sequence in which promises count them: by due
    /// date, release date and number.
    pub(super) fn counting(&self, order: usize) -> Vec<usize> {
        let (_, tranches) = self.tranches_of(order);
        let mut sequence: Vec<usize> = (0..tranches.len()).collect();
        sequence.sort_by_key(|&index| (tranches[index].due_when, tranches[index].release_when));
        sequence
    }

    /// The index of the first month in which a tranche may be served, gates considered; none
    /// if it may never be.
    pub(super) fn opens(&self, tranche: &Tranche) -> Option<usize> {
        let first = self.standings.opens[tranche.order].first()?;
        Some(tranche.release_at.max(first))
    }

    /// How many ways there are at most to make or take anything.
    pub(super) fn lines_and_products(&self) -> f64 {
        let each = self.usage.iter().map(|lines| lines.len() + 1);
        each.sum::<usize>() as f64
    }

    /// The place of a product among those made ahead.
    pub(super) fn ahead(&self, product: usize) -> Option<usize> {
        self.ahead.binary_search_by_key(&product, |ahead| ahead.product).ok()
    }

    /// The pieces of a component in a good unit of a product made on a line, if it has any.
    pub(super) fn pieces(&self, component: usize, product: usize, line: usize) -> Option<Each> {
        let (components, products) = (self.scenario.components(), self.scenario.products());
        let line = &self.scenario.lines()[line];
        plant::pieces(&components[component], &products[product], line, &self.horizon)
    }

    /// What of a component there is of which shares count in a month: its supply, and in the first
    /// month the opening stock, without what is left of earlier months.
    pub(super) fn arrivals(&self, component: usize, month: usize) -> f64 {
        let opening = self.scenario.components()[component].opening_stock();
        self.supply[component][month] + if month == 0 { opening } else { 0.0 }
    }
}

fn usage(scenario: &Scenario) -> Vec<Vec<Option<f64>>> {
    let of = |product: &crate::scenario::Product| {
        scenario.lines().iter().map(|line| line.usage().get(product.id()).copied()).collect()
    };
    scenario.products().iter().map(of).collect()
}

fn ahead<'a>(scenario: &'a Scenario, horizon: &Horizon) -> Vec<Ahead<'a>> {
    let products = scenario.products().iter().enumerate();
    let ahead = products.filter_map(|(product, part)| {
        let stock = part.stock()?;
        let nothing = vec![0.0; horizon.months];
        let arriving = plant::received(nothing, stock.receipts(), horizon);
        let mut carried = BTreeMap::new();
        for part in stock.carried() {
            let caps = part.caps.iter().map(String::as_str).collect();
            *carried.entry(caps).or_insert(0.0) += part.quantity;
        }
        let unmade = stock.opening_stock();
        let opening = unmade + carried.values().sum::<f64>();
        // There is room for what is there or arrives by itself.
        let room = opening + arriving.iter().sum::<f64>();
        let limit = stock.storage_limit().map_or(f64::INFINITY, |limit| limit.max(room));
        Some(Ahead {
            product,
            opening,
            carried,
            unmade,
            arriving,
            limit,
            holding: stock.holding_weight(),
        })
    });
    ahead.collect()
}

/// The places of orders by name.
fn named(scenario: &Scenario) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..scenario.orders().len()).collect();
    let id = |order: usize| scenario.orders()[order].id().as_str();
    sorted.sort_by_cached_key(|&order| (spelled(id(order)), id(order)));
    let mut places = vec![0; sorted.len()];
    for (place, order) in sorted.into_iter().enumerate() {
        places[order] = place;
    }
    places
}

/// A name spelled so that bytes sort as people do: before the digits of a number stand a zero and
/// how many they are, without those it may begin with.
fn spelled(name: &str) -> Vec<u8> {
    let mut spelled = Vec::with_capacity(name.len() + 8);
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        if !first.is_ascii_digit() {
            spelled.push(*first);
            rest = tail;
            continue;
        }
        let digits = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let number = &rest[..digits];
        let zeros = number.iter().position(|digit| *digit != b'0').unwrap_or(digits);
        spelled.push(b'0');
        spelled.extend(((digits - zeros) as u32).to_be_bytes());
        spelled.extend(&number[zeros..]);
        rest = &rest[digits..];
    }
    spelled
}
