//! Limits end a solve honestly.

use std::time::Duration;

use apportion::engine::{CancelToken, Engine, Exact, Outcome, SolveOptions, StopReason, feasible};
use apportion::formulation::Model;

use crate::generator::{Mix, Random, model};
use crate::solve;

fn busy() -> Model {
    let mut random = Random::new(77);
    let mix = Mix {
        whole: false,
        equal: false,
        limits: false,
        stocks: true,
        stock_limits: false,
        shortfalls: false,
        zero_capacity: 0.0,
        full: false,
        huge: false,
        wide_weights: false,
        levels: 3,
        negative: false,
    };
    loop {
        let model = model(&mut random, &mix, 40, 400);
        if model.periods() > 25 && model.blocks().len() > 250 {
            return model;
        }
    }
}

fn stopped(options: &SolveOptions, reason: StopReason) {
    let model = busy();
    let best = solve(&model).expect("an answer");
    match Exact::new().solve(&model, options).expect("no error") {
        Outcome::Stopped(stopped) => {
            assert_eq!(stopped.reason(), reason);
            let found = stopped.best_so_far().expect("a feasible point");
            feasible(&model, found.point()).expect("feasible");
            let level = &found.levels()[0];
            let optimum = best.levels()[0].objective();
            assert!(level.objective() >= optimum * (1.0 - 1e-9));
            assert!(level.bound().expect("a bound") <= optimum * (1.0 + 1e-9));
        }
        other => panic!("not stopped: {other:?}"),
    }
}

#[test]
fn a_pivot_limit_stops() {
    stopped(&SolveOptions::default().with_pivot_limit(0), StopReason::PivotLimit);
    stopped(&SolveOptions::default().with_pivot_limit(50), StopReason::PivotLimit);
}

#[test]
fn a_time_limit_stops() {
    let options = SolveOptions::default().with_time_limit(Duration::ZERO);
    stopped(&options, StopReason::TimeLimit);
}

#[test]
fn a_token_stops() {
    let token = CancelToken::new();
    token.cancel();
    stopped(&SolveOptions::default().with_cancel(token), StopReason::Cancelled);
}

#[test]
fn two_runs_give_the_same_answer() {
    let model = busy();
    assert_eq!(solve(&model), solve(&model));
}
