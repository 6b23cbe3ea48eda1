//! Models of every shape, proven by the certificate.

use apportion::engine::EngineError;
use apportion::model::{Carry, CostPath, Model};

use crate::engine::generator::{Mix, Random, model};
use crate::engine::solve;

fn prove(seeds: std::ops::Range<u64>, most_periods: u32, most_blocks: u32) {
    let mut infeasible = 0;
    let mut failures = Vec::new();
    let count = seeds.end - seeds.start;
    for seed in seeds {
        let mut random = Random::new(seed);
        let mix = Mix::any(&mut random);
        let model = model(&mut random, &mix, most_periods, most_blocks);
        match solve(&model) {
            Ok(_) => {}
            Err(EngineError::Infeasible { rows, .. }) if mix.stock_limits || mix.negative => {
                assert!(!rows.is_empty());
                infeasible += 1;
            }
            Err(error) => failures.push(format!("seed {seed}, {mix:?}: {error:?}")),
        }
    }
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
    assert!(infeasible * 4 < count, "{infeasible} of {count} models have no point");
}

#[test]
fn tiny_models_of_every_shape() {
    prove(0..1500, 4, 6);
}

#[test]
fn small_models_of_every_shape() {
    prove(10_000..10_400, 12, 40);
}

#[test]
fn larger_models_of_every_shape() {
    prove(20_000..20_030, 40, 300);
}

#[test]
#[ignore = "takes minutes"]
fn very_many_models_of_every_shape() {
    prove(100_000..130_000, 6, 12);
    prove(200_000..204_000, 20, 60);
    prove(300_000..300_300, 60, 400);
}

/// Enough blocks for each row that a small model guides the start.
#[test]
fn guided_models_of_every_shape() {
    let count = std::env::var("GUIDED_MODELS").ok().and_then(|count| count.parse().ok());
    prove(400_000..400_000 + count.unwrap_or(40), 6, 3_000);
}

#[test]
fn nothing_at_all() {
    let mut builder = Model::builder(0);
    builder.level("level", Vec::new());
    let solution = solve(&builder.build().unwrap()).unwrap();
    assert!(solution.point().cells.is_empty());
    // Blocks, but no periods and no rows.
    let mut builder = Model::builder(0);
    let line = builder.resource("line", Carry::Lost, Vec::new());
    let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=4, 3.0);
    builder.level("level", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 2.0 }]);
    let solution = solve(&builder.build().unwrap()).unwrap();
    assert_eq!(solution.point().unserved, [3.0]);
    assert_eq!(solution.levels()[0].objective(), 6.0);
}

#[test]
fn periods_without_rows() {
    let mut builder = Model::builder(3);
    let recipe = builder.recipe("free", 0, Vec::new());
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 1..=2, 3.0);
    builder.level("level", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 9.0 }]);
    let solution = solve(&builder.build().unwrap()).unwrap();
    assert_eq!(solution.point().cells[0].column.period, 1);
}

#[test]
fn no_levels() {
    let mut builder = Model::builder(2);
    let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
    let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=1, 3.0);
    assert!(solve(&builder.build().unwrap()).unwrap().levels().is_empty());
}

