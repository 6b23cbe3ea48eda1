//! What is left of every resource while a rule is carried out.

use std::ops::Range;

use crate::check::facts::Facts;
use crate::check::plant::Each;
use crate::check::resources::Resources;

/// What is smaller than this share of what it is a part of is rounding.
pub(super) const DUST: f64 = 1e-12;

/// What is left of every resource.
#[derive(Clone)]
pub(super) struct Room {
    /// Resource → month → what is left of the month, or for what is kept in stock what will be
    /// there at its end.
    left: Vec<Vec<f64>>,
    /// The same, but of what is kept no more than any later month can do without.
    free: Vec<Vec<f64>>,
    /// Of what is kept, the most that may be there at the end of a month.
    most: Vec<Option<f64>>,
}

/// What a unit takes: resources and amounts; below zero is what it adds to a store.
pub(super) type Takes = Vec<(usize, Each)>;

/// What it takes in a month, of what it takes any or adds to.
pub(super) fn taken(takes: &Takes, month: usize) -> impl Iterator<Item = (usize, f64)> {
    let taken = takes.iter().map(move |(resource, amount)| (*resource, amount.at(month)));
    taken.filter(|(_, amount)| *amount != 0.0)
}

impl Room {
    pub(super) fn new(facts: &Facts<'_>, resources: &Resources) -> Self {
        let mut room = Self { left: Vec::new(), free: Vec::new(), most: Vec::new() };
        for (index, resource) in resources.list.iter().enumerate() {
            let keeps = resource.keeps.is_some();
            let mut left: Vec<f64> =
                (0..facts.months).map(|month| resource.arrives(month)).collect();
            if keeps {
                let mut sum = 0.0;
                for there in &mut left {
                    sum += *there;
                    *there = sum;
                }
            }
            room.free.push(left.clone());
            room.left.push(left);
            room.most.push(resource.keeps);
            room.refresh(index);
        }
        room
    }

    /// How many units can be made in a month.
    pub(super) fn fits(&self, takes: &Takes, month: usize) -> f64 {
        let mut fits = f64::INFINITY;
        for (resource, amount) in taken(takes, month) {
            // What is added stays until somebody takes it.
            fits = fits.min(self.most_of(resource, amount > 0.0, month) / amount.abs());
        }
        fits
    }

    /// How much may be taken out of a resource in a month, or added for good.
    pub(super) fn most_of(&self, resource: usize, out: bool, month: usize) -> f64 {
        if out {
            self.free(resource, month)
        } else {
            self.space(resource, month..self.left[resource].len())
        }
    }

    /// How many resources there are.
    pub(super) fn count(&self) -> usize {
        self.left.len()
    }

    /// How much more there may be of what is kept, at the end of each of some months.
    pub(super) fn space(&self, resource: usize, months: Range<usize>) -> f64 {
        let most = self.most[resource].unwrap_or(0.0);
        let spaces = self.left[resource][months].iter().map(|there| (most - there).max(0.0));
        spaces.fold(f64::INFINITY, f64::min)
    }

    /// Has units in a store at the end of some months, of which nobody else may take any.
    pub(super) fn store(&mut self, resource: usize, months: Range<usize>, units: f64) {
        self.left[resource][months].iter_mut().for_each(|there| *there += units);
        self.refresh(resource);
    }

    /// How much of a resource may be taken in a month.
    pub(super) fn free(&self, resource: usize, month: usize) -> f64 {
        self.free[resource][month].max(0.0)
    }

    /// Takes what some units need.
    pub(super) fn take(&mut self, takes: &Takes, month: usize, units: f64) {
        for (resource, amount) in taken(takes, month) {
            let gone = amount * units;
            // What is taken from stock is missing in every later month.
            let end =
                if self.most[resource].is_some() { self.left[resource].len() } else { month + 1 };
            for left in &mut self.left[resource][month..end] {
                let rest = *left - gone;
                // When all is taken nothing is left, whatever rounding says.
                *left = if rest.abs() <= DUST * left.abs() { 0.0 } else { rest };
            }
            self.free[resource][month] = self.left[resource][month];
            self.refresh(resource);
        }
    }

    fn refresh(&mut self, resource: usize) {
        if self.most[resource].is_none() {
            return;
        }
        let mut least = f64::INFINITY;
        let months = self.left[resource].iter().zip(&mut self.free[resource]);
        for (left, free) in months.rev() {
            least = least.min(*left);
            *free = least;
        }
    }
}
