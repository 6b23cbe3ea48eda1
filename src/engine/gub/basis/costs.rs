//! The costs of columns in the present phase.

use super::lot::Lot;
use super::objective::Phase;
use super::scan::{self, LotCost};
use super::simplex::Simplex;
use super::variable::{Service, Variable};
use crate::model::{CostPath, ExtraId, Level, RecipeId, draw_seed, drawn};

impl<'m> Simplex<'m> {
    /// The cost of one unit of a column of a lot, without infeasibilities.
    pub(crate) fn service_cost(&self, lot: &Lot, service: Service) -> f64 {
        let Some(level) = self.priced_level() else { return 0.0 };
        let perturbation = lot.perturbation;
        match (lot.path, service.is_served()) {
            (CostPath::Draw, true) => {
                let recipe = self.model.recipe(RecipeId(service.recipe));
                let seed = self.objective.draw_seeds
                    [service.recipe as usize * self.columns.periods + service.period as usize];
                f64::from(recipe.rank()) + drawn(lot.draw, seed)
            }
            (CostPath::Draw, false) => drawn(lot.draw, draw_seed(0, u64::MAX)),
            (path, true) => {
                scan::cost(LotCost { path, perturbation }, &level.tables, service.period as usize)
            }
            (path, false) => {
                let periods = self.columns.periods;
                let own = match path {
                    CostPath::Slope { unserved, .. } => unserved,
                    CostPath::Table { table, scale } => {
                        scale * level.tables[table as usize][periods]
                    }
                    CostPath::Zero | CostPath::Draw => 0.0,
                };
                own + perturbation * periods as f64
            }
        }
    }

    /// The level, if its costs count in this phase.
    fn priced_level(&self) -> Option<&'m Level> {
        self.objective.level.filter(|_| self.objective.phase != Phase::One)
    }

    /// The costs of a lot by period.
    pub(crate) fn lot_cost(&self, lot: &Lot) -> LotCost {
        if self.objective.phase == Phase::One {
            LotCost { path: CostPath::Zero, perturbation: 0.0 }
        } else {
            LotCost { path: lot.path, perturbation: lot.perturbation }
        }
    }

    /// The cost of a unit of infeasibility.
    fn penalty(&self) -> f64 {
        match self.objective.phase {
            Phase::One => 1.0,
            Phase::Composite => self.objective.penalty,
            Phase::Two => 0.0,
        }
    }

    pub(crate) fn tables(&self) -> &'m [Vec<f64>] {
        self.objective.level.map_or(&[], |level| &level.tables)
    }

    /// The cost of one unit of a lot's key, its infeasibility included.
    pub(crate) fn key_cost(&self, lot: u32) -> f64 {
        let state = &self.lots[lot as usize];
        let cost = self.service_cost(state, state.key);
        match self.penalty() {
            0.0 => cost,
            penalty => {
                let variable = Variable::Service { lot, service: state.key };
                cost + penalty * self.violation(variable, state.value)
            }
        }
    }

    /// The cost of one unit of the column at a position, its infeasibility included.
    pub(crate) fn member_cost(&self, position: usize) -> f64 {
        let variable = self.basis.members[position];
        let cost = match variable {
            Variable::Service { lot, service } => {
                self.service_cost(&self.lots[lot as usize], service)
            }
            Variable::Logical(_) => 0.0,
            Variable::Extra(extra) => self.extra_cost(extra),
        };
        match self.penalty() {
            0.0 => cost,
            penalty => cost + penalty * self.violation(variable, self.basis.value[position]),
        }
    }

    pub(crate) fn extra_cost(&self, extra: u32) -> f64 {
        self.priced_level().map_or(0.0, |level| level.extra(ExtraId(extra)))
    }
}
