//! What a plan achieves, and what is proven of it.

use serde::{Deserialize, Serialize};

/// What is known of a plan as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Every level is proven optimal: its bound agrees with its objective within
    /// [`GAP`](crate::tolerance::GAP).
    Proven,
    /// A rule was followed; nothing was optimised.
    Rule,
    /// A limit was reached before the proof: look at the gaps.
    Unproven,
}

impl Status {
    /// Its name as written in plans.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Rule => "rule",
            Self::Unproven => "unproven",
        }
    }
}

/// One objective of a plan, in the order in which they were optimised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Level {
    /// What is minimised.
    pub name: String,
    /// Its value: for backlog levels, weighted unit-months.
    pub objective: f64,
    /// A proven lower bound among the plans that are as good on all levels before;
    /// none for rules.
    pub bound: Option<f64>,
    /// What one unit more would save, if the engine has prices.
    pub prices: Option<Prices>,
}

impl Level {
    /// Objective − bound.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| self.objective - bound)
    }
}

/// Shadow prices: what one more unit would save on a level's objective.
///
/// They hold for a small change only, and where a month is exactly full there are
/// several: this is one of them. On levels after the first, a price may be below zero:
/// what a unit more would cost this level while the levels before stay as they are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Prices {
    /// For each line (in the order of [`Plan::lines`](super::Plan::lines)) one unit of
    /// capacity in each month.
    pub lines: Vec<Vec<f64>>,
    /// For each component (in the order of
    /// [`Plan::components`](super::Plan::components)) one unit of supply in each month.
    pub components: Vec<Vec<f64>>,
    /// For each cap (in the order of [`Plan::caps`](super::Plan::caps)) one unit more of
    /// it in each month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Vec<f64>>,
    /// For each product made ahead, by id, one unit in stock in each month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stocks: Vec<Vec<f64>>,
    /// For each order with a monthly limit, by id, one unit of it in each month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Vec<f64>>,
}
