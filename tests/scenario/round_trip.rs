//! A scenario written to a file and read again is the same, and so is one whose parts
//! come in another order.

use crate::support::cases;
use crate::support::generator::{Feature, Generator, Random, Size, drawn};
use apportion::scenario::Scenario;
use proptest::prelude::{any, prop_assert_eq, proptest};

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn toml_and_back(case in drawn()) {
        let text = case.to_toml().unwrap();
        prop_assert_eq!(&Scenario::from_toml(&text).unwrap(), &case.scenario, "{}", text);
    }

    #[test]
    fn json_and_back(case in drawn()) {
        let text = case.to_json().unwrap();
        prop_assert_eq!(&Scenario::from_json(&text).unwrap(), &case.scenario, "{}", text);
    }

    #[test]
    fn through_a_builder(case in drawn()) {
        prop_assert_eq!(&case.to_builder().build().unwrap(), &case.scenario);
    }

    #[test]
    fn in_any_order(case in drawn(), seed in any::<u64>()) {
        let mixed = case.changed(|draft| draft.shuffle(&mut Random::new(seed, "order"))).unwrap();
        prop_assert_eq!(&mixed, &case.scenario);
    }
}

#[test]
fn large_ones_too() {
    let size = Size { months: (96, 96), orders: (2_000, 2_000), partners: 40, ..Size::LARGE };
    let large = drawn().with([Feature::Lines, Feature::Components]).sized(size);
    let case = large.of(7);
    assert_eq!((case.orders().len(), case.months()), (2_000, 96));
    assert!(case.lines().len() > 1 && !case.components().is_empty());
    assert_eq!(Scenario::from_toml(&case.to_toml().unwrap()).unwrap(), case.scenario);
    assert_eq!(Scenario::from_json(&case.to_json().unwrap()).unwrap(), case.scenario);
    let mixed = case.changed(|draft| draft.shuffle(&mut Random::new(3, "order"))).unwrap();
    assert_eq!(mixed, case.scenario);
    assert_eq!(large.of(7).scenario, case.scenario, "the same seed, the same scenario");
    assert_ne!(large.of(8).scenario, case.scenario);
}

/// What the generator is to give the tests that rely on it: scarcity, and everything that
/// a scenario can have.
#[test]
fn random_scenarios_are_worth_planning() {
    let mut worth = 0;
    for seed in 0..20 {
        let scenario = drawn().sized(Size::LARGE).of(seed);
        let wanted: f64 = scenario.demands().iter().map(|demand| demand.quantity).sum();
        let made: f64 = scenario
            .lines()
            .iter()
            .flat_map(|line| scenario.capacity(line.id().as_str()).unwrap())
            .sum();
        println!("{seed}: {wanted} wanted, capacity {made:.0}");
        worth += usize::from(wanted > 0.3 * made && made > 0.2 * wanted);
    }
    // Now and then everything is out for the whole year.
    assert!(worth >= 18, "{worth} of 20");
    let size = Size { months: (60, 60), orders: (500, 500), ..Size::LARGE };
    let scenario = Generator::new(1).all().sized(size).draft().to_toml();
    let scenario = Scenario::from_toml(&scenario).unwrap();
    let demands = scenario.demands();
    assert!(demands.len() > scenario.orders().len());
    assert!(demands.iter().any(|demand| demand.urgency > 1.0));
    assert!(demands.iter().any(|demand| demand.due > scenario.month(30)));
    assert!(demands.iter().any(|demand| demand.due < scenario.start()));
    assert!(scenario.orders().iter().any(|order| order.rating_given() == Some("DX")));
    assert!(!scenario.components().is_empty());
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
