//! What one unit more of a line or component would save in a month, and one less cost.

use serde::{Deserialize, Serialize};

use super::query::PriceQuery;
use crate::engine::{PriceInterval, PriceRange, price_intervals, price_intervals_with_ranges};
use crate::formulation::Formulation;
use crate::plan::PlanFileError;
use crate::planner::{PlanError, Planner};
use crate::ranking::rank;
use crate::resources::{ResourceKey, Resources};
use crate::scenario::{Method, Month, Policy, Scenario};
use crate::tolerance;

/// The prices of lines and components by month, each with the interval in which it lies.
///
/// A price holds for one unit and then expires: the second unit more may save less, the
/// second unit less cost more, and units in two months together may be worth less or
/// more than their sum. Do not decide on an expansion by prices alone: plan the
/// changed scenario.
///
/// Its [`Display`](std::fmt::Display) is a table, what saves most first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceIntervals {
    /// Name of the scenario.
    pub scenario: String,
    /// Id of the policy.
    pub policy: String,
    /// The level, counted from 1.
    pub level: usize,
    /// What the level minimises; a price is in its unit (for backlog, weighted
    /// unit-months) for each unit of capacity or supply.
    pub name: String,
    /// The prices asked for: lines by id and month, then components.
    pub rows: Vec<PriceRow>,
}

/// What a unit of a line or component is worth in a month.
///
/// On the first level `gain ≤ price ≤ loss` (within rounding). On a level after it,
/// where the levels before it change as well, neither need hold, and a gain may be
/// negative: what is saved above is paid for here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceRow {
    /// What is priced.
    pub part: ResourceKey,
    /// The month in which there is one unit more or less.
    pub month: Month,
    /// What one unit more saves.
    pub gain: f64,
    /// The price that the engine found, one of the interval.
    pub price: f64,
    /// What one unit less costs. None where there is no unit to take away: a line with
    /// less than one unit of capacity in the month, a component of which not one unit
    /// has come in by then.
    pub loss: Option<f64>,
    /// How far both hold; none if it was not asked for
    /// ([`PriceQuery::without_ranges`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<PriceHolds>,
}

/// How far a price holds: how many units more save as much each as the first, and how many
/// less cost as much each.
///
/// Where the cost bends within the first unit, it is that one unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriceHolds {
    /// Units more; none if every further unit saves as much (that is, as a rule, nothing).
    pub more: Option<f64>,
    /// Units less, at most all that there are; 0 if there is not one to take away.
    pub less: f64,
}

