//! The example data: every file loads, and is worth planning.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "helpers of tests; numbers are compared with what was given"
)]

use std::path::PathBuf;
use std::{fs, iter};

use apportion::scenario::{Month, Policy, Rule, Scenario};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data")
}

fn load(name: &str) -> Scenario {
    Scenario::from_path(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn scenarios() -> Vec<(String, Scenario)> {
    let names = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| name.rsplit('.').next() == Some("toml")).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), load(&name))).collect()
}

/// What all lines can make of a product from the start up to a month, if they made
/// nothing else.
fn capacity(scenario: &Scenario, product: &str, until: Month) -> f64 {
    let months = until.months_since(scenario.start()) + 1;
    let lines = scenario.lines().iter().filter_map(|line| {
        let usage = line.usage().get(product)?;
        let rates = line.ramp().rates(scenario.start(), months.max(0) as u32);
        Some(rates.iter().sum::<f64>() / usage)
    });
    lines.sum()
}

/// What is due of a product up to a month.
fn due(scenario: &Scenario, product: usize, until: Month) -> f64 {
    let demands = scenario.demands().iter();
    demands.filter(|d| d.product == product && d.due <= until).map(|d| d.quantity).sum()
}

/// The month by which half of a product's quantity is due.
fn median_due(scenario: &Scenario, product: usize) -> Month {
    let mut demands: Vec<_> = scenario
        .demands()
        .iter()
        .filter(|d| d.product == product)
        .map(|d| (d.due, d.quantity))
        .collect();
    demands.sort_by_key(|(due, _)| *due);
    let half = demands.iter().map(|(_, quantity)| quantity).sum::<f64>() / 2.0;
    let sums = demands.iter().scan(0.0, |sum, (due, quantity)| {
        *sum += quantity;
        Some((*due, *sum))
    });
    sums.into_iter().find(|(_, sum)| *sum >= half).unwrap().0
}

#[test]
fn every_file_is_a_scenario_worth_planning() {
    let scenarios = scenarios();
    assert!(scenarios.len() >= 3);
    for (name, scenario) in &scenarios {
        println!(
            "{name}: {}, {} months from {}; {} products, {} lines, {} components, {} partners, \
             {} orders, {} tranches, {} policies",
            scenario.name(),
            scenario.months(),
            scenario.start(),
            scenario.products().len(),
            scenario.lines().len(),
            scenario.components().len(),
            scenario.partners().len(),
            scenario.orders().len(),
            scenario.demands().len(),
            scenario.policies().len(),
        );
        let rules: Vec<Rule> = scenario.policies().iter().map(Policy::rule).collect();
        assert_eq!(
            rules,
            [Rule::FirstComeFirstServed, Rule::ProRata, Rule::Score, Rule::Tiers, Rule::Dpas]
        );
        assert!((25..=40).contains(&scenario.orders().len()), "{name}");
        assert!(scenario.demands().len() > scenario.orders().len(), "{name}: tranches");
        assert!(scenario.demands().iter().any(|d| d.urgency > 1.0), "{name}: urgent ones");
        for partner in scenario.partners() {
            assert!(scenario.orders().iter().any(|o| o.partner() == partner.id()), "{partner:?}");
        }
        let end = scenario.month(scenario.months() as usize - 1);
        for (index, product) in scenario.products().iter().enumerate() {
            let id = product.id().as_str();
            let median = median_due(scenario, index);
            let (wanted, made) = (due(scenario, index, median), capacity(scenario, id, median));
            println!("    {id}: {wanted} due by {median}, lines make {made:.0}");
            assert!(wanted > made, "{name}: {id} is not scarce");
            let (wanted, made) = (due(scenario, index, end), capacity(scenario, id, end));
            println!("    {id}: {wanted} due by {end}, lines make {made:.0}");
            assert!(wanted < made, "{name}: the end of the wait for {id} is outside the horizon");
        }
    }
}

#[test]
fn both_ramps_meet_the_same_book() {
    let (plan, actual) = (load("shells_155mm.toml"), load("shells_155mm_actual.toml"));
    assert_eq!(plan.orders(), actual.orders());
    assert_eq!(plan.partners(), actual.partners());
    assert_eq!(plan.policies(), actual.policies());
    assert_eq!(plan.components(), actual.components());
    let rates = |scenario: &Scenario| scenario.lines()[0].ramp().rates(scenario.start(), 84);
    let (planned, reached) = (rates(&plan), rates(&actual));
    let at = |text: &str| plan.index_of(text.parse().unwrap());
    assert_eq!([planned[at("2024-10")], planned[at("2025-10")]], [60_000.0, 100_000.0]);
    assert_eq!([reached[at("2024-10")], reached[at("2025-07")]], [40_000.0, 40_000.0]);
    assert!(iter::zip(&planned, &reached).skip(at("2023-12")).all(|(plan, actual)| actual < plan));
}

/// Every number has its origin on its line, or in the comment above it.
#[test]
fn numbers_say_where_they_come_from() {
    for (name, _) in scenarios() {
        let text = fs::read_to_string(folder().join(&name)).unwrap();
        let mut above = false;
        for line in text.lines() {
            let comment = line.trim_start().starts_with('#');
            let number = ["rate =", "quantity =", "stock =", "value =", "defence_share_of_gdp ="];
            if !comment && number.iter().any(|key| line.contains(key)) {
                assert!(above || line.contains('#'), "{name}: {line}");
            }
            // A comment holds for the lines below it up to the next key of another kind.
            above = comment || (above && line.contains("rate ="));
        }
    }
    let table = fs::read_to_string(folder().join("shells_155mm_orders.csv")).unwrap();
    for row in table.lines().skip(1) {
        assert!(row.contains("illustrative"), "{row}");
    }
}
