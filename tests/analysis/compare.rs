//! Policies side by side: the figures worked out by hand, and what is written and read.

use std::sync::{Arc, Mutex};

use apportion::analysis::{CompareError, Comparison, compare};
use apportion::engine::SolveOptions;
use apportion::plan::Status;
use apportion::planner::Planner;
use apportion::scenario::{
    Criterion, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Ten pumps a month for half a year; 20 for north (signed first), 30 for south, due
/// after two months, and 40 for east, which the horizon does not serve. West has no order.
fn scenario() -> Scenario {
    let order = |id: &str, signed, quantity| {
        Order::new(format!("{id}-1"), id, "pump", month(signed))
            .quantity(quantity)
            .due(month("2026-02"))
    };
    Scenario::builder("pumps", month("2026-01"), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("north").attribute("need", 1.0))
        .partner(Partner::new("south").attribute("need", 3.0))
        .partner(Partner::new("east").attribute("need", 1.0))
        .partner(Partner::new("west").attribute("need", 2.0))
        .order(order("north", "2025-11", 20.0))
        .order(order("south", "2025-12", 30.0))
        .order(order("east", "2026-01", 40.0))
        .policy(Policy::score("need", [Criterion::new("need", 0.0, 3.0)]))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
        .build()
        .unwrap()
}

fn all() -> Comparison {
    let scenario = scenario();
    compare(&scenario, scenario.policies(), &Planner::new(), None).unwrap()
}

#[test]
fn figures_by_hand() {
    let comparison = all();
    // Without a choice, the queue is the baseline wherever it stands.
    assert_eq!(comparison.baseline, 1);
    let queue = comparison.baseline().unwrap();
    assert_eq!((queue.policy.as_str(), queue.status), ("queue", Status::Rule));

    // North: 10 in January and 10 in February, signed in November: 2 and 3 months.
    let north = queue.partner("north").unwrap();
    assert_eq!(north.average_wait, Some(2.5));
    assert_eq!(north.completion, Some(month("2026-02")));
    assert_eq!((north.late, north.peak_backlog, north.peak_month), (0.0, 0.0, None));
    assert_eq!((north.rank, north.orders_on_time), (Some(1), 1));

    // South: March to May, signed in December: 3, 4, 5 months; 30 due in February.
    let south = queue.partner("south").unwrap();
    assert_eq!(south.average_wait, Some(4.0));
    assert_eq!((south.late, south.peak_backlog), (30.0, 30.0));
    assert_eq!(south.peak_month, Some(month("2026-02")));
    assert_eq!(south.backlog_unit_months, 30.0 + 20.0 + 10.0);

    // East: 10 in June, 30 never: 5 months, and 6 as if delivered in July.
    let east = queue.partner("east").unwrap();
    assert_eq!(east.undelivered, 30.0);
    assert_eq!(east.share_completed, Some(0.25));
    assert_eq!(east.average_wait, Some((10.0 * 5.0 + 30.0 * 6.0) / 40.0));
    assert_eq!((east.late, east.completion, east.rank), (40.0, None, Some(3)));

    // West waits for nothing.
    let west = queue.partner("west").unwrap();
    assert_eq!((west.orders, west.average_wait, west.rank, west.gain), (0, None, None, None));

    let totals = &queue.totals;
    assert_eq!((totals.orders, totals.orders_on_time, totals.orders_completed), (3, 1, 2));
    assert_eq!((totals.late, totals.undelivered), (70.0, 30.0));
    assert_eq!((totals.peak_backlog, totals.peak_month), (70.0, Some(month("2026-02"))));
    assert_eq!(totals.relative_gap(), None);
}

#[test]
fn gains_are_measured_against_the_baseline() {
    let comparison = all();
    assert!(comparison.baseline().unwrap().winners().is_empty());
    let need = comparison.case("need").unwrap();
    assert_eq!(need.status, Status::Proven);
    assert!(need.totals.relative_gap().unwrap() <= 1e-9);
    // South first: its 30 units in January to March, 1 to 3 months.
    let south = need.partner("south").unwrap();
    assert_eq!(south.average_wait, Some(2.0));
    assert_eq!(south.gain, Some(2.0));
    assert_eq!(need.winners()[0].partner, "south");
    assert!(need.losers().iter().all(|loser| loser.gain < Some(0.0)));
    // Capacity is the same, so the units delivered are.
    let delivered = |case: &apportion::analysis::Case| case.totals.undelivered;
    assert!(comparison.cases.iter().all(|case| (delivered(case) - 30.0).abs() < 2.0));
}

#[test]
fn the_baseline_can_be_chosen() {
    let scenario = scenario();
    let planner = Planner::new();
    let comparison = compare(&scenario, scenario.policies(), &planner, Some("shares")).unwrap();
    assert_eq!(comparison.baseline().unwrap().policy, "shares");
    let error = compare(&scenario, scenario.policies(), &planner, Some("none")).unwrap_err();
    assert!(matches!(error, CompareError::UnknownBaseline { .. }));
    let text = error.to_string();
    assert!(text.contains("`none`") && text.contains("need, queue, shares"), "{text}");
}

#[test]
fn nothing_and_twice_are_errors() {
    let scenario = scenario();
    let planner = Planner::new();
    assert!(matches!(compare(&scenario, &[], &planner, None), Err(CompareError::Empty)));
    let queue = Policy::first_come_first_served("queue");
    let twice = compare(&scenario, &[queue.clone(), queue], &planner, None);
    assert!(matches!(twice, Err(CompareError::Twice(id)) if id == "queue"));
    let unfit = Policy::score("unfit", [Criterion::new("unknown", 0.0, 1.0)]);
    let error = compare(&scenario, &[unfit], &planner, None).unwrap_err();
    assert!(matches!(&error, CompareError::Plan { policy, .. } if policy == "unfit"), "{error}");
}

#[test]
fn json_is_lossless() {
    let comparison = all();
    let read = Comparison::from_json(&comparison.to_json().unwrap()).unwrap();
    assert_eq!(read, comparison);
    assert!(Comparison::from_json("{").is_err());
    assert!(Comparison::from_json("{\"version\":1,\"baseline\":0,\"cases\":[],\"x\":1}").is_err());
    // Whatever is read can be printed.
    let odd = Comparison::from_json("{\"version\":1,\"baseline\":7,\"cases\":[]}").unwrap();
    assert_eq!(odd.to_string(), "nothing to compare");
}

#[test]
fn csv_has_a_row_for_each_policy_and_partner() {
    let comparison = all();
    let text = comparison.to_csv();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 3 * 4);
    let column = |name: &str| text.lines().next().unwrap().split(',').position(|c| c == name);
    let wait = column("average_wait").unwrap();
    let value = rows
        .iter()
        .find(|row| &row[1] == "queue" && &row[4] == "east")
        .map(|row| row[wait].parse::<f64>().unwrap());
    assert_eq!(value, comparison.baseline().unwrap().partner("east").unwrap().average_wait);
}