#[test]
fn a_contradiction_is_named() {
    let mut builder = Model::builder(2);
    builder.resource("spare", Carry::Lost, vec![5.0, 5.0]);
    let floor = builder.resource("promise", Carry::Lost, vec![0.0, -4.0]);
    let recipe = builder.recipe("serve", 0, vec![(floor, -1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=1, 3.0);
    builder.level("level", vec![CostPath::Zero]);
    match solve(&builder.build().unwrap()) {
        Err(EngineError::Infeasible { rows, first, .. }) => {
            assert_eq!(rows, [3]);
            assert_eq!(first, "promise in period 1");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_promise_is_kept() {
    // At least two units in the first period, though waiting would cost nothing and the
    // line is wanted by a heavier block.
    let mut builder = Model::builder(3);
    let line = builder.resource("line", Carry::Lost, vec![2.0, 2.0, 2.0]);
    let promise = builder.resource("promise", Carry::Lost, vec![-2.0, 0.0, 0.0]);
    let served = builder.recipe("promised", 0, vec![(line, 1.0), (promise, -1.0)]);
    let plain = builder.recipe("plain", 1, vec![(line, 1.0)]);
    let promised = builder.family(vec![served]);
    let other = builder.family(vec![plain]);
    builder.block(1, promised, 0..=2, 2.0);
    builder.block(2, other, 0..=2, 2.0);
    builder.level(
        "backlog",
        vec![
            CostPath::Slope { from: 2, rate: 1.0, unserved: 9.0 },
            CostPath::Slope { from: 0, rate: 100.0, unserved: 900.0 },
        ],
    );
    let solution = solve(&builder.build().unwrap()).unwrap();
    assert_eq!(solution.levels()[0].objective(), 200.0);
}

#[test]
fn feasibility_does_not_depend_on_the_size_of_the_costs() {
    // One unit must be promised or be short, beside costs of which one is nothing.
    let mut builder = Model::builder(1);
    let promise = builder.resource("promise", Carry::Lost, vec![-1.0]);
    let recipe = builder.recipe("plain", 0, Vec::new());
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=0, 3.0);
    builder.extra("shortfall", (0.0, f64::INFINITY), &[(promise, 0, -1.0)]);
    let path = CostPath::Slope { from: 0, rate: 1e12, unserved: 5e12 };
    builder.level_with("level", vec![path], Vec::new(), vec![0.0]);
    let solution = solve(&builder.build().unwrap()).unwrap();
    assert_eq!(solution.point().extras, [1.0]);
}

#[test]
fn cost_without_end_is_an_error() {
    let mut builder = Model::builder(1);
    builder.resource("line", Carry::Lost, vec![1.0]);
    builder.extra("windfall", (0.0, f64::INFINITY), &[]);
    builder.level_with("level", Vec::new(), Vec::new(), vec![-1.0]);
    assert!(matches!(solve(&builder.build().unwrap()), Err(EngineError::Failed { .. })));
}

#[test]
fn weights_from_a_millionth_to_a_billion() {
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let mix = Mix {
            wide_weights: true,
            huge: false,
            limits: false,
            levels: 2,
            ..Mix::any(&mut random)
        };
        let mix = Mix { stock_limits: false, negative: false, ..mix };
        solve(&model(&mut random, &mix, 12, 60))
            .unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
    }
}

#[test]
fn whole_numbers_give_whole_plans() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let mix = Mix {
            whole: true,
            equal: seed % 4 == 0,
            limits: seed % 3 == 0,
            stocks: false,
            shortfalls: false,
            negative: false,
            ..Mix::any(&mut random)
        };
        // One line at one unit each: a transportation model.
        let periods = random.between(1, 15);
        let mut builder = Model::builder(periods);
        let rhs = (0..periods).map(|_| f64::from(random.below(12))).collect();
        let line = builder.resource("line", Carry::Lost, rhs);
        let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
        let family = builder.family(vec![recipe]);
        let count = random.between(1, 60);
        let mut paths = Vec::new();
        for key in 0..count {
            let quantity = if mix.equal { 3.0 } else { f64::from(random.between(1, 9)) };
            let block =
                builder.block(u64::from(key), family, random.below(periods)..=periods, quantity);
            if mix.limits {
                builder.limit(block, f64::from(random.between(1, 5)));
            }
            let rate = if mix.equal { 1.0 } else { 0.1 * f64::from(random.between(1, 50)) };
            let from = random.below(periods);
            paths.push(CostPath::Slope {
                from,
                rate,
                unserved: rate * f64::from(periods - from + 9),
            });
        }
        builder.level("backlog", paths);
        builder.level("order", vec![CostPath::Draw; count as usize]);
        let solution = solve(&builder.build().unwrap()).unwrap();
        let cells = solution.point().cells.iter().map(|cell| cell.amount);
        let all = cells.chain(solution.point().unserved.iter().copied());
        assert!(all.into_iter().all(|amount| amount.fract() == 0.0), "seed {seed}");
    }
}
