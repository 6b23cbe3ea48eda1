//! Random scenarios in which weights, tiers, eligibility and capacity change with time:
//! every engine reaches the same objectives, the check is silent, files are lossless, and
//! the order of the input changes nothing.

use crate::support::scenarios::{Random, Size, scenario_of};
use apportion::check::check;
use apportion::plan::Plan;
use apportion::planner::{EngineChoice, Planner};
use apportion::scenario::{
    ApprovalLead, Calendar, Criterion, Gate, Inside, Line, Measure, Month, Order, Override,
    Partner, Policy, PolicyChange, Product, Ramp, Scenario, ScenarioBuilder, Tier, Tiers,
    WeightScale,
};
use proptest::prelude::*;

fn size() -> Size {
    Size { products: 3, lines: 2, components: 1, partners: 4, orders: 9, months: 14 }
}

/// Everything of a scenario that can change with time, changed.
fn changing(scenario: &Scenario, seed: u64) -> Scenario {
    let random = &mut Random::new(seed);
    let months = i64::from(scenario.months());
    let mut builder = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    for product in scenario.products() {
        builder = builder.product(leads(product.clone(), random));
    }
    for line in scenario.lines() {
        builder = builder.line(losses(line.clone(), scenario, random));
    }
    for component in scenario.components() {
        builder = builder.component(component.clone());
    }
    for partner in scenario.partners() {
        let mut at = random.between(-3, months / 2);
        let mut partner = partner.clone();
        while at < months && random.chance(60) {
            let month = scenario.start().saturating_add(at as i32);
            let name = random.one_of(&["spending", "frontline", "share"]);
            partner = partner.attribute_from(month, name, random.whole(5.0));
            at += random.between(1, months);
        }
        builder = builder.partner(partner);
    }
    let builder = builder.orders(scenario.orders().iter().cloned());
    let change = random.between(-2, months - 1);
    let change = scenario.start().saturating_add(change as i32);
    let policies = policies(scenario, change, random);
    policies.into_iter().fold(builder, ScenarioBuilder::policy).build().unwrap()
}

fn leads(product: Product, random: &mut Random) -> Product {
    if random.chance(50) {
        return product;
    }
    product.approval_for(ApprovalLead::new(random.below(4) as u32).at_least("spending", 2.0))
}

fn losses(mut line: Line, scenario: &Scenario, random: &mut Random) -> Line {
    let last = i64::from(scenario.months()) - 1;
    let month = |random: &mut Random| -> Month {
        scenario.start().saturating_add(random.between(0, last) as i32)
    };
    if random.chance(40) {
        line = line.yields_from(month(random), random.one_of(&[0.5, 0.9, 1.0]));
    }
    if random.chance(40) {
        let from = month(random);
        line = line.outage(from, from.saturating_add(2), random.one_of(&[0.25, 1.0]));
    }
    line
}

fn policies(scenario: &Scenario, change: Month, random: &mut Random) -> Vec<Policy> {
    let criteria = |weight: f64| {
        [
            Criterion::new("spending", 1.0, 5.0).weighing(weight),
            Criterion::new("share", 100.0, 0.0).or_else(50.0),
        ]
    };
    let tiers = |bound: f64| {
        [
            Tier::new("first").at_least("spending", bound).at_least("frontline", 1.0),
            Tier::new("second").at_least("spending", bound - 1.0),
            Tier::new("others"),
        ]
    };
    let product = scenario.products()[0].id();
    let gate = || Gate::new([product.as_str()]).at_least("spending", 2.0);
    let change = || PolicyChange::from_month(change);
    let mut all = vec![
        Policy::first_come_first_served("queue").gate(gate()),
        Policy::pro_rata("shares").gate(gate()),
        Policy::score("aged", criteria(1.0)).ageing(0.25).multiplier(product.as_str(), 3.0),
        Policy::score("revised", criteria(1.0))
            .measured_in(Measure::Value)
            .change(change().criteria(criteria(3.0)).weights(WeightScale::geometric(2.0, 50.0))),
        Policy::tiers("moved", tiers(2.0)).change(change().tiers(tiers(4.0))).gate(gate()),
        Policy::new("all", Tiers::new(tiers(3.0)).weighted_by(criteria(1.0)))
            .measured_in(Measure::Orders)
            .ageing(0.5)
            .multiplier(product.as_str(), 0.5)
            .change(change().tiers(tiers(2.0)).criteria(criteria(0.5))),
        Policy::new("split", Tiers::new(tiers(3.0)).inside(Inside::EqualSplit))
            .ageing(0.125)
            .change(change().tiers(tiers(1.5))),
        Policy::dpas("ratings").ageing(1.0).gate(gate()).multiplier(product.as_str(), 2.0),
    ];
    if let Some(order) = scenario.orders().first() {
        let favour = |policy: Policy, tier: &str, random: &mut Random| {
            let part = Override::new(order.id().as_str(), "a reason").tier(tier);
            policy.overruled(if random.chance(50) { part.weight(7.0) } else { part })
        };
        all[5] = favour(all[5].clone(), "first", random);
        all[7] = favour(all[7].clone(), "unrated", random);
    }
    all
}