#[test]
fn text_fits_the_screen_and_names_winners() {
    let comparison = all();
    let text = comparison.to_string();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("pumps: 3 plans, baseline queue"), "{text}");
    assert!(text.contains("need: 1 gains (south ▲ 2.0)"), "{text}");
    assert!(text.contains("> 2026-06") && text.contains("≥ 5.8 (3)"), "{text}");
    // Who has no order does not fill the tables.
    assert!(!text.contains("west"), "{text}");
}

/// Twelve policies do not fit beside each other.
#[test]
fn many_policies_are_broken_into_several_tables() {
    let scenario = scenario();
    let policies: Vec<Policy> = (0..12)
        .map(|index| Policy::first_come_first_served(format!("first come number {index}")))
        .collect();
    let comparison = compare(&scenario, &policies, &Planner::new(), None).unwrap();
    let text = comparison.to_string();
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 110, "{widest}\n{text}");
    assert!(text.contains("nobody's average wait changes"), "{text}");
}

/// A case is a plan of any scenario.
#[test]
fn plans_of_several_scenarios_are_compared() {
    let slow = scenario();
    let fast = slow
        .to_builder()
        .line(Line::new("second hall", Ramp::flat(10.0)).makes("pump"))
        .build()
        .unwrap();
    let plans = [&slow, &fast].map(|scenario| apportion::planner::plan(scenario, "queue").unwrap());
    let comparison = Comparison::of(&plans, 0).unwrap();
    let gain = comparison.cases[1].partner("south").unwrap().gain;
    assert!(gain > Some(1.0), "{gain:?}");
    assert!(Comparison::of(&plans, 2).is_err());
}

