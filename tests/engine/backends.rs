//! The reference engines against proofs, against each other and against enumeration.

use std::time::{Duration, Instant};

use crate::engine::models::{self, Random};
use crate::support::oracles::enumeration::least_of;
use apportion::engine::{
    Backend, CancelToken, Engine, EngineError, GoodLp, Outcome, Solution, SolveOptions, StopReason,
    certify, feasible, require_proof,
};
use apportion::model::{Carry, CostPath, FamilyId, Model, ModelBuilder, Prices};

fn solve(backend: Backend, model: &Model) -> Solution {
    match GoodLp::new(backend).solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => solution,
        other => panic!("{other:?}"),
    }
}

/// Proves a solution anew from its point and its prices.
fn verify(model: &Model, solution: &Solution) {
    let prices: Vec<Prices> =
        solution.levels().iter().map(|level| level.prices().unwrap().clone()).collect();
    let results = certify(model, solution.point(), &prices).unwrap();
    require_proof(model, &results).unwrap();
}

fn objectives(solution: &Solution) -> Vec<f64> {
    solution.levels().iter().map(apportion::model::LevelResult::objective).collect()
}

fn assert_close(found: &[f64], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let allowed = 1e-9 * expected.abs().max(1.0);
        assert!((found - expected).abs() <= allowed, "{what}: {found} instead of {expected}");
    }
}

#[test]
fn random_models_are_proven() {
    for (size, seeds) in [(1, 300), (3, 30)] {
        for seed in 0..seeds {
            let model = models::anything(seed, size);
            verify(&model, &solve(Backend::Microlp, &model));
        }
    }
}

/// Agreement of a back end with microlp, level by level.
#[cfg(any(feature = "clarabel", feature = "highs"))]
fn agrees(backend: Backend) {
    for (size, seeds) in [(1, 200), (3, 20)] {
        for seed in 0..seeds {
            let model = models::anything(seed, size);
            let solution = solve(backend, &model);
            verify(&model, &solution);
            let expected = objectives(&solve(Backend::Microlp, &model));
            assert_close(&objectives(&solution), &expected, &format!("seed {seed}"));
        }
    }
    let model = models::large(1, 60, 36);
    let expected = solve(Backend::Microlp, &model);
    let found = solve(backend, &model);
    assert_close(&objectives(&found), &objectives(&expected), "large");
}

#[cfg(feature = "clarabel")]
#[test]
fn clarabel_agrees_with_microlp() {
    agrees(Backend::Clarabel);
}

#[cfg(feature = "highs")]
#[test]
fn highs_agrees_with_microlp() {
    agrees(Backend::Highs);
}

#[test]
fn two_hundred_orders_over_six_years_are_proven() {
    // Without optimisation only a part: the proof is what is tested then.
    let (blocks, periods) = if cfg!(debug_assertions) { (40, 24) } else { (200, 72) };
    let model = models::large(1, blocks, periods);
    let start = Instant::now();
    let solution = solve(Backend::Microlp, &model);
    let elapsed = start.elapsed();
    println!("{blocks} orders, {periods} periods, {} levels: {elapsed:?}", model.levels().len());
    verify(&model, &solution);
}

/// A line with capacity 1 in each of three periods.
fn single_line() -> (ModelBuilder, FamilyId) {
    let mut builder = Model::builder(3);
    let line = builder.resource("line", Carry::Lost, vec![1.0; 3]);
    let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    (builder, family)
}

fn late(from: u32, rate: f64) -> CostPath {
    CostPath::Slope { from, rate, unserved: rate * 15.0 }
}

#[test]
fn strict_tiers_and_weights_are_different_policies() {
    let (mut builder, family) = single_line();
    for key in 0..3 {
        builder.block(key, family, 0..=2, 1.0);
    }
    // A and C weigh 3 and are due in period 1, B weighs 2 and is due in period 0.
    let (a, b, c) = (late(1, 3.0), late(0, 2.0), late(1, 3.0));
    let mut weighted = builder.clone();
    weighted.level("all", vec![a, b, c]);
    let weighted = solve(Backend::Microlp, &weighted.build().unwrap());
    assert_eq!(objectives(&weighted), [3.0]);

    builder.level("first tier", vec![a, CostPath::Zero, c]);
    builder.level("second tier", vec![CostPath::Zero, b, CostPath::Zero]);
    let strict = solve(Backend::Microlp, &builder.build().unwrap());
    assert_eq!(objectives(&strict), [0.0, 4.0]);
}

