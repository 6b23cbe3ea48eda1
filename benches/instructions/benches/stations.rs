//! Instructions of each station, which a busy machine does not disturb: formulation, solve,
//! proof, check and a warm start.

#[path = "../../instances/mod.rs"]
mod instances;

use std::hint::black_box;

use apportion::check::{Report, check};
use apportion::engine::{Engine, Exact, Outcome, Solution, SolveOptions, WarmStart, certify};
use apportion::formulation::Formulation;
use apportion::model::{Model, Prices};
use apportion::plan::Plan;
use apportion::planner::plan;
use apportion::ranking::Ranking;
use gungraun::{library_benchmark, library_benchmark_group, main};
use instances::{Instance, WEIGHTED, first_level, with_month};

fn instance(case: &str) -> Instance {
    let case = case.parse().expect("it is a case");
    Instance::new(case, 1).expect("the instance can be made")
}

fn model(case: &str) -> Model {
    let formulation = instance(case).formulation(WEIGHTED).expect("it has a formulation");
    first_level(formulation.model()).expect("it has a level")
}

fn solved(model: &Model) -> Solution {
    match Exact::new().solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => solution,
        _ => panic!("it can be solved"),
    }
}

fn ranked(case: &str) -> (Instance, Ranking) {
    let instance = instance(case);
    let ranking = instance.ranking(WEIGHTED).expect("it has this policy");
    (instance, ranking)
}

fn with_solution(case: &str) -> (Model, Solution) {
    let model = model(case);
    let solution = solved(&model);
    (model, solution)
}

fn with_plan(case: &str) -> (Instance, Plan) {
    let instance = instance(case);
    let plan = plan(&instance.scenario, WEIGHTED).expect("it can be planned");
    (instance, plan)
}

/// A model with a twentieth less in one month of one line, and the basis of the whole.
fn changed(case: &str) -> (Model, WarmStart) {
    let model = model(case);
    let kept = Exact::new().solve_keeping(&model, &SolveOptions::default());
    let start = kept.ok().and_then(|(_, start)| start).expect("it can be solved");
    (with_month(&model, model.periods() / 2, 0.95).expect("it has a line"), start)
}

#[library_benchmark(setup = ranked)]
#[bench::many("many:1000x72")]
#[bench::general("general:1000x60x5")]
fn formulation((instance, ranking): (Instance, Ranking)) -> Formulation {
    Formulation::new(black_box(&instance.scenario), &ranking).expect("it has a formulation")
}

#[library_benchmark(setup = model)]
#[bench::many("many:1000x72")]
#[bench::few("few:5000x120")]
#[bench::general("general:1000x60x5")]
#[bench::hard("hard:1000x24")]
fn solve(model: Model) -> Solution {
    solved(black_box(&model))
}

#[library_benchmark(setup = changed)]
#[bench::many("many:1000x72")]
#[bench::general("general:1000x60x5")]
fn warm((model, start): (Model, WarmStart)) -> Outcome {
    let solved = Exact::new().solve_from(black_box(&model), &start, &SolveOptions::default());
    solved.expect("it can be solved").0
}

#[library_benchmark(setup = with_solution)]
#[bench::many("many:1000x72")]
#[bench::general("general:1000x60x5")]
fn proof((model, solution): (Model, Solution)) -> usize {
    let prices = solution.levels().iter().filter_map(|level| level.prices());
    let prices: Vec<Prices> = prices.cloned().collect();
    certify(black_box(&model), solution.point(), &prices).expect("it is proven").len()
}

#[library_benchmark(setup = with_plan)]
#[bench::many("many:1000x72")]
#[bench::general("general:1000x60x5")]
fn checked((instance, plan): (Instance, Plan)) -> Report {
    check(black_box(&instance.scenario), &plan)
}

library_benchmark_group!(name = stations, benchmarks = [formulation, solve, warm, proof, checked]);
main!(library_benchmark_groups = stations);
