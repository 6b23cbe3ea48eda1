//! The state of the simplex: which columns are basic, where, and with what values.
//!
//! Invariants between pivots:
//!
//! * every lot has one basic *key* column; the other basic columns, as many as there are
//!   rows, sit at the positions of the working basis;
//! * the working basis has the columns `a(j) − a(key of its lot)` for nonkeys and `a(j)`
//!   for logicals and extra columns; `factors` solve with it;
//! * `load` is the right-hand side less all keys at `rest` and all nonbasic columns at
//!   their bounds, so that `B · value = load`;
//! * a key's value is its lot's `rest` less the lot's nonkeys.

use super::columns::{Bounds, Columns, Place};
use super::factors::{Assembly, Factors};
use super::lean::Lean;
use super::lot::{Lot, lots};
use super::open::Open;
use super::tables::Charges;
use crate::engine::{Statistics, Timings};
use crate::model::{Level, Model};
use crate::tolerance::REDUCED_COST;

/// Basic values may miss their bounds by this much of their scale before the simplex
/// goes back to look for feasibility.
pub(super) const FEASIBLE: f64 = 1e-9;
/// What rounding may add to a reduced cost, relative to the two costs it compares.
pub(super) const NOISE: f64 = 2e-15;

/// Pivots without progress for which the rule of Bland waits, whatever the size of the basis:
/// it is slow, and nearly every run without progress ends by itself.
const STALLED: u64 = 2_000;

/// Any column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    Place { lot: u32, place: Place },
    Logical(u32),
    Extra(u32),
}

/// Where a logical or extra column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Basic,
    Lower,
    Upper,
}

/// What is being minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Objective {
    /// The sum of what basic columns miss of their bounds.
    Infeasibility,
    /// The level's cost and a penalty for each unit of that.
    Penalised,
    /// The level's cost.
    Level,
}

/// Why the simplex ended without an optimum.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Halt {
    Stopped(crate::engine::StopReason),
    /// Rows that together cannot be satisfied.
    Infeasible(Vec<usize>),
    Unbounded,
    Broken(&'static str),
    /// A warm run has taken longer than it is worth.
    Budget,
}

/// A lot of which no column is attractive until its family's charges have moved beyond
/// a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calm {
    pub(super) until: f64,
    pub(super) family: u32,
}

/// Scratch vectors.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// By row; full of zeros between uses.
    pub(super) rows: Vec<f64>,
    /// By position; full of zeros between uses.
    pub(super) positions: Vec<f64>,
    /// The entering column in terms of the basis, and where it is not zero.
    pub(super) alpha: Vec<f64>,
    pub(super) nonzero: Vec<u32>,
    /// Lots whose key moves.
    pub(super) touched: Vec<u32>,
    pub(super) blockers: Vec<super::ratio::Blocker>,
    assembly: Assembly,
}

/// The simplex.
#[derive(Debug)]
pub(super) struct Simplex<'m> {
    pub(super) model: &'m Model,
    pub(super) columns: Columns,
    pub(super) lots: Vec<Lot>,
    /// Nonbasic columns at their upper bound, by lot; empty if no lot has a limit.
    pub(super) uppers: Vec<Vec<Place>>,
    pub(super) members: Vec<Variable>,
    pub(super) value: Vec<f64>,
    pub(super) logicals: Vec<Status>,
    pub(super) extras: Vec<Status>,
    /// Decided by the levels before: may not move any more.
    pub(super) closed_logicals: Vec<bool>,
    pub(super) closed_extras: Vec<bool>,
    pub(super) open: Open,
    pub(super) load: Vec<f64>,
    pub(super) factors: Factors,
    pub(super) prices: Vec<f64>,
    /// The level that is being optimised; none if the model has no level.
    pub(super) level: Option<&'m Level>,
    /// What the first levels look like as one, where they are strict tiers: to begin with.
    pub(super) blend: Option<&'m Level>,
    /// How the lots lean while a level is begun.
    pub(super) leans: &'m [Lean],
    pub(super) objective: Objective,
    /// Of a unit outside the bounds, while costs count as well.
    pub(super) penalty: f64,
    /// Whether feasibility is looked for with an eye on the costs: from a basis that was
    /// optimal not long ago.
    pub(super) warm: bool,
    pub(super) tolerance: f64,
    /// Added to the tolerance once rounding has been seen to make the simplex stall.
    pub(super) floor: f64,
    /// Pivots without progress, in a row, after which the rule of Bland takes over.
    pub(super) stall_limit: u64,
    /// The numbers 0, 1, 2, … for sloped costs.
    pub(super) steps: Vec<f64>,
    /// What draws need, by recipe and period, once a level has any.
    pub(super) seeds: Vec<u64>,
    pub(super) charges: Charges,
    pub(super) smooth: Charges,
    pub(super) smooth_prices: Vec<f64>,
    pub(super) statistics: Statistics,
    pub(super) timings: Timings,
    pub(super) work: Work,
    /// For each lot, how far its family's charges may move until one of its columns can
    /// have become attractive.
    pub(super) calm: Vec<Calm>,
    /// A typical amount of each recipe, for feasibility tolerances.
    recipe_scale: Vec<f64>,
}

