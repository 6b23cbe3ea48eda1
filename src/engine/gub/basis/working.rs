//! The working basis: which columns are basic, with what values, and at which bound each
//! nonbasic column is.

use super::columns::Columns;
use super::variable::{Service, Status, Variable};
use crate::engine::gub::factors::lu::Factors;

/// The working basis of Dantzig and Van Slyke: as many columns as there are coupling rows.
/// (The key columns, one for each lot, are in [`Lot`](super::lot::Lot).)
///
/// Invariants between pivots:
///
/// * its columns are `a(j) − a(key of its lot)` for nonkeys of lots and `a(j)` for logicals
///   and extra columns, and `factors` are those of that matrix `B`;
/// * `load` is the right-hand side less all keys at their `rest` and all nonbasic columns at
///   their bounds, so that `B · value = load`.
#[derive(Debug)]
pub(crate) struct WorkingBasis {
    /// The basic column at each position.
    pub(crate) members: Vec<Variable>,
    /// Its value.
    pub(crate) value: Vec<f64>,
    pub(crate) logicals: Vec<Status>,
    pub(crate) extras: Vec<Status>,
    /// Nonbasic columns at their upper bound, by lot; empty if no lot has a limit.
    pub(crate) full: Vec<Vec<Service>>,
    pub(crate) load: Vec<f64>,
    pub(crate) factors: Factors,
}

impl WorkingBasis {
    /// The basis of all logicals. `limited` is the number of lots if any has a limit, else 0.
    pub(crate) fn of_logicals(columns: &Columns, limited: usize) -> Self {
        let rows = columns.rows;
        Self {
            members: (0..rows as u32).map(Variable::Logical).collect(),
            value: columns.logical_values(),
            logicals: vec![Status::Basic; rows],
            extras: vec![Status::Lower; columns.extra_bounds.len()],
            full: vec![Vec::new(); limited],
            load: vec![0.0; rows],
            factors: Factors::default(),
        }
    }

    /// Whether a column of a lot is nonbasic at its upper bound.
    pub(crate) fn is_full(&self, lot: u32, service: Service) -> bool {
        self.full.get(lot as usize).is_some_and(|list| list.contains(&service))
    }
}
