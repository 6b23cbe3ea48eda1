//! Programs too great for enumeration, solved in other ways that must lead to the same.

use super::super::number::Rational;
use super::super::program::{Program, Variable};
use super::super::simplex::lexicographic;
use super::super::translation::Translation;
use super::great::{great, sized};

/// Fewer where nothing is optimised.
const MODELS: u64 = if cfg!(debug_assertions) { 8 } else { 60 };

fn levels(program: &Program) -> Vec<Rational> {
    lexicographic(program).unwrap().0
}

/// Each level in a program of its own, which has a row more for every level above:
/// that costs what was found, and no less.
fn by_rows(program: &Program) -> Vec<Rational> {
    let mut above = Program { costs: Vec::new(), ..program.clone() };
    let mut found = Vec::new();
    for costs in &program.costs {
        above.costs = vec![costs.clone()];
        let least = levels(&above).remove(0);
        let row = above.rhs.len();
        above.rhs.push(least.clone());
        for (variable, cost) in above.variables.iter_mut().zip(costs) {
            if !cost.is_zero() {
                variable.entries.push((row, cost.clone()));
            }
        }
        found.push(least);
    }
    found
}

/// Rows and columns from last to first, so that Bland's rule prefers what it shuns
/// otherwise.
fn backwards(program: &Program) -> Program {
    let rows = program.rhs.len();
    let turned = |variable: &Variable| {
        let entries = variable.entries.iter().rev();
        let entries = entries.map(|(row, entry)| (rows - 1 - row, entry.clone())).collect();
        Variable { entries, ..variable.clone() }
    };
    Program {
        rhs: program.rhs.iter().rev().cloned().collect(),
        variables: program.variables.iter().rev().map(turned).collect(),
        costs: program.costs.iter().map(|costs| costs.iter().rev().cloned().collect()).collect(),
    }
}

#[test]
fn a_row_for_every_level_above_gives_the_same_levels() {
    for seed in 0..MODELS {
        // Small ones: rows of many long numbers make the fractions very long.
        let program = Translation::of(&sized(seed, 2, 4)).unwrap().program;
        assert_eq!(by_rows(&program), levels(&program), "seed {seed}");
    }
}

#[test]
fn the_other_way_round_gives_the_same_levels() {
    for seed in 0..MODELS {
        let program = Translation::of(&great(seed)).unwrap().program;
        assert_eq!(levels(&backwards(&program)), levels(&program), "seed {seed}");
    }
}
