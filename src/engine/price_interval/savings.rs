//! What larger changes of several rows save, by a solve: prices hold only for small ones.

use std::ops::Range;

use super::error::PriceError;
use super::solver::Solver;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::model::{LevelResult, Model};
use crate::tolerance;

/// What changes of right-hand sides save on a level, and what the prices promise for them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Saving {
    /// Each row's price times its change: on the first level, no change saves more.
    pub promised: f64,
    /// What the level costs less, by a real solve.
    pub saved: f64,
}

/// What each of these changes saves on a level, or on several together: a change is a list of rows
/// and how much more there is of each.
///
/// The time limit is one for all solves together, the pivot limit one for each.
///
/// Complexity: one solve, and one for each change; with the exact engine those begin from
/// the basis of the unchanged model.
///
/// # Errors
///
/// [`PriceError`] if the level or a row does not exist, a limit was reached, or there is
/// no answer to trust.
///
/// ```
/// use apportion::engine::{Exact, SolveOptions, savings};
/// use apportion::model::{Carry, CostPath, Model};
///
/// // Thirty units wanted at once, ten can be made in each of three periods.
/// let mut builder = Model::builder(3);
/// let line = builder.resource("line", Carry::Lost, vec![10.0; 3]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=2, 30.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 15.0 }]);
/// let model = builder.build()?;
///
/// // Twenty more in the first period: ten save two periods, ten one.
/// let options = SolveOptions::default();
/// let saving = savings(&model, 0..1, &[vec![(0, 20.0)]], &Exact::new(), &options)?[0];
/// assert_eq!(saving.saved, 30.0);
/// assert!(saving.promised >= saving.saved);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn savings(
    model: &Model,
    levels: Range<usize>,
    changes: &[Vec<(usize, f64)>],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Vec<Saving>, PriceError> {
    let count = model.levels().len();
    let Some(level) = levels.clone().last().filter(|&level| level < count) else {
        return Err(PriceError::Level { level: levels.end, levels: count });
    };
    if let Some(&(row, _)) = changes.iter().flatten().find(|&&(row, _)| row >= model.rows()) {
        return Err(PriceError::Row { row, rows: model.rows() });
    }
    let solver = Solver::new(engine, options, level);
    let mut changed = model.clone();
    changed.keep_levels(level + 1);
    let (base, start) = solver.solve(&changed)?;
    let mut prices = vec![0.0; model.rows()];
    for level in &base.levels[levels.clone()] {
        let own = level.prices().ok_or(PriceError::NoPrices)?;
        prices.iter_mut().zip(own.rows()).for_each(|(sum, price)| *sum += price);
    }
    let sum = |results: &[LevelResult]| {
        results[levels.clone()].iter().map(LevelResult::objective).sum::<f64>()
    };
    let value = sum(&base.levels);
    let saving = |change: &Vec<(usize, f64)>| {
        let mut promised = 0.0;
        let mut before = Vec::new();
        for &(row, more) in change {
            promised += model.worth(&prices, row) * more;
            before.extend(changed.add_to_rhs(row, more));
        }
        let solved = solver.solve_after(&changed, start.as_ref());
        // The last change first: a row may have moved several times.
        before.reverse();
        changed.set_all_rhs(&before);
        let (solution, _) = solved?;
        let after = sum(&solution.levels);
        Ok(Saving { promised, saved: tolerance::difference(value, after) })
    };
    changes.iter().map(saving).collect()
}
