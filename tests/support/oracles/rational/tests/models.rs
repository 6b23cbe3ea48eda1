//! Random tiny models with everything in them, against the vertices of their programs.

use crate::support::part;
use apportion::model::{BlockId, Carry, CostPath, FamilyId, Model, ModelBuilder, ResourceId};

use super::super::translation::Translation;
use super::super::{Refusal, solve};
use super::random::Random;
use super::vertices::least;

const THIRD: f64 = 1.0 / 3.0;

fn resources(random: &mut Random, builder: &mut ModelBuilder, periods: u32) -> Vec<ResourceId> {
    let count = if periods == 1 { random.index(1, 2) } else { 1 };
    (0..count)
        .map(|index| {
            let carry = match random.whole(0, 3) {
                0..=1 => Carry::Lost,
                2 => Carry::Stock { limit: f64::INFINITY },
                _ => Carry::Stock { limit: random.one_of(&[0.0, 1.0, 2.5, THIRD]) },
            };
            let numbers = [0.0, 0.0, 1.0, 1.0, 2.0, 0.1, THIRD, -0.1];
            let rhs = (0..periods).map(|_| random.one_of(&numbers)).collect();
            builder.resource(format!("resource {index}"), carry, rhs)
        })
        .collect()
}

fn family(random: &mut Random, builder: &mut ModelBuilder, resources: &[ResourceId]) -> FamilyId {
    let recipes = (0..random.whole(1, 2)).map(|key| {
        let mut uses = Vec::new();
        for &resource in resources {
            if random.chance(80) {
                uses.push((resource, random.one_of(&[1.0, 1.0, 0.7, 1.3, THIRD, -0.5])));
            }
        }
        builder.recipe("recipe", key, uses)
    });
    let recipes = recipes.collect();
    builder.family(recipes)
}

fn block(
    random: &mut Random,
    builder: &mut ModelBuilder,
    family: FamilyId,
    periods: u32,
) -> BlockId {
    let first = random.whole(0, u64::from(periods)) as u32;
    let quantity = random.one_of(&[1.0, 1.0, 2.0, 0.1, THIRD, 3.0]);
    let key = random.whole(1, 99);
    let block = builder.block(key, family, first..=periods, quantity);
    if random.chance(25) {
        builder.limit(block, random.one_of(&[0.0, 0.5, 1.0, 0.1]));
    }
    block
}

fn extra(random: &mut Random, builder: &mut ModelBuilder, resource: ResourceId, periods: u32) {
    let lower = random.one_of(&[0.0, 0.0, -1.0, 0.1]);
    let width = random.one_of(&[0.0, 1.0, 2.0, f64::INFINITY]);
    let period = random.whole(0, u64::from(periods) - 1) as u32;
    let entry = random.one_of(&[-1.0, -1.0, 1.0, -0.3, 0.0]);
    builder.extra("extra", (lower, lower + width), &[(resource, period, entry)]);
}

fn path(random: &mut Random, periods: u32) -> CostPath {
    let weight = random.one_of(&[1.0, 1.0, 2.0, 0.1, THIRD, 1e8, 0.0]);
    match random.whole(0, 4) {
        0 => CostPath::Zero,
        1 => CostPath::Draw,
        2 => CostPath::Table { table: 0, scale: weight },
        _ => {
            let from = random.whole(0, u64::from(periods)) as u32;
            let unserved = random.one_of(&[weight, weight * 5.0, -1.0, 0.0]);
            CostPath::Slope { from, rate: weight, unserved }
        }
    }
}

pub(super) fn tiny(seed: u64) -> Model {
    let mut random = Random::new(seed);
    let random = &mut random;
    let periods = random.whole(1, 3) as u32;
    let mut builder = Model::builder(periods);
    let resources = resources(random, &mut builder, periods);
    let family = family(random, &mut builder, &resources);
    let blocks = if periods == 3 { 1 } else { random.index(1, 2) };
    for _ in 0..blocks {
        block(random, &mut builder, family, periods);
    }
    let extras = random.index(0, 1);
    for _ in 0..extras {
        extra(random, &mut builder, resources[0], periods);
    }
    for _ in 0..random.whole(1, 4) {
        let paths = (0..blocks).map(|_| path(random, periods)).collect();
        let mut cost = random.one_of(&[-1.0, 0.0]);
        let table = (0..=periods).map(|_| {
            cost += random.one_of(&[0.0, 0.0, 1.0, 0.1, 1e8]);
            cost
        });
        let table = vec![table.collect()];
        let extras = (0..extras).map(|_| random.one_of(&[0.0, 1.0, 2.5, -1.0])).collect();
        builder.level_with("level", paths, table, extras);
    }
    builder.build().unwrap()
}

#[test]
fn every_level_of_a_model_is_the_least_over_all_vertices() {
    let (mut solved, mut infeasible, mut unbounded, mut columns) = (0, 0, 0, 0);
    let count = u64::from(part(1500));
    for seed in 0..count {
        let model = tiny(seed);
        let program = Translation::of(&model).unwrap().program;
        columns += program.variables.len();
        let found = solve(&model).map(|optimum| optimum.levels);
        match &found {
            Ok(_) => solved += 1,
            Err(Refusal::Unbounded { .. }) => unbounded += 1,
            Err(_) => infeasible += 1,
        }
        assert_eq!(found, least(&program), "seed {seed}");
    }
    println!("{solved} solved, {infeasible} infeasible, {unbounded} unbounded, {columns} columns");
    assert!(3 * solved > count && 20 * infeasible > count && unbounded > 0);
}
