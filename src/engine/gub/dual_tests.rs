//! The dual simplex by itself: from the basis of an optimum it must come to the optimum of a
//! model with other right-hand sides without any help of the primal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "benches take more of it")]
#[path = "../../../benches/instances/first_level.rs"]
mod first_level;

use crate::clock::Instant;

use super::basis::simplex::Simplex;
use super::exact::Exact;
use super::generator::{Mix, Random, model};
use super::limits::Limits;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::engine::solution::Solution;
use crate::model::Model;
use first_level::rebuilt;

/// The first level of a model alone, with another right-hand side in one row.
fn with_row(model: &Model, changed: usize, factor: f64) -> Model {
    let row = (changed / model.periods(), changed % model.periods());
    rebuilt(model, |resource, period| if (resource, period) == row { factor } else { 1.0 }).unwrap()
}

fn finished(model: &Model) -> Option<Solution> {
    match Exact::new().solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => Some(solution),
        Ok(Outcome::Stopped(_)) => panic!("no limit was set"),
        Err(_) => None,
    }
}

#[test]
fn it_reaches_the_optimum_alone() {
    let options = SolveOptions::default();
    let (mut runs, mut steps, mut swaps, mut alone) = (0, 0, 0, 0);
    for seed in 0..1_200 {
        let mut random = Random::new(910_000 + seed);
        let mut mix = Mix::any(&mut random);
        (mix.huge, mix.wide_weights) = (false, false);
        let base = model(&mut random, &mix, 12, 60);
        if base.levels().is_empty() {
            continue;
        }
        let base = with_row(&base, 0, 1.0);
        let row = random.below(base.rows() as u32) as usize;
        let factor = [0.0, 0.5, 0.9, 1.5][random.below(4) as usize];
        let changed = with_row(&base, row, factor);
        let Ok((Outcome::Finished(_), Some(start))) = Exact::new().solve_keeping(&base, &options)
        else {
            continue;
        };
        let Some(cold) = finished(&changed) else { continue };
        let mut simplex = Simplex::new(&changed);
        if !simplex.restore(&start) {
            continue;
        }
        let level = &changed.levels()[0];
        simplex.begin_level(level);
        simplex.recompute_load();
        simplex.refactor().unwrap();
        if simplex.is_feasible() {
            continue;
        }
        runs += 1;
        let mut limits = Limits::new(&options, Instant::now());
        limits.budget = Some(20_000);
        if simplex.run_dual(&mut limits).is_err() || !simplex.is_feasible() {
            continue;
        }
        steps += simplex.statistics.pivots;
        swaps += simplex.statistics.key_swaps;
        let objective = simplex.point().objective(&changed, level);
        let optimum = cold.levels()[0].objective();
        let near = (objective - optimum).abs() <= 1e-7 * (1.0 + optimum.abs());
        alone += usize::from(near);
        // Never better than the optimum, since what it is at is feasible.
        assert!(near || objective > optimum, "seed {seed}: {objective} below {optimum}");
    }
    assert!(runs > 200 && steps > 800 && swaps > 100, "{runs} runs, {steps} steps, {swaps} swaps");
    assert!(alone * 100 >= runs * 97, "{alone} of {runs} without help");
}
