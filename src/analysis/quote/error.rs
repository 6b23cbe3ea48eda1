//! Why there is no quote.

use crate::number::amount;
use crate::planner::PlanError;
use crate::scenario::{Findings, Month, OrderId, ScenarioError};

/// There is no quote.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuoteError {
    /// What is asked for is no valid order of the scenario.
    #[error("what is asked for is not a valid order")]
    Inquiry(#[source] ScenarioError),
    /// The plan is of another scenario: its orders are not those of the scenario.
    #[error("the plan is not of the scenario `{0}`")]
    OtherPlan(String),
    /// The policy is not valid for the scenario.
    #[error("the policy is not valid for the scenario: {0}")]
    Policy(Findings),
    /// There is no plan of the book, or none with the new order.
    #[error("there is no plan")]
    Plan(#[from] PlanError),
    /// The order cannot be promised within the horizon, so it cannot be booked.
    #[error("order `{0}` cannot be promised in full within the horizon")]
    NoDate(OrderId),
    /// There is a plan that keeps all promises, but the policy is a rule that is carried
    /// out, and what it makes of the new book breaks one.
    #[error(
        "all promises could be kept, but `{policy}` is a rule and does not find out how: order \
         `{order}` would be short of {} by {by}; book it under a policy that is optimised",
        amount(*short)
    )]
    Rule {
        /// The policy.
        policy: String,
        /// The order whose promise would be broken.
        order: OrderId,
        /// The month promised.
        by: Month,
        /// Units short.
        short: f64,
    },
    /// The book is not valid with the new order and its promises.
    #[error("the book cannot take the order")]
    Book(#[source] ScenarioError),
    /// A quote could not be written or read as JSON.
    #[error("not a quote in JSON")]
    Json(#[from] serde_json::Error),
}

impl From<Findings> for QuoteError {
    fn from(findings: Findings) -> Self {
        Self::Policy(findings)
    }
}
