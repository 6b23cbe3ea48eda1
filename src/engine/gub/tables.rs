//! What the rows charge for one unit, by recipe and by family.
//!
//! `Σ use · price` is worked out once for each recipe and period, and its minimum over
//! the recipes once for each family, so that pricing a block takes time O(periods),
//! whatever the number of recipes.

use super::columns::Columns;

/// The charges for one set of prices.
#[derive(Debug, Default)]
pub(super) struct Charges {
    periods: usize,
    recipe: Vec<f64>,
    family: Vec<f64>,
    /// Least charge of each family in any period.
    floor: Vec<f64>,
    /// How far a reduced cost of each family can have fallen since the beginning.
    moved: Vec<f64>,
    /// Largest rise and fall of each recipe at the last refresh, added up.
    change: Vec<f64>,
    fresh: Vec<f64>,
}

impl Charges {
    pub(super) fn refresh(&mut self, columns: &Columns, prices: &[f64]) {
        let periods = columns.periods;
        self.periods = periods;
        self.recipe.resize(columns.recipes * periods, 0.0);
        self.fresh.resize(periods, 0.0);
        self.moved.resize(columns.families(), 0.0);
        self.change.clear();
        for recipe in 0..columns.recipes {
            self.fresh.fill(0.0);
            for &(first, value) in columns.uses(recipe as u32) {
                let prices = &prices[first as usize..first as usize + periods];
                for (charge, price) in self.fresh.iter_mut().zip(prices) {
                    *charge += value * price;
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

    /// The charges of prices that lie `step` along a direction, given the charges where it
    /// begins and those of the direction. What they `moved` by is not kept.
    pub(super) fn move_along(&mut self, columns: &Columns, from: &Self, along: &Self, step: f64) {
        self.periods = columns.periods;
        self.recipe.clear();
        let charges = from.recipe.iter().zip(&along.recipe);
        self.recipe.extend(charges.map(|(charge, change)| charge + step * change));
        self.refresh_families(columns);
    }

    /// The least of each family from those of its recipes.
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

    pub(super) fn recipe(&self, recipe: u32) -> &[f64] {
        &self.recipe[recipe as usize * self.periods..(recipe as usize + 1) * self.periods]
    }

    pub(super) fn family(&self, family: u32) -> &[f64] {
        &self.family[family as usize * self.periods..(family as usize + 1) * self.periods]
    }

    /// A sum of changes: no reduced cost of the family has fallen further between two
    /// moments than this has grown.
    pub(super) fn moved(&self, family: u32) -> f64 {
        self.moved[family as usize]
    }

    pub(super) fn floor(&self, family: u32) -> f64 {
        self.floor[family as usize]
    }

    /// The charge of a place; nothing for the unserved.
    pub(super) fn place(&self, place: super::columns::Place) -> f64 {
        if place.is_served() { self.recipe(place.recipe)[place.period as usize] } else { 0.0 }
    }

    /// A recipe of the family that charges the family's minimum in a period.
    pub(super) fn cheapest_recipe(&self, columns: &Columns, family: u32, period: usize) -> u32 {
        let least = self.family(family)[period];
        let cheapest = columns.family(family).iter().find(|r| self.recipe(**r)[period] <= least);
        cheapest.copied().unwrap_or(super::columns::NONE)
    }
}
