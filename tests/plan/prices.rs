//! Price intervals of scenarios: each end against plans of the changed scenario.

use crate::support::months::month;
use apportion::plan::Plan;
use apportion::planner::{EngineChoice, PlanError, Planner};
use apportion::prices::{PriceIntervals, PriceQuery, PriceRow};
use apportion::scenario::{
    Cap, Commitment, Component, Criterion, Line, Order, Partner, Policy, Product, Ramp, Scenario,
    Tier,
};

const MONTHS: u32 = 8;

/// What a line or component has in each month, with a change in one.
fn ramp(rates: &[f64], change: Option<(usize, f64)>) -> Ramp {
    let rate = |(index, rate): (usize, &f64)| {
        let more = change.filter(|change| change.0 == index).map_or(0.0, |change| change.1);
        (month(index as i32), rate + more)
    };
    Ramp::steps(rates.iter().enumerate().map(rate))
}

/// Two products on a line, one of them also on another, one that needs seals. `change`:
/// which ramp (hall, yard, seal), in which month, how much more.
fn scenario(change: Option<(&str, usize, f64)>) -> Scenario {
    let of = |id: &str, rates: &[f64]| {
        ramp(rates, change.filter(|change| change.0 == id).map(|(_, index, more)| (index, more)))
    };
    let order = |id: &str, partner: &str, product: &str, due: i32, quantity: f64| {
        Order::new(id, partner, product, month(-3)).quantity(quantity).due(month(due))
    };
    let vital = Tier::new("vital").at_least("vital", 1.0);
    Scenario::builder("two lines", month(0), MONTHS)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(
            Line::new("hall", of("hall", &[4.0, 4.0, 0.0, 5.0, 5.0, 6.5, 6.5, 6.5]))
                .makes("pump")
                .makes_using("valve", 1.5),
        )
        .line(
            Line::new("yard", of("yard", &[0.5, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0])).makes("valve"),
        )
        .component(
            Component::new("seal", of("seal", &[0.0, 0.0, 9.0, 1.0, 0.0, 9.0, 0.0, 3.0]))
                .stock(3.0)
                .needed("pump", 1.0),
        )
        .partner(Partner::new("clinic").attribute("vital", 1.0))
        .partner(Partner::new("garden").attribute("vital", 0.0))
        .order(order("C-1", "clinic", "pump", 0, 6.0))
        .order(order("C-2", "clinic", "valve", 2, 7.0))
        .order(order("G-1", "garden", "pump", 1, 12.0))
        .order(order("G-2", "garden", "valve", 4, 5.0))
        .policy(Policy::tiers("strict", [vital, Tier::new("all")]))
        .policy(Policy::score("weights", [Criterion::new("vital", 0.0, 1.0)]))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap()
}

fn plan(scenario: &Scenario, policy: &str) -> Plan {
    let policy = scenario.policy(policy).unwrap();
    let planner = Planner::new().engine(EngineChoice::Microlp);
    planner.plan(scenario, policy).unwrap().finished().unwrap()
}

fn prices(policy: &str, query: &PriceQuery) -> Result<PriceIntervals, PlanError> {
    let scenario = scenario(None);
    Planner::new().price_intervals(&scenario, scenario.policy(policy).unwrap(), query)
}

