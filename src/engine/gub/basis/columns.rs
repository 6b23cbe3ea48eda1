//! The coefficients of every column in the coupling rows, and the bounds of logicals and
//! extra columns. Columns of lots are computed from recipe and period, never stored.

use super::variable::{Bounds, NONE, Service};
use crate::model::{Carry, Extra, Model, Recipe, Resource};

/// Lists of lists in two flat vectors.
#[derive(Debug, Default)]
struct Lists<T> {
    start: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    fn new() -> Self {
        Self { start: vec![0], items: Vec::new() }
    }

    fn push(&mut self, items: impl Iterator<Item = T>) {
        self.items.extend(items);
        self.start.push(self.items.len() as u32);
    }

    fn get(&self, index: u32) -> &[T] {
        let index = index as usize;
        &self.items[self.start[index] as usize..self.start[index + 1] as usize]
    }
}

/// The coupling rows and the coefficients of every column in them.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) periods: usize,
    pub(crate) rows: usize,
    pub(crate) recipes: usize,
    pub(crate) rhs: Vec<f64>,
    /// Upper bounds of the logicals.
    pub(crate) upper: Vec<f64>,
    /// The row into which a logical is carried over.
    next: Vec<u32>,
    /// A typical size of each row's numbers, for feasibility tolerances.
    pub(crate) scale: Vec<f64>,
    /// A typical amount of each recipe, for the same.
    pub(crate) recipe_scale: Vec<f64>,
    /// The first row of a resource, and the use of it: a list for each recipe or, where uses
    /// change with time, several of one recipe after another.
    uses: Lists<(u32, f64)>,
    /// The list of each recipe in each period; empty where none changes, and a recipe has the
    /// list of its own number.
    dated: Vec<u32>,
    families: Lists<u32>,
    extras: Lists<(u32, f64)>,
    pub(crate) extra_bounds: Vec<Bounds>,
}

/// The largest number of a resource in any period; 1 if all are zero.
fn largest(resource: &Resource) -> f64 {
    let largest = resource.rhs().iter().fold(0.0_f64, |most, rhs| most.max(rhs.abs()));
    if largest > 0.0 { largest } else { 1.0 }
}

/// The scale of a resource's rows. What is lost is measured by its own period: a month with a
/// million times as much says nothing about this one. What stays is the sum of all so far.
fn scales(resource: &Resource) -> Vec<f64> {
    let most = largest(resource);
    let own = |rhs: &f64| if *rhs == 0.0 { most.min(1.0) } else { rhs.abs() };
    match resource.carry() {
        Carry::Lost => resource.rhs().iter().map(own).collect(),
        Carry::Stock { .. } => vec![most; resource.rhs().len()],
    }
}

impl Columns {
    pub(crate) fn new(model: &Model) -> Self {
        let rows = model.rows();
        let mut uses: Lists<(u32, f64)> = Lists::new();
        let changes = |recipe: &Recipe| !recipe.uses_by_period().is_empty();
        let changing = model.recipes().iter().any(changes);
        let mut dated = Vec::new();
        let mut lists = 0;
        for recipe in model.recipes() {
            if changes(recipe) {
                dated.extend(recipe.uses_by_period().iter().map(|list| lists + list));
            } else if changing {
                dated.resize(dated.len() + model.periods(), lists);
            }
            lists += recipe.all_uses().len() as u32;
            for list in recipe.all_uses() {
                uses.push(list.iter().map(|&(r, use_)| (model.row(r, 0) as u32, use_)));
            }
        }
        let mut families = Lists::new();
        for family in model.families() {
            families.push(family.iter().map(|recipe| recipe.0));
        }
        let mut extras = Lists::new();
        for extra in model.extras() {
            let entries = extra.entries().filter(|&(_, value)| value != 0.0);
            extras.push(entries.map(|(row, value)| (row as u32, value)));
        }
        let bounds = |extra: &Extra| Bounds { lower: extra.lower(), upper: extra.upper() };
        let scale = model.resources().iter().flat_map(scales).collect();
        let recipe_scale = model.recipes().iter().map(|recipe| {
            let all = recipe.all_uses().iter().flatten();
            all.fold(f64::INFINITY, |least, &(resource, value)| {
                least.min(largest(&model.resources()[resource.index()]) / value.abs())
            })
        });
        let recipe_scale = recipe_scale.collect();
        Self {
            periods: model.periods(),
            rows,
            recipes: model.recipes().len(),
            rhs: (0..rows).map(|row| model.rhs(row)).collect(),
            upper: (0..rows).map(|row| model.logical_upper(row)).collect(),
            next: (0..rows)
                .map(|row| model.carried_into(row).map_or(NONE, |next| next as u32))
                .collect(),
            scale,
            recipe_scale,
            uses,
            dated,
            families,
            extras,
            extra_bounds: model.extras().iter().map(bounds).collect(),
        }
    }

