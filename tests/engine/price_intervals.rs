//! Price intervals: what one unit more saves and one unit less costs.

use crate::engine::models::{Random, anything};
use crate::support::uses;
use apportion::engine::{
    Backend, Dispatch, Engine, EngineError, Exact, Flaw, GoodLp, Outcome, PriceError, Solution,
    SolveOptions, price_intervals, price_intervals_by_paths, price_intervals_by_solves,
    price_ranges, savings,
};
use apportion::model::{Carry, CostPath, Model, RecipeId};

/// A transportation model in whole numbers, with what is degenerate: exactly full and
/// empty periods, equal weights, releases after the due period, several lines.
///
/// Built anew with `change` more in one row: the tests change models themselves.
fn transportation(seed: u64, change: Option<(usize, f64)>) -> Model {
    let mut random = Random::new(seed);
    let periods = random.whole(1, 8) as u32;
    let lines = random.whole(1, 3);
    let heaviest = random.one_of(&[1, 3, 1000]);
    let mut builder = Model::builder(periods);
    let mut row = 0;
    let lines: Vec<_> = (0..lines)
        .map(|line| {
            let rhs = (0..periods).map(|_| {
                let capacity = random.whole(0, 5) as f64;
                let more = change.filter(|change| change.0 == row).map_or(0.0, |change| change.1);
                row += 1;
                capacity + more
            });
            let rhs = rhs.collect();
            builder.resource(format!("line {line}"), Carry::Lost, rhs)
        })
        .collect();
    let recipes: Vec<RecipeId> = lines
        .iter()
        .zip(1..)
        .map(|(&line, key)| builder.recipe(format!("on {key}"), key, vec![(line, 1.0)]))
        .collect();
    let families: Vec<_> = (0..random.whole(1, 3))
        .map(|_| {
            let first = random.one_of(&recipes);
            let more = recipes.iter().copied().filter(|_| random.chance(50));
            let mut family: Vec<RecipeId> = more.collect();
            family.push(first);
            builder.family(family)
        })
        .collect();
    let mut paths = Vec::new();
    for key in 0..random.whole(1, 10) {
        let first = random.whole(0, u64::from(periods) - 1) as u32;
        let from = random.whole(0, u64::from(periods)) as u32;
        let rate = random.whole(1, heaviest) as f64;
        builder.block(key, random.one_of(&families), first..=periods, random.whole(1, 6) as f64);
        let unserved = rate * f64::from(periods - from + 12);
        paths.push(CostPath::Slope { from, rate, unserved });
    }
    let blocks = paths.len();
    builder.level("backlog", paths);
    builder.level("draw", vec![CostPath::Draw; blocks]);
    builder.build().unwrap()
}

fn solve(engine: &dyn Engine, model: &Model) -> Result<Solution, EngineError> {
    match engine.solve(model, &SolveOptions::default())? {
        Outcome::Finished(solution) => Ok(solution),
        _ => panic!("no limit was set"),
    }
}

/// The cost of a level, infinite where the model cannot be satisfied.
fn cost(engine: &dyn Engine, model: &Model, level: usize) -> f64 {
    match solve(engine, model) {
        Ok(solution) => solution.levels()[level].objective(),
        Err(EngineError::Infeasible { .. }) => f64::INFINITY,
        Err(error) => panic!("{error}: {model:?}"),
    }
}

/// Every row's number.
fn rows(model: &Model) -> Vec<usize> {
    (0..model.rows()).collect()
}

