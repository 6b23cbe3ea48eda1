//! One plan of a comparison.

use serde::{Deserialize, Serialize};

use super::outcome::PartnerOutcome;
use super::totals::Totals;
use crate::plan::{Plan, Status};
use crate::scenario::{Month, PolicyId};

/// One plan of a comparison: a policy on a scenario, and what it means for everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Case {
    /// Name of the scenario.
    pub scenario: String,
    /// The policy.
    pub policy: PolicyId,
    /// The name of its rule, as in scenario files.
    pub rule: String,
    /// The engine that made the plan.
    pub engine: String,
    /// What is proven of the plan.
    pub status: Status,
    /// The first month of the scenario.
    pub start: Month,
    /// The last month of the scenario.
    pub last: Month,
    /// Over all partners.
    pub totals: Totals,
    /// Each partner of the scenario, by id.
    pub partners: Vec<PartnerOutcome>,
}

impl Case {
    pub(in crate::analysis) fn of(plan: &Plan) -> Self {
        Self {
            scenario: plan.scenario.clone(),
            policy: plan.policy.id().clone(),
            rule: plan.policy.rule().name().to_owned(),
            engine: plan.engine.clone(),
            status: plan.status,
            start: plan.start,
            last: plan.month((plan.months as usize).saturating_sub(1)),
            totals: Totals::of(plan),
            partners: PartnerOutcome::all(plan),
        }
    }

    /// What the plan means for a partner.
    pub fn partner(&self, id: &str) -> Option<&PartnerOutcome> {
        let position = self.partners.binary_search_by(|part| part.partner.as_str().cmp(id));
        position.ok().map(|index| &self.partners[index])
    }

    /// Partners whose average wait is shorter than in the baseline, most first.
    pub fn winners(&self) -> Vec<&PartnerOutcome> {
        self.by_gain(1.0)
    }

    /// Partners whose average wait is longer than in the baseline, most first.
    pub fn losers(&self) -> Vec<&PartnerOutcome> {
        self.by_gain(-1.0)
    }

    fn by_gain(&self, sign: f64) -> Vec<&PartnerOutcome> {
        let gain = |outcome: &PartnerOutcome| sign * outcome.gain.unwrap_or(0.0);
        let mut found: Vec<&PartnerOutcome> =
            self.partners.iter().filter(|outcome| gain(outcome) > 0.0).collect();
        found.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        found
    }
}
