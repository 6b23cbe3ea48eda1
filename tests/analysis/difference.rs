//! Two plans order by order: the figures worked out by hand, and what holds of any two.

use crate::support::cases;
use crate::support::generator::{Feature, drawn};
use crate::support::plans::{lost_months, planned};
use apportion::analysis::{Difference, Direction};
use apportion::plan::Plan;
use apportion::planner::plan;
use apportion::scenario::{
    Criterion, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder,
    Tranche,
};
use proptest::prelude::*;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Ten pumps a month for half a year. North (signed first) wants 20, south 30 in two
/// tranches, all due in February; east wants 20 and was due before the first month.
fn builder() -> ScenarioBuilder {
    let order = |id: &str, signed| {
        Order::new(format!("{id}-1"), id, "pump", month(signed)).due(month("2026-02"))
    };
    Scenario::builder("pumps", month("2026-01"), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("north").attribute("need", 1.0))
        .partner(Partner::new("south").attribute("need", 2.0))
        .partner(Partner::new("east").attribute("need", 0.0))
        .order(order("north", "2025-11").quantity(20.0))
        .order(order("south", "2025-12").tranche(Tranche::new(10.0)).tranche(Tranche::new(20.0)))
        .order(
            Order::new("east-1", "east", "pump", month("2025-12"))
                .quantity(20.0)
                .due(month("2025-12")),
        )
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::score("need", [Criterion::new("need", 0.0, 2.0)]))
}

fn difference() -> Difference {
    let scenario = builder().build().unwrap();
    Difference::of(&plan(&scenario, "queue").unwrap(), &plan(&scenario, "need").unwrap())
}

/// Queue: north January and February; then by id east (March, April) before south, which
/// has May and June, and ten units never.
/// Need: weights 10 south, 5.5 north, 1 east: south January to March, north April and May,
/// east June and ten units never. (East is late in January already, but weighs least.)
#[test]
fn figures_by_hand() {
    let difference = difference();
    let north = &difference.order("north-1").unwrap().shift;
    let (before, after) = (north.before.as_ref().unwrap(), north.after.as_ref().unwrap());
    assert_eq!((before.completion, before.backlog), (Some(month("2026-02")), 0.0));
    // Late 2 and 3 months.
    assert_eq!((after.completion, after.backlog), (Some(month("2026-05")), 20.0 + 30.0));
    assert_eq!((north.months, north.unit_months), (Some(3), Some(60.0)));
    assert_eq!(north.direction(), Some(Direction::Later));

    let south = difference.order("south-1").unwrap();
    let (before, after) =
        (south.shift.before.as_ref().unwrap(), south.shift.after.as_ref().unwrap());
    assert_eq!((before.completion, after.completion), (None, Some(month("2026-03"))));
    // Late 3 and 4 months, and ten units for the 5 months from February to June.
    assert_eq!((before.delivered, before.backlog), (20.0, 30.0 + 40.0 + 50.0));
    assert_eq!((after.delivered, after.backlog), (30.0, 10.0));
    // From months 4, 5, 6 (after the horizon) to 0, 1, 2.
    assert_eq!((south.shift.months, south.shift.unit_months), (None, Some(-120.0)));
    assert_eq!(south.shift.direction(), Some(Direction::Sooner));
    let moved: f64 = south.tranches.iter().map(|tranche| tranche.unit_months.unwrap()).sum();
    assert_eq!((south.tranches.len(), moved), (2, -120.0));

    // Due before the first month: late from January on.
    let east = &difference.order("east-1").unwrap().shift;
    assert_eq!(east.before.as_ref().unwrap().backlog, 20.0 + 30.0);
    assert_eq!(east.after.as_ref().unwrap().backlog, 50.0 + 60.0);
    assert_eq!(east.unit_months, Some(60.0));

    // The line makes the same, so nothing is gained in sum.
    assert_eq!(difference.unit_months(), 0.0);
    assert_eq!((difference.count(Direction::Later), difference.count(Direction::Sooner)), (2, 1));
    let sums: Vec<f64> = difference.partners.iter().map(|part| part.backlog).collect();
    assert_eq!(sums, [60.0, 50.0, -110.0]);
}

#[test]
fn orders_of_one_plan_only_are_listed() {
    let scenario = builder().build().unwrap();
    let queue = plan(&scenario, "queue").unwrap();
    let order =
        Order::new("west-1", "north", "pump", month("2026-01")).quantity(5.0).due(month("2026-03"));
    let more = builder().order(order).build().unwrap();
    let difference = Difference::of(&queue, &plan(&more, "queue").unwrap());
    assert_eq!(difference.only_before().count(), 0);
    let new: Vec<&str> = difference.only_after().map(|order| order.order.as_str()).collect();
    assert_eq!(new, ["west-1"]);
    assert_eq!(difference.order("west-1").unwrap().shift.direction(), None);
    let text = difference.to_string();
    assert!(text.contains("Only after\n west-1 (north): 5 pump, not completed"), "{text}");
    let back = Difference::of(&plan(&more, "queue").unwrap(), &queue);
    assert_eq!(back.only_before().count(), 1);
}

