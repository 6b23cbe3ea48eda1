//! The two rules, month by month, against plans worked out by hand.

use crate::support::months::month;
use crate::support::plans::{clean_plan, delivered, produced, used};
use apportion::check::{Code, check};
use apportion::plan::{Plan, ResourceKind};
use apportion::scenario::{
    Component, Line, Order, Partner, Placement, Policy, Product, Queue, Ramp, Scenario,
    ScenarioBuilder,
};

fn book(months: u32) -> ScenarioBuilder {
    Scenario::builder("book", month(0), months)
        .product(Product::new("p"))
        .partner(Partner::new("north"))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
}

fn order(id: &str, signed: i32, release: i32, quantity: f64) -> Order {
    Order::new(id, "north", "p", month(signed))
        .release(month(release))
        .due(month(release))
        .quantity(quantity)
}

/// Asserts what is produced of an order's only tranche.
fn assert_produced(plan: &Plan, order: &str, expected: &[(i32, &str, f64)]) {
    let found = produced(plan, order, 0);
    assert_eq!(found.len(), expected.len(), "{order}: {found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1.as_str()), (expected.0, expected.1), "{order}");
        assert!((found.2 - expected.2).abs() < 1e-9, "{order}: {found:?} is not {expected:?}");
    }
}

/// Two lines (b takes two units of its capacity for one of p) and a component of which 6
/// are there in the first month and 4 come every month. Z was signed first and may be
/// delivered from the third month on: nobody takes what it will need.
#[test]
fn first_come_first_served_keeps_components_for_earlier_orders() {
    let scenario = book(4)
        .line(Line::new("a", Ramp::flat(3.0)).makes("p"))
        .line(Line::new("b", Ramp::flat(4.0)).makes_using("p", 2.0))
        .component(Component::new("c", Ramp::flat(4.0)).stock(2.0).needed("p", 1.0))
        .orders([order("Z", -3, 2, 6.0), order("Y", -2, 0, 11.0), order("X", -1, 0, 5.0)])
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "queue");
    // All that both lines make in the third month, and one more.
    assert_produced(&plan, "Z", &[(2, "a", 3.0), (2, "b", 2.0), (3, "a", 1.0)]);
    // Of 10 components that came by the second month Z needs 1 (5 less the 4 of the
    // third), so 9 are made by then; in the third month the lines are full.
    assert_produced(
        &plan,
        "Y",
        &[(0, "a", 3.0), (0, "b", 2.0), (1, "a", 3.0), (1, "b", 1.0), (3, "a", 2.0)],
    );
    // One component is left; line a is full.
    assert_produced(&plan, "X", &[(3, "b", 1.0)]);

    assert_eq!(delivered(&plan, "Z", 0), [(2, 5.0), (3, 1.0)]);
    assert_eq!(delivered(&plan, "Y", 0), [(0, 5.0), (1, 4.0), (3, 2.0)]);
    let y = plan.order("Y").unwrap();
    assert_eq!((y.first, y.half), (Some(month(0)), Some(month(1))));
    assert_eq!((y.completion, y.lateness, y.wait), (Some(month(3)), Some(3), Some(5)));
    let x = plan.order("X").unwrap();
    assert_eq!((x.completion, x.half, x.delivered), (None, None, 1.0));
    assert_eq!(plan.backlog.total, [11.0, 7.0, 8.0, 4.0]);
    assert_eq!(used(&plan, ResourceKind::Line, 1).used, [4.0, 2.0, 4.0, 2.0]);
    assert_eq!(used(&plan, ResourceKind::Component, 0).left, [1.0, 1.0, 0.0, 0.0]);
    // Backlog, and 4 units left with 4 months and the tail of 12 since their due month.
    let late = 5.0 * 0.0 + 4.0 + 2.0 * 3.0 + 1.0 + 1.0 * 3.0 + 4.0 * (4.0 + 12.0);
    assert!((plan.levels[0].objective - late).abs() < 1e-9);
}

/// Of the same contract month, the smaller id comes first; an urgent due month changes
/// nothing.
#[test]
fn first_come_first_served_goes_by_contract_then_id() {
    let scenario = book(3)
        .line(Line::new("a", Ramp::flat(2.0)).makes("p"))
        .orders([
            order("B", 0, 0, 2.0),
            order("A", 0, 1, 2.0),
            order("C", -1, 0, 1.0).due(month(2)),
        ])
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "queue");
    assert_produced(&plan, "C", &[(0, "a", 1.0)]);
    assert_produced(&plan, "A", &[(1, "a", 2.0)]);
    assert_produced(&plan, "B", &[(0, "a", 1.0), (2, "a", 1.0)]);
}

/// One unit a month. X takes its due month and the one before, Y (released and due in the third
/// month, which is taken) the fourth. A plan of one placement is none of the other.
#[test]
fn first_come_first_served_by_due_month_is_another_rule() {
    let scenario = book(5)
        .line(Line::new("a", Ramp::flat(1.0)).makes("p"))
        .orders([order("X", -2, 0, 2.0).due(month(2)), order("Y", -1, 2, 1.0)])
        .policy(Policy::new("by due", Queue::new().placed(Placement::ByDue)))
        .build()
        .unwrap();
    let mut by_due = clean_plan(&scenario, "by due");
    assert_produced(&by_due, "X", &[(1, "a", 1.0), (2, "a", 1.0)]);
    assert_produced(&by_due, "Y", &[(3, "a", 1.0)]);
    let mut early = clean_plan(&scenario, "queue");
    assert_produced(&early, "X", &[(0, "a", 1.0), (1, "a", 1.0)]);
    assert_produced(&early, "Y", &[(2, "a", 1.0)]);
    std::mem::swap(&mut by_due.policy, &mut early.policy);
    for plan in [by_due, early] {
        let report = check(&scenario, &plan);
        assert!(report.iter().any(|violation| violation.code == Code::RuleBroken), "{report}");
    }
}

