//! Why there is no explanation.

/// There is no explanation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The plan is not one of the scenario.
    #[error("the plan is not one of this scenario: {0}")]
    OtherScenario(String),
    /// The policy of the plan is not valid for the scenario.
    #[error("the policy of the plan is not valid for the scenario: {0}")]
    Policy(#[from] crate::scenario::Findings),
    /// The scenario has no such order.
    #[error("the scenario has no order `{0}`")]
    UnknownOrder(String),
    /// The scenario has no such partner.
    #[error("the scenario has no partner `{0}`")]
    UnknownPartner(String),
    /// A scenario with something changed is not valid.
    #[error("the changed scenario is not valid")]
    Changed(#[from] crate::scenario::ScenarioError),
    /// A changed scenario has no plan.
    #[error("the changed scenario has no plan")]
    Plan(#[from] crate::planner::PlanError),
    /// A plan made to verify something does not hold.
    #[error("a plan made to verify a change does not hold: {0}")]
    Check(String),
    /// An explanation could not be written or read as JSON.
    #[error("not an explanation in JSON")]
    Json(#[from] serde_json::Error),
}
