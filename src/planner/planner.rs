//! From scenario and policy to plan, through every station.

use crate::clock::Instant;
use std::fmt;
use std::str::FromStr;

use super::delivery::shipped;
use super::derive::{Origin, derive};
use super::infeasible::conflict;
use super::repair::Repair;
use super::sequence::in_order;
use super::{OnConflict, PlanError};
#[cfg(feature = "good_lp")]
use crate::engine::{Backend, GoodLp};
use crate::engine::{
    Dispatch, Engine, EngineError, Exact, Hold, Outcome, ProRata, Solution, SolveOptions,
    StopReason, require_proof,
};
use crate::formulation::{Formulation, Held};
use crate::model::{BlockId, LevelResult, Model, ResourceId};
use crate::plan::{Plan, Status};
use crate::ranking::{Ranking, rank};
use crate::scenario::{Commitment, Method, Policy, Scenario};
use crate::tolerance;

/// Plans a scenario under one of its named policies, with the default engine and
/// without limits.
///
/// # Errors
///
/// [`PlanError`] if there is no such policy, or no answer that can be trusted.
pub fn plan(scenario: &Scenario, policy: &str) -> Result<Plan, PlanError> {
    let known = scenario.policy(policy);
    let policy = known.ok_or_else(|| PlanError::UnknownPolicy(policy.to_owned()))?;
    Planner::new().plan(scenario, policy)?.finished()
}

/// Plans with a chosen engine and limits.
#[derive(Debug, Clone, Default)]
pub struct Planner {
    pub(super) engine: EngineChoice,
    on_conflict: OnConflict,
    pub(crate) options: SolveOptions,
}

impl Planner {
    /// The default engine, no limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses the engine for policies that are optimised. Rules have engines of their
    /// own.
    #[must_use]
    pub fn engine(mut self, engine: EngineChoice) -> Self {
        self.engine = engine;
        self
    }

    /// The engine for policies that are optimised.
    pub fn engine_given(&self) -> EngineChoice {
        self.engine
    }

    /// What is done where promises cannot all be kept.
    pub fn on_conflict_given(&self) -> OnConflict {
        self.on_conflict
    }

    /// The limits.
    pub fn options_given(&self) -> &SolveOptions {
        &self.options
    }

    /// Sets limits. The time limit counts from the beginning of the formulation.
    #[must_use]
    pub fn options(mut self, options: SolveOptions) -> Self {
        self.options = options;
        self
    }

