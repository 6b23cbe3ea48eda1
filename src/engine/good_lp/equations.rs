//! Sparse linear equations, solved by elimination.

use std::collections::BTreeSet;

use crate::double_double::DoubleDouble;
use crate::tolerance::NEGLIGIBLE;

/// `Σ coefficient · unknown = rhs`, each equation with its unknowns in ascending order.
#[derive(Debug, Clone, Default)]
pub(super) struct Equations {
    rows: Vec<Vec<(usize, f64)>>,
    rhs: Vec<f64>,
    unknowns: usize,
}

/// A pivot is at least this part of the largest coefficient of its equation.
const THRESHOLD: f64 = 0.1;

/// Rounds of refinement.
const ROUNDS: usize = 3;

impl Equations {
    pub(super) fn new(unknowns: usize) -> Self {
        Self { unknowns, ..Self::default() }
    }

    pub(super) fn push(&mut self, mut terms: Vec<(usize, f64)>, rhs: f64) {
        terms.sort_unstable_by_key(|&(unknown, _)| unknown);
        self.rows.push(terms);
        self.rhs.push(rhs);
    }

    /// A solution to about thirty digits, with zero for unknowns that the equations do not
    /// determine. Equations that contradict others are not satisfied.
    pub(super) fn solve(&self) -> Vec<DoubleDouble> {
        let solution = self.eliminate(self.rhs.clone());
        let mut solution: Vec<DoubleDouble> = solution.into_iter().map(Into::into).collect();
        // Iterative refinement: each round gains a dozen digits.
        for _ in 0..ROUNDS {
            let rows = self.rows.iter().zip(&self.rhs);
            let residual: Vec<f64> =
                rows.map(|(terms, &rhs)| missing(terms, rhs, &solution)).collect();
            if residual.iter().all(|residual| *residual == 0.0) {
                break;
            }
            for (value, correction) in solution.iter_mut().zip(self.eliminate(residual)) {
                *value += correction.into();
            }
        }
        solution
    }

    fn eliminate(&self, mut rhs: Vec<f64>) -> Vec<f64> {
        let mut rows = self.rows.clone();
        // May list equations that no longer contain the unknown.
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.unknowns];
        for (index, terms) in rows.iter().enumerate() {
            for &(unknown, _) in terms {
                users[unknown].push(index);
            }
        }
        let mut queue = EquationQueue::new(&rows);
        let mut pivots: Vec<(usize, usize)> = Vec::new();
        while let Some(index) = queue.shortest() {
            let Some((unknown, pivot)) = choose(&rows[index], &users) else {
                continue;
            };
            pivots.push((index, unknown));
            let source = std::mem::take(&mut rows[index]);
            for other in std::mem::take(&mut users[unknown]) {
                if !queue.contains(other) {
                    continue;
                }
                let Ok(slot) = rows[other].binary_search_by_key(&unknown, |term| term.0) else {
                    continue;
                };
                let factor = rows[other][slot].1 / pivot;
                rhs[other] -= factor * rhs[index];
                rows[other] = subtract(&rows[other], factor, &source, unknown, |new| {
                    users[new].push(other);
                });
                queue.changed(other, rows[other].len());
            }
            rows[index] = source;
        }
        let mut solution = vec![0.0; self.unknowns];
        for (index, unknown) in pivots.into_iter().rev() {
            let mut value = rhs[index];
            let mut pivot = 1.0;
            for &(other, coefficient) in &rows[index] {
                if other == unknown {
                    pivot = coefficient;
                } else {
                    value -= coefficient * solution[other];
                }
            }
            solution[unknown] = value / pivot;
        }
        solution
    }
}

/// What the left side lacks of the right.
fn missing(terms: &[(usize, f64)], rhs: f64, solution: &[DoubleDouble]) -> f64 {
    let mut missing = DoubleDouble::from(rhs);
    for &(unknown, coefficient) in terms {
        missing += solution[unknown].times(-coefficient);
    }
    missing.high()
}

/// The unknown to eliminate with an equation: among large coefficients the one that is
/// in the fewest equations.
fn choose(terms: &[(usize, f64)], users: &[Vec<usize>]) -> Option<(usize, f64)> {
    let largest = terms.iter().map(|term| term.1.abs()).fold(0.0, f64::max);
    let large = terms.iter().filter(|term| term.1.abs() >= THRESHOLD * largest && largest > 0.0);
    large.min_by_key(|term| users[term.0].len()).copied()
}

/// `target − factor · source` without the unknown that is eliminated.
fn subtract(
    target: &[(usize, f64)],
    factor: f64,
    source: &[(usize, f64)],
    eliminated: usize,
    mut entered: impl FnMut(usize),
) -> Vec<(usize, f64)> {
    let mut result = Vec::with_capacity(target.len() + source.len());
    let (mut left, mut right) = (0, 0);
    while left < target.len() || right < source.len() {
        let at = |list: &[(usize, f64)], slot: usize| list.get(slot).map_or(usize::MAX, |t| t.0);
        let unknown = at(target, left).min(at(source, right));
        let (mut value, mut size) = (0.0_f64, 0.0_f64);
        let fresh = at(target, left) != unknown;
        if !fresh {
            value = target[left].1;
            size = value.abs();
            left += 1;
        }
        if at(source, right) == unknown {
            value -= factor * source[right].1;
            size = size.max((factor * source[right].1).abs());
            right += 1;
        }
        if unknown != eliminated && value.abs() > NEGLIGIBLE * size {
            if fresh {
                entered(unknown);
            }
            result.push((unknown, value));
        }
    }
    result
}

/// Equations that are not eliminated yet, the shortest first.
struct EquationQueue {
    by_length: BTreeSet<(usize, usize)>,
    length: Vec<Option<usize>>,
}

impl EquationQueue {
    fn new(rows: &[Vec<(usize, f64)>]) -> Self {
        Self {
            by_length: rows.iter().enumerate().map(|(index, terms)| (terms.len(), index)).collect(),
            length: rows.iter().map(|terms| Some(terms.len())).collect(),
        }
    }

    fn contains(&self, index: usize) -> bool {
        self.length[index].is_some()
    }

    fn changed(&mut self, index: usize, length: usize) {
        if let Some(before) = self.length[index].replace(length) {
            self.by_length.remove(&(before, index));
            self.by_length.insert((length, index));
        }
    }

    /// Removes the shortest equation.
    fn shortest(&mut self) -> Option<usize> {
        let (_, index) = self.by_length.pop_first()?;
        self.length[index] = None;
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::Equations;

    #[test]
    fn unknowns_are_found_and_open_ones_are_zero() {
        let mut equations = Equations::new(4);
        equations.push(vec![(1, 2.0), (0, 1.0)], 5.0);
        equations.push(vec![(0, 1.0), (1, -1.0)], -1.0);
        equations.push(vec![(0, 2.0), (1, 1.0)], 4.0);
        let solution: Vec<f64> = equations.solve().iter().map(|value| value.high()).collect();
        assert_eq!(solution, vec![1.0, 2.0, 0.0, 0.0]);
    }

    #[test]
    fn fill_is_handled() {
        // A ring: every elimination makes the next equation longer.
        let mut equations = Equations::new(5);
        for unknown in 0..5 {
            let next = (unknown + 1) % 5;
            equations.push(vec![(unknown, 2.0), (next, 1.0)], 3.0);
        }
        for value in equations.solve() {
            let missing = (value - 1.0.into()).high();
            assert!(missing.abs() < 1e-30, "{value:?}");
        }
    }
}
