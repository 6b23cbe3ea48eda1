//! Where the time goes, by station: formulation, solve by size and shape, all levels,
//! warm start, proof, check.
//!
//! `cargo bench --bench solve` runs all of it, `cargo bench --bench solve -- proof` one
//! group. Sizes are such that a group takes a minute; `benches/race` compares larger ones
//! with other solvers.

#[path = "instances/mod.rs"]
mod instances;

use std::time::Duration;

use apportion::check::check;
use apportion::engine::{Engine, Exact, Outcome, Solution, SolveOptions, certify};
use apportion::formulation::Formulation;
use apportion::model::{Model, Prices};
use apportion::planner::plan;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use instances::{Case, Instance, InstanceError, Shape, TIERS, WEIGHTED, first_level, with_month};

type Result<T> = std::result::Result<T, InstanceError>;

/// One of each shape, from small to not so small.
fn cases() -> Vec<Case> {
    vec![
        Case::new(Shape::Many, 1_000, 72, 1),
        Case::new(Shape::Many, 5_000, 120, 1),
        Case::new(Shape::Few, 5_000, 120, 1),
        Case::new(Shape::General, 1_000, 60, 5),
        Case::new(Shape::General, 5_000, 60, 10),
        Case::new(Shape::Hard, 1_000, 24, 14),
    ]
}

fn solve(model: &Model) -> Result<Solution> {
    match Exact::new().solve(model, &SolveOptions::default())? {
        Outcome::Finished(solution) => Ok(solution),
        _ => Err("it stopped at a limit".into()),
    }
}

fn formulation(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("formulation");
    for case in cases() {
        let instance = Instance::new(case, 1)?;
        let ranking = instance.ranking(WEIGHTED)?;
        group.throughput(Throughput::Elements(u64::from(case.orders)));
        group.bench_function(BenchmarkId::from_parameter(case), |bench| {
            bench.iter(|| Formulation::new(&instance.scenario, &ranking));
        });
    }
    group.finish();
    Ok(())
}

/// The first level, from model to proven point.
fn first(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("solve");
    for case in cases() {
        let model = first_level(Instance::new(case, 1)?.formulation(WEIGHTED)?.model())?;
        group.throughput(Throughput::Elements(u64::from(case.orders)));
        group.bench_function(BenchmarkId::from_parameter(case), |bench| {
            bench.iter(|| solve(&model));
        });
    }
    group.finish();
    Ok(())
}

/// All levels, of the weighted policy and of four strict tiers.
fn levels(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("levels");
    for case in [
        Case::new(Shape::Many, 1_000, 72, 1),
        Case::new(Shape::General, 1_000, 60, 5),
        Case::new(Shape::Hard, 1_000, 24, 14),
    ] {
        let instance = Instance::new(case, 1)?;
        for policy in [WEIGHTED, TIERS] {
            let formulation = instance.formulation(policy)?;
            group.bench_function(BenchmarkId::new(policy, case), |bench| {
                bench.iter(|| solve(formulation.model()));
            });
        }
    }
    group.finish();
    Ok(())
}

/// A month of the first line is 5 % short: from the basis that was optimal before, and
/// from nothing.
fn warm(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("warm");
    let options = SolveOptions::default();
    let cases = [
        (Case::new(Shape::Many, 5_000, 120, 1), 1..=1),
        (Case::new(Shape::General, 5_000, 60, 10), 1..=1),
        // Seeds differ more than sizes do.
        (Case::new(Shape::General, 20_000, 120, 10), 1..=3),
    ];
    let cases = cases.into_iter().flat_map(|(case, seeds)| seeds.map(move |seed| (case, seed)));
    for (case, seed) in cases {
        let base = first_level(Instance::new(case, seed)?.formulation(WEIGHTED)?.model())?;
        let changed = with_month(&base, base.periods() / 2, 0.95)?;
        let (_, start) = Exact::new().solve_keeping(&base, &options)?;
        let start = start.unwrap_or_default();
        group.bench_function(BenchmarkId::new("warm", format!("{case} #{seed}")), |bench| {
            bench.iter(|| Exact::new().solve_from(&changed, &start, &options));
        });
        group.bench_function(BenchmarkId::new("cold", format!("{case} #{seed}")), |bench| {
            bench.iter(|| solve(&changed));
        });
    }
    group.finish();
    Ok(())
}

/// The certificate of the first level: one pass over all columns, below which no solve
/// with a proof can go.
fn proof(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("proof");
    for case in cases() {
        let model = first_level(Instance::new(case, 1)?.formulation(WEIGHTED)?.model())?;
        let solution = solve(&model)?;
        let prices = solution.levels().iter().filter_map(|level| level.prices());
        let prices: Vec<Prices> = prices.cloned().collect();
        group.throughput(Throughput::Elements(u64::from(case.orders)));
        group.bench_function(BenchmarkId::from_parameter(case), |bench| {
            bench.iter(|| certify(&model, solution.point(), &prices));
        });
    }
    group.finish();
    Ok(())
}

/// The independent check of a whole plan.
fn checks(criterion: &mut Criterion) -> Result<()> {
    let mut group = criterion.benchmark_group("check");
    for case in [Case::new(Shape::Many, 1_000, 72, 1), Case::new(Shape::General, 1_000, 60, 5)] {
        let scenario = Instance::new(case, 1)?.scenario;
        let plan = plan(&scenario, WEIGHTED)?;
        group.throughput(Throughput::Elements(u64::from(case.orders)));
        group.bench_function(BenchmarkId::from_parameter(case), |bench| {
            bench.iter(|| check(&scenario, &plan));
        });
    }
    group.finish();
    Ok(())
}

#[expect(clippy::expect_used, reason = "a bench has nobody to tell but who runs it")]
fn run(criterion: &mut Criterion) {
    let groups = [formulation, first, levels, warm, proof, checks];
    groups.into_iter().try_for_each(|group| group(criterion)).expect("instances can be solved");
}

fn configured() -> Criterion {
    Criterion::default().sample_size(10).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = configured(); targets = run }
criterion_main!(benches);
