//! Optima that are worked out by hand.

use apportion::model::{Carry, CostPath, Model, ModelBuilder};

use super::super::number::{Rational, exact};
use super::super::{Refusal, solve};

fn slope(rate: f64, unserved: f64) -> CostPath {
    CostPath::Slope { from: 0, rate, unserved }
}

fn levels(builder: ModelBuilder) -> Result<Vec<Rational>, Refusal> {
    solve(&builder.build().unwrap()).map(|optimum| optimum.levels)
}

fn whole(value: i64) -> Rational {
    Rational::from(value)
}

fn one_line(rhs: Vec<f64>, usage: f64, quantity: f64) -> ModelBuilder {
    let mut builder = Model::builder(rhs.len() as u32);
    let line = builder.resource("line", Carry::Lost, rhs);
    let recipe = builder.recipe("line", 1, vec![(line, usage)]);
    let family = builder.family(vec![recipe]);
    builder.block(7, family, 0..=9, quantity);
    builder
}

#[test]
fn one_unit_a_period_and_two_are_wanted() {
    let mut builder = one_line(vec![1.0, 1.0], 1.0, 2.0);
    builder.level("backlog", vec![slope(3.0, 42.0)]);
    assert_eq!(levels(builder), Ok(vec![whole(3)]));
}

/// A tenth is no tenth: what is served of 1 is 1 / 0.1, and that is less than ten.
#[test]
fn a_tenth_is_the_number_that_it_is() {
    let mut builder = one_line(vec![1.0], 0.1, 10.0);
    builder.level("backlog", vec![slope(0.0, 1.0)]);
    let left = whole(10) - Rational::ONE / exact(0.1).unwrap();
    assert!(left > Rational::ZERO);
    assert_eq!(levels(builder), Ok(vec![left]));
}

/// Two blocks want one unit. The first level gives it to the heavier, by so little that no
/// f64 sum shows it; the second level, which likes the other, has no say.
#[test]
fn the_least_difference_of_a_level_above_decides() {
    let mut builder = Model::builder(1);
    let line = builder.resource("line", Carry::Lost, vec![1.0]);
    let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=0, 1.0);
    builder.block(2, family, 0..=0, 1.0);
    let more = 1e8_f64.next_up();
    builder.level("backlog", vec![slope(0.0, 1e8), slope(0.0, more)]);
    builder.level("other", vec![slope(0.0, 5.0), slope(0.0, 2.0)]);
    assert_eq!(levels(builder), Ok(vec![whole(100_000_000), whole(5)]));
}

/// Of three parts two can be kept for the second period; the third is thrown away.
#[test]
fn no_more_is_kept_than_the_limit_of_a_stock() {
    let with_limit = |limit| {
        let mut builder = Model::builder(2);
        let part = builder.resource("part", Carry::Stock { limit }, vec![3.0, 0.0]);
        let recipe = builder.recipe("made", 1, vec![(part, 1.0)]);
        let family = builder.family(vec![recipe]);
        builder.block(1, family, 1..=1, 5.0);
        builder.extra("scrap", (0.0, f64::INFINITY), &[(part, 0, 1.0)]);
        builder.level("backlog", vec![slope(0.0, 1.0)]);
        builder.level_with("scrap", vec![CostPath::Zero], vec![], vec![0.5]);
        levels(builder)
    };
    assert_eq!(with_limit(2.0), Ok(vec![whole(3), exact(0.5).unwrap()]));
    assert_eq!(with_limit(f64::INFINITY), Ok(vec![whole(2), whole(0)]));
}

/// Supply with no use and no room is a contradiction.
#[test]
fn what_cannot_be_kept_is_infeasible() {
    let mut builder = Model::builder(1);
    builder.resource("part", Carry::Stock { limit: 2.0 }, vec![3.0]);
    builder.level("nothing", vec![]);
    assert_eq!(levels(builder), Err(Refusal::Infeasible));
    let mut builder = one_line(vec![-1.0], 1.0, 1.0);
    builder.level("nothing", vec![CostPath::Zero]);
    assert_eq!(levels(builder), Err(Refusal::Infeasible));
}

/// The extra column may grow for ever; the first level does not mind, the second does.
#[test]
fn what_falls_for_ever_is_unbounded_on_its_level() {
    let mut builder = one_line(vec![1.0], 1.0, 2.0);
    builder.extra("more", (0.0, f64::INFINITY), &[]);
    builder.level("backlog", vec![slope(0.0, 1.0)]);
    builder.level_with("greed", vec![CostPath::Zero], vec![], vec![-1.0]);
    assert_eq!(levels(builder), Err(Refusal::Unbounded { level: 1 }));
}

/// The same, but the first level pays for it: then the second has nothing to say.
#[test]
fn what_a_level_above_forbids_is_not_unbounded() {
    let mut builder = one_line(vec![1.0], 1.0, 2.0);
    builder.extra("more", (-2.0, f64::INFINITY), &[]);
    builder.level_with("backlog", vec![slope(0.0, 1.0)], vec![], vec![1e-9]);
    builder.level_with("greed", vec![CostPath::Zero], vec![], vec![-1.0]);
    let first = Rational::ONE - exact(1e-9).unwrap() * whole(2);
    assert_eq!(levels(builder), Ok(vec![first, whole(2)]));
}

#[test]
fn a_limit_bounds_every_column_of_a_block() {
    let mut builder = Model::builder(2);
    let line = builder.resource("line", Carry::Lost, vec![9.0, 9.0]);
    let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    let block = builder.block(1, family, 0..=1, 5.0);
    builder.limit(block, 2.0);
    builder.level("backlog", vec![slope(1.0, 10.0)]);
    // Two at once, two late, one never.
    assert_eq!(levels(builder), Ok(vec![whole(12)]));
}

#[test]
fn nothing_at_all_costs_nothing() {
    let mut builder = Model::builder(0);
    builder.level("nothing", vec![]);
    assert_eq!(levels(builder), Ok(vec![Rational::ZERO]));
    assert_eq!(levels(Model::builder(3)), Ok(vec![]));
}
