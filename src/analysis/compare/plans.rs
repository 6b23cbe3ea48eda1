//! Several policies planned in one call.

use std::collections::BTreeSet;
use std::convert::Infallible;

use super::error::CompareError;
use crate::each::try_each;
use crate::plan::Plan;
use crate::planner::{PlanError, PlanOutcome, Planner};
use crate::scenario::{Policy, Scenario};

/// Plans a scenario under each policy, in the order given. With the feature `parallel`
/// on several threads; the plans are the same.
///
/// Where a limit of the planner is reached first, the best plan so far is taken, if
/// there is one: its status is [`Unproven`](crate::plan::Status::Unproven).
///
/// # Errors
///
/// [`CompareError::Plan`] for the first policy without a plan,
/// [`CompareError::Twice`] if an id is given twice.
///
/// ```
/// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario};
/// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
/// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
/// #     .partner(Partner::new("north"))
/// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
/// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
/// #     .policy(Policy::first_come_first_served("queue")).policy(Policy::pro_rata("shares"))
/// #     .build()?;
/// use apportion::analysis;
/// use apportion::planner::Planner;
///
/// let plans = analysis::plans(&scenario, scenario.policies(), &Planner::new())?;
/// assert_eq!(plans[1].policy.id(), &"shares");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plans(
    scenario: &Scenario,
    policies: &[Policy],
    planner: &Planner,
) -> Result<Vec<Plan>, CompareError> {
    let mut seen = BTreeSet::new();
    if let Some(twice) = policies.iter().find(|policy| !seen.insert(policy.id())) {
        return Err(CompareError::Twice(twice.id().to_string()));
    }
    planner.options.expect_tasks(policies.len());
    try_each(policies, || (), |(), policy| planned(scenario, policy, planner))
}

/// The same, policy by policy: one without a plan does not keep the others from theirs.
pub(in crate::analysis) fn plans_or_errors(
    scenario: &Scenario,
    policies: &[Policy],
    planner: &Planner,
) -> Vec<Result<Plan, CompareError>> {
    planner.options.expect_tasks(policies.len());
    let one =
        |(): &mut (), policy: &Policy| Ok::<_, Infallible>(planned(scenario, policy, planner));
    try_each(policies, || (), one).unwrap_or_default()
}

/// One of the plans, a task of its own.
fn planned(scenario: &Scenario, policy: &Policy, planner: &Planner) -> Result<Plan, CompareError> {
    let plan = planner.plan(scenario, policy).and_then(best);
    planner.options.task_done();
    plan.map_err(|source| CompareError::Plan { policy: policy.id().to_string(), source })
}

/// The plan, or the best one so far if a limit was reached.
pub(super) fn best(outcome: PlanOutcome) -> Result<Plan, PlanError> {
    match outcome {
        PlanOutcome::Finished(plan) => Ok(plan),
        PlanOutcome::Stopped(stopped) => {
            stopped.best_so_far().cloned().ok_or(PlanError::Stopped(stopped.reason()))
        }
    }
}