#[test]
fn paths_and_solves_agree_on_transportation_models() {
    let options = SolveOptions::default();
    let mut open = 0;
    let mut unbounded = 0;
    for seed in 0..400 {
        let model = transportation(seed, None);
        let solution = solve(&Exact::new(), &model).unwrap();
        let prices = solution.levels()[0].prices().unwrap().rows();
        let paths = price_intervals_by_paths(&model, solution.point(), prices).unwrap();
        let all = rows(&model);
        let solves = price_intervals_by_solves(&model, 0, &all, &Exact::new(), &options).unwrap();
        let either = price_intervals(&model, 0, &all, &Exact::new(), &options).unwrap();
        for ((path, solved), either) in paths.iter().zip(&solves).zip(&either) {
            // Whole numbers: to the last digit.
            assert_eq!(
                (path.row, path.gain, path.loss),
                (solved.row, solved.gain, solved.loss),
                "seed {seed}"
            );
            assert_eq!(
                (path.row, path.gain, path.loss),
                (either.row, either.gain, either.loss),
                "seed {seed}"
            );
            assert!(path.gain <= path.price && path.price <= path.loss, "seed {seed}: {path:?}");
            open += usize::from(path.gain < path.loss);
            unbounded += usize::from(path.loss.is_infinite());
            assert_eq!(path.loss.is_infinite(), model.rhs(path.row) < 1.0, "seed {seed}");
        }
    }
    // The models are what they are meant to be.
    assert!(open > 500 && unbounded > 100, "{open} {unbounded}");
}

#[test]
fn both_agree_with_models_built_anew() {
    let microlp = GoodLp::new(Backend::Microlp);
    for seed in 1000..1080 {
        let model = transportation(seed, None);
        let value = cost(&microlp, &model, 0);
        let options = SolveOptions::default();
        let intervals = price_intervals(&model, 0, &rows(&model), &Exact::new(), &options).unwrap();
        for interval in intervals {
            let more = cost(&microlp, &transportation(seed, Some((interval.row, 1.0))), 0);
            assert!((value - more - interval.gain).abs() < 1e-6, "seed {seed}: {interval:?}");
            if model.rhs(interval.row) >= 1.0 {
                let less = cost(&microlp, &transportation(seed, Some((interval.row, -1.0))), 0);
                assert!((less - value - interval.loss).abs() < 1e-6, "seed {seed}: {interval:?}");
            }
        }
    }
}

/// More capacity in a row makes both ends smaller: the cost is convex.
#[test]
fn intervals_fall_with_capacity() {
    for seed in 2000..2100 {
        let before = transportation(seed, None);
        let row = seed as usize % before.rows();
        let after = transportation(seed, Some((row, 1.0)));
        let one = |model: &Model| {
            let options = SolveOptions::default();
            price_intervals(model, 0, &[row], &Exact::new(), &options).unwrap()[0]
        };
        let (before, after) = (one(&before), one(&after));
        // What was gained by one more is lost by one less.
        assert!((before.gain - after.loss).abs() < 1e-9, "seed {seed}");
        assert!(after.gain <= before.gain && after.loss <= before.loss, "seed {seed}");
    }
}

#[test]
fn general_models_agree_with_brute_force() {
    let microlp = GoodLp::new(Backend::Microlp);
    let (mut compared, mut infinite) = (0, 0);
    for seed in 0..60 {
        let model = anything(seed, 1);
        let Ok(solution) = solve(&Exact::new(), &model) else { continue };
        let value = solution.levels()[0].objective();
        let all = rows(&model);
        let options = SolveOptions::default();
        let intervals =
            price_intervals_by_solves(&model, 0, &all, &Exact::new(), &options).unwrap();
        let scale = 1e-7 * value.abs().max(1.0);
        for interval in intervals {
            // The reference has no clear word for a model that contradicts itself, but it
            // can say how much of the change has to be taken back.
            let mut changed = |change: f64| {
                let relief = shifted(&model, interval.row, change, true);
                let taken_back = cost(&microlp, &relief, 0);
                if taken_back > 1e-7 {
                    infinite += 1;
                    return f64::INFINITY;
                }
                cost(&microlp, &shifted(&model, interval.row, change, false), 0)
            };
            let (more, less) = (changed(1.0), changed(-1.0));
            let same = |a: f64, b: f64| {
                (a - b).abs() <= scale || (a.is_infinite() && a.total_cmp(&b).is_eq())
            };
            assert!(same(value - more, interval.gain), "seed {seed}: {interval:?} {more} {value}");
            assert!(same(less - value, interval.loss), "seed {seed}: {interval:?} {less} {value}");
            assert!(interval.gain <= interval.price + scale, "seed {seed}: {interval:?}");
            assert!(interval.price <= interval.loss + scale, "seed {seed}: {interval:?}");
            compared += 1;
        }
    }
    assert!(compared > 1000 && infinite > 100, "{compared} {infinite}");
}

