//! Working days, yield and outages: the capacity that is really there.

use crate::support::plans::{assert_clean, assert_found, used, used_mut};
use apportion::check::Code;
use apportion::plan::ResourceKind;
use apportion::planner::plan;
use apportion::scenario::{
    Calendar, Component, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    ScenarioBuilder, Tier,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Half a year from 2026-01 on: 22, 20, 22, 22, 21 and 22 weekdays.
fn hall(line: Line) -> ScenarioBuilder {
    Scenario::builder("hall", month("2026-01"), 6)
        .product(Product::new("pump"))
        .line(line.makes("pump"))
        .partner(Partner::new("north"))
        .order(
            Order::new("N", "north", "pump", month("2025-12"))
                .quantity(1000.0)
                .due(month("2026-02")),
        )
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
}

/// Every policy makes as much as there is capacity, and says so.
fn assert_capacity(scenario: &Scenario, expected: [f64; 6]) {
    assert_eq!(scenario.capacity(scenario.lines()[0].id().as_str()).unwrap(), expected);
    for policy in ["tiers", "queue", "shares"] {
        let plan = plan(scenario, policy).unwrap();
        assert_clean(scenario, &plan);
        let hall = used(&plan, ResourceKind::Line, 0);
        assert_eq!(hall.offered, expected.map(Some), "{policy}");
        let used = hall.used.iter().zip(expected);
        assert!(used.clone().all(|(used, there)| (used - there).abs() < 1e-9), "{policy}");
    }
}

#[test]
fn ramps_per_working_day() {
    let plain = Line::new("hall", Ramp::flat(2.0).per_working_day());
    let scenario = hall(plain.clone()).build().unwrap();
    assert_capacity(&scenario, [44.0, 40.0, 44.0, 44.0, 42.0, 44.0]);

    // New Year's Day is a Thursday, 3 January a Saturday; May has ten days, whatever
    // holidays it has.
    let calendar = Calendar::new()
        .holiday("2026-01-01".parse().unwrap())
        .holiday("2026-01-03".parse().unwrap())
        .holiday("2026-05-01".parse().unwrap())
        .working_days(month("2026-05"), 10);
    let scenario = hall(plain).calendar(calendar).build().unwrap();
    assert_capacity(&scenario, [42.0, 40.0, 44.0, 44.0, 20.0, 44.0]);

    // The rate of a day rises; the month has its days times that.
    let rising = Ramp::linear([(month("2026-01"), 1.0), (month("2026-05"), 3.0)]);
    let scenario = hall(Line::new("hall", rising.per_working_day())).build().unwrap();
    assert_capacity(&scenario, [22.0, 30.0, 44.0, 55.0, 63.0, 66.0]);
}

#[test]
fn yield_and_outages() {
    let line = Line::new("hall", Ramp::flat(64.0))
        .yields(0.5)
        .yields_from(month("2026-03"), 0.75)
        .outage(month("2026-02"), month("2026-04"), 0.25)
        .outage(month("2026-04"), month("2026-04"), 0.5)
        .outage(month("2026-06"), month("2026-08"), 1.0);
    let scenario = hall(line).build().unwrap();
    assert_capacity(&scenario, [32.0, 24.0, 36.0, 18.0, 48.0, 0.0]);

    let late = Line::new("hall", Ramp::flat(64.0)).yields_from(month("2026-05"), 0.25);
    let scenario = hall(late).build().unwrap();
    assert_capacity(&scenario, [64.0, 64.0, 64.0, 64.0, 16.0, 16.0]);
}

/// Supply comes per working day too.
#[test]
fn supply_per_working_day() {
    let seals = Component::new("seal", Ramp::flat(0.5).per_working_day()).needed("pump", 1.0);
    let scenario = hall(Line::new("hall", Ramp::flat(64.0))).component(seals).build().unwrap();
    let plan = plan(&scenario, "tiers").unwrap();
    assert_clean(&scenario, &plan);
    let seals = used(&plan, ResourceKind::Component, 0);
    assert_eq!(seals.offered, [11.0, 10.0, 11.0, 11.0, 10.5, 11.0].map(Some));
    assert_eq!(plan.order("N").unwrap().delivered, 64.0);
}

#[test]
fn plans_that_use_what_is_lost_are_found() {
    let line = Line::new("hall", Ramp::flat(1.0).per_working_day()).yields(0.5).outage(
        month("2026-02"),
        month("2026-02"),
        0.5,
    );
    let scenario = hall(line).build().unwrap();
    let plan = plan(&scenario, "queue").unwrap();
    assert_found(
        &scenario,
        &plan,
        &[
            ("all days of the month", Code::ResourceOffered, &|plan| {
                used_mut(plan, ResourceKind::Line, 0).offered[0] = Some(15.5);
            }),
            ("without yield", Code::Capacity, &|plan| {
                plan.orders[0].tranches[0].production[2].quantity *= 2.0;
            }),
            ("without outage", Code::Capacity, &|plan| {
                plan.orders[0].tranches[0].production[1].quantity = 10.0;
            }),
        ],
    );
}
