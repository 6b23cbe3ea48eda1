//! Laws that every plan obeys, on random scenarios.

mod changing;
mod dominance;

use std::collections::BTreeMap;

use crate::support::law_scenarios as scenarios;
use crate::support::models::Random;
use apportion::engine::SolveOptions;
use apportion::plan::{Plan, Status};
use apportion::planner::{EngineChoice, PlanError, Planner};
use apportion::scenario::{
    Component, Counting, Line, Measure, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    ScenarioBuilder, Score, Tier, Tiers, Tranche, WeightScale,
};
use apportion::tolerance;

use proptest::prelude::*;

fn solve(scenario: &Scenario, policy: &Policy) -> Plan {
    let outcome = Planner::new().options(SolveOptions::default()).plan(scenario, policy);
    outcome.and_then(apportion::planner::PlanOutcome::finished).unwrap_or_else(|error| {
        panic!("{}: {}", policy.id(), chain(&error));
    })
}

fn chain(error: &PlanError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}

/// The parts of a scenario in another order; policies keep theirs.
fn shuffled(scenario: &Scenario, seed: u64) -> ScenarioBuilder {
    fn shuffle<T: Clone>(list: &[T], random: &mut Random) -> Vec<T> {
        let mut list = list.to_vec();
        for end in (1..list.len()).rev() {
            list.swap(end, random.whole(0, end as u64) as usize);
        }
        list
    }
    let mut random = Random::new(seed);
    let empty = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    let builder =
        shuffle(scenario.products(), &mut random).into_iter().fold(empty, ScenarioBuilder::product);
    let builder =
        shuffle(scenario.lines(), &mut random).into_iter().fold(builder, ScenarioBuilder::line);
    let builder = shuffle(scenario.components(), &mut random)
        .into_iter()
        .fold(builder, ScenarioBuilder::component);
    let builder = shuffle(scenario.partners(), &mut random)
        .into_iter()
        .fold(builder, ScenarioBuilder::partner);
    let builder = builder.orders(shuffle(scenario.orders(), &mut random));
    scenario.policies().iter().cloned().fold(builder, ScenarioBuilder::policy)
}

/// A scenario rebuilt with every id, ramp and quantity changed by a function.
struct Change {
    id: fn(&str) -> String,
    /// Factor on quantities, capacities, supplies and stocks.
    factor: f64,
    /// One unit more in this month of the resource at this position (lines, then
    /// components).
    more: Option<(usize, usize)>,
}

const NOTHING: Change = Change { id: str::to_owned, factor: 1.0, more: None };

impl Change {
    fn apply(&self, scenario: &Scenario) -> Scenario {
        let id = self.id;
        let (start, months) = (scenario.start(), scenario.months());
        let mut builder = Scenario::builder(scenario.name(), start, months);
        for part in scenario.products() {
            builder = builder.product(
                Product::new(id(part.id().as_str()))
                    .worth(part.value())
                    .counted(part.counting())
                    .approval_lead(part.approval_lead_months()),
            );
        }
        // Month by month, so that a single one can be changed.
        let ramp = |ramp: &Ramp, position: usize| {
            let rates = ramp.rates(start, months).into_iter().enumerate();
            Ramp::steps(rates.map(|(month, rate)| {
                let more = if self.more == Some((position, month)) { 1.0 } else { 0.0 };
                (scenario.month(month), rate * self.factor + more)
            }))
        };
        for (position, part) in scenario.lines().iter().enumerate() {
            let line = Line::new(id(part.id().as_str()), ramp(part.ramp(), position));
            builder = builder.line(part.usage().iter().fold(line, |line, (product, usage)| {
                line.makes_using(id(product.as_str()), *usage)
            }));
        }
        for (part, position) in scenario.components().iter().zip(scenario.lines().len()..) {
            let component = Component::new(id(part.id().as_str()), ramp(part.supply(), position))
                .stock(part.opening_stock() * self.factor);
            let needed = |component: Component, (product, need): (&_, &f64)| {
                let product: &apportion::scenario::ProductId = product;
                component.needed(id(product.as_str()), *need)
            };
            builder = builder.component(part.need().iter().fold(component, needed));
        }
        for part in scenario.partners() {
            let partner = Partner::new(id(part.id().as_str()));
            builder = builder.partner(
                part.attributes().iter().fold(partner, |partner, (name, value)| {
                    partner.attribute(name.as_str(), *value)
                }),
            );
        }
        for (position, part) in scenario.orders().iter().enumerate() {
            let mut order = Order::new(
                id(part.id().as_str()),
                id(part.partner().as_str()),
                id(part.product().as_str()),
                part.signed(),
            );
            if let Some(rating) = part.legal_rating() {
                order = order.rating(rating);
            }
            for demand in scenario.demands_of(position).1 {
                order = order.tranche(
                    Tranche::new(demand.quantity * self.factor)
                        .due(demand.due)
                        .release(demand.release)
                        .urgency(demand.urgency),
                );
            }
            builder = builder.order(order);
        }
        let policies = scenario.policies().iter().cloned();
        policies.fold(builder, ScenarioBuilder::policy).build().unwrap()
    }
}

