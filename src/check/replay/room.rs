//! What is left of every resource while a rule is carried out.

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
    keeps: Vec<bool>,
}

/// What a unit takes: resources and amounts.
pub(super) type Takes = Vec<(usize, Each)>;

/// What it takes in a month, of what it takes any.
pub(super) fn taken(takes: &Takes, month: usize) -> impl Iterator<Item = (usize, f64)> {
    let taken = takes.iter().map(move |(resource, amount)| (*resource, amount.at(month)));
    taken.filter(|(_, amount)| *amount > 0.0)
}

impl Room {
    pub(super) fn new(facts: &Facts<'_>, resources: &Resources) -> Self {
        let mut room = Self { left: Vec::new(), free: Vec::new(), keeps: Vec::new() };
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
            room.keeps.push(keeps);
            room.refresh(index);
        }
        room
    }

    /// How many units can be made in a month.
    pub(super) fn fits(&self, takes: &Takes, month: usize) -> f64 {
        let mut fits = f64::INFINITY;
        for (resource, amount) in taken(takes, month) {
            fits = fits.min(self.free[resource][month] / amount);
        }
        fits.max(0.0)
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
            let end = if self.keeps[resource] { self.left[resource].len() } else { month + 1 };
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
        if !self.keeps[resource] {
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