/// The first level of a model, built anew with a row changed. With `relief`, the change
/// can be taken back, and how much of it has to be is all that costs.
fn shifted(model: &Model, row: usize, change: f64, relief: bool) -> Model {
    let mut builder = Model::builder(model.periods() as u32);
    let mut resources = Vec::new();
    for (index, resource) in model.resources().iter().enumerate() {
        let mut rhs = resource.rhs().to_vec();
        if row / model.periods() == index {
            rhs[row % model.periods()] += change;
        }
        resources.push(builder.resource(resource.label(), resource.carry(), rhs));
    }
    let recipes: Vec<RecipeId> = model
        .recipes()
        .iter()
        .zip(1..)
        .map(|(recipe, key)| {
            builder.recipe_by_period(recipe.label(), key, &uses::of(model, recipe))
        })
        .collect();
    let families: Vec<_> = model
        .families()
        .iter()
        .map(|family| builder.family(family.iter().map(|id| recipes[id.index()]).collect()))
        .collect();
    for (block, key) in model.blocks().iter().zip(1..) {
        let span = block.first() as u32..=block.last() as u32;
        let added = builder.block(key, families[block.family().index()], span, block.quantity());
        builder.limit(added, block.limit());
    }
    for extra in model.extras() {
        let entry = |(row, value): (usize, f64)| {
            let (resource, period) = model.row_parts(row);
            (resources[resource.index()], period as u32, value)
        };
        let entries: Vec<_> = extra.entries().map(entry).collect();
        builder.extra(extra.label(), (extra.lower(), extra.upper()), &entries);
    }
    let level = &model.levels()[0];
    if relief {
        let (resource, period) = model.row_parts(row);
        let entry = (resources[resource.index()], period as u32, change);
        builder.extra("relief", (0.0, 1.0), &[entry]);
        let mut costs = vec![0.0; model.extras().len()];
        costs.push(1.0);
        builder.level_with("relief", vec![CostPath::Zero; model.blocks().len()], Vec::new(), costs);
        return builder.build().unwrap();
    }
    builder.level_with(
        level.label(),
        level.paths().map(|part| part.1).collect(),
        level.tables().to_vec(),
        level.extras().to_vec(),
    );
    builder.build().unwrap()
}

