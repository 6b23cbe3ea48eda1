//! Quotes against a plan that is there: the first one, the next ones, a catalogue, an
//! inquiry with what it costs others.
//!
//! `cargo bench --bench quote`. The book is that of `benches/instances`, its lines with
//! four tenths more capacity, so that there is something to promise.

#[path = "instances/mod.rs"]
#[allow(dead_code, reason = "only the scenarios are used here")]
mod instances;

use std::time::Duration;

use apportion::analysis::{Keep, Quoter};
use apportion::planner::Planner;
use apportion::scenario::{Expansion, Inquiry, PartnerId, ProductId, Ramp, Scenario};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use instances::{Case, Instance, InstanceError, Shape, TIERS, WEIGHTED};

type Result<T> = std::result::Result<T, InstanceError>;

fn cases() -> Vec<Case> {
    vec![
        Case::new(Shape::Many, 1_000, 120, 1),
        Case::new(Shape::General, 1_000, 120, 5),
        Case::new(Shape::Hard, 1_000, 120, 14),
    ]
}

fn roomy(case: Case) -> Result<Scenario> {
    let scenario = Instance::new(case, 1)?.scenario;
    let mut builder = scenario.to_builder();
    for line in scenario.lines() {
        let capacity = scenario.capacity(line.id().as_str()).unwrap_or_default();
        let more = 0.4 * capacity.iter().sum::<f64>() / capacity.len() as f64;
        let id = format!("more of {}", line.id());
        let ramp = Ramp::flat(more);
        builder =
            builder.expansion(Expansion::of_line(id, line.id().clone(), scenario.start(), ramp));
    }
    for part in scenario.components() {
        let supply = scenario.supply(part.id().as_str()).unwrap_or_default();
        let more = 0.4 * supply.iter().sum::<f64>() / supply.len() as f64;
        let id = format!("more of {}", part.id());
        builder = builder.expansion(Expansion::of_component(
            id,
            part.id().clone(),
            scenario.start(),
            Ramp::flat(more),
        ));
    }
    Ok(builder.build()?)
}

fn quoter(case: Case, policy: &str) -> Result<Quoter> {
    let scenario = roomy(case)?;
    let policy = scenario.policy(policy).ok_or("the instance has no such policy")?.clone();
    Ok(Quoter::new(scenario, &policy, &Planner::new())?)
}

/// Orders of every product for every tenth partner, in five sizes.
fn asked(quoter: &Quoter) -> (Vec<PartnerId>, Vec<ProductId>, [f64; 5]) {
    let scenario = quoter.scenario();
    let partners = scenario.partners().iter().step_by(10).map(|part| part.id().clone());
    let products = scenario.products().iter().map(|part| part.id().clone());
    (partners.collect(), products.collect(), [1.0, 20.0, 100.0, 500.0, 5_000.0])
}

fn all(criterion: &mut Criterion) -> Result<()> {
    for case in cases() {
        let mut group = criterion.benchmark_group("quote");
        group.sample_size(10).measurement_time(Duration::from_secs(5));
        let cold = quoter(case, WEIGHTED)?;
        let (partners, products, sizes) = asked(&cold);
        let partner = partners.first().ok_or("there are partners")?.clone();
        let product = products.first().ok_or("there are products")?.clone();
        let one = [Inquiry::new(partner, product, 100.0)];
        // Everything is found out anew: the promises, the room, the month.
        group.bench_function(BenchmarkId::new("first", case), |bench| {
            bench.iter_batched_ref(
                || cold.clone(),
                |quoter| quoter.earliest(&one),
                criterion::BatchSize::LargeInput,
            );
        });
        let mut warm = cold.clone();
        warm.earliest(&one)?;
        group.bench_function(BenchmarkId::new("next", case), |bench| {
            bench.iter(|| warm.earliest(&one));
        });
        group.bench_function(BenchmarkId::new("inquiry", case), |bench| {
            bench.iter(|| warm.quote(&one[0]));
        });
        let start = warm.scenario().start();
        let count = partners.len() * products.len() * sizes.len();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("catalogue", case), |bench| {
            bench.iter_batched_ref(
                || cold.clone(),
                |quoter| quoter.catalogue(&partners, &products, &sizes, start),
                criterion::BatchSize::LargeInput,
            );
        });
        warm.catalogue(&partners, &products, &sizes, start)?;
        group.bench_function(BenchmarkId::new("warm catalogue", case), |bench| {
            bench.iter(|| warm.catalogue(&partners, &products, &sizes, start));
        });
        let mut tiers = quoter(case, TIERS)?.keep(Keep::EqualOrHigher);
        tiers.catalogue(&partners, &products, &sizes, start)?;
        group.bench_function(BenchmarkId::new("warm catalogue, equal or higher", case), |bench| {
            bench.iter(|| tiers.catalogue(&partners, &products, &sizes, start));
        });
        group.finish();
    }
    Ok(())
}

#[expect(clippy::expect_used, reason = "a bench has nobody to tell but who runs it")]
fn quotes(criterion: &mut Criterion) {
    all(criterion).expect("instances can be planned");
}

criterion_group!(benches, quotes);
criterion_main!(benches);