    /// Chooses what to do if commitments cannot all be kept; by default there is an
    /// error and no plan.
    ///
    /// ```
    /// use apportion::planner::{OnConflict, PlanError, Planner};
    /// use apportion::scenario::{
    ///     Commitment, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    /// };
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .partner(Partner::new("north"))
    ///     .order(Order::new("N-1", "north", "pump", month("2026-01")?)
    ///         .quantity(25.0)
    ///         .due(month("2026-02")?))
    ///     .commitment(Commitment::new("N-1", 25.0, month("2026-02")?))
    ///     .policy(Policy::first_come_first_served("queue"))
    ///     .build()?;
    ///
    /// let queue = scenario.policy("queue").ok_or("it is there")?;
    /// let refused = Planner::new().plan(&scenario, queue);
    /// assert!(matches!(refused, Err(PlanError::Commitments(conflict)) if conflict.short == 5.0));
    ///
    /// let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    /// let plan = planner.plan(&scenario, queue)?.finished()?;
    /// assert_eq!(plan.commitments[0].kept, 20.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on_conflict(mut self, choice: OnConflict) -> Self {
        self.on_conflict = choice;
        self
    }

    /// Plans a scenario under a policy, which need not be one of its named ones.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the policy is not valid for the scenario, or there is no answer
    /// that can be trusted. A limit is no error but [`PlanOutcome::Stopped`].
    pub fn plan(&self, scenario: &Scenario, policy: &Policy) -> Result<PlanOutcome, PlanError> {
        self.plan_by(scenario, policy, |engine, model, options| engine.solve(model, options))
    }

    /// Plans with a solve of its own.
    pub(super) fn plan_by(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        solve: impl FnOnce(&dyn Engine, &Model, &SolveOptions) -> Result<Outcome, EngineError>,
    ) -> Result<PlanOutcome, PlanError> {
        let begun = Instant::now();
        let ranking = rank(scenario, policy)?;
        self.refuse_conflicts(scenario, &ranking)?;
        let (mut solve, mut repair) = (Some(solve), Repair::default());
        loop {
            if let Some(reason) = self.options.since(begun).is_over() {
                return Ok(PlanOutcome::Stopped(StoppedPlan { reason, best: None }));
            }
            let formulation = Formulation::passing_over(scenario, &ranking, repair.passed())?;
            let model = formulation.model();
            let engine = self.engine_for(scenario, policy.method(), &formulation);
            let options = self.options.since(begun);
            let outcome = match solve.take() {
                Some(solve) => solve(engine.as_ref(), model, &options)?,
                None => engine.solve(model, &options)?,
            };
            let finished = |solution: &Solution, status: Status| {
                let unique =
                    status == Status::Rule || (status == Status::Proven && self.engine.is_unique());
                let ranking = &ranking;
                let origin = Origin { policy, ranking, engine: engine.name(), status, unique };
                derive(scenario, &formulation, solution, &origin)
            };
            let solution = match outcome {
                Outcome::Finished(solution) => solution,
                Outcome::Stopped(stopped) => {
                    let best = stopped
                        .best_so_far()
                        .map(|best| finished(&in_order(&formulation, best), Status::Unproven));
                    let best = best.map(|mut plan| {
                        repair.tell(scenario, &mut plan);
                        plan
                    });
                    return Ok(PlanOutcome::Stopped(StoppedPlan {
                        reason: stopped.reason(),
                        best,
                    }));
                }
            };
            if repair.passed().is_empty() {
                self.refuse_capped(scenario, &formulation, &solution)?;
            }
            let status = match policy.method() {
                Method::Optimised(_) => {
                    // Whatever the engine says of itself.
                    require_proof(model, solution.levels())
                        .map_err(|flaw| EngineError::Refused { engine: engine.name(), flaw })?;
                    Status::Proven
                }
                Method::InTurn { .. } | Method::Shared => Status::Rule,
            };
            let mut plan = finished(&solution, status);
            // Who is served one after the other gives back at once what does not ship.
            let in_turn = matches!(policy.method(), Method::InTurn { .. });
            if !in_turn && repair.find(scenario, &formulation, &plan) {
                continue;
            }
            repair.tell(scenario, &mut plan);
            return Ok(PlanOutcome::Finished(plan));
        }
    }

    /// Unless they may be broken, commitments must be such that all can be kept.
    pub(crate) fn refuse_conflicts(
        &self,
        scenario: &Scenario,
        ranking: &Ranking,
    ) -> Result<(), PlanError> {
        if self.on_conflict == OnConflict::LeastBreach {
            return Ok(());
        }
        match conflict(scenario, ranking, self.engine.engine().as_ref(), &self.options)? {
            Some(conflict) => Err(PlanError::Commitments(Box::new(conflict))),
            None => Ok(()),
        }
    }

    /// Commitments that can be kept by themselves may still be kept from it by a cap.
    fn refuse_capped(
        &self,
        scenario: &Scenario,
        formulation: &Formulation,
        solution: &Solution,
    ) -> Result<(), PlanError> {
        match self.broken(scenario, formulation, solution) {
            Some(short) if !scenario.caps().is_empty() => Err(PlanError::Capped { short }),
            _ => Ok(()),
        }
    }

    /// How many units a solution is short of what is promised, unless that is allowed.
    pub(super) fn broken(
        &self,
        scenario: &Scenario,
        formulation: &Formulation,
        solution: &Solution,
    ) -> Option<f64> {
        let allowed = self.on_conflict == OnConflict::LeastBreach;
        if allowed || formulation.promised() == 0 {
            return None;
        }
        // Commitments are the first level.
        let short = solution.levels().first().map_or(0.0, LevelResult::objective);
        let promised: f64 = scenario.commitments().iter().map(Commitment::quantity).sum();
        (!tolerance::at_most(short, 0.0, promised)).then_some(short)
    }

    /// The engine that makes plans by a method.
    pub(crate) fn engine_for(
        &self,
        scenario: &Scenario,
        method: Method<'_>,
        formulation: &Formulation,
    ) -> Box<dyn Engine> {
        match method {
            Method::Optimised(_) => self.engine.engine(),
            Method::InTurn { .. } => {
                let rule = Dispatch::by_due(formulation.dues().to_vec());
                let rule = rule.holding(formulation.promised(), holds(formulation));
                Box::new(rule.shipping(shipped(scenario, formulation)))
            }
            Method::Shared => {
                let rule = ProRata::after(formulation.promised());
                Box::new(rule.holding(holds(formulation)))
            }
        }
    }
}

/// What a rule holds for those who are entitled to it.
fn holds(formulation: &Formulation) -> Vec<Hold> {
    let hold = |held: &Held| Hold {
        block: BlockId(held.block as u32),
        period: held.month,
        units: held.quantity,
        of: ResourceId(held.resource as u32),
    };
    formulation.held().iter().map(hold).collect()
}

/// How planning ended.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub enum PlanOutcome {
    /// With a plan: proven optimal, or made by a rule.
    Finished(Plan),
    /// At a limit.
    Stopped(StoppedPlan),
}

impl PlanOutcome {
    /// The finished plan.
    ///
    /// # Errors
    ///
    /// [`PlanError::Stopped`] if a limit was reached first.
    pub fn finished(self) -> Result<Plan, PlanError> {
        match self {
            Self::Finished(plan) => Ok(plan),
            Self::Stopped(stopped) => Err(PlanError::Stopped(stopped.reason)),
        }
    }
}