impl<'m> Simplex<'m> {
    /// The basis of all logicals, with every lot unserved.
    pub(super) fn new(model: &'m Model) -> Self {
        let columns = Columns::new(model);
        let rows = columns.rows;
        let lots = lots(model, &columns);
        let limited = lots.iter().any(Lot::is_limited);
        let recipe_scale = (0..columns.recipes as u32)
            .map(|recipe| {
                columns.uses(recipe).iter().fold(f64::INFINITY, |least, &(row, value)| {
                    least.min(columns.scale.get(row as usize).copied().unwrap_or(1.0) / value.abs())
                })
            })
            .collect();
        Self {
            model,
            uppers: vec![Vec::new(); if limited { lots.len() } else { 0 }],
            members: (0..rows as u32).map(Variable::Logical).collect(),
            value: columns.logical_values(),
            logicals: vec![Status::Basic; rows],
            extras: vec![Status::Lower; columns.extra_bounds.len()],
            closed_logicals: vec![false; rows],
            closed_extras: vec![false; columns.extra_bounds.len()],
            open: Open::all(lots.len()),
            load: vec![0.0; rows],
            factors: Factors::default(),
            prices: vec![0.0; rows],
            level: None,
            blend: None,
            leans: &[],
            objective: Objective::Level,
            penalty: 0.0,
            warm: false,
            tolerance: REDUCED_COST,
            floor: 0.0,
            stall_limit: STALLED + 10 * rows as u64,
            steps: (0..=columns.periods).map(|step| step as f64).collect(),
            seeds: Vec::new(),
            charges: Charges::default(),
            smooth: Charges::default(),
            smooth_prices: vec![0.0; rows],
            statistics: Statistics::default(),
            timings: Timings::default(),
            work: Work {
                rows: vec![0.0; rows],
                positions: vec![0.0; rows],
                alpha: vec![0.0; rows],
                ..Work::default()
            },
            calm: lots
                .iter()
                .map(|lot| Calm { until: f64::NEG_INFINITY, family: lot.family })
                .collect(),
            recipe_scale,
            lots,
            columns,
        }
    }

    pub(super) fn bounds(&self, variable: Variable) -> Bounds {
        match variable {
            Variable::Place { lot, place } => self.lots[lot as usize].bounds(place),
            Variable::Logical(row) => {
                Bounds { lower: 0.0, upper: self.columns.upper[row as usize] }
            }
            Variable::Extra(extra) => self.columns.extra_bounds[extra as usize],
        }
    }