#[test]
fn every_end_is_what_the_changed_scenario_gives() {
    for (policy, level) in [("weights", 1), ("strict", 1), ("strict", 2)] {
        let value = |change| plan(&scenario(change), policy).levels[level - 1].objective;
        let now = value(None);
        let found = prices(policy, &PriceQuery::new().level(level)).unwrap();
        assert_eq!(found.rows.len(), 3 * MONTHS as usize);
        assert!(found.rows.iter().any(|row| row.gain > 0.0));
        for row in &found.rows {
            let index = row.month.since(month(0)) as usize;
            let more = value(Some((row.part.id.as_str(), index, 1.0)));
            assert!((now - more - row.gain).abs() < 1e-6, "{policy} {level}: {row:?}");
            if level == 1 {
                assert!(row.gain <= row.price + 1e-9, "{row:?}");
                assert!(row.loss.is_none_or(|loss| row.price <= loss + 1e-9), "{row:?}");
            }
            let range = row.range.unwrap();
            let end = range.more.unwrap_or(1000.0);
            let there = value(Some((row.part.id.as_str(), index, end)));
            assert!((now - there - end * row.gain).abs() < 1e-6, "{policy} {level}: {row:?}");
            if let (Some(end), 1) = (range.more, level) {
                let beyond = value(Some((row.part.id.as_str(), index, end + 0.25)));
                assert!(beyond > there - 0.25 * row.gain + 1e-9, "{policy}: {row:?}");
            }
            // A scenario cannot have less than nothing of anything.
            let rates = scenario(None);
            let rates = match row.part.kind.name() {
                "line" => rates
                    .lines()
                    .iter()
                    .find(|line| *line.id() == *row.part.id.as_str())
                    .map(|line| line.ramp().clone()),
                _ => Some(rates.components()[0].supply().clone()),
            };
            let rate = rates.unwrap().rates(month(0), MONTHS)[index];
            if rate >= 1.0 {
                let less = value(Some((row.part.id.as_str(), index, -1.0)));
                let loss = row.loss.unwrap();
                assert!((less - now - loss).abs() < 1e-6, "{policy} {level}: {row:?}");
                let end = range.less.min(rate);
                let there = value(Some((row.part.id.as_str(), index, -end)));
                assert!((there - now - end * loss).abs() < 1e-6, "{policy} {level}: {row:?}");
            } else {
                // Of a line there is nothing to take; of seals there is the stock.
                assert_eq!(row.loss.is_none(), row.part.kind.name() == "line", "{row:?}");
            }
        }
    }
}

#[test]
fn parts_and_months_can_be_chosen() {
    let query = PriceQuery::new().part("seal").months(month(2), month(4));
    let few = prices("weights", &query).unwrap();
    let all = prices("weights", &PriceQuery::new()).unwrap();
    assert_eq!(few.rows.len(), 3);
    assert!(few.rows.iter().all(|row| all.rows.contains(row)));
    // An earlier seal does all that a later one does.
    let seals = &all.rows[2 * MONTHS as usize..];
    assert!(seals.windows(2).all(|pair| pair[0].gain >= pair[1].gain - 1e-9));
}

/// A promise that is kept makes a level of its own, the first, on which nothing has a price.
#[test]
fn without_a_level_the_one_that_counts_is_priced() {
    let promised = scenario(None).to_builder().commitment(Commitment::new("C-2", 1.0, month(7)));
    let promised = promised.build().unwrap();
    let policy = promised.policy("weights").unwrap();
    let ask = |query| Planner::new().price_intervals(&promised, policy, &query).unwrap();
    let (found, first) = (ask(PriceQuery::new()), ask(PriceQuery::new().level(1)));
    assert_eq!((first.level, found.level), (1, 2));
    assert!(first.rows.iter().all(|row| row.gain == 0.0), "{first}");
    assert_eq!(found.rows, ask(PriceQuery::new().level(2)).rows);
    assert!(found.rows.iter().any(|row| row.gain > 0.0), "{found}");
}

#[test]
fn they_are_a_value_and_a_table() {
    let prices = prices("weights", &PriceQuery::new()).unwrap();
    assert_eq!(PriceIntervals::from_json(&prices.to_json().unwrap()).unwrap(), prices);
    assert_eq!(prices.to_csv().lines().count(), prices.rows.len() + 1);
    assert!(prices.ranked().windows(2).all(|pair| pair[0].gain >= pair[1].gain - 1e-6));
    let text = prices.to_string();
    assert!(
        text.starts_with("Prices: two lines, policy weights, level 1: weighted backlog"),
        "{text}"
    );
    assert!(text.contains("one less costs") && text.contains("seal"), "{text}");
}

