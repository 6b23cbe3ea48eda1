//! The rule of Bland by itself. A solve uses it only after thousands of degenerate pivots, so
//! that here models are solved by it alone, and engines change over to it at once.
//!
//! For every pivot it is checked whether the entering and the leaving column are those of the
//! rule (Bland 1977): the smallest in *one* order of all columns, keys included. The leaving
//! one is found again with a dense basis of all rows, those of the blocks included.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

use crate::clock::Instant;
use std::collections::BTreeSet;

use super::basis::objective::Phase;
use super::basis::simplex::Simplex;
use super::basis::variable::{Bounds, Service, Status, Variable};
use super::crash::prepare::Crash;
use super::exact::Exact;
use super::generator::{Mix, Random, knot, model};
use super::halt::Halt;
use super::limits::Limits;
use super::primal::pivot::Pivoted;
use super::solve::Solve;
use crate::engine::error::EngineError;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::engine::solution::Solution;
use crate::model::{Carry, LevelResult, Model};
use crate::tolerance::{FEASIBLE, REDUCED_COST};

/// Rounds of pivoting and refactorising, as in the engine.
const ROUNDS: usize = 20;
/// Shorter steps count as zero.
const TINY: f64 = 1e-9;

/// The basic columns, and those that rest at their upper bounds.
type Basis = (BTreeSet<Variable>, BTreeSet<Variable>);

fn basis(simplex: &Simplex<'_>) -> Basis {
    let mut basic: BTreeSet<Variable> = simplex.basis.members.iter().copied().collect();
    basic.extend(
        (0..).zip(&simplex.lots).map(|(lot, state)| Variable::Service { lot, service: state.key }),
    );
    let mut upper = BTreeSet::new();
    for (lot, services) in (0..).zip(&simplex.basis.full) {
        upper.extend(services.iter().map(|&service| Variable::Service { lot, service }));
    }
    let at_upper = |status: &[Status], variable: fn(u32) -> Variable| -> Vec<Variable> {
        let numbered = (0..).zip(status);
        let upper = numbered.filter(|(_, status)| **status == Status::Upper);
        upper.map(|(number, _)| variable(number)).collect()
    };
    upper.extend(at_upper(&simplex.basis.logicals, Variable::Logical));
    upper.extend(at_upper(&simplex.basis.extras, Variable::Extra));
    (basic, upper)
}

/// All columns that may move on the present level, in the order of the rule.
fn columns(simplex: &Simplex<'_>) -> BTreeSet<Variable> {
    let mut all = BTreeSet::new();
    for (lot, state) in (0_u32..).zip(&simplex.lots) {
        for &recipe in simplex.columns.family(state.family) {
            for period in state.first..state.end {
                if simplex.face.contains(lot, recipe, period) {
                    all.insert(Variable::Service { lot, service: Service { recipe, period } });
                }
            }
        }
        if simplex.face.sets[lot as usize].unserved {
            all.insert(Variable::Service { lot, service: Service::UNSERVED });
        }
    }
    all.extend((0..simplex.basis.logicals.len() as u32).map(Variable::Logical));
    all.extend((0..simplex.basis.extras.len() as u32).map(Variable::Extra));
    all
}

fn value(simplex: &Simplex<'_>, variable: Variable) -> f64 {
    let position = simplex.basis.members.iter().position(|&member| member == variable);
    match (position, variable) {
        (Some(position), _) => simplex.basis.value[position],
        (None, Variable::Service { lot, .. }) => simplex.lots[lot as usize].value,
        (None, _) => panic!("{variable:?} is not basic"),
    }
}

/// A column in all rows: those that couple, and one for each block.
fn whole_column(simplex: &Simplex<'_>, variable: Variable) -> Vec<f64> {
    let rows = simplex.columns.rows;
    let mut column = vec![0.0; rows + simplex.lots.len()];
    simplex.add_column(variable, 1.0, &mut column[..rows]);
    if let Variable::Service { lot, .. } = variable {
        column[rows + lot as usize] = 1.0;
    }
    column
}

/// `B⁻¹ a` by elimination with partial pivoting.
fn solve_dense(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for step in 0..size {
        let best = (step..size)
            .max_by(|&a, &b| matrix[a][step].abs().total_cmp(&matrix[b][step].abs()))
            .unwrap();
        matrix.swap(step, best);
        right.swap(step, best);
        assert!(matrix[step][step].abs() > 1e-12, "the basis is singular");
        for row in step + 1..size {
            let factor = matrix[row][step] / matrix[step][step];
            if factor != 0.0 {
                let (above, below) = matrix.split_at_mut(row);
                for (entry, pivot) in below[0].iter_mut().zip(&above[step]).skip(step) {
                    *entry -= factor * pivot;
                }
                right[row] -= factor * right[step];
            }
        }
    }
    for step in (0..size).rev() {
        let known: f64 = (step + 1..size).map(|column| matrix[step][column] * right[column]).sum();
        right[step] = (right[step] - known) / matrix[step][step];
    }
    right
}