fn solve(scenario: &Scenario, policy: &Policy, engine: EngineChoice) -> Plan {
    let outcome = Planner::new().engine(engine).plan(scenario, policy);
    let outcome = outcome.unwrap_or_else(|error| panic!("{} on {engine}: {error}", policy.id()));
    outcome.finished().unwrap()
}

/// The same parts, the last first.
fn reversed(scenario: &Scenario) -> Scenario {
    let parts = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    let parts = scenario.products().iter().rev().cloned().fold(parts, ScenarioBuilder::product);
    let parts = scenario.lines().iter().rev().cloned().fold(parts, ScenarioBuilder::line);
    let parts = scenario.components().iter().rev().cloned().fold(parts, ScenarioBuilder::component);
    let parts = scenario.partners().iter().rev().cloned().fold(parts, ScenarioBuilder::partner);
    let parts = parts.orders(scenario.orders().iter().rev().cloned());
    scenario.policies().iter().cloned().fold(parts, ScenarioBuilder::policy).build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn engines_agree_and_the_check_is_silent(scenario in scenario_of(size()), seed: u64) {
        let scenario = changing(&scenario, seed);
        let other = reversed(&scenario);
        for policy in scenario.policies() {
            let plan = solve(&scenario, policy, EngineChoice::Exact);
            let report = check(&scenario, &plan);
            prop_assert!(report.is_clean(), "{}: {report}", policy.id());
            prop_assert_eq!(&solve(&other, policy, EngineChoice::Exact), &plan);
            prop_assert_eq!(&Plan::from_json(&plan.to_json().unwrap()).unwrap(), &plan);
            if !matches!(policy.method(), apportion::scenario::Method::Optimised(_)) {
                continue;
            }
            for &engine in EngineChoice::ALL {
                let second = solve(&scenario, policy, engine);
                let report = check(&scenario, &second);
                prop_assert!(report.is_clean(), "{} on {engine}: {report}", policy.id());
                for (one, two) in plan.levels.iter().zip(&second.levels) {
                    let close = 1e-8 * one.objective.abs().max(1.0);
                    let apart = (one.objective - two.objective).abs();
                    let (name, id) = (&one.name, policy.id());
                    prop_assert!(apart <= close, "{id}, {name}: {apart} on {engine}");
                }
            }
        }
    }

    #[test]
    fn files_are_lossless(scenario in scenario_of(size()), seed: u64) {
        let calendar = Calendar::new().working_days(scenario.start(), 3);
        let scenario = changing(&scenario, seed).to_builder().calendar(calendar).build().unwrap();
        let text = scenario.to_toml().unwrap();
        prop_assert_eq!(&Scenario::from_toml(&text).unwrap(), &scenario, "{}", text);
        let text = scenario.to_json().unwrap();
        prop_assert_eq!(&Scenario::from_json(&text).unwrap(), &scenario, "{}", text);
    }
}

/// One line that makes a unit a month, and orders of one unit whose partners change.
#[derive(Debug, Clone)]
struct Tiny {
    months: usize,
    ageing: f64,
    /// For each order: due and release month, rank at first, from which month on which.
    orders: Vec<(i32, usize, f64, usize, f64)>,
    /// The rank that makes the first tier, at first and from which month on.
    bounds: (f64, usize, f64),
    /// The rank that opens the gate.
    gate: f64,
}

fn tiny() -> impl Strategy<Value = Tiny> {
    let rank = || (1..5_u32).prop_map(f64::from);
    let order = (-2..6_i32, 0..4_usize, rank(), 0..6_usize, rank());
    let orders = proptest::collection::vec(order, 1..6);
    (3..7_usize, 0..3_u32, orders, (rank(), 0..6_usize, rank()), rank()).prop_map(
        |(months, ageing, orders, bounds, gate)| {
            let ageing = f64::from(ageing) / 2.0;
            Tiny { months, ageing, orders, bounds, gate }
        },
    )
}

