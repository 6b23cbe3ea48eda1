//! How far the cost is linear along one row.
//!
//! The optimal cost v of the first level is convex and piecewise linear in the right-hand
//! side. With `s` for what the first unit changes, the price holds up to the greatest `a` for
//! which v(b + a) = v(b) + a · s.
//!
//! From below: between two optimal points on that line all points are feasible and on it, and
//! so are those beyond the second until a bound is reached. How far that is needs no solve.
//! From above: where v is off the line, the linear piece at that amount (its slope is a price,
//! too) meets the line no nearer than the end, as in Newton's method for roots (Eisner and
//! Severance, 1976, for the general case). Usually the two meet after one solve a little
//! beyond what is known to hold.
//!
//! Slopes are compared rather than costs wherever possible: prices are differences of a few
//! costs, the cost itself is a large sum.
//!
//! A later level is convex as long as the earlier ones are linear, so that a price on it holds
//! as far as all of them do. A price of such a level is a slope only where the earlier levels
//! leave no choice; otherwise the end reported is an amount at which the cost has been found to
//! be on the line (within the tolerance of objectives), and the true end may lie beyond it.

use super::error::PriceError;
use super::solver::Solver;
use super::spot::{Bounds, Spot};
use crate::engine::error::EngineError;
use crate::engine::gub::warm::start::WarmStart;
use crate::engine::solution::Solution;
use crate::model::{LevelResult, Model};
use crate::tolerance;

/// Steps after which the search ends with what is known to hold. Each step rules out a piece of
/// the cost or, where rounding blurs the pieces, halves the interval left.
const MOST_STEPS: usize = 64;
/// The first step beyond what is known to hold, relative to that.
const STEP: f64 = 1.0;
/// Ratio of the next step to this one.
const GALLOP: f64 = 4.0;

/// The optimal cost by level along one row.
pub(super) struct Search<'s, 'a> {
    /// Changed during a call, and changed back.
    pub(super) model: &'s mut Model,
    pub(super) solver: &'s Solver<'a>,
    pub(super) start: Option<&'s WarmStart>,
    /// The solution of the model as it is.
    pub(super) base: &'s Solution,
    pub(super) spot: &'s Spot,
    pub(super) bounds: &'s Bounds,
}

/// One side of a row's price.
pub(super) struct Side {
    /// By how much the first unit changes the last level; `∞` if there is no feasible point.
    pub(super) change: f64,
    /// Up to so many units, each changes every level as much as the first.
    pub(super) end: f64,
}

/// The cost of each level at an amount, and its change per unit there.
struct Trial {
    amount: f64,
    costs: Vec<f64>,
    slopes: Vec<f64>,
    spot: Spot,
    start: Option<WarmStart>,
}

/// Where the costs at an amount are.
enum Found {
    /// On all lines.
    On,
    /// On all lines, and at no larger amount.
    Last,
    /// Off a line; the piece at that amount meets the line here (not a number if unknown).
    Off(f64),
}

impl Search<'_, '_> {
    /// The side of a row in the direction of the sign, up to `most`. `free` is an amount that
    /// is known to change nothing.
    pub(super) fn side(
        &mut self,
        row: usize,
        sign: f64,
        most: f64,
        free: Option<f64>,
    ) -> Result<Side, PriceError> {
        // More than any point can use never ends.
        let beyond = if sign > 0.0 { f64::INFINITY } else { most };
        if let Some(free) = free {
            let line = vec![0.0; self.base.levels.len()];
            let none = Side { change: 0.0, end: beyond };
            if free >= most {
                return Ok(none);
            }
            let end = self.reach(row, sign, most, &line, free, None)?;
            return Ok(Side { end: if end >= most { beyond } else { end }, ..none });
        }
        let Some(first) = self.at(row, sign, 1.0, None)? else {
            return Ok(Side { change: f64::INFINITY, end: 0.0 });
        };
        let change = first.costs.last().copied().unwrap_or(0.0) - self.value();
        if most < 1.0 {
            return Ok(Side { change, end: if sign > 0.0 { beyond } else { 0.0 } });
        }
        let line = self.line(&first);
        if matches!(self.position(&first, &line), Found::Last) {
            return Ok(Side { change, end: 1.0 });
        }
        let known = Spot::beyond(self.spot, &first.spot, self.bounds);
        let end = if known.amount >= most {
            most
        } else {
            self.reach(row, sign, most, &line, known.amount, Some((known, first.start)))?
        };
        Ok(Side { change, end: if end >= most { beyond } else { end } })
    }

    fn value(&self) -> f64 {
        self.base.levels.last().map_or(0.0, LevelResult::objective)
    }

