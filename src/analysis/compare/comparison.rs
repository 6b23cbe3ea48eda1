//! Plans side by side.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::error::CompareError;
use super::plans::plans;
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Policy, Rule, Scenario};

/// Plans side by side, measured against one of them.
///
/// Its [`Display`](std::fmt::Display) is a set of tables for a screen of 100 columns;
/// [`to_json`](Self::to_json) and [`to_csv`](Self::to_csv) hold the same numbers
/// unrounded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Comparison {
    /// Version of the format.
    pub version: u32,
    /// Position of the baseline among the cases.
    pub baseline: usize,
    /// The plans compared, in the order given.
    pub cases: Vec<Case>,
}

/// Plans a scenario under several policies and puts the results side by side.
///
/// The baseline is the policy that the others are measured against; without one, the
/// first policy that is first come, first served, or else the first of all. The policies
/// need not be among the scenario's named ones.
///
/// Where a limit of the planner is reached, the best plan so far is compared, and its
/// [status](Case::status) says so.
///
/// Complexity: that of the plans; the comparison itself is O(policies × (deliveries +
/// partners × months)).
///
/// # Errors
///
/// [`CompareError`] if a policy has no plan, is given twice, there is none, or the
/// baseline is not among them.
///
/// ```
/// use apportion::analysis::compare;
/// use apportion::planner::Planner;
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let order = |id, partner, signed| {
///     Ok::<_, apportion::scenario::ParseMonthError>(
///         Order::new(id, partner, "pump", signed).quantity(20.0).due(month("2026-02")?),
///     )
/// };
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .partner(Partner::new("south"))
///     .order(order("N-1", "north", month("2025-11")?)?)
///     .order(order("S-1", "south", month("2025-12")?)?)
///     .policy(Policy::first_come_first_served("queue"))
///     .policy(Policy::pro_rata("shares"))
///     .build()?;
///
/// let comparison = compare(&scenario, scenario.policies(), &Planner::new(), Some("queue"))?;
/// let shares = comparison.case("shares").ok_or("planned above")?;
/// assert_eq!(shares.losers()[0].partner, "north");
/// assert_eq!(shares.winners()[0].gain, Some(1.0));
/// println!("{comparison}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(
    scenario: &Scenario,
    policies: &[Policy],
    planner: &Planner,
    baseline: Option<&str>,
) -> Result<Comparison, CompareError> {
    // Before anything is solved.
    let position = match baseline {
        Some(id) => policies
            .iter()
            .position(|policy| policy.id() == id)
            .ok_or_else(|| unknown(id, policies.iter().map(|policy| policy.id().as_str())))?,
        None => policies
            .iter()
            .position(|policy| matches!(policy.rule(), Rule::FirstComeFirstServed(_)))
            .unwrap_or(0),
    };
    Comparison::of(&plans(scenario, policies, planner)?, position)
}

fn unknown<'a>(baseline: &str, known: impl Iterator<Item = &'a str>) -> CompareError {
    let known = known.collect::<Vec<_>>().join(", ");
    CompareError::UnknownBaseline { baseline: baseline.to_owned(), known }
}

impl Comparison {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// Puts plans side by side, which may be of different scenarios: partners are the
    /// same if their ids are. `baseline` is the position of the plan that the others are
    /// measured against.
    ///
    /// # Errors
    ///
    /// [`CompareError::Empty`] without plans, [`CompareError::UnknownBaseline`] if there
    /// is no plan at that position.
    pub fn of(plans: &[Plan], baseline: usize) -> Result<Self, CompareError> {
        Self::of_cases(plans.iter().map(Case::of).collect(), baseline)
    }

    pub(super) fn of_cases(mut cases: Vec<Case>, baseline: usize) -> Result<Self, CompareError> {
        if cases.is_empty() {
            return Err(CompareError::Empty);
        }
        let Some(before) = cases.get(baseline).cloned() else {
            let known = cases.iter().map(|case| case.policy.as_str());
            return Err(unknown(&baseline.to_string(), known));
        };
        for outcome in cases.iter_mut().flat_map(|case| &mut case.partners) {
            outcome.measure_against(before.partner(outcome.partner.as_str()));
        }
        Ok(Self { version: Self::VERSION, baseline, cases })
    }

    /// The first case of this policy.
    pub fn case(&self, policy: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.policy == *policy)
    }

    /// The case that the others are measured against.
    pub fn baseline(&self) -> Option<&Case> {
        self.cases.get(self.baseline)
    }

    /// Writes the comparison as JSON.
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, CompareError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a comparison written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, CompareError> {
        Ok(serde_json::from_str(text)?)
    }
}