    /// The recipes of a family.
    pub(crate) fn family(&self, family: u32) -> &[u32] {
        self.families.get(family)
    }

    pub(crate) fn families(&self) -> usize {
        self.families.start.len() - 1
    }

    /// First row of each resource that a recipe uses in a period, and how much of it.
    pub(crate) fn uses(&self, recipe: u32, period: u32) -> &[(u32, f64)] {
        let dated = || self.dated[recipe as usize * self.periods + period as usize];
        self.uses.get(if self.dated.is_empty() { recipe } else { dated() })
    }

    /// The same, if it is so in every period.
    pub(crate) fn constant_uses(&self, recipe: u32) -> Option<&[(u32, f64)]> {
        let dated = recipe as usize * self.periods..(recipe as usize + 1) * self.periods;
        match self.dated.get(dated) {
            None => Some(self.uses.get(recipe)),
            Some(lists) => {
                let first = *lists.first()?;
                lists.iter().all(|list| *list == first).then(|| self.uses.get(first))
            }
        }
    }

    /// Every list of uses of every recipe.
    pub(crate) fn all_uses(&self) -> impl Iterator<Item = &[(u32, f64)]> {
        (0..self.uses.start.len() as u32 - 1).map(|list| self.uses.get(list))
    }

    /// The entries of a column of a lot.
    pub(crate) fn service(&self, service: Service) -> impl Iterator<Item = (usize, f64)> + '_ {
        let served = service.is_served();
        let uses = if served { self.uses(service.recipe, service.period) } else { &[] };
        uses.iter().map(move |&(first, value)| ((first + service.period) as usize, value))
    }

    /// The entries of an extra column.
    pub(crate) fn extra(&self, extra: u32) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.extras.get(extra).iter().map(|&(row, value)| (row as usize, value))
    }

    /// The entries of a row's logical: +1, and −1 where a stock is carried into.
    pub(crate) fn logical(&self, row: u32) -> impl Iterator<Item = (usize, f64)> + '_ {
        let next = self.next[row as usize];
        std::iter::once((row as usize, 1.0)).chain((next != NONE).then_some((next as usize, -1.0)))
    }

    /// The values of the logicals if nothing else is basic: the right-hand side, of a stock
    /// the sum of those so far.
    pub(crate) fn logical_values(&self) -> Vec<f64> {
        let mut values = self.rhs.clone();
        for row in 0..self.rows {
            if let Some(next) = self.next(row) {
                values[next] += values[row];
            }
        }
        values
    }

    /// The row into which the logical of `row` is carried over.
    pub(crate) fn next(&self, row: usize) -> Option<usize> {
        (self.next[row] != NONE).then_some(self.next[row] as usize)
    }

    /// `Σ use · price` of a column of a lot.
    pub(crate) fn priced(&self, service: Service, prices: &[f64]) -> f64 {
        self.service(service).map(|(row, value)| value * prices[row]).sum::<f64>() + 0.0
    }

    /// `Σ entry · price` of an extra column.
    pub(crate) fn extra_priced(&self, extra: u32, prices: &[f64]) -> f64 {
        self.extra(extra).map(|(row, value)| value * prices[row]).sum::<f64>() + 0.0
    }
}
