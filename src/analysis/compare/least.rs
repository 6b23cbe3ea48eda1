//! The least backlog that there can be, whatever the policy.

use serde::{Deserialize, Serialize};

use super::error::CompareError;
use super::plans::best;
use crate::planner::Planner;
use crate::scenario::{Lost, Measure, Policy, Scenario, Tier};

/// What a policy costs against the best possible, in unit-months or value-months of
/// backlog: every unit (or all value) alike, whatever the policy weighs.
///
/// The best possible is found by a plan in which nobody comes first: one tier, equal
/// weights, no urgency, no promises, reservations, claims or caps of tiers, and only the
/// policy's gates. Lines, components, limits and other caps are as they are. Its proven
/// bound holds for every plan of every policy with the same gates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cost {
    /// Unit-months (or value-months) from due to delivery in the plan; what the horizon leaves undelivered
    /// counts to its end, also if the customer has left: the backlogs of all months added up.
    pub waiting: f64,
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

/// The best possible in units and in value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BothLeast {
    pub(super) units: Least,
    pub(super) value: Least,
}

impl BothLeast {
    /// The least backlog of a scenario under the gates of a policy.
    pub(super) fn of(
        scenario: &Scenario,
        policy: &Policy,
        planner: &Planner,
    ) -> Result<Self, CompareError> {
        let open = scenario.to_builder().without_claims().build();
        let open = open.map_err(CompareError::Relaxed)?;
        let units = Least::of(&open, policy, Measure::Units, planner)?;
        // Where every unit is worth 1, value is units.
        #[allow(clippy::float_cmp, reason = "as stated, not computed")]
        let alike = scenario.products().iter().all(|product| product.value() == 1.0);
        let value = if alike { units } else { Least::of(&open, policy, Measure::Value, planner)? };
        Ok(Self { units, value })
    }
}

impl Cost {
    pub(super) fn of(waiting: f64, least: Least) -> Self {
        Self { waiting: waiting + 0.0, least: least.objective, bound: least.bound }
    }

    /// How much more than the bound: never below zero, but for rounding.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| self.waiting - bound)
    }

    /// The gap as a share of the bound; none if there need be no backlog at all.
    pub fn share(&self) -> Option<f64> {
        self.gap().zip(self.bound).filter(|part| part.1 > 0.0).map(|(gap, bound)| gap / bound)
    }
}

impl Least {
    fn of(
        open: &Scenario,
        policy: &Policy,
        measure: Measure,
        planner: &Planner,
    ) -> Result<Self, CompareError> {
        let alike = Policy::tiers("least backlog", [Tier::new("all")]);
        let alike = alike.tail_months(0.0).lost_counts(Lost::Waiting).measured_in(measure);
        let alike = policy.gates().iter().cloned().fold(alike, Policy::gate);
        planner.options.expect_tasks(1);
        let plan = planner.plan(open, &alike).and_then(best);
        planner.options.task_done();
        let plan = match plan {
            Ok(plan) => plan,
            Err(crate::planner::PlanError::Stopped(_)) => {
                return Ok(Self { objective: None, bound: None });
            }
            Err(source) => {
                return Err(CompareError::Plan { policy: alike.id().to_string(), source });
            }
        };
        // Without promises and reservations the backlog is the first level; without orders
        // there is no backlog.
        // What plans at all can reach is told without anything passed over.
        let first = plan.root.first().or(plan.levels.first());
        let level = first.filter(|level| level.name.starts_with("weighted backlog"));
        Ok(level.map_or(Self { objective: Some(0.0), bound: Some(0.0) }, |level| Self {
            objective: Some(level.objective),
            bound: level.bound,
        }))
    }
}
