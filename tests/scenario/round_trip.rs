//! A scenario written to a file and read again is the same, and so is one whose parts
//! come in another order.

use crate::support::scenarios::{Random, random_scenario, scenario};
use apportion::scenario::{Scenario, ScenarioBuilder};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

/// The same parts, given in another order.
fn permuted(scenario: &Scenario, seed: u64) -> Scenario {
    fn mixed<T: Clone>(list: &[T], random: &mut Random) -> Vec<T> {
        let mut list = list.to_vec();
        random.shuffle(&mut list);
        list
    }
    let random = &mut Random::new(seed);
    let parts = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    let parts = parts.orders(mixed(scenario.orders(), random));
    let parts =
        mixed(scenario.partners(), random).into_iter().fold(parts, ScenarioBuilder::partner);
    let parts = mixed(scenario.lines(), random).into_iter().fold(parts, ScenarioBuilder::line);
    let parts =
        mixed(scenario.components(), random).into_iter().fold(parts, ScenarioBuilder::component);
    let parts =
        mixed(scenario.products(), random).into_iter().fold(parts, ScenarioBuilder::product);
    let parts = scenario.policies().iter().cloned().fold(parts, ScenarioBuilder::policy);
    parts.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn toml_and_back(scenario in scenario()) {
        let text = scenario.to_toml().unwrap();
        prop_assert_eq!(&Scenario::from_toml(&text).unwrap(), &scenario, "{}", text);
    }

    #[test]
    fn json_and_back(scenario in scenario()) {
        let text = scenario.to_json().unwrap();
        prop_assert_eq!(&Scenario::from_json(&text).unwrap(), &scenario, "{}", text);
    }

    #[test]
    fn through_a_builder(scenario in scenario()) {
        prop_assert_eq!(&scenario.to_builder().build().unwrap(), &scenario);
    }

    #[test]
    fn in_any_order(scenario in scenario(), seed in any::<u64>()) {
        prop_assert_eq!(&permuted(&scenario, seed), &scenario);
    }
}

#[test]
fn large_ones_too() {
    let scenario = random_scenario(7, 2_000, 5, 96, 3);
    assert_eq!(scenario.orders().len(), 2_000);
    assert_eq!(scenario.lines().len(), 5);
    assert_eq!(scenario.components().len(), 3);
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
    assert_eq!(permuted(&scenario, 3), scenario);
    assert_eq!(random_scenario(7, 2_000, 5, 96, 3), scenario, "the same seed, the same scenario");
    assert_ne!(random_scenario(8, 2_000, 5, 96, 3), scenario);
}

/// What the generator is to give the tests that rely on it: scarcity, and everything that
/// a scenario can have.
#[test]
fn random_scenarios_are_worth_planning() {
    for seed in 0..20 {
        let scenario = random_scenario(seed, 200, 1 + seed as usize % 4, 72, 2);
        let wanted: f64 = scenario.demands().iter().map(|demand| demand.quantity).sum();
        let made: f64 = scenario
            .lines()
            .iter()
            .flat_map(|line| line.ramp().rates(scenario.start(), scenario.months()))
            .sum();
        println!("{seed}: {wanted} wanted, capacity {made:.0}");
        assert!(wanted > 0.3 * made && made > 0.2 * wanted, "{seed}");
    }
    let scenario = random_scenario(1, 500, 8, 60, 4);
    let demands = scenario.demands();
    assert!(demands.len() > scenario.orders().len());
    assert!(demands.iter().any(|demand| demand.urgency > 1.0));
    assert!(demands.iter().any(|demand| demand.due > scenario.month(60)));
    assert!(demands.iter().any(|demand| demand.due < scenario.start()));
    assert!(scenario.orders().iter().any(|order| order.legal_rating() == Some("DX")));
    assert!(scenario.components().iter().any(|part| part.opening_stock() > 0.0));
    assert!(scenario.lines().iter().any(|line| line.usage().len() > 1));
    assert!(scenario.lines().iter().any(|line| !line.ramp().edits().is_empty()));
    assert!(scenario.partners().iter().any(|partner| partner.attributes().len() == 2));
    assert!(scenario.policies().len() >= 5);
}

/// Numbers that are hard to write: they come back to the last bit.
#[test]
fn numbers_keep_every_bit() {
    use apportion::scenario::{Line, Month, Partner, Product, Ramp};
    let start = Month::new(2026, 1).unwrap();
    let mut parts = Scenario::builder("numbers", start, 1).product(Product::new("p"));
    for (index, value) in
        [0.1 + 0.2, f64::MIN_POSITIVE, 5e-324, 9e15, 1.0 / 3.0, 123_456_789.125].iter().enumerate()
    {
        parts = parts.partner(Partner::new(format!("{index}")).attribute("a", *value));
        parts = parts.line(Line::new(format!("{index}"), Ramp::flat(*value)).makes("p"));
    }
    let scenario = parts.build().unwrap();
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
}
