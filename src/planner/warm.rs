//! Planning again after a small change.

use super::{EngineChoice, PlanError, PlanOutcome, Planner};
use crate::engine::{Exact, WarmStart};
use crate::scenario::{Method, Policy, Scenario};

/// What a plan leaves for the next one that is much the same, see [`Planner::plan_from`].
#[derive(Debug, Clone, PartialEq)]
pub struct PlanStart(WarmStart);

impl Planner {
    /// Plans as [`plan`](Self::plan) does, beginning from where another plan ended, and
    /// keeps what the next can begin from. The plan is the same, only the work differs,
    /// within what rounding does to production; of prices that are equally right it may have
    /// others.
    ///
    /// Nothing is kept, and a start is no help, for rules and with engines other than the
    /// exact one.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    ///
    /// ```
    /// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario, Tier};
    /// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
    /// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
    /// #     .partner(Partner::new("north"))
    /// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
    /// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
    /// #     .policy(Policy::tiers("all", [Tier::new("all")])).build()?;
    /// # let policy = &scenario.policies()[0];
    /// use apportion::planner::Planner;
    ///
    /// let (_, start) = Planner::new().plan_from(&scenario, policy, None)?;
    /// let later = scenario.with_slip("N", 1)?;
    /// let (warm, _) = Planner::new().plan_from(&later, policy, start.as_ref())?;
    /// let cold = Planner::new().plan(&later, policy)?;
    /// assert_eq!(warm.finished()?.orders, cold.finished()?.orders);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plan_from(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        start: Option<&PlanStart>,
    ) -> Result<(PlanOutcome, Option<PlanStart>), PlanError> {
        let warm = match policy.method() {
            Method::Optimised(_) => self.engine == EngineChoice::Exact,
            Method::InTurn { .. } | Method::Shared => false,
        };
        if !warm {
            return Ok((self.plan(scenario, policy)?, None));
        }
        let mut kept = None;
        let outcome = self.plan_by(scenario, policy, |_, model, options| {
            let engine = Exact::new();
            let (outcome, next) = match start {
                Some(PlanStart(start)) => engine.solve_from(model, start, options)?,
                None => engine.solve_keeping(model, options)?,
            };
            kept = next.map(PlanStart);
            Ok(outcome)
        })?;
        Ok((outcome, kept))
    }
}
