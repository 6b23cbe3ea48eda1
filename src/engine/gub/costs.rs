//! What columns cost at present: on the level that is being optimised, or while
//! feasibility is looked for.

use super::columns::Place;
use super::lot::Lot;
use super::scan::{self, Bill};
use super::simplex::{Objective, Simplex, Variable};
use crate::model::{CostPath, Level, RecipeId, draw_seed, drawn};

impl<'m> Simplex<'m> {
    /// The cost of one unit of a block column on the present level.
    pub(super) fn place_cost(&self, lot: &Lot, place: Place) -> f64 {
        let Some(level) = self.priced_level() else { return 0.0 };
        let lean = lot.lean;
        match (lot.path, place.is_served()) {
            (CostPath::Draw, true) => {
                let recipe = self.model.recipe(RecipeId(place.recipe));
                let seed = self.seeds
                    [place.recipe as usize * self.columns.periods + place.period as usize];
                f64::from(recipe.rank()) + drawn(lot.draw, seed)
            }
            (CostPath::Draw, false) => drawn(lot.draw, draw_seed(0, u64::MAX)),
            (path, true) => scan::cost(Bill { path, lean }, &level.tables, place.period as usize),
            (path, false) => {
                let periods = self.columns.periods;
                let own = match path {
                    CostPath::Slope { unserved, .. } => unserved,
                    CostPath::Table { table, scale } => {
                        scale * level.tables[table as usize][periods]
                    }
                    CostPath::Zero | CostPath::Draw => 0.0,
                };
                own + lean * periods as f64
            }
        }
    }

    /// The level, if its costs count at present.
    fn priced_level(&self) -> Option<&'m Level> {
        self.level.filter(|_| self.objective != Objective::Infeasibility)
    }

    /// What a lot costs at present.
    pub(super) fn bill(&self, lot: &Lot) -> Bill {
        if self.objective == Objective::Infeasibility {
            Bill { path: CostPath::Zero, lean: 0.0 }
        } else {
            Bill { path: lot.path, lean: lot.lean }
        }
    }

    /// What a unit outside the bounds costs at present.
    fn penalty(&self) -> f64 {
        match self.objective {
            Objective::Infeasibility => 1.0,
            Objective::Penalised => self.penalty,
            Objective::Level => 0.0,
        }
    }

    pub(super) fn tables(&self) -> &'m [Vec<f64>] {
        self.level.map_or(&[], |level| &level.tables)
    }

    /// The cost of one unit of a lot's key.
    pub(super) fn key_cost(&self, lot: u32) -> f64 {
        let state = &self.lots[lot as usize];
        let cost = self.place_cost(state, state.key);
        match self.penalty() {
            0.0 => cost,
            penalty => {
                let variable = Variable::Place { lot, place: state.key };
                cost + penalty * self.violation(variable, state.value)
            }
        }
    }

    pub(super) fn member_cost(&self, position: usize) -> f64 {
        let variable = self.members[position];
        let cost = match variable {
            Variable::Place { lot, place } => self.place_cost(&self.lots[lot as usize], place),
            Variable::Logical(_) => 0.0,
            Variable::Extra(extra) => self.extra_cost(extra),
        };
        match self.penalty() {
            0.0 => cost,
            penalty => cost + penalty * self.violation(variable, self.value[position]),
        }
    }

    pub(super) fn extra_cost(&self, extra: u32) -> f64 {
        self.priced_level().map_or(0.0, |level| level.extras[extra as usize])
    }
}