/// What the rule lets leave if the step is none: the smallest of the basic columns that stop
/// it at once and of the entering column itself, if it cannot move at all. Nothing if the step
/// is longer.
fn leaving(simplex: &Simplex<'_>, entering: Variable, sigma: f64) -> Option<Variable> {
    let basic: Vec<Variable> = basis(simplex).0.into_iter().collect();
    let columns: Vec<Vec<f64>> = basic.iter().map(|&b| whole_column(simplex, b)).collect();
    let size = columns.len();
    let matrix = (0..size).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    let alpha = solve_dense(matrix, whole_column(simplex, entering));
    let largest = alpha.iter().fold(0.0_f64, |most, a| most.max(a.abs()));
    let stops = |(&variable, alpha): (&Variable, &f64)| {
        if alpha.abs() <= 1e-9 * largest {
            return None;
        }
        let Bounds { lower, upper } = simplex.bounds(variable);
        let value = value(simplex, variable);
        let scale = simplex.scale(variable);
        let outside = FEASIBLE * scale;
        let rises = -sigma * alpha > 0.0;
        let distance = match (value < lower - outside, value > upper + outside) {
            (true, _) => {
                if rises {
                    lower - value
                } else {
                    f64::INFINITY
                }
            }
            (_, true) => {
                if rises {
                    f64::INFINITY
                } else {
                    value - upper
                }
            }
            _ => {
                if rises {
                    upper - value
                } else {
                    value - lower
                }
            }
        };
        (distance <= TINY * scale).then_some(variable)
    };
    let Bounds { lower, upper } = simplex.bounds(entering);
    let itself = (upper <= lower).then_some(entering);
    basic.iter().zip(&alpha).filter_map(stops).chain(itself).min()
}

/// What has been seen on the way.
#[derive(Debug, Default)]
struct Seen {
    pivots: usize,
    /// Pivots that moved nothing, and the most of them in a row.
    degenerate: usize,
    longest: usize,
    /// Of those, pivots in which a column only changed its bound.
    flips: usize,
    /// Pivots while looking for a feasible point.
    infeasible: usize,
}

/// Pivots by the rule until no column is attractive, or the point is feasible if that is what
/// is looked for.
fn pivot_strictly(simplex: &mut Simplex<'_>, seen: &mut Seen) -> Result<(), Halt> {
    let mut run: BTreeSet<Basis> = BTreeSet::new();
    let mut again = 0;
    loop {
        if simplex.objective.phase == Phase::One && simplex.is_feasible() {
            return Ok(());
        }
        let before = basis(simplex);
        let entering = columns(simplex).into_iter().find(|&c| simplex.attractive(c).is_some());
        assert_eq!(simplex.first_attractive(), entering, "not the first attractive column");
        let expected = entering.and_then(|entering| {
            let (sigma, _) = simplex.attractive(entering)?;
            leaving(simplex, entering, sigma)
        });
        let (pivots, restarts) = (simplex.statistics.pivots, simplex.statistics.restarts);
        let Some(moved) = simplex.pivot_by_bland()? else { return Ok(()) };
        assert_eq!(simplex.statistics.restarts, restarts, "the basis has become singular");
        if simplex.statistics.pivots == pivots {
            again += 1;
            assert!(again < 3, "the basis is factorised without end");
            continue;
        }
        again = 0;
        seen.pivots += 1;
        seen.infeasible += usize::from(simplex.objective.phase == Phase::One);
        if moved {
            run.clear();
            continue;
        }
        seen.degenerate += 1;
        let after = basis(simplex);
        let left = before.0.difference(&after.0).next().copied();
        seen.flips += usize::from(left.is_none());
        assert_eq!(left.or(entering), expected, "not the smallest column leaves");
        assert!(run.insert(before), "a basis for the second time: a cycle");
        seen.longest = seen.longest.max(run.len());
    }
}

