//! Changes of the basis: a column is replaced, a key exchanged with a nonkey.

use super::objective::Phase;
use super::simplex::Simplex;
use super::variable::Variable;
use super::working::WorkingBasis;

impl Simplex<'_> {
    /// Puts a column, at `value`, in the place of the one at a position, which becomes
    /// nonbasic; updates factors and, in phase two, prices. `sigma` and `reduced` are direction
    /// and reduced cost of the entering column, which FTRAN has been applied to.
    pub(crate) fn position_leaves(
        &mut self,
        position: usize,
        entering: Variable,
        value: f64,
        at_upper: bool,
        sigma: f64,
        reduced: f64,
    ) {
        if sigma < 0.0 || !matches!(entering, Variable::Service { .. }) {
            self.leave_bound(entering);
        }
        let leaving = self.basis.members[position];
        if let Variable::Service { lot, .. } = leaving {
            self.lots[lot as usize].nonkeys -= 1;
        }
        if let Variable::Service { lot, .. } = entering {
            self.lots[lot as usize].nonkeys += 1;
        }
        self.basis.members[position] = entering;
        self.basis.value[position] = value;
        self.rest_at(leaving, at_upper);
        if let Variable::Service { lot, .. } = leaving
            && self.lots[lot as usize].nonkeys == 0
        {
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
        }
        self.basis.factors.replace(position, &self.entering.alpha, &self.entering.nonzero);
        if self.objective.phase == Phase::Two && !self.basis.factors.is_worn() {
            self.update_prices(position, reduced);
        }
    }

    /// `π ← π − d · B⁻ᵀ e`, which makes the reduced cost of the entering column zero.
    fn update_prices(&mut self, position: usize, reduced: f64) {
        let Self { scratch, basis: WorkingBasis { factors, .. }, prices, .. } = self;
        scratch.positions[position] = 1.0;
        factors.btran(&mut scratch.positions, &mut scratch.rows);
        for (price, row) in prices.rows.iter_mut().zip(&mut scratch.rows) {
            if *row != 0.0 {
                *price -= reduced * *row;
                *row = 0.0;
            }
        }
    }

    /// Exchanges the key of a lot with its nonkey at `position`, one of the `positions` of its
    /// nonkeys. Prices do not change.
    pub(crate) fn exchange_key(&mut self, lot: u32, position: usize, mut positions: Vec<u32>) {
        let Variable::Service { service, .. } = self.basis.members[position] else { return };
        self.statistics.exchanges += 1;
        positions.retain(|&other| other as usize != position);
        let key = self.lots[lot as usize].key;
        self.set_key(lot, service);
        let state = &mut self.lots[lot as usize];
        std::mem::swap(&mut state.value, &mut self.basis.value[position]);
        self.basis.members[position] = Variable::Service { lot, service: key };
        self.basis.factors.exchange(position, &positions);
    }

    /// The positions of a lot's nonkeys, ascending.
    pub(crate) fn positions_of(&self, lot: u32) -> Vec<u32> {
        let of_lot = |&position: &u32| {
            let member = self.basis.members[position as usize];
            matches!(member, Variable::Service { lot: own, .. } if own == lot)
        };
        let touched: Vec<u32> = self.entering.nonzero.iter().copied().filter(of_lot).collect();
        if touched.len() == self.lots[lot as usize].nonkeys as usize {
            touched
        } else {
            (0..self.basis.members.len() as u32).filter(of_lot).collect()
        }
    }
}

/// The position with the largest size; of equal ones the first.
pub(crate) fn largest(positions: &[u32], sizes: &[f64]) -> Option<usize> {
    let size = |&position: &u32| sizes[position as usize].abs();
    let larger = |a: &&u32, b: &&u32| size(a).total_cmp(&size(b)).then_with(|| b.cmp(a));
    positions.iter().max_by(larger).map(|&position| position as usize)
}