impl Planner {
    /// The prices of a scenario's lines and components under a policy, with the interval
    /// of each: what one unit more in a month saves, what one unit less costs.
    ///
    /// Both are differences of proven optima on the level asked for, given the levels
    /// before it. On the first level, where lines make whole units without components, they
    /// are found along shortest paths; elsewhere by solving the changed model.
    ///
    /// The time limit is one for all solves together, the pivot limit one for each.
    ///
    /// Complexity: one solve, a plan if the query names no level, and where paths are not enough,
    /// at most two for each line and month or component and month asked for. How far prices hold
    /// takes, on any model, those two and about two more for each side of a price that ends. With
    /// the exact engine all but the first begin from a basis near by.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the policy is not valid for the scenario or a rule, the level,
    /// line or component does not exist, a limit was reached
    /// ([`PlanError::Stopped`]), or the engine finds no proven answer.
    ///
    /// ```
    /// use apportion::planner::Planner;
    /// use apportion::prices::PriceQuery;
    /// use apportion::scenario::{
    ///     Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier,
    /// };
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .partner(Partner::new("north"))
    ///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
    ///         .quantity(25.0).due(month("2026-01")?))
    ///     .policy(Policy::tiers("all alike", [Tier::new("all")]))
    ///     .build()?;
    ///
    /// let policy = scenario.policy("all alike").ok_or("it is there")?;
    /// let prices = Planner::new().price_intervals(&scenario, policy, &PriceQuery::new())?;
    /// // The last pumps are two months late; a pump more at the beginning saves both.
    /// assert_eq!((prices.rows[0].gain, prices.rows[0].loss), (2.0, Some(2.0)));
    /// assert_eq!((prices.rows[2].gain, prices.rows[2].loss), (0.0, Some(0.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn price_intervals(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        query: &PriceQuery,
    ) -> Result<PriceIntervals, PlanError> {
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
        let level_at = match query.level {
            Some(level) => level,
            None => self.level_that_counts(scenario, policy)?,
        };
        let Some(told) = formulation.told().get(level_at) else {
            return Err(PlanError::no_level(formulation.told(), level_at + 1));
        };
        if told.turns.is_some() {
            return Err(PlanError::InTurn(policy.id().to_string()));
        }
        let asked = asked(scenario, formulation.resources(), query)?;
        let rows = asked.iter().map(|(resource, _, month)| formulation.row(*resource, *month));
        let rows: Vec<usize> = rows.collect();
        let engine = self.engine_for(scenario, policy.method(), &formulation);
        let options = &self.options;
        let found: Vec<(PriceInterval, Option<PriceRange>)> = if query.ranges {
            let first = told.levels.start;
            let both = price_intervals_with_ranges(model, first, &rows, &*engine, options)?;
            both.into_iter().map(|(interval, range)| (interval, Some(range))).collect()
        } else {
            let found = price_intervals(model, told.levels.start, &rows, &*engine, options)?;
            found.into_iter().map(|interval| (interval, None)).collect()
        };
        let holds = |range: PriceRange| {
            let more = range.more.is_finite().then_some(range.more);
            PriceHolds { more, less: range.less }
        };
        let row = |((_, part, month), (interval, range)): ((usize, _, usize), _)| {
            let (interval, range): (PriceInterval, Option<PriceRange>) = (interval, range);
            PriceRow {
                part,
                month: scenario.month(month),
                // Never −0.
                gain: interval.gain + 0.0,
                price: interval.price + 0.0,
                loss: interval.loss.is_finite().then_some(interval.loss + 0.0),
                range: range.map(holds),
            }
        };
        Ok(PriceIntervals {
            scenario: scenario.name().to_owned(),
            policy: policy.id().to_string(),
            level: level_at + 1,
            name: told.name.clone(),
            rows: asked.into_iter().zip(found).map(row).collect(),
        })
    }

    /// Position of the level on which more of what is scarce would change most.
    fn level_that_counts(&self, scenario: &Scenario, policy: &Policy) -> Result<usize, PlanError> {
        let plan = self.plan(scenario, policy)?.finished()?;
        Ok(plan.first_that_counts().map_or(0, |number| number - 1))
    }
}

impl PriceIntervals {
    /// The rows, those that save most first; among equals those that cost most to lose, then
    /// by month. Differences within rounding do not count.
    pub fn ranked(&self) -> Vec<&PriceRow> {
        let finite = self.rows.iter().flat_map(|row| [Some(row.gain), row.loss]).flatten();
        let step = tolerance::step(finite);
        let rounded = |value: f64| tolerance::in_steps(value, step);
        let gain = |row: &PriceRow| rounded(row.gain);
        let loss = |row: &PriceRow| rounded(row.loss.unwrap_or(f64::INFINITY));
        let mut rows: Vec<&PriceRow> = self.rows.iter().collect();
        rows.sort_by(|a, b| {
            let by_gain = gain(b).total_cmp(&gain(a));
            by_gain.then(loss(b).total_cmp(&loss(a))).then(a.month.cmp(&b.month))
        });
        rows
    }

    /// Writes the prices as JSON.
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] if they cannot be written.
    pub fn to_json(&self) -> Result<String, PlanFileError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads prices written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, PlanFileError> {
        Ok(serde_json::from_str(text)?)
    }
}

/// The resources and months asked for: position, what it is, index of the month.
fn asked(
    scenario: &Scenario,
    resources: &Resources,
    query: &PriceQuery,
) -> Result<Vec<(usize, ResourceKey, usize)>, PlanError> {
    let known = |id: &&String| !resources.iter().any(|(key, _)| key.id == **id);
    if let Some(unknown) = query.parts.iter().find(known) {
        return Err(PlanError::UnknownPart(unknown.clone()));
    }
    let wanted = |key: &ResourceKey| {
        if query.parts.is_empty() {
            !key.kind.is_on_demand()
        } else {
            query.parts.contains(&key.id)
        }
    };
    let inside = |month: usize| {
        let month = scenario.month(month);
        query.months.is_none_or(|(from, to)| from <= month && month <= to)
    };
    let mut asked = Vec::new();
    for (position, (key, resource)) in resources.iter().enumerate() {
        if !wanted(key) {
            continue;
        }
        let months = 0..scenario.months() as usize;
        let months = months.filter(|&month| inside(month) && resource.holds(month));
        asked.extend(months.map(|month| (position, key.clone(), month)));
    }
    Ok(asked)
}
