//! What one unit costs at the row prices, by recipe and by family.
//!
//! `Σ use · price` is computed once for each recipe and period, and its minimum over the
//! recipes once for each family, so that pricing a lot takes time O(periods), whatever the
//! number of recipes.

use super::columns::Columns;
use super::variable::{NONE, Service};

/// The charges for one set of prices.
#[derive(Debug, Default)]
pub(crate) struct Charges {
    periods: usize,
    recipe: Vec<f64>,
    family: Vec<f64>,
    /// Least charge of each family in any period.
    floor: Vec<f64>,
    /// By how much a reduced cost of each family can have fallen, summed over all refreshes.
    moved: Vec<f64>,
    /// Largest rise plus largest fall of each recipe at the last refresh.
    change: Vec<f64>,
    fresh: Vec<f64>,
}

impl Charges {
    pub(crate) fn refresh(&mut self, columns: &Columns, prices: &[f64]) {
        let periods = columns.periods;
        self.periods = periods;
        self.recipe.resize(columns.recipes * periods, 0.0);
        self.fresh.resize(periods, 0.0);
        self.moved.resize(columns.families(), 0.0);
        self.change.clear();
        for recipe in 0..columns.recipes {
            self.fresh.fill(0.0);
            if let Some(uses) = columns.constant_uses(recipe as u32) {
                for &(first, value) in uses {
                    let prices = &prices[first as usize..first as usize + periods];
                    for (charge, price) in self.fresh.iter_mut().zip(prices) {
                        *charge += value * price;
                    }
                }
            } else {
                for (period, charge) in self.fresh.iter_mut().enumerate() {
                    for &(first, value) in columns.uses(recipe as u32, period as u32) {
                        *charge += value * prices[first as usize + period];
                    }
                }
            }
            let charges = &mut self.recipe[recipe * periods..(recipe + 1) * periods];
            let (mut rise, mut fall) = (0.0_f64, 0.0_f64);
            for (charge, &fresh) in charges.iter_mut().zip(&self.fresh) {
                let change = fresh - *charge;
                rise = if change > rise { change } else { rise };
                fall = if -change > fall { -change } else { fall };
                *charge = fresh;
            }
            self.change.push(rise + fall);
        }
        self.refresh_families(columns);
        for (family, moved) in self.moved.iter_mut().enumerate() {
            let recipes = columns.family(family as u32).iter();
            *moved += recipes.fold(0.0_f64, |most, &r| most.max(self.change[r as usize]));
        }
    }

    /// Sets the charges to `from + step · along`; `moved` is not kept.
    pub(crate) fn move_along(&mut self, columns: &Columns, from: &Self, along: &Self, step: f64) {
        self.periods = columns.periods;
        self.recipe.clear();
        let charges = from.recipe.iter().zip(&along.recipe);
        self.recipe.extend(charges.map(|(charge, change)| charge + step * change));
        self.refresh_families(columns);
    }

    /// Recomputes the minimum over the recipes of each family.
    fn refresh_families(&mut self, columns: &Columns) {
        let periods = columns.periods;
        self.family.clear();
        self.family.resize(columns.families() * periods, f64::INFINITY);
        self.floor.clear();
        for family in 0..columns.families() {
            let least = &mut self.family[family * periods..(family + 1) * periods];
            for &recipe in columns.family(family as u32) {
                let first = recipe as usize * periods;
                let charges = &self.recipe[first..first + periods];
                for (least, &charge) in least.iter_mut().zip(charges) {
                    *least = if charge < *least { charge } else { *least };
                }
            }
            self.floor.push(least.iter().copied().fold(f64::INFINITY, f64::min));
        }
    }

    pub(crate) fn recipe(&self, recipe: u32) -> &[f64] {
        &self.recipe[recipe as usize * self.periods..(recipe as usize + 1) * self.periods]
    }

    pub(crate) fn family(&self, family: u32) -> &[f64] {
        &self.family[family as usize * self.periods..(family as usize + 1) * self.periods]
    }

    /// Never falls. Between two refreshes no reduced cost of the family has fallen by more
    /// than this has grown.
    pub(crate) fn moved(&self, family: u32) -> f64 {
        self.moved[family as usize]
    }

    pub(crate) fn floor(&self, family: u32) -> f64 {
        self.floor[family as usize]
    }

    /// The charge of a column; zero for the unserved.
    pub(crate) fn service(&self, service: Service) -> f64 {
        if service.is_served() { self.recipe(service.recipe)[service.period as usize] } else { 0.0 }
    }

    /// The first recipe whose charge in a period is the family's minimum.
    pub(crate) fn cheapest_recipe(&self, columns: &Columns, family: u32, period: usize) -> u32 {
        let least = self.family(family)[period];
        let cheapest = columns.family(family).iter().find(|r| self.recipe(**r)[period] <= least);
        cheapest.copied().unwrap_or(NONE)
    }
}
