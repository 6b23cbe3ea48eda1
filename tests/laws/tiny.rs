//! Scenarios small enough to try every plan, and one line on which the best is known.

use super::{close, solve};
use crate::support::cases;
use crate::support::months::{month, shifted};
use crate::support::oracles::dispatch::{earliest_due, queue, queue_from_store};
use crate::support::oracles::enumeration::{Job, Slots, Way, least};
use apportion::check::check;
use apportion::scenario::{
    Component, Counting, Criterion, Gate, Line, Month, Order, Partner, Placement, Policy,
    PolicyChange, Product, Queue, Ramp, Scenario, Score, Stockpile, Tier, Tiers, WeightScale,
};
use proptest::prelude::*;

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
        month(index as i32)
    }

    fn scenario(&self) -> Scenario {
        self.scenario_of(Product::new("unit"))
    }

    fn scenario_of(&self, product: Product) -> Scenario {
        let ramp = |rates: &[u8]| {
            let points = rates.iter().enumerate();
            Ramp::steps(points.map(|(month, rate)| (Self::month(month), f64::from(*rate))))
        };
        let mut builder = Scenario::builder("tiny", Self::month(0), self.months() as u32)
            .product(product)
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
        let criterion = Criterion::new("weight", 1.0, 5.0);
        Policy::new("score", Score::new([criterion]).weights(Self::scale()))
            .tail_months(f64::from(self.tail))
    }

    fn tiers(&self) -> Policy {
        let criterion = Criterion::new("weight", 1.0, 5.0);
        let tiers = [Tier::new("first").at_least("first", 1.0), Tier::new("rest")];
        Policy::new("tiers", Tiers::new(tiers).weighted_by([criterion]).weights(Self::scale()))
            .tail_months(f64::from(self.tail))
    }

    /// The cost of one unit of an order made in a month, or never: weight times the
    /// month ends from due on at which it is missing, straight from the definition.
    fn cost(&self, order: &TinyOrder, made: Option<usize>) -> u32 {
        let until = made.unwrap_or(self.months() + usize::from(self.tail));
        let missing = (usize::from(order.due)..until).count();
        u32::from(order.weight) * missing as u32
    }

    /// The least cost over every plan in whole units, lexicographic in the levels given
    /// by `levels(order, month made)`.
    fn least(&self, levels: impl Fn(&TinyOrder, Option<usize>) -> Vec<u32>) -> Vec<f64> {
        let whole = |list: &[u8]| list.iter().copied().map(u32::from).collect::<Vec<_>>();
        let jobs = self.orders.iter().map(|order| {
            let made = (usize::from(order.release)..self.months()).map(Some).chain([None]);
            let ways = made.map(|slot| {
                let costs = levels(order, slot).into_iter().map(f64::from).collect();
                Way { slot, costs }
            });
            Job { units: order.units.into(), ways: ways.collect() }
        });
        let jobs: Vec<Job> = jobs.collect();
        let supply = self.supply.as_deref().map(whole);
        least(&Slots { room: whole(&self.capacity), supply }, &jobs)
    }
}