#[test]
fn a_plan_that_is_not_optimal_is_refused() {
    let mut refused = 0;
    for seed in 0..200 {
        let model = transportation(seed, None);
        let best = solve(&Exact::new(), &model).unwrap();
        let rule = solve(&Dispatch::new(), &model).unwrap();
        let worse = rule.levels()[0].objective() > best.levels()[0].objective();
        let zeros = vec![0.0; model.rows()];
        let answer = price_intervals_by_paths(&model, rule.point(), &zeros);
        match answer {
            Err(PriceError::Point(Flaw::Improvable { .. })) => {
                assert!(worse, "seed {seed}");
                refused += 1;
            }
            Ok(_) => assert!(!worse, "seed {seed}"),
            Err(error) => panic!("seed {seed}: {error}"),
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn later_levels_count_among_the_best_of_those_before() {
    // Two blocks want the same two periods; the first is in the first tier.
    let build = |capacity: f64| {
        let mut builder = Model::builder(3);
        let line = builder.resource("line", Carry::Lost, vec![capacity, 2.0, 2.0]);
        let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
        let family = builder.family(vec![recipe]);
        builder.block(1, family, 0..=2, 3.0);
        builder.block(2, family, 0..=2, 3.0);
        let late = CostPath::Slope { from: 0, rate: 1.0, unserved: 15.0 };
        builder.level("first tier", vec![late, CostPath::Zero]);
        builder.level("second tier", vec![CostPath::Zero, late]);
        builder.build().unwrap()
    };
    let options = SolveOptions::default();
    let one = |level: usize| {
        price_intervals(&build(2.0), level, &[0], &Exact::new(), &options).unwrap()[0]
    };
    for level in 0..2 {
        let value = |capacity: f64| cost(&Exact::new(), &build(capacity), level);
        assert!((one(level).gain - (value(2.0) - value(3.0))).abs() < 1e-9);
        assert!((one(level).loss - (value(1.0) - value(2.0))).abs() < 1e-9);
    }
}

#[test]
fn what_does_not_exist_is_refused() {
    let model = transportation(1, None);
    let options = SolveOptions::default();
    let ask = |level, row| price_intervals(&model, level, &[row], &Exact::new(), &options);
    assert!(matches!(ask(2, 0), Err(PriceError::Level { level: 2, levels: 2 })));
    assert!(matches!(ask(0, model.rows()), Err(PriceError::Row { .. })));
    let general = anything(3, 1);
    let point = solve(&Exact::new(), &general).unwrap();
    let prices = vec![0.0; general.rows()];
    let answer = price_intervals_by_paths(&general, point.point(), &prices);
    assert!(matches!(answer, Err(PriceError::NoTransportation(_))));
    let stopped = SolveOptions::default().with_pivot_limit(0);
    let ask = price_intervals(&anything(5, 1), 0, &[0], &Exact::new(), &stopped);
    assert!(matches!(ask, Ok(_) | Err(PriceError::Stopped(_))));
}

/// Every range against the reference on models built anew: at its end the cost is still on
/// the line of the first unit, a little further it is not.
fn ranges_hold(model: &Model, seed: u64) -> (usize, usize) {
    let microlp = GoodLp::new(Backend::Microlp);
    let options = SolveOptions::default();
    let all = rows(model);
    let intervals = price_intervals(model, 0, &all, &Exact::new(), &options).unwrap();
    let ranges = price_ranges(model, 0, &all, &Exact::new(), &options).unwrap();
    let value = cost(&microlp, &shifted(model, 0, 0.0, false), 0);
    let (mut ends, mut beyond) = (0, 0);
    for (interval, range) in intervals.iter().zip(&ranges) {
        assert_eq!(interval.row, range.row);
        let at = |change: f64| cost(&microlp, &shifted(model, interval.row, change, false), 0);
        let scale = 1e-7 * value.abs().max(1.0);
        // A bend may be slight.
        let bend = 1e-10 * value.abs().max(1.0);
        if range.more.is_finite() && range.more > 0.0 {
            let line = value - range.more * interval.gain;
            assert!((at(range.more) - line).abs() <= scale, "seed {seed}: {interval:?} {range:?}");
            let further = range.more + 0.25;
            assert!(
                at(further) > value - further * interval.gain + bend,
                "seed {seed}: {interval:?} {range:?}"
            );
            ends += 1;
        } else if range.more > 0.0 {
            let line = value - 1000.0 * interval.gain;
            assert!((at(1000.0) - line).abs() <= scale, "seed {seed}: {interval:?} {range:?}");
            beyond += 1;
        }
        if interval.loss.is_finite() && range.less > 0.0 {
            let line = value + range.less * interval.loss;
            assert!((at(-range.less) - line).abs() <= scale, "seed {seed}: {interval:?} {range:?}");
            let (resource, _) = model.row_parts(interval.row);
            let lost = model.resources()[resource.index()].carry() == Carry::Lost;
            let further = range.less + 0.25;
            if lost && further <= model.rhs(interval.row) {
                assert!(
                    at(-further) > value + further * interval.loss + bend,
                    "seed {seed}: {interval:?} {range:?}"
                );
                ends += 1;
            }
        }
    }
    (ends, beyond)
}

#[test]
fn ranges_end_where_the_price_does() {
    let (mut ends, mut beyond) = (0, 0);
    let mut count = |(end, further): (usize, usize)| {
        ends += end;
        beyond += further;
    };
    for seed in 3000..3100 {
        let model = transportation(seed, None);
        count(ranges_hold(&model, seed));
        // Whole numbers bend at whole numbers.
        let options = SolveOptions::default();
        for range in price_ranges(&model, 0, &rows(&model), &Exact::new(), &options).unwrap() {
            for end in [range.more, range.less].into_iter().filter(|end| end.is_finite()) {
                assert!((end - end.round()).abs() < 1e-6, "seed {seed}: {range:?}");
            }
        }
    }
    for seed in 0..60 {
        let model = anything(seed, 1);
        let plain = model.resources().iter().all(|resource| match resource.carry() {
            Carry::Lost => true,
            Carry::Stock { limit } => limit.is_infinite(),
            _ => false,
        });
        // The reference has no clear word for models without a feasible point.
        let bounded = model.extras().iter().all(|extra| extra.lower() <= 0.0);
        if plain && bounded && solve(&Exact::new(), &model).is_ok() {
            count(ranges_hold(&model, seed));
        }
    }
    assert!(ends > 500 && beyond > 500, "{ends} {beyond}");
}

/// No change saves more than prices promise, and a unit more in one row saves its gain.
/// A pivot limit is one for each solve, and every solve tells of its beginning: so it shows
/// that the rows behind the one that reached the limit are not begun.
#[cfg(not(feature = "parallel"))]
#[test]
fn nothing_is_solved_after_a_limit() {
    use apportion::engine::StopReason;
    use std::sync::{Arc, atomic::AtomicU64, atomic::Ordering};

    let mut cut_short = 0;
    for seed in 0..60 {
        let model = anything(seed, 2);
        let heard = |rows: &[usize], limit: u64| {
            let count = Arc::new(AtomicU64::new(0));
            let ear = Arc::clone(&count);
            let options = SolveOptions::default().with_pivot_limit(limit);
            let options = options.with_progress(Arc::new(move |_| {
                ear.fetch_add(1, Ordering::Relaxed);
            }));
            let answer = price_ranges(&model, 0, rows, &Exact::new(), &options);
            (answer.map(|_| ()), count.load(Ordering::Relaxed))
        };
        let rows = rows(&model);
        for limit in 1..6 {
            let (answer, all) = heard(&rows, limit);
            let Err(error) = answer else { continue };
            assert_eq!(error, PriceError::Stopped(StopReason::PivotLimit), "seed {seed}");
            let first = (0..rows.len()).find(|&last| heard(&rows[..=last], limit).0.is_err());
            let first = first.unwrap();
            assert_eq!(heard(&rows[..=first], limit), (Err(error), all), "seed {seed}");
            // Some rows came before it, some after.
            cut_short += usize::from(0 < first && first + 1 < rows.len());
        }
    }
    assert!(cut_short >= 10, "only {cut_short} runs end between two rows");
}

#[test]
fn savings_are_at_most_what_prices_promise() {
    let options = SolveOptions::default();
    let mut expired = 0;
    for seed in 4000..4100 {
        let model = transportation(seed, None);
        let all = rows(&model);
        let intervals = price_intervals(&model, 0, &all, &Exact::new(), &options).unwrap();
        let mut changes: Vec<Vec<(usize, f64)>> = all.iter().map(|&row| vec![(row, 1.0)]).collect();
        changes.push(all.iter().map(|&row| (row, 2.0)).collect());
        let found = savings(&model, 0..1, &changes, &Exact::new(), &options).unwrap();
        for (interval, saving) in intervals.iter().zip(&found) {
            assert!((interval.gain - saving.saved).abs() < 1e-9, "seed {seed}");
        }
        for saving in &found {
            assert!(saving.saved <= saving.promised + 1e-6, "seed {seed}: {saving:?}");
            expired += usize::from(saving.saved < saving.promised - 1e-6);
        }
    }
    assert!(expired > 50, "{expired}");
}
