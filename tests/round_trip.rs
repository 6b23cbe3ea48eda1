//! A scenario written to a file and read again is the same, and so is one whose parts
//! come in another order.

mod common;

use apportion::scenario::Scenario;
use common::scenarios::{Random, random_scenario, scenario};
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
    let parts = mixed(scenario.partners(), random).into_iter().fold(parts, |p, x| p.partner(x));
    let parts = mixed(scenario.lines(), random).into_iter().fold(parts, |p, x| p.line(x));
    let parts = mixed(scenario.components(), random).into_iter().fold(parts, |p, x| p.component(x));
    let parts = mixed(scenario.products(), random).into_iter().fold(parts, |p, x| p.product(x));
    let parts = scenario.policies().iter().cloned().fold(parts, |p, x| p.policy(x));
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
