//! Why there is no comparison.

use crate::planner::PlanError;
use crate::scenario::ScenarioError;

/// There is no comparison.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// There is nothing to compare.
    #[error("there is no policy to compare")]
    Empty,
    /// The baseline is none of the policies compared.
    #[error("the baseline `{baseline}` is none of the policies compared; there is {known}")]
    UnknownBaseline {
        /// The baseline asked for.
        baseline: String,
        /// The policies compared.
        known: String,
    },
    /// Two of the policies compared have the same id.
    #[error("policy `{0}` is given twice")]
    Twice(String),
    /// The scenario has no such expansion.
    #[error("the scenario has no expansion `{expansion}`; it has {known}")]
    UnknownExpansion {
        /// The expansion asked for.
        expansion: String,
        /// The expansions that there are.
        known: String,
    },
    /// The scenario is not valid with the expansion switched on.
    #[error("the scenario is not valid with the expansion switched on")]
    Switched(#[source] ScenarioError),
    /// The scenario is not valid without promises and reservations.
    #[error("the scenario is not valid without promises and reservations")]
    Relaxed(#[source] ScenarioError),
    /// A plan is not one of the scenario given with it.
    #[error("the plan of {plan} is not one of scenario `{scenario}`")]
    OtherScenario {
        /// Scenario and policy of the plan.
        plan: String,
        /// The scenario given with it.
        scenario: String,
    },
    /// A policy has no plan.
    #[error("policy `{policy}` has no plan")]
    Plan {
        /// The policy.
        policy: String,
        /// Why.
        #[source]
        source: PlanError,
    },
    /// A comparison could not be written or read as JSON.
    #[error("not a comparison in JSON")]
    Json(#[from] serde_json::Error),
}