/// The levels that a planner sees; the last one decides by draws what is then still open.
fn stated(plan: &Plan) -> impl Iterator<Item = (&str, f64)> {
    let levels = plan.levels.iter().filter(|level| level.name != "lines and draws");
    levels.map(|level| (level.name.as_str(), level.objective))
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(cases(24))]

    /// Every optimised plan is proven on every level, and its JSON reads back the same.
    #[test]
    fn plans_are_proven_and_survive_json(scenario in scenarios::scenario()) {
        for policy in scenario.policies() {
            let plan = solve(&scenario, policy);
            if matches!(policy.method(), apportion::scenario::Method::Optimised(_)) {
                prop_assert_eq!(plan.status, Status::Proven);
                prop_assert!(plan.levels.len() >= 3);
                for level in &plan.levels {
                    let gap = level.gap().unwrap();
                    prop_assert!(
                        gap.abs() <= tolerance::GAP * level.objective.abs().max(1.0),
                        "{} {}: {gap}", policy.id(), level.name
                    );
                }
            } else {
                prop_assert_eq!(plan.status, Status::Rule);
            }
            let json = plan.to_json().unwrap();
            prop_assert_eq!(Plan::from_json(&json).unwrap(), plan);
        }
    }

    /// Every engine of the build reaches the same objectives, and the same plan where
    /// the last level leaves nothing open; the check is silent on all of them.
    #[test]
    fn engines_agree(scenario in scenarios::scenario()) {
        for policy in scenario.policies().iter().filter(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_))) {
            let first = solve(&scenario, policy);
            for &engine in EngineChoice::ALL {
                let outcome = Planner::new().engine(engine).plan(&scenario, policy).unwrap();
                let plan = outcome.finished().unwrap();
                let report = apportion::check::check(&scenario, &plan);
                prop_assert!(report.is_clean(), "{} {engine}: {report}", policy.id());
                for (a, b) in first.levels.iter().zip(&plan.levels) {
                    prop_assert!(
                        close(a.objective, b.objective, 1e-9),
                        "{} {engine} {}: {} and {}", policy.id(), a.name, a.objective, b.objective
                    );
                }
                for (a, b) in first.orders.iter().zip(&plan.orders) {
                    prop_assert_eq!(a.completion, b.completion, "{} {}", policy.id(), engine);
                }
            }
        }
    }

    /// The order in which parts are given changes nothing, to the last digit.
    #[test]
    fn the_order_of_the_input_does_not_matter(
        scenario in scenarios::scenario(), seed in any::<u64>()
    ) {
        let other = shuffled(&scenario, seed).build().unwrap();
        prop_assert_eq!(&other, &scenario);
        for policy in scenario.policies() {
            prop_assert_eq!(solve(&other, policy), solve(&scenario, policy));
        }
    }

    /// One unit more in one month never worsens what is optimised, level by level.
    #[test]
    fn more_capacity_never_hurts(
        scenario in scenarios::scenario(), resource in 0_usize..5, month in 0_usize..8
    ) {
        let resources = scenario.lines().len() + scenario.components().len();
        let place = (resource % resources, month % scenario.months() as usize);
        let before = NOTHING.apply(&scenario);
        let after = Change { more: Some(place), ..NOTHING }.apply(&scenario);
        for policy in scenario.policies().iter().filter(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_))) {
            let (before, after) = (solve(&before, policy), solve(&after, policy));
            for ((name, before), (_, after)) in stated(&before).zip(stated(&after)) {
                if !close(before, after, 1e-7) {
                    prop_assert!(after < before, "{} {name}: {before} to {after}", policy.id());
                    break;
                }
            }
        }
    }

    /// Names are names: with the same order among them, the same objectives. (Between
    /// plans alike in all of these, numbers drawn from the names decide.)
    #[test]
    fn names_do_not_matter(scenario in scenarios::scenario()) {
        let other = Change { id: |id| format!("zone {id}, renamed"), ..NOTHING }.apply(&scenario);
        let same = NOTHING.apply(&scenario);
        for policy in scenario.policies() {
            let (a, b) = (solve(&same, policy), solve(&other, policy));
            for ((name, a), (_, b)) in stated(&a).zip(stated(&b)) {
                prop_assert!(close(a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
        }
    }

    /// Twice of everything is twice the backlog, or the same where orders count alike.
    #[test]
    fn quantities_have_no_unit(scenario in scenarios::scenario()) {
        let twice = Change { factor: 2.0, ..NOTHING }.apply(&scenario);
        let once = NOTHING.apply(&scenario);
        for policy in scenario.policies() {
            let alike = policy.measure() == Measure::Orders;
            let (a, b) = (solve(&once, policy), solve(&twice, policy));
            for ((name, a), (_, b)) in stated(&a).zip(stated(&b)) {
                // Positions are no measure: what counts by place doubles with its units.
                let by_place = ["order among equals", "earlier required dates"].contains(&name);
                let factor = if alike && !by_place { 1.0 } else { 2.0 };
                prop_assert!(close(factor * a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
            // What is measured, not counted in units, is delivered twice as well.
            for (one, two) in a.orders.iter().zip(&b.orders) {
                prop_assert!(two.delivered + 1e-6 >= one.delivered);
            }
        }
    }
}

/// A scenario small enough to try every plan: one line, one component at most, whole
/// numbers.
#[derive(Debug, Clone)]
struct Tiny {
    capacity: Vec<u8>,
    /// Supply of a component that every unit needs one of, if there is one.
    supply: Option<Vec<u8>>,
    orders: Vec<TinyOrder>,
    tail: u8,
}

#[derive(Debug, Clone)]
struct TinyOrder {
    units: u8,
    weight: u8,
    release: u8,
    due: u8,
    /// Who is in the first tier, where there are tiers.
    first: bool,
}

fn tiny() -> impl Strategy<Value = Tiny> {
    let order = (1_u8..=2, 1_u8..=5, 0_u8..5, 0_u8..5, any::<bool>()).prop_map(
        |(units, weight, release, due, first)| TinyOrder { units, weight, release, due, first },
    );
    (1_usize..=4).prop_flat_map(move |months| {
        (
            prop::collection::vec(0_u8..=2, months),
            prop::option::of(prop::collection::vec(0_u8..=2, months)),
            prop::collection::vec(order.clone(), 1..=4),
            0_u8..=3,
        )
            .prop_map(|(capacity, supply, orders, tail)| Tiny {
                capacity,
                supply,
                orders,
                tail,
            })
    })
}

impl Tiny {
    fn months(&self) -> usize {
        self.capacity.len()
    }

    fn month(index: usize) -> Month {
        scenarios::start().saturating_add(index as i32)
    }

    fn scenario(&self) -> Scenario {
        let ramp = |rates: &[u8]| {
            let points = rates.iter().enumerate();
            Ramp::steps(points.map(|(month, rate)| (Self::month(month), f64::from(*rate))))
        };
        let mut builder = Scenario::builder("tiny", Self::month(0), self.months() as u32)
            .product(Product::new("unit"))
            .line(Line::new("line", ramp(&self.capacity)).makes("unit"));
        if let Some(supply) = &self.supply {
            builder = builder.component(Component::new("part", ramp(supply)).needed("unit", 1.0));
        }
        for (index, order) in self.orders.iter().enumerate() {
            let id = format!("{index}");
            // Weights 1 to 5 are what a score on 1 to 5 gives on that scale.
            let partner = Partner::new(id.as_str())
                .attribute("weight", f64::from(order.weight))
                .attribute("first", f64::from(u8::from(order.first)));
            builder = builder.partner(partner).order(
                Order::new(id.as_str(), id.as_str(), "unit", Self::month(0))
                    .quantity(f64::from(order.units))
                    .release(Self::month(order.release.into()))
                    .due(Self::month(order.due.into())),
            );
        }
        builder.build().unwrap()
    }

    fn scale() -> WeightScale {
        WeightScale::linear(1.0, 5.0)
    }

    fn score(&self) -> Policy {
        let criterion = apportion::scenario::Criterion::new("weight", 1.0, 5.0);
        Policy::new("score", Score::new([criterion]).weights(Self::scale()))
            .tail_months(f64::from(self.tail))
    }

    fn tiers(&self) -> Policy {
        let criterion = apportion::scenario::Criterion::new("weight", 1.0, 5.0);
        let tiers = [Tier::new("first").at_least("first", 1.0), Tier::new("rest")];
        Policy::new("tiers", Tiers::new(tiers).weighted_by([criterion]).weights(Self::scale()))
            .tail_months(f64::from(self.tail))
    }

    /// The cost of one unit of an order made in a month, or never: weight times the
    /// month ends from due on at which it is missing, straight from the definition.
    fn cost(&self, order: &TinyOrder, made: Option<usize>) -> u32 {
        let missing =
            (usize::from(order.due)..made.unwrap_or(self.months()).min(self.months())).count();
        let tail = if made.is_none() { u32::from(self.tail) } else { 0 };
        u32::from(order.weight) * (missing as u32 + tail)
    }

    /// The least cost over every plan in whole units, lexicographic in the levels given
    /// by `levels(order, month made)`.
    fn enumerate(&self, levels: &dyn Fn(&TinyOrder, Option<usize>) -> Vec<u32>) -> Vec<u32> {
        let open: Vec<u8> = self.orders.iter().map(|order| order.units).collect();
        self.least_from(0, &open, 0, levels, &mut BTreeMap::new())
    }

    fn least_from(
        &self,
        month: usize,
        open: &[u8],
        stock: u8,
        levels: &dyn Fn(&TinyOrder, Option<usize>) -> Vec<u32>,
        seen: &mut BTreeMap<(usize, Vec<u8>, u8), Vec<u32>>,
    ) -> Vec<u32> {
        let add = |a: Vec<u32>, b: Vec<u32>, times: u8| -> Vec<u32> {
            let sums = b.into_iter().enumerate();
            sums.map(|(i, b)| a.get(i).copied().unwrap_or(0) + b * u32::from(times)).collect()
        };
        if month == self.months() {
            let parts = self.orders.iter().zip(open);
            return parts
                .fold(Vec::new(), |sum, (order, &open)| add(sum, levels(order, None), open));
        }
        let key = (month, open.to_vec(), stock);
        if let Some(known) = seen.get(&key) {
            return known.clone();
        }
        let stock = stock + self.supply.as_ref().map_or(0, |supply| supply[month]);
        let room = if self.supply.is_some() {
            stock.min(self.capacity[month])
        } else {
            self.capacity[month]
        };
        // Every way to give the month's room to the orders.
        let mut choices = vec![(Vec::new(), 0_u8)];
        for (order, &open) in self.orders.iter().zip(open) {
            let most = if usize::from(order.release) <= month { open } else { 0 };
            let extended = choices.into_iter().flat_map(|(given, used): (Vec<u8>, u8)| {
                (0..=most.min(room - used)).map(move |more| {
                    let mut given = given.clone();
                    given.push(more);
                    (given, used + more)
                })
            });
            choices = extended.collect();
        }
        let costs = choices.into_iter().map(|(given, used)| {
            let rest: Vec<u8> = open.iter().zip(&given).map(|(open, given)| open - given).collect();
            let left = if self.supply.is_some() { stock - used } else { 0 };
            let later = self.least_from(month + 1, &rest, left, levels, seen);
            let parts = self.orders.iter().zip(&given);
            parts.fold(later, |sum, (order, &given)| add(sum, levels(order, Some(month)), given))
        });
        let best = costs.min().unwrap();
        seen.insert(key, best.clone());
        best
    }
}

proptest! {
    #![proptest_config(cases(150))]

    /// Against every plan there is: the weighted backlog, tier by tier, then the
    /// earliest delivery.
    #[test]
    fn tiny_scenarios_against_enumeration(tiny in tiny()) {
        let scenario = tiny.scenario();
        let months = tiny.months();
        let made = |made: Option<usize>| made.unwrap_or(months) as u32;

        let plan = solve(&scenario, &tiny.score());
        let best = tiny.enumerate(&|order, month| vec![tiny.cost(order, month), made(month)]);
        for (level, best) in plan.levels.iter().zip(&best) {
            prop_assert!(close(level.objective, f64::from(*best), 1e-9), "{level:?} {best}");
        }

        let plan = solve(&scenario, &tiny.tiers());
        let best = tiny.enumerate(&|order, month| {
            let cost = tiny.cost(order, month);
            let (first, rest) = if order.first { (cost, 0) } else { (0, cost) };
            vec![first, rest, made(month)]
        });
        // A tier without orders has no level.
        let tiers = [true, false].map(|tier| tiny.orders.iter().any(|order| order.first == tier));
        let kept = best.iter().zip([tiers[0], tiers[1], true]).filter(|(_, kept)| *kept);
        for (level, (best, _)) in plan.levels.iter().zip(kept) {
            prop_assert!(close(level.objective, f64::from(*best), 1e-9), "{level:?} {best}");
        }
    }
}

/// Weighted backlog of earliest due first: every month goes to whoever is released and
/// due first.
fn earliest_due(scenario: &Scenario, capacity: &[f64], tail: f64) -> f64 {
    let demands = scenario.demands();
    let mut open: Vec<f64> = demands.iter().map(|demand| demand.quantity).collect();
    let mut queue: Vec<usize> = (0..demands.len()).collect();
    queue.sort_by_key(|&index| demands[index].due);
    let mut backlog = 0.0;
    for (month, &capacity) in capacity.iter().enumerate() {
        let mut room = capacity;
        for &index in &queue {
            if scenario.index_of(demands[index].release) <= month {
                let given = room.min(open[index]);
                open[index] -= given;
                room -= given;
            }
            if scenario.index_of(demands[index].due) <= month {
                backlog += open[index];
            }
        }
    }
    backlog + tail * open.iter().sum::<f64>()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn equal_weights_are_earliest_due_first(
        capacity in prop::collection::vec(0.0_f64..6.0, 1..=14),
        orders in prop::collection::vec((0.1_f64..9.0, -4_i32..13, 0_i32..4, 0_i32..6), 1..=10),
    ) {
        let start = scenarios::start();
        let after = |months: i32| start.saturating_add(months);
        let points = (0..).zip(&capacity).map(|(month, rate)| (after(month), *rate));
        let months = capacity.len() as u32;
        let mut builder = Scenario::builder("equal", start, months)
            .product(Product::new("tonne").counted(Counting::Measured))
            .line(Line::new("line", Ramp::steps(points)).makes("tonne"))
            .partner(Partner::new("all"));
        for (index, &(quantity, signed, release, due)) in orders.iter().enumerate() {
            let signed = signed.min(months as i32 - 1);
            builder = builder.order(
                Order::new(format!("{index}"), "all", "tonne", after(signed))
                    .quantity(quantity)
                    .release(after(signed + release))
                    .due(after(signed + release + due)),
            );
        }
        let scenario = builder.build().unwrap();
        let tail = 7.5;
        let policy = Policy::tiers("all", [Tier::new("all")]).tail_months(tail);
        let plan = solve(&scenario, &policy);
        let expected = earliest_due(&scenario, &capacity, tail);
        prop_assert!(close(plan.levels[0].objective, expected, 1e-9), "{expected} {plan:?}");
    }
}

/// Middle-sized scenarios by seed: valid, the same every time, and planned by every
/// policy.
#[test]
fn middle_sized_scenarios_are_planned() {
    for seed in 0..3 {
        let scenario = scenarios::random_scenario(seed, 25, 4, 2, 3, 18);
        assert_eq!(scenario, scenarios::random_scenario(seed, 25, 4, 2, 3, 18));
        assert!(scenario.components().len() == 2 && scenario.orders().len() == 25);
        for policy in scenario.policies() {
            let plan = solve(&scenario, policy);
            assert_eq!(
                plan.status == Status::Proven,
                matches!(policy.method(), apportion::scenario::Method::Optimised(_))
            );
        }
    }
}