/// The present level by the rule alone.
fn optimise_strictly(simplex: &mut Simplex<'_>, seen: &mut Seen) -> Result<(), Halt> {
    simplex.recompute_load();
    simplex.refactor()?;
    for _ in 0..ROUNDS {
        if !simplex.is_feasible() {
            simplex.objective.phase = Phase::One;
            simplex.recompute_prices();
            let tolerance = std::mem::replace(&mut simplex.objective.tolerance, REDUCED_COST);
            let end = pivot_strictly(simplex, seen);
            simplex.objective.tolerance = tolerance;
            simplex.objective.phase = Phase::Two;
            end?;
            if !simplex.is_feasible() {
                return Err(Halt::Infeasible(Vec::new()));
            }
            simplex.recompute_prices();
        }
        pivot_strictly(simplex, seen)?;
        simplex.recompute_load();
        simplex.refactor()?;
        if simplex.is_feasible() && simplex.first_attractive().is_none() {
            return Ok(());
        }
    }
    panic!("rounding keeps the optimum from settling");
}

/// The proven answer by the rule alone, from the basis of logicals or that of a dispatch; none
/// if there is no feasible point.
fn solve_strictly(model: &Model, dispatch: bool, seen: &mut Seen) -> Option<Solution> {
    let crash = Crash::default();
    let mut solve = Solve::new(model, &crash, &[]);
    let simplex = &mut solve.simplex;
    let mut prices = Vec::new();
    let is_feasible = |end: Result<(), Halt>| match end {
        Ok(()) => true,
        Err(Halt::Infeasible(_)) => false,
        Err(halt) => panic!("{halt:?}"),
    };
    if model.levels().is_empty() && !is_feasible(optimise_strictly(simplex, seen)) {
        return None;
    }
    for (index, level) in model.levels().iter().enumerate() {
        simplex.begin_level(level);
        if dispatch {
            simplex.crash_by_urgency();
        }
        if !is_feasible(optimise_strictly(simplex, seen)) {
            assert_eq!(index, 0, "a level has lost the feasible points");
            return None;
        }
        if index + 1 < model.levels().len() {
            let options = SolveOptions::default();
            simplex.close_level(&mut Limits::new(&options, Instant::now())).unwrap();
        } else {
            simplex.refine_prices();
        }
        prices.push(simplex.fine.to_prices());
    }
    Some(solve.proven(&prices).unwrap())
}

/// By the engine as it is.
fn solve(model: &Model) -> Option<Solution> {
    match Exact::new().solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => Some(solution),
        Err(EngineError::Infeasible { .. }) => None,
        other => panic!("{other:?}"),
    }
}

fn assert_alike(strict: Option<&Solution>, usual: Option<&Solution>) {
    assert_eq!(strict.is_some(), usual.is_some(), "only one finds a feasible point");
    let levels = |solution: Option<&Solution>| -> Vec<f64> {
        solution.map_or(Vec::new(), |s| s.levels().iter().map(LevelResult::objective).collect())
    };
    let (strict, usual) = (levels(strict), levels(usual));
    assert_eq!(strict.len(), usual.len());
    for (a, b) in strict.iter().zip(&usual) {
        let size = a.abs().max(b.abs()).max(1.0);
        assert!((a - b).abs() <= 2e-9 * size, "{strict:?} and {usual:?}");
    }
}

/// A mix of what makes steps of no length: equal quantities, full periods, periods without
/// capacity, limits that are reached.
fn degenerate(random: &mut Random) -> Mix {
    Mix {
        whole: random.chance(0.9),
        equal: random.chance(0.6),
        full: random.chance(0.5),
        zero_capacity: if random.chance(0.5) { 0.5 } else { 0.0 },
        huge: false,
        wide_weights: false,
        levels: random.between(1, 4),
        ..Mix::any(random)
    }
}

/// The seed that fails, for whoever has to look.
fn named(seed: u64, test: impl FnOnce()) {
    let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(test));
    assert!(end.is_ok(), "seed {seed}");
}

/// One of the random models of every shape, most of them degenerate.
fn shape(seed: u64, most_periods: u32, most_blocks: u32) -> Model {
    let mut random = Random::new(900_000 + seed);
    let mix = if seed.is_multiple_of(4) {
        Mix { wide_weights: false, huge: false, ..Mix::any(&mut random) }
    } else {
        degenerate(&mut random)
    };
    model(&mut random, &mix, most_periods, most_blocks)
}

/// Solves a model by the rule alone, from both of its first bases, and as usual; whether it
/// has a feasible point.
fn solve_both_ways(seed: u64, model: &Model, seen: &mut Seen) -> bool {
    let mut feasible = false;
    named(seed, || {
        let usual = solve(model);
        feasible = usual.is_some();
        for dispatch in [false, true] {
            let strict = solve_strictly(model, dispatch, seen);
            assert_alike(strict.as_ref(), usual.as_ref());
        }
    });
    feasible
}

#[test]
fn models_of_every_shape_are_solved_by_the_rule_alone() {
    let mut seen = Seen::default();
    for seed in 0..600 {
        solve_both_ways(seed, &shape(seed, 6, 10), &mut seen);
    }
    assert!(seen.degenerate >= 2_000 && seen.longest >= 15, "{seen:?}");
    assert!(seen.infeasible >= 500, "{seen:?}");
}