/// Planning that reached a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct StoppedPlan {
    reason: StopReason,
    best: Option<Plan>,
}

impl StoppedPlan {
    /// Which limit.
    pub fn reason(&self) -> StopReason {
        self.reason
    }

    /// The best plan so far, if there is one: feasible, its status
    /// [`Status::Unproven`], its gaps in its levels.
    pub fn best_so_far(&self) -> Option<&Plan> {
        self.best.as_ref()
    }
}

/// The engines for policies that are optimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum EngineChoice {
    /// The engine of this crate, which uses the structure of the model.
    #[default]
    Exact,
    /// microlp through `good_lp`, the reference.
    #[cfg(feature = "good_lp")]
    Microlp,
    /// HiGHS through `good_lp`.
    #[cfg(feature = "highs")]
    Highs,
    /// Clarabel (interior point, then a vertex) through `good_lp`.
    #[cfg(feature = "clarabel")]
    Clarabel,
}

impl EngineChoice {
    /// Every engine of this build.
    pub const ALL: &'static [Self] = &[
        Self::Exact,
        #[cfg(feature = "good_lp")]
        Self::Microlp,
        #[cfg(feature = "highs")]
        Self::Highs,
        #[cfg(feature = "clarabel")]
        Self::Clarabel,
    ];

    /// Its name on the command line and in plans.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            #[cfg(feature = "good_lp")]
            Self::Microlp => "microlp",
            #[cfg(feature = "highs")]
            Self::Highs => "highs",
            #[cfg(feature = "clarabel")]
            Self::Clarabel => "clarabel",
        }
    }

    pub(super) fn engine(self) -> Box<dyn Engine> {
        match self {
            Self::Exact => Box::new(Exact::new()),
            #[cfg(feature = "good_lp")]
            Self::Microlp => Box::new(GoodLp::new(Backend::Microlp)),
            #[cfg(feature = "highs")]
            Self::Highs => Box::new(GoodLp::new(Backend::Highs)),
            #[cfg(feature = "clarabel")]
            Self::Clarabel => Box::new(GoodLp::new(Backend::Clarabel)),
        }
    }

    /// Whether it guarantees the one plan that the levels single out, to the last digit.
    fn is_unique(self) -> bool {
        self == Self::Exact
    }
}

impl fmt::Display for EngineChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name of no engine of this build.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no engine `{0}` in this build; there is {list}", list = names())]
pub struct UnknownEngine(String);

fn names() -> String {
    EngineChoice::ALL.iter().map(|engine| engine.name()).collect::<Vec<_>>().join(", ")
}

impl FromStr for EngineChoice {
    type Err = UnknownEngine;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|engine| engine.name() == name);
        found.copied().ok_or_else(|| UnknownEngine(name.chars().take(60).collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::{PlanOutcome, Planner};
    use crate::engine::{SolveOptions, StopReason};
    use crate::export::Format;
    use crate::planner::PlanError;
    use crate::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier};

    fn hall() -> Result<Scenario, Box<dyn std::error::Error>> {
        let (start, due) = ("2026-01".parse()?, "2026-02".parse::<Month>()?);
        let scenario = Scenario::builder("hall", start, 12)
            .product(Product::new("pump"))
            .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
            .partner(Partner::new("north"))
            .order(Order::new("N", "north", "pump", start).quantity(25.0).due(due))
            .policy(Policy::tiers("all", [Tier::new("all")]));
        Ok(scenario.build()?)
    }

    /// The solve gets what the formulation has left of the time.
    #[test]
    fn the_time_limit_begins_before_the_formulation() -> Result<(), Box<dyn std::error::Error>> {
        let (scenario, limit) = (hall()?, Duration::from_secs(1000));
        let planner = Planner::new().options(SolveOptions::default().with_time_limit(limit));
        let left = Cell::new(None);
        let outcome =
            planner.plan_by(&scenario, &scenario.policies()[0], |engine, model, given| {
                left.set(given.time_limit);
                engine.solve(model, given)
            })?;
        assert!(matches!(outcome, PlanOutcome::Finished(_)));
        assert!(left.get().is_some_and(|left| left < limit && !left.is_zero()));
        Ok(())
    }

    /// Nothing is solved for the first level of an export: it is the writing that stops.
    #[test]
    fn the_time_limit_covers_what_is_written() -> Result<(), Box<dyn std::error::Error>> {
        let scenario = hall()?;
        let options = SolveOptions::default().with_time_limit(Duration::ZERO);
        let planner = Planner::new().options(options);
        let mut text = Vec::new();
        let policy = &scenario.policies()[0];
        let stopped = planner.export(&scenario, policy, 1, Format::Lp, &mut text);
        assert!(matches!(stopped, Err(PlanError::Stopped(StopReason::TimeLimit))), "{stopped:?}");
        assert!(text.is_empty());
        Ok(())
    }
}