/// Three units a month for what is open: 6 and 3 at first, from the second month on a
/// third order of 4.
#[test]
fn pro_rata_shares_by_open_quantity() {
    let scenario = book(5)
        .line(Line::new("a", Ramp::flat(3.0)).makes("p"))
        .orders([order("X", -5, 0, 6.0), order("Y", -1, 0, 3.0), order("Z", -9, 1, 4.0)])
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "shares");
    // Shares: 2, 3.2, 4.4, 5.6, 6 of X; 1, 1.6, 2.2, 2.8, 3 of Y; 1.2, 2.4, 3.6, 4 of Z. Three whole
    // units a month: what fills one must be delivered, the rest goes to whose share fills the
    // next one first, and of equals to X, due and signed first.
    assert_eq!(delivered(&plan, "X", 0), [(0, 2.0), (1, 2.0), (2, 1.0), (3, 1.0)]);
    assert_eq!(delivered(&plan, "Y", 0), [(0, 1.0), (2, 1.0), (3, 1.0)]);
    assert_eq!(delivered(&plan, "Z", 0), [(1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0)]);
    assert_produced(&plan, "Y", &[(0, "a", 1.0), (2, "a", 1.0), (3, "a", 1.0)]);
    assert_eq!(plan.order("Y").unwrap().completion, Some(month(3)));
    assert_eq!(plan.backlog.total, [6.0, 7.0, 4.0, 1.0, 0.0]);
}

/// Two lines of 4 and 2 a month and a component of which 5, then 3 a month are there:
/// the component decides how much, the lines share as their room is.
#[test]
fn pro_rata_shares_lines_and_components() {
    let scenario = book(3)
        .line(Line::new("a", Ramp::flat(4.0)).makes("p"))
        .line(Line::new("b", Ramp::flat(2.0)).makes("p"))
        .component(Component::new("c", Ramp::flat(3.0)).stock(2.0).needed("p", 1.0))
        .orders([order("X", 0, 0, 10.0), order("Y", 0, 0, 5.0)])
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "shares");
    // Room 4 and 2 in the first month, then 3 (as many as there are components) and 2: so 10/3 and
    // 5/3 are made, then 1.8 and 1.2. First what the shares fill, X before Y; then one more each
    // month, for X of equals.
    assert_produced(
        &plan,
        "X",
        &[(0, "a", 3.0), (0, "b", 1.0), (1, "a", 1.0), (1, "b", 1.0), (2, "a", 1.0), (2, "b", 1.0)],
    );
    let made: f64 = produced(&plan, "Y", 0).iter().map(|part| part.2).sum();
    assert!((made - 3.0).abs() < 1e-9);
    assert_eq!(used(&plan, ResourceKind::Component, 0).left, [0.0, 0.0, 0.0]);
    // Shares: 3.33, 5.33, 7.33 of X and 1.67, 2.67, 3.67 of Y.
    assert_eq!(delivered(&plan, "X", 0), [(0, 4.0), (1, 2.0), (2, 2.0)]);
    assert_eq!(delivered(&plan, "Y", 0), [(0, 1.0), (1, 1.0), (2, 1.0)]);
}

/// Products that share a line get the same share of what is open, whatever they use.
#[test]
fn pro_rata_cuts_all_products_of_a_line_alike() {
    let scenario = book(2)
        .product(Product::new("q"))
        .line(Line::new("a", Ramp::flat(5.0)).makes("p").makes_using("q", 2.0))
        .order(order("P", 0, 0, 4.0))
        .order(Order::new("Q", "north", "q", month(0)).due(month(0)).quantity(3.0))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "shares");
    assert_produced(&plan, "P", &[(0, "a", 2.0), (1, "a", 2.0)]);
    assert_produced(&plan, "Q", &[(0, "a", 1.5), (1, "a", 1.5)]);
    assert_eq!(delivered(&plan, "Q", 0), [(0, 1.0), (1, 2.0)]);
    assert_eq!(plan.backlog.total, [4.0, 0.0]);
}

/// Half of a measured order is made when 3.5 of 7 are, though the four amounts add up to
/// a little less.
#[test]
fn half_is_reached_within_rounding() {
    use apportion::scenario::Counting;
    let scenario = Scenario::builder("book", month(0), 2)
        .product(Product::new("p").counted(Counting::Measured))
        .partner(Partner::new("north"))
        .line(Line::new("a", Ramp::flat(2.0)).makes_using("p", 1.5))
        .line(
            Line::new("b", Ramp::steps([(month(0), 0.25), (month(1), 1.0)])).makes_using("p", 1.5),
        )
        .order(order("X", 0, 0, 7.0))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "queue");
    assert_eq!(plan.orders[0].half, Some(month(1)));
}