/// Names of scenarios that would fill the tables are given once.
#[test]
fn long_names_of_scenarios_become_numbers() {
    let plan = |name: &str| {
        let mut plan = apportion::planner::plan(&scenario(), "queue").unwrap();
        name.clone_into(&mut plan.scenario);
        plan
    };
    let names = ["the ramp as it was planned", "as it was reached"];
    let text = Comparison::of(&names.map(plan), 0).unwrap().to_string();
    assert!(text.contains(" 1 is the ramp as it was planned\n 2 is as it was reached\n"), "{text}");
    assert!(text.contains("2 scenarios: 2 plans, baseline 1 / queue"), "{text}");
    let text = Comparison::of(&["planned", "reached"].map(plan), 0).unwrap().to_string();
    assert!(text.contains("reached / queue") && !text.contains(" 1 is "), "{text}");
}

/// One pump a month; north waits for three, south for one and goes after January. To serve north
/// first drives south away: that is no improvement, in no total.
#[test]
fn a_customer_who_has_left_is_no_improvement() {
    let order = |id: &str, quantity| {
        Order::new(id, id, "pump", month("2025-12")).quantity(quantity).due(month("2026-01"))
    };
    let scenario = Scenario::builder("pumps", month("2026-01"), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
        .partner(Partner::new("north").attribute("first", 1.0))
        .partner(Partner::new("south").attribute("first", 2.0))
        .order(order("north", 3.0))
        .order(order("south", 1.0).cancel_after(0))
        .policy(Policy::score("north", [Criterion::new("first", 2.0, 1.0)]))
        .policy(Policy::score("south", [Criterion::new("first", 1.0, 2.0)]))
        .build()
        .unwrap();
    let both = compare(&scenario, scenario.policies(), &Planner::new(), Some("south")).unwrap();
    let totals = |policy: &str| both.case(policy).unwrap().totals.clone();
    // South in January, north to April: 3, 2 and 1 open.
    let (south, north) = (totals("south"), totals("north"));
    assert_eq!((south.lost, south.late, south.backlog_unit_months), (0.0, 3.0, 6.0));
    // North to March: 2 and 1 open, and to June the one that south never gets.
    assert_eq!((north.lost, north.late), (1.0, 3.0));
    assert_eq!(north.backlog_unit_months, 2.0 + 1.0 + 6.0);
    assert_eq!((north.peak_backlog, south.peak_backlog), (3.0, 3.0));
    let case = both.case("north").unwrap();
    let driven_away = case.partner("south").unwrap();
    assert_eq!((driven_away.lost, driven_away.backlog_unit_months), (1.0, 6.0));
    // As if delivered in July, seven months after the contract, not in January.
    assert_eq!(driven_away.gain, Some(-6.0));
    let text = both.to_string();
    assert!(text.contains(" lost "), "{text}");
    assert!(!all().to_string().contains(" lost "));
}

/// Who listens hears of every plan, and in the end that all are made.
#[test]
fn the_plans_of_a_comparison_are_tasks() {
    let scenario = scenario();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let options = SolveOptions::default().with_progress(Arc::new(move |progress| {
        ear.lock().unwrap().push((progress.tasks.done, progress.tasks.of));
    }));
    let planner = Planner::new().options(options);
    let listened = compare(&scenario, scenario.policies(), &planner, None).unwrap();
    assert_eq!(listened, all());
    let count = scenario.policies().len();
    let heard = heard.lock().unwrap();
    assert_eq!((heard.first(), heard.last()), (Some(&(0, count)), Some(&(count, count))));
}

/// Backlog and deliveries month by month add up to what is said of them.
#[test]
fn the_series_of_a_comparison_add_up() {
    let comparison = all();
    let table = comparison.series_table().to_csv();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for case in &comparison.cases {
        for outcome in &case.partners {
            let own = |row: &&csv::StringRecord| {
                row[1] == *case.policy.as_str() && row[2] == *outcome.partner.as_str()
            };
            let sum = |column: usize| -> f64 {
                rows.iter().filter(own).map(|row| row[column].parse::<f64>().unwrap()).sum()
            };
            assert_eq!(sum(4), outcome.backlog_unit_months, "{}", outcome.partner);
            assert_eq!(sum(5), outcome.ordered - outcome.undelivered, "{}", outcome.partner);
            let months = case.last.since(case.start) as usize + 1;
            assert_eq!(rows.iter().filter(own).count(), months);
        }
    }
}
