//! Who stands where in which month: overrides beside weights that change, steps at the edges
//! of the horizon, ratings, changes that lie behind the start.

use apportion::planner::Planner;
use apportion::ranking::{Ranking, rank};
use apportion::scenario::{
    Criterion, Line, Month, Order, Override, Partner, Policy, PolicyChange, Product, Ramp,
    Scenario, ScenarioBuilder, Score, Tier, WeightScale,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// One a month for half a year; A and B with an attribute.
fn book(a: Partner, b: Partner) -> ScenarioBuilder {
    let order =
        |id: &str| Order::new(id, id, "unit", month("2026-01")).quantity(2.0).due(month("2026-02"));
    Scenario::builder("standing", month("2026-01"), 6)
        .product(Product::new("unit"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit"))
        .partner(a)
        .partner(b)
        .orders([order("A"), order("B")])
}

fn ranked(id: &str, value: f64) -> Partner {
    Partner::new(id).attribute("rank", value)
}

/// Weight 1 + rank.
fn by_rank() -> Policy {
    Policy::new(
        "rank",
        Score::new([Criterion::new("rank", 0.0, 10.0)]).weights(WeightScale::linear(1.0, 11.0)),
    )
}

fn weights(ranking: &Ranking, order: &str) -> Vec<f64> {
    (0..6).map(|at| ranking.weight_in(order, month("2026-01") + at).unwrap()).collect()
}

/// A's rank rises from 2 to 4 in April. Its weight was set to 7 by hand: it stays 7, whatever
/// changes, before and after.
#[test]
fn a_weight_set_by_hand_does_not_change() {
    let a = ranked("A", 2.0).attribute_from(month("2026-04"), "rank", 4.0);
    let scenario = book(a, ranked("B", 1.0)).build().unwrap();
    let plain = rank(&scenario, &by_rank()).unwrap();
    assert_eq!(weights(&plain, "A"), [3.0, 3.0, 3.0, 5.0, 5.0, 5.0]);
    let policy = by_rank().overruled(Override::new("A", "by hand").weight(7.0));
    let ranking = rank(&scenario, &policy).unwrap();
    assert_eq!(weights(&ranking, "A"), [7.0; 6]);
    assert_eq!(weights(&ranking, "B"), [2.0; 6]);
    // The backlog: A costs 7 a unit and month late, B costs 2. A has January and February, B is
    // a month late with one unit and two with the other.
    let plan = Planner::new().plan(&scenario, &policy).unwrap().finished().unwrap();
    assert_eq!(plan.levels[0].objective, 2.0 + 4.0);
}

/// A step holds from its month on, the first one also before it, the last one to the end.
#[test]
fn tiers_change_in_their_month() {
    let tiers = |bound: f64| [Tier::new("first").at_least("rank", bound), Tier::new("rest")];
    let policy = Policy::tiers("tiers", tiers(3.0))
        .change(PolicyChange::from_month(month("2026-03")).tiers(tiers(2.0)))
        .change(PolicyChange::from_month(month("2026-05")).tiers(tiers(9.0)));
    let scenario = book(ranked("A", 3.0), ranked("B", 2.0)).build().unwrap();
    let ranking = rank(&scenario, &policy).unwrap();
    let tiers = |order: &str| -> Vec<usize> {
        (0..8).map(|at| ranking.tier_in(order, month("2025-12") + at).unwrap()).collect()
    };
    assert_eq!(tiers("A"), [0, 0, 0, 0, 0, 1, 1, 1]);
    assert_eq!(tiers("B"), [1, 1, 1, 0, 0, 1, 1, 1]);
}

/// Several changes before the first month: the last of them holds there, and nothing changes
/// later.
#[test]
fn changes_behind_the_start_are_history() {
    let a = ranked("A", 9.0)
        .attribute_from(month("2025-03"), "rank", 5.0)
        .attribute_from(month("2025-09"), "rank", 2.0)
        .attribute_from(month("2026-01"), "rank", 3.0);
    let scale = |high: f64| {
        PolicyChange::from_month(month("2025-01")).weights(WeightScale::linear(1.0, high))
    };
    let policy = by_rank()
        .change(scale(21.0))
        .change(PolicyChange::from_month(month("2025-06")).weights(WeightScale::linear(1.0, 31.0)));
    let scenario = book(a, ranked("B", 1.0)).build().unwrap();
    let ranking = rank(&scenario, &policy).unwrap();
    assert_eq!(weights(&ranking, "A"), [10.0; 6]);
    assert_eq!(weights(&ranking, "B"), [4.0; 6]);
    assert!(ranking.changes().is_empty(), "{:?}", ranking.changes());
}

/// Under ratings a partner stands where its best order does, whichever comes first.
#[test]
fn a_partner_stands_where_its_best_order_stands() {
    for ratings in [["DO", "DX"], ["DX", "DO"]] {
        let order = |id: &str, rating: &str| {
            let order = Order::new(id, "A", "unit", month("2026-01")).quantity(1.0);
            order.due(month("2026-03")).rating(rating)
        };
        let scenario = book(ranked("A", 0.0), ranked("B", 0.0))
            .orders([order("A2", ratings[0]), order("A3", ratings[1])])
            .build()
            .unwrap();
        let ranking = rank(&scenario, &Policy::dpas("dpas")).unwrap();
        let tier = |partner: &str| {
            let standing = ranking.partners().iter().find(|one| one.partner.as_str() == partner);
            ranking.tiers()[standing.unwrap().tier].clone()
        };
        assert_eq!((tier("A"), tier("B")), ("DX".to_owned(), "unrated".to_owned()));
    }
}
