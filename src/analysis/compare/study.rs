//! Any number of scenarios under any number of policies, in depth.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::comparison::{Comparison, compare};
use super::depth::Depth;
use super::error::CompareError;
use super::least::BothLeast;
use super::plans::plans;
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Gate, Policy, Rule, Scenario};

/// A [`Comparison`] in depth: beside who waits how long also who gains and loses in value,
/// how unequally waiting is spread, how lines and components are used, and what each policy
/// costs against the best possible.
///
/// Its [`Display`](std::fmt::Display) is the tables of the comparison and those of the
/// depths; [`to_json`](Self::to_json) holds everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Study {
    /// Version of the format.
    pub version: u32,
    /// The plans side by side.
    pub comparison: Comparison,
    /// The depth of each case of the comparison, in their order.
    pub depths: Vec<Depth>,
}

/// Plans every scenario under each of its policies and puts all results side by side.
///
/// The baseline is a policy of the first scenario that has it; without one, the first
/// scenario's first policy that is first come, first served, or else its first.
///
/// # Errors
///
/// [`CompareError`] as of [`compare`].
pub fn compare_scenarios(
    scenarios: &[Scenario],
    planner: &Planner,
    baseline: Option<&str>,
) -> Result<Comparison, CompareError> {
    if let [scenario] = scenarios {
        return compare(scenario, scenario.policies(), planner, baseline);
    }
    let position = position(scenarios, baseline)?;
    let plans: Vec<Plan> = planned(scenarios, planner)?.into_iter().map(|(_, plan)| plan).collect();
    Comparison::of(&plans, position)
}

/// The same as [`compare_scenarios`], in depth.
///
/// Complexity: that of the plans, and one or two plans more for each scenario and each set of
/// gates.
///
/// # Errors
///
/// [`CompareError`] as of [`compare`].
///
/// ```
/// use apportion::analysis::study;
/// use apportion::planner::Planner;
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let order = |id: &str, quantity, due: &str| {
///     Ok::<_, apportion::scenario::ParseMonthError>(
///         Order::new(id, id, "pump", month("2026-01")?).quantity(quantity).due(month(due)?),
///     )
/// };
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump").worth(3.0))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .partner(Partner::new("south"))
///     .order(order("north", 20.0, "2026-04")?)
///     .order(order("south", 10.0, "2026-01")?)
///     .policy(Policy::first_come_first_served("queue"))
///     .build()?;
///
/// let study = study(&[scenario], &Planner::new(), None)?;
/// let cost = study.depths[0].cost;
/// // The queue serves north first, so that south waits two months for nothing.
/// assert_eq!((cost.waiting, cost.least), (20.0, Some(0.0)));
/// println!("{study}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn study(
    scenarios: &[Scenario],
    planner: &Planner,
    baseline: Option<&str>,
) -> Result<Study, CompareError> {
    let position = position(scenarios, baseline)?;
    let plans = planned(scenarios, planner)?;
    let cases: Vec<(&Scenario, &Plan)> =
        plans.iter().map(|(scenario, plan)| (*scenario, plan)).collect();
    Study::of(&cases, position, planner)
}

/// Every scenario under each of its policies, one scenario after the other.
fn planned<'a>(
    scenarios: &'a [Scenario],
    planner: &Planner,
) -> Result<Vec<(&'a Scenario, Plan)>, CompareError> {
    let mut all = Vec::new();
    for scenario in scenarios {
        let plans = plans(scenario, scenario.policies(), planner)?;
        all.extend(plans.into_iter().map(|plan| (scenario, plan)));
    }
    Ok(all)
}

/// The position of the baseline among all plans, before anything is planned.
fn position(scenarios: &[Scenario], baseline: Option<&str>) -> Result<usize, CompareError> {
    let mut policies = scenarios.iter().flat_map(Scenario::policies);
    let Some(id) = baseline else {
        let first = scenarios.first().map_or(&[][..], Scenario::policies);
        let is_queue = |policy: &Policy| matches!(policy.rule(), Rule::FirstComeFirstServed(_));
        let queue = first.iter().position(is_queue);
        return Ok(queue.unwrap_or(0));
    };
    policies.position(|policy| policy.id() == id).ok_or_else(|| {
        let all = scenarios.iter().flat_map(Scenario::policies);
        let mut known: Vec<&str> = Vec::new();
        for id in all.map(|policy| policy.id().as_str()) {
            if !known.contains(&id) {
                known.push(id);
            }
        }
        CompareError::UnknownBaseline { baseline: id.to_owned(), known: known.join(", ") }
    })
}

impl Study {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// Plans side by side in depth, each with its scenario; `baseline` is the position of
    /// the plan that the others are measured against.
    ///
    /// # Errors
    ///
    /// [`CompareError::Empty`] without plans, [`CompareError::UnknownBaseline`] if there is
    /// no plan at that position, [`CompareError::OtherScenario`] if a plan has a product
    /// that its scenario does not have, [`CompareError::Plan`] if there is no best possible
    /// plan.
    pub fn of(
        cases: &[(&Scenario, &Plan)],
        baseline: usize,
        planner: &Planner,
    ) -> Result<Self, CompareError> {
        let plans: Vec<Case> = cases.iter().map(|(_, plan)| Case::of(plan)).collect();
        let comparison = Comparison::of_cases(plans, baseline)?;
        // What is possible depends on the scenario and the gates alone.
        let mut known: Vec<(&Scenario, &[Gate], BothLeast)> = Vec::new();
        let mut depths = Vec::with_capacity(cases.len());
        for (scenario, plan) in cases {
            let gates = plan.policy.gates();
            let same =
                |part: &&(&Scenario, &[Gate], BothLeast)| part.0 == *scenario && part.1 == gates;
            let least = if let Some((_, _, least)) = known.iter().find(same) {
                *least
            } else {
                let least = BothLeast::of(scenario, &plan.policy, planner)?;
                known.push((scenario, gates, least));
                least
            };
            depths.push(Depth::of(scenario, plan, least)?);
        }
        if let Some(before) = depths.get(baseline).cloned() {
            for depth in &mut depths {
                depth.measure_against(&before);
            }
        }
        Ok(Self { version: Self::VERSION, comparison, depths })
    }

    /// The first case of this policy, with its depth.
    pub fn case(&self, policy: &str) -> Option<(&Case, &Depth)> {
        let mut cases = self.comparison.cases.iter().zip(&self.depths);
        cases.find(|(case, _)| case.policy == *policy)
    }

    /// Writes the study as JSON.
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, CompareError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a study written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, CompareError> {
        Ok(serde_json::from_str(text)?)
    }
}
