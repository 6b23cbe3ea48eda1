//! What expansions add.

use serde::{Deserialize, Serialize};

use super::resource_use::ResourceUse;
use crate::resources::ResourceKind;
use crate::scenario::{ComponentId, ExpansionId, LineId, Month, PartnerId};

/// What an expansion adds, and who pays for it.
///
/// What it is worth to whom is the difference of two plans: see
/// `analysis::compare_expansion`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExpansionPlan {
    /// The expansion.
    pub expansion: ExpansionId,
    /// The line that it adds to, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// The component that it adds to, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// Who pays, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<PartnerId>,
    /// What it costs, if it is built.
    pub cost: f64,
    /// The share of what it adds that is reserved for the payer.
    pub claim: f64,
    /// Whether it is built in this plan.
    pub on: bool,
    /// The first month in which it can add something.
    pub begins: Month,
    /// What it adds each month: a part of the capacity or supply that the plan shows.
    pub added: Vec<f64>,
}

impl ExpansionPlan {
    /// The share of all that it adds without which production would not have been
    /// possible; none if it adds nothing. Little of it in use means that something else
    /// is scarce: another line, a component, demand. Takes the resources of its plan.
    pub fn used(&self, resources: &[ResourceUse]) -> Option<f64> {
        let added: f64 = self.added.iter().sum();
        if added <= 0.0 {
            return None;
        }
        let of = |kind, id: Option<&str>| {
            resources.iter().find(|part| part.kind() == kind && Some(part.id()) == id)
        };
        if let Some(line) = of(ResourceKind::Line, self.line.as_ref().map(LineId::as_str)) {
            let months = line.used.iter().zip(&line.offered).zip(&self.added);
            let beyond = months.map(|((used, all), added)| {
                (used - (all.unwrap_or(0.0) - added)).min(*added).max(0.0)
            });
            return Some(beyond.sum::<f64>() / added);
        }
        let component = self.component.as_ref().map(ComponentId::as_str);
        let component = of(ResourceKind::Component, component)?;
        // What is in stock without it, which must not fall below zero.
        let mut there = 0.0;
        let mut missing: f64 = 0.0;
        for (stock, added) in component.left.iter().zip(&self.added) {
            there += added;
            missing = missing.max(there - stock);
        }
        Some((missing / added).clamp(0.0, 1.0))
    }
}
