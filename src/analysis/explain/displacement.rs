//! Who displaces whom: partner by partner.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::error::ExplainError;
use super::ground::Ground;
use super::why_late::{PartnerDelay, WhyLate, sums};
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Order, PartnerId, PolicyId, Scenario};
use crate::tolerance;

/// What displacement is measured against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Baseline {
    /// Nothing: what each partner took of what the other waited for in the one plan, by
    /// the rule of [`why_late`](super::why_late).
    Attribution,
    /// For each partner the plan without its orders. What others gain may be more or less
    /// than what it took from them, since one makes room for another.
    Without,
    /// The attribution under another policy, which is subtracted.
    Policy(PolicyId),
}

/// Who displaces whom, in unit-months.
///
/// ```
/// use apportion::analysis::explain::{Baseline, displaced_without, why_late};
/// use apportion::planner::Planner;
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("pumps", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall", Ramp::flat(5.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .partner(Partner::new("south"))
///     .order(Order::new("N", "north", "pump", month("2025-05")?)
///         .quantity(10.0).due(month("2026-01")?))
///     .order(Order::new("S", "south", "pump", month("2025-06")?)
///         .quantity(10.0).due(month("2026-01")?))
///     .policy(Policy::first_come_first_served("queue"))
///     .build()?;
/// let plan = apportion::planner::plan(&scenario, "queue")?;
///
/// let matrix = why_late(&scenario, &plan)?.displacement();
/// assert_eq!((matrix.get("south", "north"), matrix.get("north", "south")), (20.0, 0.0));
/// // Without north's order south would be late by 5 unit-months instead of 25.
/// let matrix = displaced_without(&scenario, &plan, &Planner::new())?;
/// assert_eq!(matrix.baseline, Baseline::Without);
/// assert_eq!((matrix.get("south", "north"), matrix.get("north", "south")), (20.0, 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Displacement {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// The policy of the plan.
    pub policy: PolicyId,
    /// What it is measured against.
    pub baseline: Baseline,
    /// By the partner that waits and the partner because of whom: unit-months. Below zero
    /// where it waits less than in the baseline; nothing where it is zero.
    pub waits: BTreeMap<PartnerId, BTreeMap<PartnerId, f64>>,
    /// What each partner waits in all, whoever is to blame, in unit-months within the
    /// horizon; against a policy the difference.
    pub totals: BTreeMap<PartnerId, f64>,
}

impl Displacement {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    fn new(scenario: &str, policy: &PolicyId, baseline: Baseline) -> Self {
        Self {
            version: Self::VERSION,
            scenario: scenario.to_owned(),
            policy: policy.clone(),
            baseline,
            waits: BTreeMap::new(),
            totals: BTreeMap::new(),
        }
    }

    fn add(&mut self, waits: &PartnerId, because: &PartnerId, units: f64) {
        *self.waits.entry(waits.clone()).or_default().entry(because.clone()).or_default() += units;
    }

    /// Leaves out what is zero, or only the rounding of sums.
    fn trimmed(mut self, size: f64) -> Self {
        let matters = |units: f64| !tolerance::equal(units, 0.0, size);
        for row in self.waits.values_mut() {
            row.retain(|_, units| matters(*units));
        }
        self.waits.retain(|_, row| !row.is_empty());
        self.totals.retain(|_, units| matters(*units));
        self
    }

    /// Unit-months that a partner waits because of another.
    pub fn get(&self, waits: &str, because: &str) -> f64 {
        self.waits.get(waits).and_then(|row| row.get(because)).copied().unwrap_or(0.0)
    }

    /// Writes the matrix as JSON.
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, ExplainError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a matrix written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, ExplainError> {
        Ok(serde_json::from_str(text)?)
    }
}

impl WhyLate {
    /// Who took what others waited for, partner by partner.
    pub fn displacement(&self) -> Displacement {
        attributed(&self.scenario, &self.policy, &self.partners)
    }
}

fn attributed<'a>(
    scenario: &str,
    policy: &PolicyId,
    partners: impl IntoIterator<Item = &'a PartnerDelay>,
) -> Displacement {
    let mut matrix = Displacement::new(scenario, policy, Baseline::Attribution);
    for partner in partners {
        matrix.totals.insert(partner.partner.clone(), partner.sum.unit_months);
        for (taker, &units) in &partner.takers {
            matrix.add(&partner.partner, taker, units);
        }
    }
    matrix
}

/// Who took what others waited for, partner by partner: [`WhyLate::displacement`] without
/// keeping the causes of every order, which for a large book would fill the memory.
///
/// Complexity: the time of [`why_late`](super::why_late).
///
/// # Errors
///
/// [`ExplainError`] if the plan is not one of the scenario.
pub fn displaced(scenario: &Scenario, plan: &Plan) -> Result<Displacement, ExplainError> {
    let sums = sums(scenario, plan)?;
    Ok(attributed(scenario.name(), plan.policy.id(), sums.partners.values()))
}

/// What each partner would wait less without the orders of each other one: the scenario
/// is planned again for every partner that has orders. Expansions and what is reserved
/// stay as they are.
///
/// Complexity: one solve for each partner.
///
/// # Errors
///
/// [`ExplainError`] if the plan is not one of the scenario, or a scenario without some
/// orders has no plan.
pub fn displaced_without(
    scenario: &Scenario,
    plan: &Plan,
    planner: &Planner,
) -> Result<Displacement, ExplainError> {
    Ground::new(scenario, plan)?;
    let mut matrix = Displacement::new(scenario.name(), plan.policy.id(), Baseline::Without);
    matrix.totals = totals(plan);
    let with_orders: BTreeSet<&PartnerId> = scenario.orders().iter().map(Order::partner).collect();
    planner.options.expect_tasks(with_orders.len());
    for partner in scenario.partners().iter().filter(|part| with_orders.contains(part.id())) {
        let is_of = |order: &Order| order.partner() == partner.id();
        let others = scenario.without_orders(is_of)?;
        let policy = plan.policy.for_orders_of(&others);
        let other = planner.plan(&others, &policy)?.finished()?;
        planner.options.task_done();
        let after = totals(&other);
        for (waits, before) in matrix.totals.clone() {
            if waits != *partner.id() {
                let less = before - after.get(&waits).copied().unwrap_or(0.0);
                matrix.add(&waits, partner.id(), less);
            }
        }
    }
    let size = matrix.totals.values().sum();
    Ok(matrix.trimmed(size))
}

/// What each partner waits because of each other one in a plan, less what it does in
/// another plan of the same scenario, under another policy.
///
/// # Errors
///
/// [`ExplainError`] if one of the plans is not one of the scenario.
pub fn displaced_against(
    scenario: &Scenario,
    plan: &Plan,
    baseline: &Plan,
) -> Result<Displacement, ExplainError> {
    let (mut matrix, before) = (displaced(scenario, plan)?, displaced(scenario, baseline)?);
    let size: f64 = matrix.totals.values().chain(before.totals.values()).sum();
    matrix.baseline = Baseline::Policy(before.policy);
    for (waits, row) in &before.waits {
        for (because, units) in row {
            matrix.add(waits, because, -units);
        }
    }
    for (partner, units) in before.totals {
        *matrix.totals.entry(partner).or_default() -= units;
    }
    Ok(matrix.trimmed(size))
}

/// Unit-months of backlog by partner, what is not eligible included.
fn totals(plan: &Plan) -> BTreeMap<PartnerId, f64> {
    let sums = plan.backlog.partners.iter();
    sums.map(|(id, months)| (id.clone(), months.iter().sum::<f64>() + 0.0)).collect()
}
