//! The exact engine against microlp, a general simplex: the same objective on every level,
//! on random models of every shape.

use apportion::engine::{EngineError, Exact, Outcome, SolveOptions, WarmStart};

use crate::engine::generator::{Mix, Random, knot, model};
use crate::engine::solve;
use crate::support::oracles::microlp::{Opinion, ask};

/// How many models were compared, and how many microlp had nothing to say of.
fn compare(
    seeds: std::ops::Range<u64>,
    any: fn(&mut Random) -> Mix,
    (most_periods, most_blocks): (u32, u32),
) -> (usize, usize) {
    let (mut compared, mut silent) = (0, 0);
    for seed in seeds {
        let mut random = Random::new(seed);
        let mix = any(&mut random);
        let model = model(&mut random, &mix, most_periods, most_blocks);
        match (solve(&model), ask(&model)) {
            (_, Opinion::Nothing) => silent += 1,
            (Ok(exact), Opinion::Solution(other)) => {
                compared += 1;
                // What an f64 cannot tell of weights over fifteen decades on one level is a
                // great deal on the next.
                let levels = if mix.wide_weights { 1 } else { usize::MAX };
                let pairs = exact.levels().iter().zip(other.levels()).take(levels);
                for (index, (a, b)) in pairs.enumerate() {
                    let (a, b) = (a.objective(), b.objective());
                    let size = a.abs().max(b.abs()).max(1e-6);
                    assert!(
                        (a - b).abs() <= 1e-6 * size,
                        "seed {seed}, {mix:?}: {a} and {b} on level {index}"
                    );
                }
            }
            (Err(EngineError::Infeasible { .. }), Opinion::Infeasible) => compared += 1,
            // See `shapes`: an honest refusal.
            (Err(EngineError::Refused { .. }), _) if mix.wide_weights => silent += 1,
            (exact, opinion) => {
                let other = match opinion {
                    Opinion::Solution(_) => "a solution",
                    Opinion::Infeasible => "no feasible point",
                    Opinion::Nothing => "nothing",
                };
                panic!("seed {seed}, {mix:?}: {exact:?}, but microlp found {other}");
            }
        }
    }
    (compared, silent)
}

fn agree(seeds: std::ops::Range<u64>, most_periods: u32, most_blocks: u32) {
    let (compared, silent) = compare(seeds, Mix::any, (most_periods, most_blocks));
    assert!(silent * 10 <= compared, "nothing to compare with in {silent} of {compared} cases");
}

#[test]
fn thousands_of_tiny_models() {
    agree(500_000..502_000, 4, 6);
}

/// A level for each block: many are served at no cost in one run, the others one by one.
#[test]
fn levels_of_few_blocks() {
    for (seeds, most) in [(900_000..902_000, (4, 6)), (910_000..910_150, (10, 30))] {
        let (compared, silent) = compare(seeds, Mix::in_turn, most);
        assert!(silent * 10 <= compared, "nothing to compare in {silent} of {compared} cases");
    }
}

#[test]
fn hundreds_of_small_models() {
    agree(510_000..510_150, 10, 30);
}

/// Columns whose lower bounds are not zero, fixed ones, rows that are full at nothing.
#[test]
fn hundreds_of_knots() {
    knots_agree(570_000..570_600);
}

#[test]
#[ignore = "takes minutes"]
fn very_many_knots() {
    knots_agree(580_000..620_000);
}

fn knots_agree(seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    let (mut compared, mut without) = (0, 0);
    let mut start = WarmStart::default();
    for seed in seeds {
        let model = knot(&mut Random::new(seed));
        match (solve(&model), ask(&model)) {
            (exact, Opinion::Nothing) => assert!(
                matches!(exact, Ok(_) | Err(EngineError::Infeasible { .. })),
                "seed {seed}: {exact:?}"
            ),
            (Ok(exact), Opinion::Solution(other)) => {
                compared += 1;
                for (a, b) in exact.levels().iter().zip(other.levels()) {
                    let (a, b) = (a.objective(), b.objective());
                    assert!((a - b).abs() <= 1e-6 * a.abs().max(1.0), "seed {seed}: {a} and {b}");
                }
            }
            (Err(EngineError::Infeasible { .. }), Opinion::Infeasible) => without += 1,
            (exact, _) => panic!("seed {seed}: {exact:?}, and microlp finds something else"),
        }
        // The last basis of another model, of which some names are the same, is a bad start
        // but no other answer.
        if let Ok(exact) = solve(&model) {
            let warm = Exact::new().solve_from(&model, &start, &SolveOptions::default());
            let Ok((Outcome::Finished(warm), Some(kept))) = warm else {
                panic!("seed {seed}: {warm:?}");
            };
            for (a, b) in exact.levels().iter().zip(warm.levels()) {
                let (a, b) = (a.objective(), b.objective());
                assert!((a - b).abs() <= 2e-9 * a.abs().max(1.0), "seed {seed}: {a} and {b}");
            }
            start = kept;
        }
    }
    assert!(compared * 2 > count, "{compared} of {count} compared, {without} without a point");
}

#[test]
#[ignore = "takes minutes"]
fn very_many_models() {
    agree(520_000..560_000, 5, 8);
    agree(560_000..562_000, 14, 50);
}
