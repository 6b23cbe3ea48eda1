//! A plan as text.

use std::fmt::{self, Write as _};

use super::{
    backlog, bottlenecks, caps, commitments, expansions, levels, losses, orders, overrides,
    passed_over, reservations, stocks, utilisation,
};
use crate::plan::{OrderPlan, Plan, Status};
use crate::report::page::{Page, Report};

/// A plan as text: made by [`plan_text`], printed by its [`Display`](fmt::Display).
#[derive(Debug, Clone, Copy)]
pub struct PlanText<'a> {
    plan: &'a Plan,
    chosen: Option<&'a [&'a OrderPlan]>,
}

impl<'a> PlanText<'a> {
    /// The same text with only these orders in the list of them, in this order. All else in it is
    /// of the whole plan.
    #[must_use]
    pub fn of(self, orders: &'a [&'a OrderPlan]) -> Self {
        Self { chosen: Some(orders), ..self }
    }
}

/// The plan as text: every order with its dates, backlog by year, how lines and
/// components are used, the months in which one more unit would save most, the objectives
/// and what is proven.
///
/// ```
/// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario};
/// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
/// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
/// #     .partner(Partner::new("north"))
/// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
/// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
/// #     .policy(Policy::first_come_first_served("queue")).build()?;
/// let plan = apportion::planner::plan(&scenario, "queue")?;
/// let text = apportion::report::plan_text(&plan).to_string();
/// assert!(text.contains("0 of 1 orders on time"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_text(plan: &Plan) -> PlanText<'_> {
    PlanText { plan, chosen: None }
}

impl fmt::Display for PlanText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for PlanText<'_> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let plan = self.plan;
        let proof = match plan.status {
            Status::Proven if plan.passed_over.is_empty() => "proven optimal",
            Status::Proven => "proven optimal of plans that pass over what could not ship",
            Status::Rule => "a rule, nothing optimised",
            Status::Unproven if plan.is_read_back() => "another solver's answer, not proven",
            Status::Unproven => "stopped at a limit, not proven",
        };
        let last = plan.month((plan.months as usize).saturating_sub(1));
        writeln!(page, "{}, {} to {last}", plan.scenario, plan.start)?;
        let (policy, rule) = (plan.policy.id(), plan.policy.rule().name());
        // What was read back was made by no engine.
        let maker = if plan.is_read_back() { "" } else { "engine " };
        writeln!(page, "policy {policy} (rule {rule}), {maker}{}: {proof}", plan.engine)?;
        if plan.told_apart_by_id > 0 {
            let count = plan.told_apart_by_id;
            writeln!(
                page,
                "{count} orders told apart by id alone: give dates days, or a sequence"
            )?;
        }
        orders::write(page, plan, self.chosen)?;
        overrides::write(page, plan)?;
        commitments::write(page, plan)?;
        losses::write(page, plan)?;
        passed_over::write(page, plan)?;
        reservations::write(page, plan)?;
        expansions::write(page, plan)?;
        caps::write(page, plan)?;
        backlog::write(page, plan)?;
        utilisation::write(page, plan)?;
        stocks::write(page, plan)?;
        bottlenecks::write(page, plan)?;
        levels::write(page, plan)
    }
}
