//! How what is scarce is used.

use serde::{Deserialize, Serialize};

use crate::resources::{ResourceKey, ResourceKind};
use crate::tolerance;

/// Something scarce, month by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResourceUse {
    /// What it is.
    pub resource: ResourceKey,
    /// How much there is in each month: capacity of a line, supply of a component (the opening
    /// stock apart), what is made into a store, a limit, a cap; none in a month in which a cap
    /// does not hold.
    pub offered: Vec<Option<f64>>,
    /// How much is used in each month; of a store, what is taken out.
    pub used: Vec<f64>,
    /// What is left at the end of each month, where that is kept for later ones: stock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<f64>,
    /// Of which resource it is a share, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of: Option<ShareOf>,
}

/// A share of another resource: when there is more of that, there is more of this.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareOf {
    /// Position in [`Plan::resources`](super::Plan::resources).
    pub position: usize,
    /// How much more there is of this for each unit more of that.
    pub share: f64,
}

impl ResourceUse {
    /// What is known of a resource; see the fields.
    pub(crate) fn new(
        resource: ResourceKey,
        offered: Vec<Option<f64>>,
        used: Vec<f64>,
        left: Vec<f64>,
        share_of: Option<ShareOf>,
    ) -> Self {
        Self { resource, offered, used, left, share_of }
    }

    /// Its kind.
    pub fn kind(&self) -> ResourceKind {
        self.resource.kind
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.resource.id
    }

    /// How much there is over all months.
    pub fn total(&self) -> f64 {
        self.offered.iter().flatten().sum()
    }

    /// What was in stock before the first month, of what is kept; 0 of all else.
    pub fn opening(&self) -> f64 {
        let used = self.used.iter().sum::<f64>();
        self.left.last().map_or(0.0, |last| (last + used - self.total()).max(0.0))
    }

    /// Indices of the months in which none of it is left: all that there is is used, or, where
    /// it is kept, nothing is in stock at the end.
    pub fn months_used_up(&self) -> Vec<usize> {
        let offered = |month: usize| self.offered.get(month).copied().flatten();
        if self.left.is_empty() {
            let used_up = |month: &usize| {
                let used = self.used.get(*month).copied().unwrap_or(0.0);
                let there = offered(*month).unwrap_or(0.0);
                there > 0.0 && tolerance::at_most(there, used, there)
            };
            return (0..self.used.len()).filter(used_up).collect();
        }
        let moved = self.offered.iter().flatten().chain(&self.used);
        let scale = moved.copied().fold(1.0, f64::max);
        let left = self.left.iter().enumerate();
        let empty = left.filter(|(_, left)| tolerance::at_most(**left, 0.0, scale));
        empty.map(|(month, _)| month).collect()
    }

    /// Share used of all that there was, stock included; none if there was nothing.
    pub fn utilisation(&self) -> Option<f64> {
        let used = self.used.iter().sum::<f64>();
        let available = self.left.last().map_or_else(|| self.total(), |last| last + used);
        (available > 0.0).then(|| used / available)
    }
}