proptest! {
    #![proptest_config(cases(150))]

    /// Against every plan there is: the weighted backlog, tier by tier, then the
    /// earliest delivery, each with its weight, tier by tier.
    #[test]
    fn tiny_scenarios_against_enumeration(tiny in tiny()) {
        let scenario = tiny.scenario();
        let months = tiny.months();
        let made = |made: Option<usize>| made.unwrap_or(months) as u32;

        let plan = solve(&scenario, &tiny.score());
        let early = |order: &TinyOrder, month| u32::from(order.weight) * made(month);
        let best = tiny.least(|order, month| vec![tiny.cost(order, month), early(order, month)]);
        for (level, best) in plan.levels.iter().zip(&best) {
            prop_assert!(close(level.objective, *best, 1e-9), "{level:?} {best}");
        }

        let plan = solve(&scenario, &tiny.tiers());
        let best = tiny.least(|order, month| {
            let cost = tiny.cost(order, month);
            let split = |cost| if order.first { [cost, 0] } else { [0, cost] };
            [split(cost), split(early(order, month))].concat()
        });
        // A tier without orders has no level.
        let tiers = [true, false].map(|tier| tiny.orders.iter().any(|order| order.first == tier));
        let kept = best.iter().zip([tiers, tiers].concat()).filter(|(_, kept)| *kept);
        for (level, (best, _)) in plan.levels.iter().zip(kept) {
            prop_assert!(close(level.objective, *best, 1e-9), "{level:?} {best}");
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Against units that are placed one by one. All are signed in one month, so that ids decide.
    #[test]
    fn queues_place_unit_by_unit(tiny in tiny()) {
        let scenario = tiny.scenario();
        for placement in [Placement::Earliest, Placement::ByDue] {
            let plan = solve(&scenario, &Policy::new("queue", Queue::new().placed(placement)));
            prop_assert!(check(&scenario, &plan).is_clean());
            let by_due = placement == Placement::ByDue;
            let expected = queue(&scenario, &tiny.capacity, tiny.supply.as_deref(), by_due);
            for (order, expected) in plan.orders.iter().zip(expected) {
                let mut made = vec![0.0; tiny.months()];
                for part in &order.tranches[0].production {
                    made[scenario.index_of(part.month)] += part.quantity;
                }
                prop_assert_eq!(made, expected, "{} {:?}", order.order, placement);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(600))]

    /// The same from a store, which may be small.
    #[test]
    fn queues_deliver_from_store_unit_by_unit(
        tiny in tiny(),
        limit in prop::option::of(0_u8..=3),
    ) {
        let store = limit.map_or_else(Stockpile::new, |most| Stockpile::new().limit(most.into()));
        let scenario = tiny.scenario_of(Product::new("unit").stockpile(store));
        for placement in [Placement::Earliest, Placement::ByDue] {
            let plan = solve(&scenario, &Policy::new("queue", Queue::new().placed(placement)));
            let report = check(&scenario, &plan);
            prop_assert!(report.is_clean(), "{report}");
            let by_due = placement == Placement::ByDue;
            let supply = tiny.supply.as_deref();
            let expected = queue_from_store(&scenario, &tiny.capacity, supply, (limit, by_due));
            // Units are of nobody in particular: what is made is compared as a whole.
            let (mut made, mut own) = (vec![0.0; tiny.months()], vec![0.0; tiny.months()]);
            for (order, (delivered, produced)) in plan.orders.iter().zip(expected) {
                let mut got = vec![0.0; tiny.months()];
                for part in &order.tranches[0].taken {
                    got[scenario.index_of(part.month)] += part.quantity;
                }
                for part in &order.tranches[0].production {
                    made[scenario.index_of(part.month)] += part.quantity;
                }
                own.iter_mut().zip(produced).for_each(|(sum, units)| *sum += units);
                prop_assert_eq!(got, delivered, "{} {:?}", order.order, placement);
            }
            prop_assert_eq!(made, own, "{:?}", placement);
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn equal_weights_are_earliest_due_first(
        capacity in prop::collection::vec(0.0_f64..6.0, 1..=14),
        orders in prop::collection::vec((0.1_f64..9.0, -4_i32..13, 0_i32..4, 0_i32..6), 1..=10),
    ) {
        let start = Tiny::month(0);
        let after = |months: i32| shifted(start, months);
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

/// One line that makes a unit a month, and orders of one unit whose partners change.
#[derive(Debug, Clone)]
struct Changing {
    months: usize,
    ageing: f64,
    /// For each order: due and release month, rank at first, from which month on which.
    orders: Vec<(i32, usize, f64, usize, f64)>,
    /// The rank that makes the first tier, at first and from which month on.
    bounds: (f64, usize, f64),
    /// The rank that opens the gate.
    gate: f64,
}

fn changing() -> impl Strategy<Value = Changing> {
    let rank = || (1..5_u32).prop_map(f64::from);
    let order = (-2..6_i32, 0..4_usize, rank(), 0..6_usize, rank());
    let orders = proptest::collection::vec(order, 1..6);
    (3..7_usize, 0..3_u32, orders, (rank(), 0..6_usize, rank()), rank()).prop_map(
        |(months, ageing, orders, bounds, gate)| {
            let ageing = f64::from(ageing) / 2.0;
            Changing { months, ageing, orders, bounds, gate }
        },
    )
}

impl Changing {
    fn month(index: i32) -> Month {
        month(index)
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

    /// The cost of each tier, if an order is made in a month or left.
    fn cost(&self, order: usize, made: Option<usize>) -> [f64; 2] {
        let (due, ..) = self.orders[order];
        let mut cost = [0.0; 2];
        let last = self.months - 1;
        let waits = (0..made.unwrap_or(self.months)).filter(|month| *month as i32 >= due);
        let beyond = self.months..self.months + 3;
        let tail = beyond.filter(|month| made.is_none() && *month as i32 >= due).count();
        for month in waits.chain(std::iter::repeat_n(last, tail)) {
            let (_, tier, weight) = self.standing(order, month);
            let waited = f64::from((month as i32 - due).max(0));
            cost[tier] += weight * (1.0 + self.ageing * waited);
        }
        cost
    }

    /// The least cost of every plan: the first tier, then the second.
    fn least(&self) -> Vec<f64> {
        let jobs = (0..self.orders.len()).map(|order| {
            let opens = (0..self.months).find(|month| self.standing(order, *month).0 >= self.gate);
            // Who may never have anything costs nothing.
            let units = u32::from(opens.is_some());
            let release = self.orders[order].1.max(opens.unwrap_or(0));
            let made = (release..self.months).map(Some).chain([None]);
            let ways = made.map(|slot| Way { slot, costs: self.cost(order, slot).to_vec() });
            Job { units, ways: ways.collect() }
        });
        let jobs: Vec<Job> = jobs.collect();
        least(&Slots { room: vec![1; self.months], supply: None }, &jobs)
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// Against every plan there is.
    #[test]
    fn tiny_scenarios_that_change_against_enumeration(tiny in changing()) {
        let scenario = tiny.scenario();
        let plan = solve(&scenario, &tiny.policy());
        prop_assert!(check(&scenario, &plan).is_clean());
        let least = tiny.least();
        for (tier, name) in ["first", "rest"].into_iter().enumerate() {
            let name = format!("weighted backlog of tier {name}");
            let found = plan.levels.iter().find(|level| level.name == name);
            // A tier that nobody is ever in has no level.
            let found = found.map_or(0.0, |level| level.objective);
            prop_assert!((found - least[tier]).abs() < 5e-7, "{name}: {found} {least:?}");
        }
    }
}
