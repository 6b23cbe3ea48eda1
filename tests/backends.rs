//! The reference engines against proofs, against each other and against enumeration.

mod common;

use apportion::engine::{
    Backend, Engine, GoodLp, Outcome, Solution, SolveOptions, certify, require_proof,
};
use apportion::formulation::Model;
use common::models;

fn solve(backend: Backend, model: &Model) -> Solution {
    match GoodLp::new(backend).solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => solution,
        other => panic!("{other:?}"),
    }
}

/// Proves a solution anew from its point and its prices.
fn verify(model: &Model, solution: &Solution) {
    let prices: Vec<Vec<f64>> =
        solution.levels().iter().map(|level| level.prices().unwrap().to_vec()).collect();
    let results = certify(model, solution.point(), &prices).unwrap();
    require_proof(model, &results).unwrap();
}

#[test]
fn anything_is_proven() {
    let mut bad = 0;
    let seeds = std::env::var("SEEDS").ok().and_then(|t| t.parse().ok()).unwrap_or(300);
    for seed in 0..seeds {
        let model = models::anything(
            seed,
            std::env::var("SIZE").ok().and_then(|t| t.parse().ok()).unwrap_or(1),
        );
        match GoodLp::new(Backend::Microlp).solve(
            &model,
            &SolveOptions::default().with_time_limit(std::time::Duration::from_secs(1)),
        ) {
            Ok(Outcome::Finished(solution)) => verify(&model, &solution),
            other => {
                bad += 1;
                println!("seed {seed}: {other:?}");
            }
        }
    }
    assert_eq!(bad, 0);
}

#[test]
fn large_in_time() {
    for (blocks, periods) in [(50, 24), (200, 72), (500, 72), (1000, 60)] {
        let model = models::large(1, blocks, periods);
        let start = std::time::Instant::now();
        let solution = solve(Backend::Microlp, &model);
        println!("{blocks} x {periods}: {:?}", start.elapsed());
        for (level, result) in model.levels().iter().zip(solution.levels()) {
            println!("{} {} {:?}", level.label(), result.objective(), result.gap());
        }
        verify(&model, &solution);
    }
}

#[cfg(feature = "clarabel")]
#[test]
fn back_ends_agree() {
    let mut bad = 0;
    let seeds = std::env::var("SEEDS").ok().and_then(|t| t.parse().ok()).unwrap_or(200);
    for seed in 0..seeds {
        let model = models::anything(
            seed,
            std::env::var("SIZE").ok().and_then(|t| t.parse().ok()).unwrap_or(1),
        );
        match GoodLp::new(Backend::Clarabel).solve(&model, &SolveOptions::default()) {
            Ok(Outcome::Finished(solution)) => {
                verify(&model, &solution);
                let reference = solve(Backend::Microlp, &model);
                for (mine, other) in reference.levels().iter().zip(solution.levels()) {
                    let (mine, other) = (mine.objective(), other.objective());
                    assert!(
                        (mine - other).abs() <= 1e-9 * mine.abs().max(1.0),
                        "seed {seed}: {mine} {other}"
                    );
                }
            }
            other => {
                bad += 1;
                println!("seed {seed}: {other:?}");
            }
        }
    }
    let model = models::large(1, 200, 72);
    let start = std::time::Instant::now();
    let _ = solve(Backend::Clarabel, &model);
    println!("clarabel {:?}", start.elapsed());
    assert_eq!(bad, 0);
}
#[test]
fn debug_seed() {
    let Some(seed) = std::env::var("SEED").ok().and_then(|t| t.parse().ok()) else { return };
    let model = models::anything(
        seed,
        std::env::var("SIZE").ok().and_then(|t| t.parse().ok()).unwrap_or(1),
    );
    println!("{model:#?}");
    println!("{:?}", GoodLp::new(Backend::Microlp).solve(&model, &SolveOptions::default()));
}
