//! A basic column that bounds the step of a primal pivot.

use super::variable::Variable;

/// Where a basic column is: at a position of the working basis, or the key of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Position(u32),
    Key(u32),
}

/// A basic column that reaches a bound when the step is long enough.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocker {
    pub(crate) slot: Slot,
    pub(crate) variable: Variable,
    /// Change for each unit of the step.
    pub(crate) rate: f64,
    /// Distance from the bound.
    pub(crate) distance: f64,
    /// By how much the bound is relaxed in the first pass of Harris' test.
    pub(crate) give: f64,
    pub(crate) at_upper: bool,
}
