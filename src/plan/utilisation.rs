//! How lines and components are used.

use serde::{Deserialize, Serialize};

use crate::scenario::{ComponentId, LineId};

/// A line month by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LineUse {
    /// The line.
    pub line: LineId,
    /// Capacity of each month.
    pub capacity: Vec<f64>,
    /// Capacity used in each month.
    pub used: Vec<f64>,
}

/// A component month by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ComponentUse {
    /// The component.
    pub component: ComponentId,
    /// What arrives in each month; the opening stock apart.
    pub supply: Vec<f64>,
    /// What production takes in each month.
    pub used: Vec<f64>,
    /// What is in stock at the end of each month.
    pub stock: Vec<f64>,
}

impl LineUse {
    /// Share of the capacity used, over all months; none if there is no capacity.
    pub fn utilisation(&self) -> Option<f64> {
        share(&self.used, self.capacity.iter().sum())
    }
}

impl ComponentUse {
    /// Share used of all that was in stock at first or arrived; none if there was
    /// nothing.
    pub fn utilisation(&self) -> Option<f64> {
        let last = self.stock.last().copied().unwrap_or(0.0);
        share(&self.used, last + self.used.iter().sum::<f64>())
    }
}

fn share(used: &[f64], available: f64) -> Option<f64> {
    (available > 0.0).then(|| used.iter().sum::<f64>() / available)
}
