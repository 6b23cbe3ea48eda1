//! Random programs of any shape against the enumeration of their vertices.

use super::super::Refusal;
use super::super::number::{Rational, dot};
use super::super::program::{Program, Variable};
use super::super::simplex::lexicographic;
use super::random::Random;
use super::vertices::least;

const THIRD: f64 = 1.0 / 3.0;
/// Many zeros and ones: ties and degenerate rows.
const ENTRIES: [f64; 12] = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, -1.0, 2.0, -2.0, 0.1, THIRD, 1e4];
const LOWER: [f64; 6] = [0.0, 0.0, 0.0, 0.0, -1.0, 0.1];
const WIDTHS: [f64; 5] = [0.0, 1.0, 2.0, 0.3, THIRD];
const COSTS: [f64; 10] = [0.0, 0.0, 1.0, 1.0, 2.0, -1.0, 0.1, THIRD, 1e8, 1e-8];

/// What grows for ever is liked now and then.
const GREEDY: [f64; 6] = [0.0, 0.0, 0.0, 0.0, 1.0, -1.0];

fn variable(random: &mut Random, rows: usize) -> Variable {
    let lower = random.rational(&LOWER);
    let upper = if random.chance(50) { None } else { Some(&lower + random.rational(&WIDTHS)) };
    let entries = (0..rows).map(|row| (row, random.rational(&ENTRIES)));
    let entries = entries.filter(|(_, entry)| !entry.is_zero()).collect();
    Variable { lower, upper, entries }
}

/// Rows that some point at bounds or near them keeps, or that none may keep.
fn right_hand_sides(random: &mut Random, variables: &[Variable], rows: usize) -> Vec<Rational> {
    let mut rhs = vec![Rational::ZERO; rows];
    if random.chance(15) {
        rhs.fill_with(|| random.rational(&[0.0, 1.0, -1.0, 3.0, 0.1]));
        return rhs;
    }
    for variable in variables {
        let value = match &variable.upper {
            Some(upper) if random.chance(30) => upper.clone(),
            None if random.chance(30) => &variable.lower + random.rational(&WIDTHS),
            _ => variable.lower.clone(),
        };
        for (row, entry) in &variable.entries {
            rhs[*row] += entry * &value;
        }
    }
    rhs
}

/// A row again, perhaps times two: one of them is too many.
fn repeat_row(random: &mut Random, program: &mut Program) {
    let (row, factor) = (random.index(0, program.rhs.len() - 1), random.rational(&[1.0, 2.0]));
    let new = program.rhs.len();
    program.rhs.push(&program.rhs[row] * &factor);
    for variable in &mut program.variables {
        let entry = variable.entries.iter().find(|entry| entry.0 == row);
        if let Some((_, entry)) = entry.cloned() {
            variable.entries.push((new, entry * &factor));
        }
    }
}

fn program(seed: u64) -> Program {
    let mut random = Random::new(seed);
    let rows = random.index(1, 4).min(random.index(1, 4));
    let columns = random.index(2, 6);
    let variables: Vec<Variable> = (0..columns).map(|_| variable(&mut random, rows)).collect();
    let rhs = right_hand_sides(&mut random, &variables, rows);
    let costs = match random.whole(0, 5) {
        0..=1 => &COSTS[..5],
        2..=3 => &COSTS[..],
        _ => &GREEDY[..],
    };
    let levels = (0..random.index(1, 4))
        .map(|_| (0..columns).map(|_| random.rational(costs)).collect())
        .collect();
    let mut program = Program { rhs, variables, costs: levels };
    if random.chance(20) {
        repeat_row(&mut random, &mut program);
    }
    program
}

/// The rows and bounds are kept and the point costs what is said.
fn assert_point(program: &Program, levels: &[Rational], values: &[Rational], seed: u64) {
    let mut left = program.rhs.clone();
    for (variable, value) in program.variables.iter().zip(values) {
        assert!(*value >= variable.lower, "seed {seed}");
        assert!(variable.upper.as_ref().is_none_or(|upper| value <= upper), "seed {seed}");
        for (row, entry) in &variable.entries {
            left[*row] -= entry * value;
        }
    }
    assert!(left.iter().all(Rational::is_zero), "seed {seed}");
    let costs: Vec<Rational> = program.costs.iter().map(|level| dot(level, values)).collect();
    assert_eq!(costs, levels, "seed {seed}");
}

#[test]
fn every_level_is_the_least_over_all_vertices() {
    let (mut solved, mut infeasible, mut unbounded) = (0, 0, [0; 4]);
    for seed in 0..3000 {
        let program = program(seed);
        let found = lexicographic(&program);
        match &found {
            Ok((levels, values)) => {
                solved += 1;
                assert_point(&program, levels, values, seed);
            }
            Err(Refusal::Unbounded { level }) => unbounded[*level] += 1,
            Err(_) => infeasible += 1,
        }
        assert_eq!(found.map(|(levels, _)| levels), least(&program), "seed {seed}");
    }
    println!("{solved} solved, {infeasible} infeasible, {unbounded:?} unbounded by level");
    assert!(solved > 1000 && infeasible > 100 && unbounded[..3].iter().all(|&count| count > 10));
}