/// West is last in the queue: the line is north's in January and February, east's until April
/// and south's until June. Its ten are due in February, and it goes after a month more. They count
/// from February to June all the same, as those of customers who wait: to drive somebody away is
/// no way to have less backlog. Undelivered they all are, as if until July. The plan itself lists
/// a backlog of those who wait.
#[test]
fn who_has_left_counts_to_the_end() {
    let side = |patience: Option<u32>| {
        let order = Order::new("west-1", "north", "pump", month("2026-01"))
            .quantity(10.0)
            .due(month("2026-02"));
        let order = match patience {
            Some(months) => order.cancel_after(months),
            None => order,
        };
        let scenario = builder().order(order).build().unwrap();
        let plan = planned(&scenario, "queue");
        let difference = Difference::of(&plan, &plan);
        let side = difference.order("west-1").unwrap().shift.before.clone().unwrap();
        (side.delivered, side.backlog, side.lost, listed(&plan, "west-1"), side.delivery)
    };
    assert_eq!(side(Some(1)), (0.0, 10.0 * 5.0, 10.0, 10.0 * 2.0, 10.0 * 6.0));
    for patience in [None, Some(5), Some(30)] {
        let waits = (0.0, 10.0 * 5.0, 0.0, 10.0 * 5.0, 10.0 * 6.0);
        assert_eq!(side(patience), waits, "{patience:?}");
    }
}

/// A later start of the second plan is no later delivery.
#[test]
fn plans_of_other_horizons_are_counted_from_one_month() {
    let order =
        || Order::new("n", "north", "pump", month("2026-01")).quantity(10.0).due(month("2026-02"));
    let scenario = |start: &str, months| {
        Scenario::builder(start, month(start), months)
            .product(Product::new("pump"))
            .line(Line::new("hall", Ramp::steps([(month("2026-03"), 10.0)])).makes("pump"))
            .partner(Partner::new("north"))
            .order(order())
            .policy(Policy::first_come_first_served("queue"))
            .build()
            .unwrap()
    };
    let plans = [("2026-01", 6), ("2026-02", 9)]
        .map(|(start, months)| plan(&scenario(start, months), "queue").unwrap());
    let shift = Difference::of(&plans[0], &plans[1]).orders[0].shift.clone();
    assert_eq!((shift.months, shift.unit_months), (Some(0), Some(0.0)));
    assert_eq!(shift.direction(), Some(Direction::Same));
}

#[test]
fn text_csv_and_json_say_the_same() {
    let difference = difference();
    let read = Difference::from_json(&difference.to_json().unwrap()).unwrap();
    assert_eq!(read, difference);
    assert!(Difference::from_json("{\"version\":1}").is_err());
    let text = difference.to_string();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("3 orders in both: 1 sooner, 2 later, 0 as before"), "{text}");
    assert!(text.contains("before: pumps, policy queue (rule)"), "{text}");
    let row = text.lines().find(|line| line.contains("north-1")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells[2..], ["2026-02", "2026-02", "2026-05", "+3", "+60", "0", "50"]);
    let csv = difference.to_csv();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // Three orders, with one, one and two tranches.
    assert_eq!(rows.len(), 3 + 4);
    let south: Vec<&csv::StringRecord> = rows.iter().filter(|row| &row[0] == "south-1").collect();
    assert_eq!((&south[0][3], &south[0][13]), ("", "-120"));
    assert_eq!((&south[2][3], &south[2][4]), ("2", "20"));
}

/// Backlog of an order in unit-months, as the plan lists it.
fn listed(plan: &Plan, id: &str) -> f64 {
    let order = plan.order(id).unwrap();
    (0..plan.months as usize).map(|index| order.backlog_at(plan.month(index))).sum()
}

proptest! {
    #![proptest_config(cases(200))]

    /// Nothing differs from itself; the way back is the way there with the other sign;
    /// backlogs are those of the plans; what moves in the sum moves in the parts.
    #[test]
    fn laws(
        scenario in drawn()
            .with([Feature::Queue, Feature::Shares, Feature::Score, Feature::Tiers])
    ) {
        let plans = ["queue", "shares", "score", "tiers"]
            .map(|policy| planned(&scenario, policy));
        let none = Difference::of(&plans[2], &plans[2]);
        prop_assert_eq!(none.moved().count(), 0);
        for (before, after) in plans.iter().zip(&plans[1..]) {
            let there = Difference::of(before, after);
            let back = Difference::of(after, before);
            prop_assert_eq!(there.orders.len(), scenario.orders().len());
            for (one, two) in there.orders.iter().zip(&back.orders) {
                prop_assert_eq!(one.shift.months, two.shift.months.map(|months| -months));
                let (one_way, other) = (one.shift.unit_months.unwrap(), two.shift.unit_months.unwrap());
                prop_assert!((one_way + other).abs() <= 1e-6);
                prop_assert_eq!(
                    one.shift.direction() == Some(Direction::Sooner),
                    two.shift.direction() == Some(Direction::Later)
                );
                let scale = one.shift.before.as_ref().unwrap().delivery.max(1.0);
                let parts: f64 = one.tranches.iter().map(|part| part.unit_months.unwrap()).sum();
                prop_assert!((parts - one_way).abs() <= 1e-6 * scale);
                let id = one.order.as_str();
                for (side, plan) in [(&one.shift.before, before), (&one.shift.after, after)] {
                    let backlog = side.as_ref().unwrap().backlog;
                    let counted = listed(plan, id) + lost_months(plan, plan.order(id).unwrap());
                    prop_assert!((backlog - counted).abs() <= 1e-6 * backlog.max(1.0),
                        "{} against {}", backlog, counted);
                }
            }
        }
    }
}
