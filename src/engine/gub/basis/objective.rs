//! What is being minimised.

use crate::model::Level;
use crate::tolerance::REDUCED_COST;

/// The phase of the simplex, which says whether costs and infeasibilities count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The sum of infeasibilities alone.
    One,
    /// The composite phase: the cost of the level, and a penalty on infeasibilities.
    Composite,
    /// The cost of the level alone.
    Two,
}

/// The objective: a level of the model, the phase, and what counts as a reduced cost of zero.
///
/// Levels set it ([`begin_level`](super::simplex::Simplex::begin_level)); the primal phases
/// change `phase`, `penalty` and `rounding`; everything else only reads it.
#[derive(Debug)]
pub(crate) struct Objective<'m> {
    /// None if the model has no level.
    pub(crate) level: Option<&'m Level>,
    pub(crate) phase: Phase,
    /// Cost of a unit of infeasibility in the composite phase.
    pub(crate) penalty: f64,
    /// Whether the composite phase comes before phase one: after a warm start, whose basis
    /// was optimal for a similar model.
    pub(crate) composite: bool,
    /// The tolerance of reduced costs on this level.
    pub(crate) tolerance: f64,
    /// Added to the tolerance when rounding has been seen to stall the simplex.
    pub(crate) rounding: f64,
    /// The numbers 0, 1, 2, … for costs that rise by a rate per period.
    pub(crate) steps: Vec<f64>,
    /// Seeds of random costs by recipe and period; empty until a level has such costs.
    pub(crate) draw_seeds: Vec<u64>,
}

impl Objective<'_> {
    /// No level yet.
    pub(crate) fn new(periods: usize) -> Self {
        Self {
            level: None,
            phase: Phase::Two,
            penalty: 0.0,
            composite: false,
            tolerance: REDUCED_COST,
            rounding: 0.0,
            steps: (0..=periods).map(|step| step as f64).collect(),
            draw_seeds: Vec::new(),
        }
    }
}
