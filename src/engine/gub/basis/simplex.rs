//! The state of the simplex, made of parts that each say what changes them.

use super::columns::Columns;
use super::face::Face;
use super::fine_prices::FinePrices;
use super::lot::{Lot, lots};
use super::objective::Objective;
use super::prices::Prices;
use super::scratch::{Entering, Scratch};
use super::variable::{Bounds, Service, Variable};
use super::working::WorkingBasis;
use crate::engine::solution::Statistics;
use crate::model::Model;
use crate::tolerance::{FEASIBLE, REFINED};

/// Degenerate pivots in a row before the rule of Bland takes over, whatever the size of the
/// basis: it is slow, and nearly every degenerate run ends by itself.
const STALLED: u64 = 2_000;

/// The simplex for generalised upper bounds. Its methods are in the folder of their phase:
/// `crash` makes a first basis, `primal` and `dual` pivot, `warm` restores an earlier basis.
#[derive(Debug)]
pub(crate) struct Simplex<'m> {
    pub(crate) model: &'m Model,
    /// Coefficients and bounds. Never changes.
    pub(crate) columns: Columns,
    /// The blocks with their key columns.
    pub(crate) lots: Vec<Lot>,
    /// The basis of the coupling rows.
    pub(crate) basis: WorkingBasis,
    /// Which columns the earlier levels have left open.
    pub(crate) face: Face,
    /// The level being optimised, and the phase.
    pub(crate) objective: Objective<'m>,
    /// Row prices and what pricing keeps of them.
    pub(crate) prices: Prices,
    /// The prices of the last optimum, refined.
    pub(crate) fine: FinePrices,
    /// The entering column of the present pivot.
    pub(crate) entering: Entering,
    pub(crate) scratch: Scratch,
    /// Degenerate pivots in a row before the rule of Bland takes over.
    pub(crate) stall_limit: u64,
    /// Whether columns leave for less than counts as infeasible. That decides nothing; but where
    /// little is late by the measure of the dearest it may be all that a proof lacks.
    pub(crate) to_the_last_digit: bool,
    pub(crate) statistics: Statistics,
}

impl<'m> Simplex<'m> {
    /// The basis of all logicals, with every lot unserved.
    pub(crate) fn new(model: &'m Model) -> Self {
        let columns = Columns::new(model);
        let rows = columns.rows;
        let lots = lots(model, &columns);
        let limited = if lots.iter().any(Lot::is_limited) { lots.len() } else { 0 };
        Self {
            model,
            basis: WorkingBasis::of_logicals(&columns, limited),
            face: Face::whole(lots.len(), rows, columns.extra_bounds.len()),
            objective: Objective::new(columns.periods),
            prices: Prices::new(rows, &lots),
            fine: FinePrices::default(),
            entering: Entering::new(rows),
            scratch: Scratch::new(rows),
            stall_limit: STALLED + 10 * rows as u64,
            to_the_last_digit: false,
            statistics: Statistics::default(),
            lots,
            columns,
        }
    }

    pub(crate) fn bounds(&self, variable: Variable) -> Bounds {
        match variable {
            Variable::Service { lot, service } => self.lots[lot as usize].bounds(service),
            Variable::Logical(row) => {
                Bounds { lower: 0.0, upper: self.columns.upper[row as usize] }
            }
            Variable::Extra(extra) => self.columns.extra_bounds[extra as usize],
        }
    }

    /// The size of the numbers that a column's value is computed from.
    pub(crate) fn scale(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Service { lot, service } => {
                let quantity = self.lots[lot as usize].quantity;
                if service.is_served() {
                    quantity.min(self.columns.recipe_scale[service.recipe as usize])
                } else {
                    quantity
                }
            }
            Variable::Logical(row) => self.columns.scale[row as usize],
            Variable::Extra(extra) => {
                let Bounds { lower, upper } = self.columns.extra_bounds[extra as usize];
                lower.abs().max(if upper.is_finite() { upper.abs() } else { 0.0 }).max(1.0)
            }
        }
    }

    /// On which side a basic column is infeasible: −1 below its lower bound, +1 above its
    /// upper bound, 0 within its bounds. It is also the cost of the column in phase one.
    pub(crate) fn violation(&self, variable: Variable, value: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        let share = if self.to_the_last_digit { REFINED } else { FEASIBLE };
        let allowed = share * self.scale(variable);
        if value < lower - allowed {
            -1.0
        } else if value > upper + allowed {
            1.0
        } else {
            0.0
        }
    }

    /// Whether all basic columns, keys included, are within their bounds.
    pub(crate) fn is_feasible(&self) -> bool {
        let basis = &self.basis;
        let positions = basis.members.iter().zip(&basis.value);
        positions.into_iter().all(|(&member, &value)| self.violation(member, value) == 0.0)
            && basis.members.iter().all(|&member| match member {
                Variable::Service { lot, .. } => self.key_is_feasible(lot),
                _ => true,
            })
            && (basis.full.is_empty()
                || (0..self.lots.len() as u32).all(|lot| self.key_is_feasible(lot)))
    }

    fn key_is_feasible(&self, lot: u32) -> bool {
        let state = &self.lots[lot as usize];
        self.violation(Variable::Service { lot, service: state.key }, state.value) == 0.0
    }

    /// Whether a column of a lot is its key or in the working basis.
    pub(crate) fn is_basic(&self, lot: u32, service: Service) -> bool {
        let state = &self.lots[lot as usize];
        state.key == service
            || (state.nonkeys > 0
                && self.basis.members.contains(&Variable::Service { lot, service }))
    }
}
