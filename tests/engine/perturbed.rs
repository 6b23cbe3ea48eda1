//! Models with one way to make each unit and many blocks for each row: those where the
//! exact engine begins the last level of backlog with costs perturbed towards those to come.

use apportion::model::{Carry, CostPath, Model};

use crate::engine::generator::Random;
use crate::engine::solve;
use crate::support::oracles::microlp::{Opinion, ask};

/// Tiers of backlog, the earliest delivery by value, an order among equals, a draw: the
/// levels of a scenario. At least 16 blocks for each row, or nothing is perturbed.
fn model(random: &mut Random, most_periods: u32, most_blocks: u32) -> Model {
    let periods = random.between(1, most_periods);
    let lines = random.between(1, 2);
    let blocks = random.between(16, most_blocks.max(16)) * periods * lines;
    let equal = random.chance(0.3);
    let quantities: Vec<f64> =
        (0..blocks).map(|_| if equal { 2.0 } else { f64::from(random.between(1, 9)) }).collect();
    let demand: f64 = quantities.iter().sum();
    let mut builder = Model::builder(periods);
    let mut families = Vec::new();
    for line in 0..lines {
        let share = demand / f64::from(periods * lines);
        let full = |random: &mut Random| match random.below(5) {
            0 => 0.0,
            _ => (share * (0.5 + 0.6 * random.unit())).ceil(),
        };
        let rhs = (0..periods).map(|_| full(random)).collect();
        let row = builder.resource(format!("line {line}"), Carry::Lost, rhs);
        for product in 0..random.between(1, 2) {
            let usage = if random.chance(0.7) { 1.0 } else { 0.5 };
            let recipe = builder.recipe(format!("{line} {product}"), 1, vec![(row, usage)]);
            families.push(builder.family(vec![recipe]));
        }
    }
    let mut spans = Vec::new();
    for (index, &quantity) in quantities.iter().enumerate() {
        let first = random.below(periods);
        let last =
            if random.chance(0.8) { periods - 1 } else { random.between(first, periods - 1) };
        let family = families[random.below(families.len() as u32) as usize];
        let limit = if random.chance(0.1) { quantity / 2.0 } else { f64::INFINITY };
        let block = builder.block(index as u64, family, first..=last, quantity);
        builder.limit(block, limit);
        spans.push(first);
    }
    let tiers = random.between(1, 3);
    let wide = random.chance(0.2);
    let of: Vec<u32> = quantities.iter().map(|_| random.below(tiers)).collect();
    let dues: Vec<u32> = spans.iter().map(|&first| first + random.below(periods)).collect();
    let weights: Vec<f64> = quantities
        .iter()
        .map(|_| match random.below(4) {
            0 => 0.0,
            _ if wide => 10_f64.powi(random.between(0, 6).cast_signed()),
            _ => f64::from(random.between(1, 5)),
        })
        .collect();
    let late = |block: usize| f64::from(periods.saturating_sub(dues[block]) + 6);
    for tier in 0..tiers {
        let path = |block: usize| {
            let (from, rate) = (dues[block].min(periods), weights[block]);
            let unserved = rate * late(block);
            if of[block] == tier {
                CostPath::Slope { from, rate, unserved }
            } else {
                CostPath::Zero
            }
        };
        builder.level(format!("tier {tier}"), (0..quantities.len()).map(path).collect());
    }
    let from_start =
        |rate: f64| CostPath::Slope { from: 0, rate, unserved: rate * f64::from(periods) };
    let value = f64::from(random.between(0, 1));
    let values = (0..quantities.len()).map(|block| 1.0 + value * f64::from(block as u32 % 3));
    builder.level("earliest", values.map(from_start).collect());
    let order = (0..quantities.len()).map(|block| from_start((quantities.len() - block) as f64));
    builder.level("order", order.collect());
    builder.level("draws", vec![CostPath::Draw; quantities.len()]);
    builder.build().expect("a sound model")
}

fn agree(seeds: std::ops::Range<u64>, most_periods: u32, most_blocks: u32) {
    let count = seeds.end - seeds.start;
    let mut compared = 0;
    for seed in seeds {
        let mut random = Random::new(seed);
        let model = model(&mut random, most_periods, most_blocks);
        let exact = solve(&model).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        // One row for each unit: every basis is a forest.
        assert_eq!(exact.statistics().fill(), 0, "seed {seed}");
        let Opinion::Solution(other) = ask(&model) else { continue };
        compared += 1;
        for (level, (a, b)) in exact.levels().iter().zip(other.levels()).enumerate() {
            let (a, b) = (a.objective(), b.objective());
            assert!(
                (a - b).abs() <= 1e-7 * a.abs().max(1.0),
                "seed {seed}, level {level}: {a} {b}"
            );
        }
        assert_eq!(exact.point().cells.len(), other.point().cells.len(), "seed {seed}");
    }
    assert!(compared * 10 >= count * 9, "microlp had an answer to {compared} of {count}");
}

#[test]
fn microlp_agrees_on_every_level() {
    agree(600_000..600_120, 4, 24);
}

/// Enough blocks for a guide, whose costs are perturbed as well.
#[test]
fn guided_perturbed_models_are_proven() {
    for seed in 610_000..610_030 {
        let mut random = Random::new(seed);
        let model = model(&mut random, 10, 200);
        solve(&model).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
}
