//! A level of a scenario's linear program, written for other solvers.

use crate::clock::Instant;
use std::io::{self, Write};

use super::{PlanError, Planner};
use crate::engine::{EngineError, Outcome, SolveOptions, StopReason, require_proof};
use crate::export::{Export, Format};
use crate::formulation::Formulation;
use crate::model::LevelResult;
use crate::ranking::rank;
use crate::scenario::{Method, Policy, Scenario};

impl Planner {
    /// Writes a level (counted from 1) of the linear program of a scenario under a
    /// policy, so that another solver can find its optimum: that of
    /// [`Plan::levels`](crate::plan::Plan::levels) at the same place. The levels above are
    /// rows of the program; for them the scenario is solved first. See
    /// [`export`](crate::export) for the names.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the policy is not valid for the scenario or a rule, there is no
    /// such level, there is no answer that can be trusted, a limit was reached, or
    /// nothing more could be written.
    ///
    /// ```
    /// use apportion::export::Format;
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
    /// let mut text = Vec::new();
    /// Planner::new().export(&scenario, policy, 2, Format::Lp, &mut text)?;
    /// let text = String::from_utf8(text)?;
    /// // Five pumps are a month late; no plan of the second level may have more.
    /// assert!(text.contains(" level.1: x.N_1.hall_1.2026_02 + 14 u.N_1 <= 5"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn export(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        level: usize,
        format: Format,
        out: &mut dyn Write,
    ) -> Result<(), PlanError> {
        match policy.method() {
            Method::Optimised(_) => {}
            Method::InTurn { .. } | Method::Shared => {
                return Err(PlanError::NotOptimised(policy.id().to_string()));
            }
        }
        let begun = Instant::now();
        let ranking = rank(scenario, policy)?;
        self.refuse_conflicts(scenario, &ranking)?;
        let formulation = Formulation::new(scenario, &ranking)?;
        let model = formulation.model();
        let told = level.checked_sub(1).and_then(|level| formulation.told().get(level));
        let Some(last) = told.and_then(|told| told.levels.clone().last()) else {
            return Err(PlanError::no_level(formulation.told(), level));
        };
        let above: Vec<f64> = if last == 0 {
            Vec::new()
        } else {
            let engine = self.engine_for(scenario, policy.method(), &formulation);
            let solution = match engine.solve(model, &self.options.since(begun))? {
                Outcome::Finished(solution) => solution,
                Outcome::Stopped(stopped) => return Err(PlanError::Stopped(stopped.reason())),
            };
            require_proof(model, solution.levels())
                .map_err(|flaw| EngineError::Refused { engine: engine.name(), flaw })?;
            solution.levels()[..last].iter().map(LevelResult::objective).collect()
        };
        let export = Export::of(scenario, &formulation).below(above);
        let mut out = InTime { out, options: &self.options, begun, over: None };
        export.write(format, &mut out).map_err(|error| match out.over {
            Some(reason) => PlanError::Stopped(reason),
            None => PlanError::Write(error),
        })
    }
}

/// Stops what is written when the time is over: a text may be very long.
struct InTime<'a> {
    out: &'a mut dyn Write,
    options: &'a SolveOptions,
    begun: Instant,
    over: Option<StopReason>,
}

impl Write for InTime<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let limited = self.options.time_limit.is_some() || self.options.cancel.is_some();
        if limited && let Some(reason) = self.options.since(self.begun).is_over() {
            self.over = Some(reason);
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
