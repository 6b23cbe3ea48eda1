//! What a whole step more of each line and component saves; a price speaks of one unit only.

use serde::{Deserialize, Serialize};

use crate::engine::{Saving, savings};
use crate::formulation::Formulation;
use crate::plan::PlanFileError;
use crate::planner::{PlanError, Planner};
use crate::ranking::rank;
use crate::resources::{ResourceKey, Resources};
use crate::scenario::{Method, Policy, Scenario};
use crate::tolerance;

/// The steps that are large enough to matter and not absurdly large.
const STEPS: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

/// What a step more of each line and component would save, by solves of the changed model:
/// the ranking of the bottlenecks.
///
/// A step is a share of what there is, every month, so that lines and components in different
/// units compare. Prices would rank them by what they *promise* for the step. A price,
/// though, holds only for a while: it takes every unit to be worth as much as the first, and
/// everything else to be available. Where that ranks a part above others that save more,
/// [`Leverage::misled`] says so.
///
/// Its [`Display`](std::fmt::Display) is a table with these warnings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Leverage {
    /// Name of the scenario.
    pub scenario: String,
    /// Id of the policy.
    pub policy: String,
    /// The level, counted from 1.
    pub level: usize,
    /// What the level minimises; what is saved is in its unit (for backlog, weighted
    /// unit-months).
    pub name: String,
    /// The step, as a share of what there is of a part in each month.
    pub step: f64,
    /// Every line and component, what saves most first.
    pub rows: Vec<LeverageRow>,
    /// What all steps together save.
    pub together: f64,
}

/// A line or component, and what a step more of it saves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LeverageRow {
    /// The line or component.
    pub part: ResourceKey,
    /// The step in units, over the whole horizon.
    pub units: f64,
    /// What the prices promise for it: on the first level, the most that it can save.
    pub promised: f64,
    /// What it saves.
    pub saved: f64,
}

/// Two parts that prices put in the wrong order.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Misled<'a> {
    /// What prices put first.
    pub promising: &'a LeverageRow,
    /// What saves more.
    pub better: &'a LeverageRow,
}