    /// What a unit changes on each level: the price at the end of the first unit where it agrees
    /// with the difference of the costs up to rounding, else that difference.
    fn line(&self, first: &Trial) -> Vec<f64> {
        let levels = self.base.levels.iter().zip(&first.costs).zip(&first.slopes);
        let line = levels.map(|((base, &cost), &slope)| {
            let unit = cost - base.objective;
            let rounding = tolerance::ROUNDING * (cost.abs() + base.objective.abs());
            if (unit - slope).abs() <= rounding { slope } else { unit }
        });
        line.collect()
    }

    /// The greatest amount, beyond one that is known, up to which all levels are on their
    /// lines.
    fn reach(
        &mut self,
        row: usize,
        sign: f64,
        most: f64,
        line: &[f64],
        known: f64,
        last: Option<(Spot, Option<WarmStart>)>,
    ) -> Result<f64, PriceError> {
        let (mut known, mut open) = (known, f64::INFINITY);
        let (mut spot, mut start) = last.map_or((None, None), |(spot, start)| (Some(spot), start));
        let mut step = (known * STEP).max(1.0);
        let mut amount = (known + step).min(most);
        // Whether the amount is where a piece from beyond meets the line, and whether it is only
        // a little beyond what is known.
        let (mut met, mut near) = (false, false);
        for _ in 0..MOST_STEPS {
            let mut meets = f64::NAN;
            if let Some(trial) = self.at(row, sign, amount, start.as_ref())? {
                match self.position(&trial, line) {
                    Found::Last => return Ok(amount),
                    Found::On if met || amount >= most => return Ok(amount),
                    Found::On => {
                        let beyond = match &spot {
                            Some(spot) => Spot::beyond(spot, &trial.spot, self.bounds),
                            None => trial.spot,
                        };
                        known = beyond.amount.max(amount);
                        if known >= most {
                            return Ok(most);
                        }
                        spot = Some(beyond);
                        step *= GALLOP;
                    }
                    Found::Off(at) => {
                        open = amount;
                        meets = at;
                    }
                }
                start = trial.start;
            } else if near {
                break;
            } else {
                open = amount;
                near = true;
                amount = known + 2.0 * tolerance::QUANTITY * known.max(1.0);
                if amount >= open {
                    break;
                }
                continue;
            }
            near = false;
            if meets <= known || tolerance::equal(meets, known, known) {
                break;
            }
            if open.is_finite() && open - known <= tolerance::QUANTITY * open.max(1.0) {
                break;
            }
            met = known < meets && meets < open;
            amount = if met {
                meets
            } else if open.is_finite() {
                f64::midpoint(known, open)
            } else {
                (known + step).min(most)
            };
        }
        Ok(known)
    }

    /// The costs at an amount; none if there is no feasible point.
    fn at(
        &mut self,
        row: usize,
        sign: f64,
        amount: f64,
        start: Option<&WarmStart>,
    ) -> Result<Option<Trial>, PriceError> {
        let before = self.model.add_to_rhs(row, sign * amount);
        let solved = self.solver.solve_after(self.model, start.or(self.start));
        let spot = match &solved {
            Ok((solution, _)) => Spot::new(self.model, &solution.point, amount),
            Err(_) => Spot::default(),
        };
        self.model.set_all_rhs(&before);
        let (solution, start) = match solved {
            Ok(solved) => solved,
            Err(PriceError::Engine(EngineError::Infeasible { .. })) => return Ok(None),
            Err(error) => return Err(error),
        };
        let slope = |level: &LevelResult| {
            let prices = level.prices().ok_or(PriceError::NoPrices)?;
            Ok(-sign * self.model.worth(prices.rows(), row))
        };
        let slopes: Result<Vec<f64>, PriceError> = solution.levels.iter().map(slope).collect();
        let costs = solution.levels.iter().map(LevelResult::objective).collect();
        Ok(Some(Trial { amount, costs, slopes: slopes?, spot, start }))
    }

    /// Whether all levels are on their lines; if not, where the present piece of the first level
    /// off its line meets the line.
    fn position(&self, trial: &Trial, line: &[f64]) -> Found {
        let amount = trial.amount;
        let mut last = false;
        for (index, (&cost, base)) in trial.costs.iter().zip(&self.base.levels).enumerate() {
            let (slope, unit) = (trial.slopes[index], line[index]);
            let base = base.objective;
            let above = cost - (base + amount * unit);
            let size = base.abs().max(cost.abs()).max(1.0);
            let near = above.abs() <= (tolerance::GAP + amount * tolerance::ROUNDING) * size;
            let alike = tolerance::GAP * slope.abs().max(unit.abs())
                + self.model.levels()[index].tolerance();
            let meets = amount - above / (slope - unit);
            if !near {
                return Found::Off(meets);
            }
            // By convexity all larger amounts lie above this piece.
            if index == 0 && slope - unit > alike {
                if meets < amount && !tolerance::equal(meets, amount, amount) {
                    return Found::Off(meets);
                }
                last = true;
            }
        }
        if last { Found::Last } else { Found::On }
    }
}
