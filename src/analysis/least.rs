//! The least backlog that there can be, whatever the policy.

use serde::{Deserialize, Serialize};

use super::error::CompareError;
use super::plans::best;
use crate::plan::Planner;
use crate::scenario::{Policy, Scenario, Tier};

/// What a policy costs against the best possible, in unit-months of backlog: every unit
/// alike, whatever the policy weighs.
///
/// The best possible is found by a plan in which nobody comes first: one tier, equal
/// weights, no urgency, no promises, reservations, claims or caps of tiers, and only the
/// policy's gates. Lines, components, limits and other caps are as they are. Its proven
/// bound holds for every plan of every policy with the same gates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cost {
    /// Unit-months from due to delivery in the plan; what the horizon leaves undelivered
    /// counts to its end, also if the customer has left. Where nobody leaves, these are the
    /// backlogs of all months added up.
    pub unit_months: f64,
    /// Those of the best possible plan, by production; none if the planner reached a limit
    /// before it had one.
    pub least: Option<f64>,
    /// What is proven of the best possible: no plan has fewer. None at a limit, if nothing
    /// is.
    pub bound: Option<f64>,
}

/// The best possible: what it reaches, and what is proven.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Least {
    objective: Option<f64>,
    bound: Option<f64>,
}

impl Cost {
    pub(super) fn of(unit_months: f64, least: Least) -> Self {
        Self { unit_months: unit_months + 0.0, least: least.objective, bound: least.bound }
    }

    /// Unit-months more than the bound: never below zero, but for rounding.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| self.unit_months - bound)
    }

    /// The gap as a share of the bound; none if there need be no backlog at all.
    pub fn share(&self) -> Option<f64> {
        self.gap().zip(self.bound).filter(|part| part.1 > 0.0).map(|(gap, bound)| gap / bound)
    }
}

impl Least {
    /// The least backlog of a scenario under the gates of a policy.
    pub(super) fn of(
        scenario: &Scenario,
        policy: &Policy,
        planner: &Planner,
    ) -> Result<Self, CompareError> {
        let open = scenario.to_builder().without_claims().build();
        let open = open.map_err(CompareError::Relaxed)?;
        let alike = Policy::tiers("least backlog", [Tier::new("all")]).tail_months(0.0);
        let alike = policy.gates().iter().cloned().fold(alike, Policy::gate);
        let plan = match planner.plan(&open, &alike).and_then(best) {
            Ok(plan) => plan,
            Err(crate::plan::PlanError::Stopped(_)) => {
                return Ok(Self { objective: None, bound: None });
            }
            Err(source) => {
                return Err(CompareError::Plan { policy: alike.id().to_string(), source });
            }
        };
        // Without promises and reservations the backlog is the first level; without orders
        // there is no backlog.
        let level = plan.levels.first().filter(|level| level.name.starts_with("weighted backlog"));
        Ok(level.map_or(Self { objective: Some(0.0), bound: Some(0.0) }, |level| Self {
            objective: Some(level.objective),
            bound: level.bound,
        }))
    }
}
