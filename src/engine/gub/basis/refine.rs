//! Prices refined to about thirty digits, and reduced costs by them.
//!
//! What is open on later levels hangs on which reduced costs are zero. In `f64` that cannot be
//! told where values differ a million times: a difference of 10⁻⁹ may be one of weights or the
//! rounding of prices. So the prices of the optimal basis are refined, residuals in
//! double-double arithmetic and corrections with the factors at hand (iterative refinement,
//! Wilkinson 1963), and columns near zero are compared by them.

use super::simplex::Simplex;
use super::variable::Variable;
use crate::double_double::DoubleDouble;
use crate::engine::certificate::charges::charges;
use crate::engine::certificate::noise::Noise;

/// Rounds of refinement: each gains the digits of the factors, a dozen or so.
const ROUNDS: usize = 4;
/// Residuals below this share of the costs are rounding.
const REFINED: f64 = 2e-32;

/// A reduced cost by refined prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FineReduced {
    value: f64,
    /// Whether the two costs count as equal.
    is_tie: bool,
    /// Whether thirty digits cannot tell them apart.
    is_none: bool,
}

impl FineReduced {
    /// What the level decides by: nothing between costs that count as equal.
    pub(crate) fn decided(self) -> f64 {
        if self.is_tie { 0.0 } else { self.value }
    }

    /// What a column enters for: also differences that count as none. Prices that are the best
    /// but for these would close what the best ones leave open.
    pub(crate) fn wanted(self) -> f64 {
        if self.is_none { 0.0 } else { self.value }
    }
}

impl Simplex<'_> {
    /// Refines the prices of the present basis, and computes the charges.
    pub(crate) fn refine_prices(&mut self) {
        let mut fine = std::mem::take(&mut self.fine);
        fine.rows.clear();
        fine.rows.extend(self.prices.rows.iter().map(|&price| DoubleDouble::from(price)));
        let size = self.size();
        fine.noise = Some(Noise::fine(self.objective.tolerance, size));
        let mut correction = vec![0.0; fine.rows.len()];
        for _ in 0..ROUNDS {
            let mut largest = 0.0_f64;
            for position in 0..self.basis.members.len() {
                let residual = self.residual(position, &fine.rows);
                largest = largest.max(residual.abs());
                self.scratch.positions[position] = residual;
            }
            if largest <= REFINED * size {
                self.scratch.positions.fill(0.0);
                break;
            }
            correction.fill(0.0);
            self.basis.factors.btran(&mut self.scratch.positions, &mut correction);
            for (price, &correction) in fine.rows.iter_mut().zip(&correction) {
                *price += correction.into();
            }
        }
        fine.periods = self.columns.periods;
        fine.charges = charges(self.model, &fine.rows);
        self.fine = fine;
    }

    /// By how much the equation of a basic column is missed: `c(key) − c(j) − π · B`.
    fn residual(&self, position: usize, prices: &[DoubleDouble]) -> f64 {
        let member = self.basis.members[position];
        let mut residual = -DoubleDouble::from(self.member_cost(position));
        let mut take = |row: usize, entry: f64| residual += prices[row].times(-entry);
        match member {
            Variable::Service { lot, service } => {
                self.columns.service(service).for_each(|(row, entry)| take(row, entry));
                let key = self.lots[lot as usize].key;
                self.columns.service(key).for_each(|(row, entry)| take(row, -entry));
                residual += self.key_cost(lot).into();
            }
            Variable::Logical(row) => {
                self.columns.logical(row).for_each(|(row, entry)| take(row, entry));
            }
            Variable::Extra(extra) => {
                self.columns.extra(extra).for_each(|(row, entry)| take(row, entry));
            }
        }
        residual.high()
    }

    /// The size of the numbers that reduced costs are computed from.
    fn size(&self) -> f64 {
        let usage =
            |uses: &[(u32, f64)]| -> f64 { uses.iter().map(|&(_, usage)| usage.abs()).sum() };
        let usage = self.columns.all_uses().map(usage).fold(1.0, f64::max);
        let entries =
            |extra: u32| -> f64 { self.columns.extra(extra).map(|(_, entry)| entry.abs()).sum() };
        let extras = 0..self.columns.extra_bounds.len() as u32;
        let entries = extras.map(entries).fold(usage, f64::max);
        let path = |lot: &super::lot::Lot| lot.path.rate() * self.columns.periods as f64;
        let late = self.lots.iter().map(path).fold(self.largest_cost(), f64::max);
        late + self.prices.largest() * entries
    }

    /// The reduced cost of a column that is neither key nor basic.
    pub(crate) fn fine_reduced(&self, variable: Variable) -> FineReduced {
        let fine = &self.fine;
        let (a, b) = match variable {
            Variable::Service { lot, service } => {
                let state = &self.lots[lot as usize];
                let own = fine.service(service) + self.service_cost(state, service).into();
                (own, self.fine_key(lot))
            }
            Variable::Logical(row) => {
                let next = self.columns.next(row as usize);
                let next = next.map_or(DoubleDouble::ZERO, |next| fine.rows[next]);
                (fine.rows[row as usize], next)
            }
            Variable::Extra(extra) => {
                let mut charge = DoubleDouble::ZERO;
                for (row, entry) in self.columns.extra(extra) {
                    charge += fine.rows[row].times(entry);
                }
                (self.extra_cost(extra).into(), -charge)
            }
        };
        let (noise, value) = (fine.noise(), (a - b).high());
        let is_tie = value.abs() <= noise.zero(a.high(), b.high());
        FineReduced { value, is_tie, is_none: value.abs() <= noise.least() }
    }

    /// The cost of a lot's key, charges included.
    pub(crate) fn fine_key(&self, lot: u32) -> DoubleDouble {
        let key = self.lots[lot as usize].key;
        self.fine.service(key) + self.key_cost(lot).into()
    }
}