impl Planner {
    /// Ranks lines and components by what a step more of each would save under a policy:
    /// `step` is a share of its capacity or supply in every month, such as 0.1, from 10⁻⁶ to
    /// 10⁶. `level` counts from 1.
    ///
    /// Opening stocks are not part of the step.
    ///
    /// Complexity: one solve, and one for each line and component; with the exact engine
    /// these begin from the basis of the first.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the policy is not valid for the scenario or a rule, the step is no
    /// such share, the level does not exist, a limit was reached
    /// ([`PlanError::Stopped`]), or the engine finds no proven answer.
    ///
    /// ```
    /// use apportion::planner::Planner;
    /// use apportion::scenario::{
    ///     Component, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier,
    /// };
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("short of seals", month("2026-01")?, 12)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .component(Component::new("seal", Ramp::flat(5.0)).needed("pump", 1.0))
    ///     .partner(Partner::new("north"))
    ///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
    ///         .quantity(40.0).due(month("2026-01")?))
    ///     .policy(Policy::tiers("all alike", [Tier::new("all")]))
    ///     .build()?;
    ///
    /// let policy = scenario.policy("all alike").ok_or("it is there")?;
    /// let leverage = Planner::new().leverage(&scenario, policy, 1, 0.2)?;
    /// assert_eq!(leverage.rows[0].part.id, "seal");
    /// assert!(leverage.rows[0].saved > 0.0 && leverage.rows[1].saved == 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn leverage(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        level: usize,
        step: f64,
    ) -> Result<Leverage, PlanError> {
        if !STEPS.contains(&step) {
            return Err(PlanError::Step(step));
        }
        let ranking = rank(scenario, policy)?;
        match policy.method() {
            Method::Optimised(_) => {}
            Method::InTurn { .. } | Method::Shared => {
                return Err(PlanError::NoPrices(policy.id().to_string()));
            }
        }
        self.refuse_conflicts(scenario, &ranking)?;
        let formulation = Formulation::new(scenario, &ranking)?;
        let model = formulation.model();
        let told = level.checked_sub(1).and_then(|level| formulation.told().get(level));
        let Some(told) = told else {
            return Err(PlanError::no_level(formulation.told(), level));
        };
        let parts = parts(formulation.resources());
        let mut changes: Vec<Vec<(usize, f64)>> = parts
            .iter()
            .map(|(position, _, rates)| {
                let months = rates.iter().enumerate();
                months
                    .map(|(month, rate)| (formulation.row(*position, month), step * rate))
                    .collect()
            })
            .collect();
        changes.push(changes.concat());
        let engine = self.engine_for(scenario, policy.method(), &formulation);
        let levels = told.levels.clone();
        let mut savings = savings(model, levels, &changes, engine.as_ref(), &self.options)?;
        let together = savings.pop().map_or(0.0, |saving| saving.saved);
        let row = |((_, part, rates), saving): ((usize, ResourceKey, Vec<f64>), Saving)| {
            LeverageRow {
                part,
                units: step * rates.iter().sum::<f64>(),
                // Never −0.
                promised: saving.promised + 0.0,
                saved: saving.saved + 0.0,
            }
        };
        let mut rows: Vec<LeverageRow> = parts.into_iter().zip(savings).map(row).collect();
        let unit = unit(&rows);
        let rank = |row: &LeverageRow| {
            (tolerance::in_steps(row.saved, unit), tolerance::in_steps(row.promised, unit))
        };
        rows.sort_by(|a, b| {
            let (a, b) = (rank(a), rank(b));
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        Ok(Leverage {
            scenario: scenario.name().to_owned(),
            policy: policy.id().to_string(),
            level,
            name: told.name.clone(),
            step,
            rows,
            together: together + 0.0,
        })
    }
}

/// What can be had more of: position, what it is, and how much there is in each month in which
/// it bounds anything.
fn parts(resources: &Resources) -> Vec<(usize, ResourceKey, Vec<f64>)> {
    let all = resources.iter().enumerate();
    let some =
        all.filter(|(_, (key, resource))| resource.is_supplied() && !key.kind.is_on_demand());
    some.map(|(position, (key, resource))| {
        let months = 0..resource.offered().len();
        let rates = months.map(|month| resource.bound(month).unwrap_or(0.0)).collect();
        (position, key.clone(), rates)
    })
    .collect()
}

/// Savings that differ by no more than this rank alike.
fn unit(rows: &[LeverageRow]) -> f64 {
    tolerance::step(rows.iter().flat_map(|row| [row.promised, row.saved]))
}

impl Leverage {
    /// Parts that prices put before one that saves more, each with the best of those; what
    /// promises most first.
    pub fn misled(&self) -> Vec<Misled<'_>> {
        let unit = unit(&self.rows);
        let above = |a: f64, b: f64| tolerance::in_steps(a, unit) > tolerance::in_steps(b, unit);
        // Rows are sorted by what they save, so the first one found is the best.
        let better = |promising: &LeverageRow| {
            self.rows.iter().find(|row| {
                above(row.saved, promising.saved) && above(promising.promised, row.promised)
            })
        };
        let mut found: Vec<Misled<'_>> = self
            .rows
            .iter()
            .filter_map(|promising| Some(Misled { promising, better: better(promising)? }))
            .collect();
        found.sort_by(|a, b| b.promising.promised.total_cmp(&a.promising.promised));
        found
    }

    /// What the steps save together beyond what each saves alone: above zero where parts
    /// need each other, below zero where they replace each other.
    pub fn synergy(&self) -> f64 {
        self.together - self.rows.iter().map(|row| row.saved).sum::<f64>()
    }

    /// Whether the steps together save just what they save one by one, within rounding.
    pub fn is_additive(&self) -> bool {
        self.synergy().abs() <= unit(&self.rows) * self.rows.len() as f64
    }

    /// Writes the ranking as JSON.
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, PlanFileError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a ranking written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, PlanFileError> {
        Ok(serde_json::from_str(text)?)
    }
}
