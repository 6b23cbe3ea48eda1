//! The lexicographic optimum of a tiny program by looking at every vertex.
//!
//! Every column is at its lower bound, at its upper one, or between; a point is a vertex
//! if the columns between have independent entries. All lower bounds are finite, so a
//! program that has points has vertices, and the optimum is at one of them unless some
//! extreme direction of the cone `A d = 0, d ≥ 0` (over columns without an upper bound)
//! makes a cost fall for ever. Those directions are the vertices of the same cone cut at
//! `Σ d = 1`.

use super::super::Refusal;
use super::super::number::{Rational, dot};
use super::super::program::{Program, Variable};

/// The least values of all levels, or why there are none.
pub(super) fn least(program: &Program) -> Result<Vec<Rational>, Refusal> {
    let points = vertices(program);
    let best = points.iter().map(|point| costs(program, point)).min();
    let best = best.ok_or(Refusal::Infeasible)?;
    let mut rays: Vec<Vec<Rational>> =
        vertices(&directions(program)).iter().map(|ray| costs(program, ray)).collect();
    for level in 0..program.costs.len() {
        if rays.iter().any(|ray| ray[level] < Rational::ZERO) {
            return Err(Refusal::Unbounded { level });
        }
        // What raises a cost is no direction of its optimal face.
        rays.retain(|ray| ray[level].is_zero());
    }
    Ok(best)
}

fn costs(program: &Program, point: &[Rational]) -> Vec<Rational> {
    program.costs.iter().map(|level| dot(level, point)).collect()
}

/// The directions in which the points of a program have no end, cut at a sum of one.
fn directions(program: &Program) -> Program {
    let rows = program.rhs.len();
    let mut rhs = vec![Rational::ZERO; rows];
    rhs.push(Rational::ONE);
    let variables = program.variables.iter().map(|variable| {
        let mut entries = variable.entries.clone();
        entries.push((rows, Rational::ONE));
        let upper = variable.upper.as_ref().map(|_| Rational::ZERO);
        Variable { lower: Rational::ZERO, upper, entries }
    });
    Program { rhs, variables: variables.collect(), costs: Vec::new() }
}

fn vertices(program: &Program) -> Vec<Vec<Rational>> {
    let values = vec![Rational::ZERO; program.variables.len()];
    let mut search = Search { program, values, between: Vec::new(), found: Vec::new() };
    search.place(0);
    search.found
}

struct Search<'a> {
    program: &'a Program,
    values: Vec<Rational>,
    between: Vec<usize>,
    found: Vec<Vec<Rational>>,
}

impl Search<'_> {
    fn place(&mut self, column: usize) {
        let Some(variable) = self.program.variables.get(column) else {
            self.found.extend(self.solve());
            return;
        };
        self.values[column] = variable.lower.clone();
        self.place(column + 1);
        if let Some(upper) = variable.upper.as_ref().filter(|upper| **upper != variable.lower) {
            self.values[column] = upper.clone();
            self.place(column + 1);
        }
        // More columns than rows are never independent.
        if self.between.len() < self.program.rhs.len() {
            self.between.push(column);
            self.place(column + 1);
            self.between.pop();
        }
    }

    /// The point where the columns between make up for the others, if it is one alone
    /// and keeps the bounds.
    fn solve(&self) -> Option<Vec<Rational>> {
        let rows = self.program.rhs.len();
        let width = self.between.len();
        let mut matrix = vec![vec![Rational::ZERO; width + 1]; rows];
        for (row, rhs) in self.program.rhs.iter().enumerate() {
            matrix[row][width].clone_from(rhs);
        }
        for (column, variable) in self.program.variables.iter().enumerate() {
            let place = self.between.iter().position(|&between| between == column);
            for (row, entry) in &variable.entries {
                match place {
                    Some(place) => matrix[*row][place] += entry,
                    None => matrix[*row][width] -= entry * &self.values[column],
                }
            }
        }
        let solution = eliminate(matrix, width)?;
        let mut point = self.values.clone();
        for (&column, value) in self.between.iter().zip(solution) {
            let Variable { lower, upper, .. } = &self.program.variables[column];
            if value < *lower || upper.as_ref().is_some_and(|upper| value > *upper) {
                return None;
            }
            point[column] = value;
        }
        Some(point)
    }
}

/// Gauss and Jordan: the only solution of a system, if there is one and no other.
fn eliminate(mut matrix: Vec<Vec<Rational>>, width: usize) -> Option<Vec<Rational>> {
    for column in 0..width {
        let pivot = (column..matrix.len()).find(|&row| !matrix[row][column].is_zero())?;
        matrix.swap(column, pivot);
        let row = matrix[column].clone();
        for (index, other) in matrix.iter_mut().enumerate() {
            if index != column && !other[column].is_zero() {
                let factor = &other[column] / &row[column];
                for (value, above) in other.iter_mut().zip(&row) {
                    *value -= &factor * above;
                }
            }
        }
    }
    if matrix[width..].iter().any(|row| !row[width].is_zero()) {
        return None;
    }
    Some((0..width).map(|row| &matrix[row][width] / &matrix[row][row]).collect())
}
