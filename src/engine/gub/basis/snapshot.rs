//! A basis to come back to.

use super::simplex::Simplex;
use super::variable::{Service, Status, Variable};

/// The basis of a simplex without its factors.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// By lot: its key, and how many of its columns are in the working basis.
    lots: Vec<(Service, f64, f64, u32)>,
    members: Vec<Variable>,
    value: Vec<f64>,
    logicals: Vec<Status>,
    extras: Vec<Status>,
    full: Vec<Vec<Service>>,
}

impl Snapshot {
    pub(crate) fn of(simplex: &Simplex<'_>) -> Self {
        let basis = &simplex.basis;
        Self {
            lots: simplex
                .lots
                .iter()
                .map(|lot| (lot.key, lot.value, lot.rest, lot.nonkeys))
                .collect(),
            members: basis.members.clone(),
            value: basis.value.clone(),
            logicals: basis.logicals.clone(),
            extras: basis.extras.clone(),
            full: basis.full.clone(),
        }
    }

    /// Puts it back. Load, factors and prices are out of date afterwards.
    pub(crate) fn restore(self, simplex: &mut Simplex<'_>) {
        for (lot, (key, value, rest, nonkeys)) in simplex.lots.iter_mut().zip(self.lots) {
            (lot.key, lot.value, lot.rest, lot.nonkeys) = (key, value, rest, nonkeys);
        }
        let basis = &mut simplex.basis;
        basis.members = self.members;
        basis.value = self.value;
        basis.logicals = self.logicals;
        basis.extras = self.extras;
        basis.full = self.full;
    }
}
