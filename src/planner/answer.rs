//! The answer of another solver, made a plan.

use super::derive::{Origin, derive};
use super::sequence::in_order;
use super::{PlanError, Planner};
use crate::engine::{EngineError, Solution, feasible};
use crate::export::{Answer, Export};
use crate::formulation::Formulation;
use crate::plan::{Plan, Status};
use crate::ranking::rank;
use crate::scenario::{Method, Policy, Scenario};

impl Planner {
    /// Makes a plan of what another solver answered to an [export](Self::export) of this scenario
    /// under this policy, of whatever level that was.
    ///
    /// The plan says of each level what the answer comes to and nothing of how good that is: no
    /// level has a bound, and its status is [`Unproven`](Status::Unproven). Its
    /// [engine](Plan::engine) is the solver ([`Plan::is_read_back`]). An answer to a level leaves
    /// open what the levels after it are for: one to the last level is as good as a plan of this
    /// crate on all of them, within the tolerances of its solver. Nothing is planned again, so that
    /// nothing is [passed over](Plan::passed_over): lots and shipments may be begun in vain.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the policy is not valid for the scenario or a rule, promises cannot all be
    /// kept or the answer breaks them ([`on_conflict`](Self::on_conflict) allows it), or the answer
    /// does not fit: [`PlanError::Misfit`] names the first column or row.
    ///
    /// ```
    /// use apportion::export::Answer;
    /// use apportion::planner::Planner;
    /// use apportion::scenario::{
    ///     Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier,
    /// };
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 2)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .partner(Partner::new("north"))
    ///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
    ///         .quantity(15.0).due(month("2026-01")?))
    ///     .policy(Policy::tiers("all alike", [Tier::new("all")]))
    ///     .build()?;
    ///
    /// let policy = scenario.policy("all alike").ok_or("it is there")?;
    /// let answer = Answer::read("\
    /// solution status: optimal solution found
    /// objective value:                                    5
    /// x.N_1.hall_1.2026_01                               10   (obj:0)
    /// x.N_1.hall_1.2026_02                                5   (obj:1)
    /// ")?;
    /// let plan = Planner::new().plan_of(&scenario, policy, &answer)?;
    /// assert_eq!(plan.engine, "solution file of SCIP");
    /// assert_eq!(plan.levels[0].objective, 5.0);
    /// assert_eq!(plan.levels[0].bound, None);
    /// assert_eq!(plan.orders[0].lateness, Some(1));
    /// assert!(apportion::check::check(&scenario, &plan).is_clean());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plan_of(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        answer: &Answer,
    ) -> Result<Plan, PlanError> {
        match policy.method() {
            Method::Optimised(_) => {}
            Method::InTurn { .. } | Method::Shared => {
                return Err(PlanError::NotOptimised(policy.id().to_string()));
            }
        }
        let ranking = rank(scenario, policy)?;
        self.refuse_conflicts(scenario, &ranking)?;
        let formulation = Formulation::new(scenario, &ranking)?;
        let model = formulation.model();
        let point = Export::of(scenario, &formulation).point(answer)?;
        // The export looks at the answer as it is, the certificate at what is made of it.
        let solver = answer.solver().name();
        feasible(model, &point).map_err(|flaw| EngineError::Refused { engine: solver, flaw })?;
        let solution = Solution::unproven(model, point);
        let solution = in_order(&formulation, &solution);
        if let Some(short) = self.broken(scenario, &formulation, &solution) {
            return Err(PlanError::Broken { short });
        }
        let engine = format!("{}{solver}", Plan::READ_BACK);
        let (status, unique, ranking) = (Status::Unproven, false, &ranking);
        let origin = Origin { policy, ranking, engine: &engine, status, unique };
        Ok(derive(scenario, &formulation, &solution, &origin))
    }
}
