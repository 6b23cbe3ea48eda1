//! Limits end a solve honestly.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apportion::engine::{CancelToken, Engine, Exact, Outcome, SolveOptions, StopReason, feasible};
use apportion::model::Model;

use crate::engine::generator::{Mix, Random, model};
use crate::engine::solve;

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
        turns: false,
        negative: false,
        dated: false,
    };
    loop {
        let model = model(&mut random, &mix, 40, 400);
        let whole = model.parts().is_empty();
        if model.periods() > 25 && model.blocks().len() > 250 && whole {
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
fn work_is_counted() {
    let mut filled = 0;
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let mix = Mix::any(&mut random);
        let model = model(&mut random, &mix, 12, 40);
        let Ok(solution) = solve(&model) else { continue };
        let statistics = solution.statistics();
        assert_eq!(statistics.basis_entries > 0, model.rows() > 0, "{seed}: {statistics:?}");
        filled += u32::from(statistics.fill() > 0);
    }
    // Where units use several rows, some bases have a nucleus.
    assert!(filled > 0, "no fill anywhere");
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

#[test]
fn progress_is_told() {
    let model = busy();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let options = SolveOptions::default().with_progress(Arc::new(move |progress| {
        ear.lock().expect("a lock").push(*progress);
    }));
    let Ok(Outcome::Finished(solution)) = Exact::new().solve(&model, &options) else {
        panic!("not finished")
    };
    // Nobody who listens changes anything.
    assert_eq!(solution, solve(&model).expect("an answer"));
    let heard = heard.lock().expect("a lock");
    for (index, level) in solution.levels().iter().enumerate() {
        let of_level = || heard.iter().filter(move |progress| progress.level == index);
        let last = of_level().filter_map(|progress| progress.objective).next_back();
        assert!(last.expect("an objective") >= level.objective() * (1.0 - 1e-9));
    }
    assert!(heard.windows(2).all(|pair| pair[0].pivots <= pair[1].pivots));
    assert!(heard.windows(2).all(|pair| pair[0].level <= pair[1].level));
}

#[test]
fn passes_and_levels_are_counted() {
    let model = busy();
    let solution = solve(&model).expect("an answer");
    let statistics = solution.statistics();
    assert_eq!(statistics.levels, model.levels().len() as u64);
    // One to find nothing and one to check it, at least on the first level.
    assert!(statistics.passes >= 2);
    assert!(statistics.priced >= model.blocks().len() as u64);
}

/// The limit is one for all parts of a model together, not one for each: one after the other
/// they find it used up.
#[cfg(not(feature = "parallel"))]
#[test]
fn parts_share_the_time() {
    use apportion::model::{Carry, CostPath};

    let mut builder = Model::builder(2);
    let mut costs = Vec::new();
    for number in 0..20_u32 {
        let line = builder.resource(format!("line {number}"), Carry::Lost, vec![1.0; 2]);
        let recipe = builder.recipe(format!("on {number}"), 1, vec![(line, 1.0)]);
        let family = builder.family(vec![recipe]);
        builder.block(u64::from(number), family, 0..=1, 3.0);
        costs.push(CostPath::Slope { from: 0, rate: 1.0, unserved: 9.0 });
    }
    builder.level("late", costs);
    let model = builder.build().expect("a model");
    assert_eq!(model.parts().len(), 20);
    let heard = Arc::new(Mutex::new(0));
    let ear = Arc::clone(&heard);
    let limit = Duration::from_millis(50);
    let options =
        SolveOptions::default().with_time_limit(limit).with_progress(Arc::new(move |_| {
            *ear.lock().expect("a lock") += 1;
            std::thread::sleep(limit);
        }));
    match Exact::new().solve(&model, &options).expect("no error") {
        Outcome::Stopped(stopped) => {
            assert_eq!(stopped.reason(), StopReason::TimeLimit);
            feasible(&model, stopped.best_so_far().expect("a point").point()).expect("feasible");
        }
        other => panic!("not stopped: {other:?}"),
    }
    assert!(*heard.lock().expect("a lock") <= 1);
}