/// A small model with whole numbers, one unit of a line for each unit of a block, with
/// its capacities and quantities.
fn transportation(random: &mut Random) -> (Model, Vec<u32>, Vec<u32>) {
    let lines = random.whole(1, 2) as u32;
    let periods = if lines == 1 { random.whole(1, 4) as u32 } else { 2 };
    let mut builder = Model::builder(periods);
    let mut some = |low, high| random.whole(low, high) as u32;
    let capacities: Vec<u32> = (0..lines * periods).map(|_| some(0, 3)).collect();
    let recipes = capacities.chunks(periods as usize).map(|rhs| {
        let rhs = rhs.iter().copied().map(f64::from).collect();
        let resource = builder.resource("line", Carry::Lost, rhs);
        builder.recipe("line", resource.index() as u64, vec![(resource, 1.0)])
    });
    let recipes = recipes.collect();
    let family = builder.family(recipes);
    let quantities: Vec<u32> = (0..some(1, 3)).map(|_| some(1, 3)).collect();
    for (key, &quantity) in (0..).zip(&quantities) {
        builder.block(key, family, some(0, u64::from(periods))..=periods, f64::from(quantity));
    }
    for level in ["first", "second"] {
        let mut path = || late(some(0, u64::from(periods)), f64::from(some(0, 3)));
        let paths = quantities.iter().map(|_| path()).collect();
        builder.level(level, paths);
    }
    let early = CostPath::Slope { from: 0, rate: 1.0, unserved: f64::from(periods) };
    builder.level("earliest", vec![early; quantities.len()]);
    (builder.build().unwrap(), capacities, quantities)
}

#[test]
fn tiny_models_agree_with_enumeration() {
    let mut random = Random::new(7);
    for case in 0..100 {
        let (model, capacities, quantities) = transportation(&mut random);
        let solution = solve(Backend::Microlp, &model);
        let expected = least_of(&model, &capacities, &quantities);
        assert_close(&objectives(&solution), &expected, &format!("case {case}"));
        for cell in &solution.point().cells {
            assert!((cell.amount - cell.amount.round()).abs() < 1e-12, "case {case}: {cell:?}");
        }
    }
}

#[test]
fn models_without_anything_are_solved() {
    let nothing = Model::builder(0).build().unwrap();
    assert_eq!(objectives(&solve(Backend::Microlp, &nothing)), [0.0; 0]);

    let mut builder = Model::builder(0);
    let recipe = builder.recipe("none", 0, Vec::new());
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=5, 2.0);
    builder.level("all", vec![late(0, 1.0)]);
    let solution = solve(Backend::Microlp, &builder.build().unwrap());
    assert_eq!(objectives(&solution), [30.0]);
    assert_eq!(solution.point().unserved, [2.0]);

    // No level: any feasible point will do.
    let (mut builder, family) = single_line();
    builder.block(1, family, 0..=2, 2.0);
    let model = builder.build().unwrap();
    feasible(&model, solve(Backend::Microlp, &model).point()).unwrap();

    // An empty span, an empty family, no capacity at all.
    let mut builder = Model::builder(2);
    let line = builder.resource("line", Carry::Lost, vec![0.0, 0.0]);
    let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
    let (empty, family) = (builder.family(Vec::new()), builder.family(vec![recipe]));
    #[allow(clippy::reversed_empty_ranges)]
    builder.block(1, family, 1..=0, 1.0);
    builder.block(2, empty, 0..=1, 1.0);
    builder.block(3, family, 0..=1, 1.0);
    builder.level("all", vec![late(0, 1.0); 3]);
    assert_eq!(objectives(&solve(Backend::Microlp, &builder.build().unwrap())), [45.0]);
}