    /// The size of the numbers that a column's value is made of.
    pub(super) fn scale(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Place { lot, place } => {
                let quantity = self.lots[lot as usize].quantity;
                if place.is_served() {
                    quantity.min(self.recipe_scale[place.recipe as usize])
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

    /// Adds `factor` times a column to a vector by row.
    pub(super) fn add_column(&self, variable: Variable, factor: f64, target: &mut [f64]) {
        let add = |entries: &mut dyn Iterator<Item = (usize, f64)>, target: &mut [f64]| {
            for (row, value) in entries {
                target[row] += factor * value;
            }
        };
        match variable {
            Variable::Place { place, .. } => add(&mut self.columns.place(place), target),
            Variable::Logical(row) => add(&mut self.columns.logical(row), target),
            Variable::Extra(extra) => add(&mut self.columns.extra(extra), target),
        }
    }

    /// Moves `factor` times a column from the right-hand side of `B · value = load`.
    pub(super) fn take_off(&mut self, variable: Variable, factor: f64) {
        if factor != 0.0 {
            let mut load = std::mem::take(&mut self.load);
            self.add_column(variable, -factor, &mut load);
            self.load = load;
        }
    }

    /// How a basic column adds to the infeasibility for each unit: −1 below its bounds,
    /// +1 above them.
    pub(super) fn violation(&self, variable: Variable, value: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        let allowed = FEASIBLE * self.scale(variable);
        if value < lower - allowed {
            -1.0
        } else if value > upper + allowed {
            1.0
        } else {
            0.0
        }
    }

    /// Works `load` out anew from the data.
    pub(super) fn rebuild_load(&mut self) {
        let mut load = self.columns.rhs.clone();
        for (index, lot) in self.lots.iter_mut().enumerate() {
            if let Some(uppers) = self.uppers.get(index) {
                lot.rest = uppers.iter().fold(lot.quantity, |rest, _| rest - lot.limit);
                for &place in uppers {
                    for (row, value) in self.columns.place(place) {
                        load[row] -= value * lot.limit;
                    }
                }
            }
            for (row, value) in self.columns.place(lot.key) {
                load[row] -= value * lot.rest;
            }
            if lot.nonkeys == 0 {
                lot.value = lot.rest;
            }
        }
        for row in 0..self.columns.rows as u32 {
            if self.logicals[row as usize] == Status::Upper {
                self.add_column(
                    Variable::Logical(row),
                    -self.columns.upper[row as usize],
                    &mut load,
                );
            }
        }
        for extra in 0..self.extras.len() as u32 {
            let at = self.resting_value(Variable::Extra(extra));
            if self.extras[extra as usize] != Status::Basic && at != 0.0 {
                self.add_column(Variable::Extra(extra), -at, &mut load);
            }
        }
        self.load = load;
    }

    /// The bound at which a nonbasic logical or extra column rests.
    pub(super) fn resting_value(&self, variable: Variable) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        let status = match variable {
            Variable::Logical(row) => self.logicals[row as usize],
            Variable::Extra(extra) => self.extras[extra as usize],
            Variable::Place { .. } => Status::Lower,
        };
        if status == Status::Upper { upper } else { lower }
    }

    /// Factorises the basis anew and works out values and prices.
    pub(super) fn refactor(&mut self) -> Result<(), Halt> {
        self.statistics.refactorisations += 1;
        self.choose_large_keys();
        if self.factorise().is_err() {
            self.reset_to_logicals();
            self.factorise().map_err(|_| Halt::Broken("the basis of logicals is singular"))?;
        }
        self.recompute_values();
        self.recompute_prices();
        debug_assert!(self.invariants_hold(), "the basis is not what it should be");
        Ok(())
    }

    /// Makes the largest basic column of each lot its key: differences from a large
    /// column would take digits from the small ones.
    fn choose_large_keys(&mut self) {
        for position in 0..self.members.len() {
            if let Variable::Place { lot, place } = self.members[position] {
                let state = &self.lots[lot as usize];
                if self.value[position] > state.value {
                    let (key, value) = (state.key, state.value);
                    self.set_key(lot, place);
                    self.lots[lot as usize].value = self.value[position];
                    self.members[position] = Variable::Place { lot, place: key };
                    self.value[position] = value;
                }
            }
        }
    }

    /// Changes the key of a lot; the values are the caller's business.
    pub(super) fn set_key(&mut self, lot: u32, place: Place) {
        let state = &self.lots[lot as usize];
        let (old, rest) = (state.key, state.rest);
        self.take_off(Variable::Place { lot, place: old }, -rest);
        self.take_off(Variable::Place { lot, place }, rest);
        self.lots[lot as usize].key = place;
        self.calm[lot as usize].until = f64::NEG_INFINITY;
    }

    fn factorise(&mut self) -> Result<(), super::factors::Singular> {
        self.factorise_with(&[])
    }

    /// Factorises with columns of one 1 at some positions, each in its row, in place of
    /// the members there. `artificial` is sorted.
    pub(super) fn factorise_with(
        &mut self,
        artificial: &[(u32, u32)],
    ) -> Result<(), super::factors::Singular> {
        let mut artificial = artificial.iter().peekable();
        let mut assembly = std::mem::take(&mut self.work.assembly);
        let mut column: Vec<(usize, f64)> = Vec::new();
        assembly.clear();
        for (position, &variable) in self.members.iter().enumerate() {
            if let Some(&(_, row)) = artificial.next_if(|a| a.0 as usize == position) {
                assembly.push(row as usize, 1.0);
                assembly.close_column();
                continue;
            }
            column.clear();
            match variable {
                Variable::Place { lot, place } => {
                    column.extend(self.columns.place(place));
                    for (row, value) in self.columns.place(self.lots[lot as usize].key) {
                        match column.iter_mut().find(|entry| entry.0 == row) {
                            Some(entry) => {
                                let difference = entry.1 - value;
                                let negligible = 1e-14 * entry.1.abs().max(value.abs());
                                entry.1 =
                                    if difference.abs() <= negligible { 0.0 } else { difference };
                            }
                            None => column.push((row, -value)),
                        }
                    }
                }
                Variable::Logical(row) => column.extend(self.columns.logical(row)),
                Variable::Extra(extra) => column.extend(self.columns.extra(extra)),
            }
            for &(row, value) in column.iter().filter(|entry| entry.1 != 0.0) {
                assembly.push(row, value);
            }
            assembly.close_column();
        }
        let result = self.factors.factorise(&assembly);
        if result.is_ok() {
            self.statistics.basis_entries += assembly.entries() as u64;
            self.statistics.factor_entries += self.factors.entries() as u64;
        }
        self.work.assembly = assembly;
        result
    }

    /// Falls back on the basis of all logicals. Keys stay; nonkeys go to zero.
    fn reset_to_logicals(&mut self) {
        self.statistics.restarts += 1;
        for position in 0..self.members.len() {
            match self.members[position] {
                Variable::Place { lot, .. } => self.lots[lot as usize].nonkeys = 0,
                Variable::Logical(_) => {}
                Variable::Extra(extra) => self.extras[extra as usize] = Status::Lower,
            }
            self.members[position] = Variable::Logical(position as u32);
            self.logicals[position] = Status::Basic;
        }
        self.rebuild_load();
    }

    pub(super) fn recompute_values(&mut self) {
        self.work.rows.copy_from_slice(&self.load);
        self.value.fill(0.0);
        self.factors.solve(&mut self.work.rows, &mut self.value);
        for &member in &self.members {
            if let Variable::Place { lot, .. } = member {
                self.lots[lot as usize].value = self.lots[lot as usize].rest;
            }
        }
        for (&member, value) in self.members.iter().zip(&self.value) {
            if let Variable::Place { lot, .. } = member {
                self.lots[lot as usize].value -= value;
            }
        }
    }

    pub(super) fn recompute_prices(&mut self) {
        for position in 0..self.members.len() {
            let key_cost = match self.members[position] {
                Variable::Place { lot, .. } => self.key_cost(lot),
                _ => 0.0,
            };
            self.work.positions[position] = key_cost - self.member_cost(position);
        }
        self.prices.fill(0.0);
        self.factors.solve_transposed(&mut self.work.positions, &mut self.prices);
    }

    /// Whether the lots' and positions' values are within their bounds.
    pub(super) fn is_feasible(&self) -> bool {
        let positions = self.members.iter().zip(&self.value);
        positions.into_iter().all(|(&member, &value)| self.violation(member, value) == 0.0)
            && self.members.iter().all(|&member| match member {
                Variable::Place { lot, .. } => self.key_is_feasible(lot),
                _ => true,
            })
            && (self.uppers.is_empty()
                || (0..self.lots.len() as u32).all(|lot| self.key_is_feasible(lot)))
    }

    fn key_is_feasible(&self, lot: u32) -> bool {
        let state = &self.lots[lot as usize];
        self.violation(Variable::Place { lot, place: state.key }, state.value) == 0.0
    }
}