#[test]
fn knots_of_fixed_columns_and_full_rows_are_solved_by_the_rule_alone() {
    let mut seen = Seen::default();
    let seeds = 910_000..910_800;
    let one = |seed: u64| solve_both_ways(seed, &knot(&mut Random::new(seed)), &mut seen);
    let feasible = seeds.map(one).filter(|&feasible| feasible).count();
    assert!(seen.degenerate >= 8_000 && seen.longest >= 30, "{seen:?}");
    assert!(seen.flips >= 1_000 && feasible >= 400, "{seen:?}, {feasible} feasible");
}

#[test]
#[ignore = "takes minutes"]
fn very_many_models_are_solved_by_the_rule_alone() {
    let mut seen = Seen::default();
    for seed in 0..10_000 {
        solve_both_ways(seed, &shape(10_000 + seed, 6, 10), &mut seen);
        solve_both_ways(seed, &knot(&mut Random::new(930_000 + seed)), &mut seen);
    }
    for seed in 0..100 {
        solve_both_ways(seed, &shape(30_000 + seed, 10, 30), &mut seen);
    }
    println!("{seen:?}");
}

/// The model of Beale (1955): with the most attractive column in, and the smallest of those
/// that may leave out, six pivots lead back to where they began.
fn circle() -> Model {
    let mut builder = Model::builder(1);
    let rows = [0.0, 0.0, 1.0].map(|rhs| builder.resource("row", Carry::Lost, vec![rhs]));
    let columns = [[0.25, 0.5, 0.0], [-8.0, -12.0, 0.0], [-1.0, -0.5, 1.0], [9.0, 3.0, 0.0]];
    for column in columns {
        let entries = [(rows[0], 0, column[0]), (rows[1], 0, column[1]), (rows[2], 0, column[2])];
        builder.extra("column", (0.0, f64::INFINITY), &entries);
    }
    builder.level_with("cost", Vec::new(), Vec::new(), vec![-0.75, 20.0, -0.5, 6.0]);
    builder.build().unwrap()
}

#[test]
fn where_another_rule_goes_round_in_a_circle_this_one_does_not() {
    let model = circle();
    let mut simplex = Simplex::new(&model);
    simplex.begin_level(&model.levels()[0]);
    simplex.recompute_load();
    simplex.refactor().unwrap();
    let mut run = BTreeSet::new();
    while run.insert(basis(&simplex)) {
        let reduced = |column: &Variable| simplex.attractive(*column).map_or(0.0, |found| -found.1);
        let best = columns(&simplex)
            .into_iter()
            .rev()
            .max_by(|a, b| reduced(a).total_cmp(&reduced(b)))
            .unwrap();
        let (sigma, reduced) = simplex.attractive(best).unwrap();
        assert_eq!(simplex.pivot(best, sigma, reduced, true), Ok(Pivoted::By(0.0)));
    }
    assert_eq!(run.len(), 6);
    let mut seen = Seen::default();
    let solution = solve_strictly(&model, false, &mut seen).unwrap();
    assert!((solution.levels()[0].objective() + 1.25).abs() <= 1e-12);
    assert!(seen.degenerate > 0);
}

/// By the engine without any patience: every pivot without progress counts.
fn solve_without_patience(model: &Model) -> Option<Solution> {
    let crash = Crash::default();
    let mut solve = Solve::new(model, &crash, &[]);
    solve.simplex.stall_limit = 0;
    let options = SolveOptions::default();
    let mut limits = Limits::new(&options, Instant::now());
    let mut prices = Vec::new();
    match solve.levels(&mut limits, &mut prices, true) {
        Ok(()) => Some(solve.proven(&prices).unwrap()),
        Err(Halt::Infeasible(_)) => None,
        Err(halt) => panic!("{halt:?}"),
    }
}

#[test]
fn an_engine_that_changes_over_to_the_rule_finds_the_same() {
    let (mut pivots, mut changed_over) = (0, 0);
    for seed in 0..1_000 {
        let model =
            if seed % 2 == 0 { shape(seed, 6, 10) } else { knot(&mut Random::new(920_000 + seed)) };
        named(seed, || {
            let hasty = solve_without_patience(&model);
            assert_alike(hasty.as_ref(), solve(&model).as_ref());
            let strict = hasty.map_or(0, |solution| solution.statistics().strict);
            pivots += strict;
            changed_over += usize::from(strict > 0);
        });
    }
    assert!(changed_over >= 10, "{pivots} pivots by the rule in {changed_over} models");
}