/// Five a month. L may have two in January by a cap, and no more than that is ever in its way; M
/// takes one a month. Of L's four, due in January, two are a month late, and one of M's two.
fn capped_and_limited() -> Scenario {
    let order = |id: &str, partner: &str, quantity: f64| {
        Order::new(id, partner, "pump", month(-3)).quantity(quantity).due(month(0))
    };
    let cap = Cap::of_line("two", "hall").for_partner("low").amount(2.0);
    Scenario::builder("capped", month(0), 4)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(5.0)).makes("pump"))
        .partner(Partner::new("low"))
        .partner(Partner::new("high"))
        .order(order("L", "low", 4.0))
        .order(order("M", "high", 2.0).most_per_month(1.0))
        .cap(cap.to(month(0)))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .build()
        .unwrap()
}

/// A cap has a price in the months in which it holds, and a monthly limit if it is asked for.
#[test]
fn caps_are_priced_where_they_hold_and_limits_on_request() {
    let scenario = capped_and_limited();
    let prices = |query: PriceQuery| {
        let policy = scenario.policy("tiers").unwrap();
        let found = Planner::new().price_intervals(&scenario, policy, &query).unwrap();
        let row = |row: &PriceRow| {
            let index = row.month.since(month(0));
            (row.part.to_string(), index, row.gain, row.loss)
        };
        found.rows.iter().map(row).collect::<Vec<_>>()
    };
    let row = |part: &str, index: u32, gain, loss| (part.to_owned(), index, gain, Some(loss));
    // A unit more by the cap in January is a unit-month less, one less is one more. With four in
    // place of five the hall makes the three of January and of February all the same.
    let mut expected: Vec<_> = (0..4).map(|index| row("line hall", index, 0.0, 0.0)).collect();
    expected.push(row("cap two", 0, 1.0, 1.0));
    assert_eq!(prices(PriceQuery::new()), expected);
    // Two of M in January are in time. None in January: two late then, and one in February; none
    // in February: the second is late then, too.
    let expected = [(1.0, 2.0), (0.0, 1.0), (0.0, 0.0), (0.0, 0.0)];
    let expected =
        (0..).zip(expected).map(|(index, of)| row("monthly limit of order M", index, of.0, of.1));
    assert_eq!(prices(PriceQuery::new().part("M")), expected.collect::<Vec<_>>());
}

/// What saves most comes first; of what saves alike, that of which there is not one unit to lose
/// comes before what costs most to lose, and the earlier month before the later.
#[test]
fn prices_are_ranked() {
    let row = |id: &str, index: i32, gain: f64, loss: Option<f64>| {
        serde_json::json!({
            "part": { "kind": "line", "id": id },
            "month": month(index), "gain": gain, "price": gain, "loss": loss,
        })
    };
    let rows = [
        row("a", 0, 1.0, Some(1.0)),
        row("b", 4, 1.0, Some(2.0)),
        row("c", 3, 1.0, Some(2.0)),
        row("d", 5, 1.0, None),
        row("e", 0, 0.0, None),
        row("f", 6, 3.0, Some(3.0)),
    ];
    let prices = serde_json::json!({
        "scenario": "s", "policy": "p", "level": 1, "name": "backlog", "rows": rows,
    });
    let prices = PriceIntervals::from_json(&prices.to_string()).unwrap();
    let ids: Vec<&str> = prices.ranked().iter().map(|row| row.part.id.as_str()).collect();
    assert_eq!(ids, ["f", "d", "c", "b", "a", "e"]);
}

#[test]
fn what_is_not_there_is_said() {
    let ask = |policy, query: PriceQuery| prices(policy, &query);
    let rule = ask("queue", PriceQuery::new());
    assert!(matches!(rule, Err(PlanError::NoPrices(id)) if id == "queue"));
    let level = ask("weights", PriceQuery::new().level(9));
    assert!(matches!(level, Err(PlanError::UnknownLevel { level: 9, .. })));
    let part = ask("weights", PriceQuery::new().part("barn"));
    assert!(matches!(part, Err(PlanError::UnknownPart(id)) if id == "barn"));
}
