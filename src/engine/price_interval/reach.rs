//! How far the cost runs straight along one row.
//!
//! The optimal cost v of the first level is convex in the right-hand side and made of straight
//! pieces. With `s` for what the first unit changes, the price holds up to the greatest `a`
//! for which v(b + a) = v(b) + a · s.
//!
//! From below: between two optimal points that are both on the line, all points are feasible
//! and on it, and so is the way on beyond the second until something is used up. How far that
//! is takes no solve. From above: where v is off the line, the piece it is on there (its slope
//! is a price, too) meets the line no nearer than the end, as in Newton's method for roots
//! (Eisner and Severance, 1976, for the general case). As a rule the two meet after one solve
//! a little beyond what is known to hold.
//!
//! Slopes are compared rather than costs wherever it can be: prices are differences of a few
//! costs, the cost itself is a large sum.
//!
//! A level further down is convex as long as those before it run straight, so that a price
//! on it holds as far as all of them do. A price of such a level is a slope only where the
//! levels before leave no choice; there an end is one at which the cost has been found to be
//! on the line (within the tolerance of objectives), and the true one may lie beyond it.

use super::spot::{Bounds, Spot};
use super::{PriceError, Solver};
use crate::engine::{EngineError, Solution, WarmStart};
use crate::model::{LevelResult, Model};
use crate::tolerance;

/// Steps after which the search ends with what is known to hold. Each leaves a piece of the
/// cost behind; where rounding blurs the pieces it halves what is open.
const MOST_STEPS: usize = 64;
/// A step beyond what is known to hold, as a part of that.
const STEP: f64 = 1.0;
/// How much longer the next step is.
const GALLOP: f64 = 4.0;

/// The optimal cost by level along one row.
pub(super) struct Search<'s, 'a> {
    /// As it was before each call, and after.
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
    /// So many units change every level as much each as the first.
    pub(super) end: f64,
}

/// What the levels cost at an amount, and by how much one unit changes each there.
struct Trial {
    amount: f64,
    costs: Vec<f64>,
    slopes: Vec<f64>,
    spot: Spot,
    start: Option<WarmStart>,
}

/// Where an amount is.
enum Found {
    /// On all lines.
    On,
    /// On all lines, and no amount beyond is.
    Last,
    /// Off a line, which the piece at hand meets here; no number if that tells nothing.
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
        // More than anybody can use is without end.
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
        if matches!(self.place(&first, &line), Found::Last) {
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

    /// What a unit changes on each level: by the price at the end of the first unit where
    /// that is as much as the costs differ, as far as these can tell.
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
        // Whether the amount is where a piece from beyond meets the line, and whether it is
        // but a little beyond what is known.
        let (mut met, mut near) = (false, false);
        for _ in 0..MOST_STEPS {
            let mut meets = f64::NAN;
            if let Some(trial) = self.at(row, sign, amount, start.as_ref())? {
                match self.place(&trial, line) {
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

    /// The costs with so much more or less; none if there is no feasible point.
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
            Ok(-sign * self.model.worth(prices, row))
        };
        let slopes: Result<Vec<f64>, PriceError> = solution.levels.iter().map(slope).collect();
        let costs = solution.levels.iter().map(LevelResult::objective).collect();
        Ok(Some(Trial { amount, costs, slopes: slopes?, spot, start }))
    }

    /// Whether all levels are on their lines; if not, where the piece that the first level
    /// off its line is on meets it.
    fn place(&self, trial: &Trial, line: &[f64]) -> Found {
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
            // Convex: whatever is beyond lies above this piece.
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