impl Tiny {
    fn month(index: i32) -> Month {
        Month::new(2026, 1).unwrap().saturating_add(index)
    }

    fn scenario(&self) -> Scenario {
        let mut builder = Scenario::builder("tiny", Self::month(0), self.months as u32)
            .product(Product::new("unit"))
            .line(Line::new("line", Ramp::flat(1.0)).makes("unit"));
        for (index, &(due, release, rank, from, later)) in self.orders.iter().enumerate() {
            let id = format!("P{index}");
            let mut partner = Partner::new(id.as_str()).attribute("rank", rank);
            if from < self.months {
                partner = partner.attribute_from(Self::month(from as i32), "rank", later);
            }
            let order = Order::new(id.as_str(), id.as_str(), "unit", Self::month(-3))
                .release(Self::month(release as i32))
                .due(Self::month(due))
                .quantity(1.0);
            builder = builder.partner(partner).order(order);
        }
        builder.build().unwrap()
    }

    /// Rank, tier and weight of an order in a month.
    fn standing(&self, order: usize, month: usize) -> (f64, usize, f64) {
        let (_, _, rank, from, later) = self.orders[order];
        let rank = if month >= from { later } else { rank };
        let (bound, from, later) = self.bounds;
        let bound = if month >= from { later } else { bound };
        (rank, usize::from(rank < bound), rank)
    }

    fn policy(&self) -> Policy {
        let tiers = |bound: f64| [Tier::new("first").at_least("rank", bound), Tier::new("rest")];
        let (bound, from, later) = self.bounds;
        // Weight = rank.
        let criteria = [Criterion::new("rank", 1.0, 4.0)];
        let policy = Policy::new(
            "tiny",
            Tiers::new(tiers(bound)).weighted_by(criteria).weights(WeightScale::linear(1.0, 4.0)),
        )
        .ageing(self.ageing)
        .gate(Gate::new(["unit"]).at_least("rank", self.gate))
        .tail_months(3.0);
        if from >= self.months {
            return policy;
        }
        policy.change(PolicyChange::from_month(Self::month(from as i32)).tiers(tiers(later)))
    }

    /// Twice the cost of each tier, if an order is made in a month or left.
    fn cost(&self, order: usize, made: Option<usize>) -> [i64; 2] {
        let (due, ..) = self.orders[order];
        let mut cost = [0.0; 2];
        let last = self.months - 1;
        let waits = (0..made.unwrap_or(self.months)).filter(|month| *month as i32 >= due);
        let tail = if made.is_none() { 3 } else { 0 };
        for month in waits.chain(std::iter::repeat_n(last, tail)) {
            let (_, tier, weight) = self.standing(order, month);
            let waited = f64::from((month as i32 - due).max(0));
            cost[tier] += weight * (1.0 + self.ageing * waited);
        }
        cost.map(|cost| (2.0 * cost) as i64)
    }

    /// The least cost of every plan: the first tier, then the second.
    fn least(&self, order: usize, taken: u32) -> [i64; 2] {
        if order == self.orders.len() {
            return [0; 2];
        }
        let opens = (0..self.months).find(|month| self.standing(order, *month).0 >= self.gate);
        let Some(opens) = opens else { return self.least(order + 1, taken) };
        let release = self.orders[order].1.max(opens);
        let free = (release..self.months).filter(|month| taken >> month & 1 == 0);
        let choices = free.map(Some).chain([None]).map(|made| {
            let rest = self.least(order + 1, made.map_or(taken, |month| taken | 1 << month));
            let own = self.cost(order, made);
            [own[0] + rest[0], own[1] + rest[1]]
        });
        choices.min().unwrap_or_default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400, failure_persistence: None, ..ProptestConfig::default()
    })]

    /// Against every plan there is.
    #[test]
    fn tiny_scenarios_against_enumeration(tiny in tiny()) {
        let scenario = tiny.scenario();
        let plan = solve(&scenario, &tiny.policy(), EngineChoice::Exact);
        prop_assert!(check(&scenario, &plan).is_clean());
        let least = tiny.least(0, 0);
        for (tier, name) in ["first", "rest"].into_iter().enumerate() {
            let name = format!("weighted backlog of tier {name}");
            let found = plan.levels.iter().find(|level| level.name == name);
            // A tier that nobody is ever in has no level.
            let found = found.map_or(0.0, |level| level.objective);
            prop_assert!((2.0 * found - least[tier] as f64).abs() < 1e-6, "{name}: {found} {least:?}");
        }
    }
}