#[test]
fn limits_stop_honestly() {
    let model = models::large(2, 30, 24);
    let engine = GoodLp::default();
    let at_once = SolveOptions::default().with_time_limit(Duration::ZERO);
    let Ok(Outcome::Stopped(stopped)) = engine.solve(&model, &at_once) else {
        panic!("there was no time");
    };
    assert_eq!(stopped.reason(), StopReason::TimeLimit);
    assert!(stopped.best_so_far().is_none());

    let token = CancelToken::new();
    token.cancel();
    let cancelled = SolveOptions::default().with_cancel(token);
    let Ok(Outcome::Stopped(stopped)) = engine.solve(&model, &cancelled) else {
        panic!("it was cancelled");
    };
    assert_eq!(stopped.reason(), StopReason::Cancelled);

    // Wherever the clock runs out, what is handed over is feasible.
    for millis in [1, 2, 4, 8, 16, 32] {
        let options = SolveOptions::default().with_time_limit(Duration::from_millis(millis));
        match engine.solve(&model, &options).unwrap() {
            Outcome::Stopped(stopped) => {
                if let Some(best) = stopped.best_so_far() {
                    feasible(&model, best.point()).unwrap();
                    // It may use what the tolerances allow.
                    let level = &best.levels()[0];
                    assert!(level.gap().unwrap() >= -1e-6 * level.objective());
                }
            }
            Outcome::Finished(solution) => verify(&model, &solution),
            _ => panic!("an outcome that is not known"),
        }
    }

    // A limit beyond all clocks is none.
    let forever = SolveOptions::default().with_time_limit(Duration::MAX);
    assert!(matches!(engine.solve(&model, &forever), Ok(Outcome::Finished(_))));
}

#[test]
fn contradictions_and_bottomless_costs_are_errors() {
    // At least 1 is wanted where nothing can be done.
    let mut builder = Model::builder(1);
    builder.resource("at least", Carry::Lost, vec![-1.0]);
    builder.level("none", Vec::new());
    let answer = GoodLp::default().solve(&builder.build().unwrap(), &SolveOptions::default());
    assert!(answer.is_err(), "{answer:?}");

    let (mut builder, family) = single_line();
    builder.block(1, family, 0..=2, 2.0);
    let wanted = builder.resource("at least", Carry::Lost, vec![-1.0, 0.0, 0.0]);
    builder.extra("little", (0.0, 0.5), &[(wanted, 0, -1.0)]);
    builder.level("all", vec![late(0, 1.0)]);
    let answer = GoodLp::default().solve(&builder.build().unwrap(), &SolveOptions::default());
    assert!(matches!(answer, Err(EngineError::Failed { .. })), "{answer:?}");

    let (mut builder, family) = single_line();
    builder.block(1, family, 0..=2, 2.0);
    builder.extra("reward", (0.0, f64::INFINITY), &[]);
    builder.level_with("all", vec![late(0, 1.0)], Vec::new(), vec![-1.0]);
    let answer = GoodLp::default().solve(&builder.build().unwrap(), &SolveOptions::default());
    assert!(answer.is_err(), "{answer:?}");
}

#[test]
fn huge_weight_ratios_are_proven_or_refused() {
    for exponent in [6, 9, 12, 15] {
        let mut random = Random::new(exponent);
        let mut builder = Model::builder(8);
        let line = builder.resource("line", Carry::Lost, vec![3.0; 8]);
        let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
        let family = builder.family(vec![recipe]);
        let paths = (0..12)
            .map(|key| {
                let first = random.whole(0, 5) as u32;
                builder.block(key, family, first..=8, random.whole(1, 4) as f64);
                let power = random.real(0.0, exponent as f64);
                late(random.whole(0, 8) as u32, 10_f64.powf(power).round())
            })
            .collect();
        builder.level("backlog", paths);
        builder.level("draw", vec![CostPath::Draw; 12]);
        let model = builder.build().unwrap();
        match GoodLp::default().solve(&model, &SolveOptions::default()) {
            Ok(Outcome::Finished(solution)) => verify(&model, &solution),
            Err(EngineError::Refused { .. }) => println!("1e{exponent} is refused"),
            other => panic!("1e{exponent}: {other:?}"),
        }
    }
}
