//! A policy with one number changed step by step: what it does to the plan.

use serde::{Deserialize, Serialize};

use super::sweep_error::SweepError;
use crate::analysis::compare::plans_or_errors;
use crate::analysis::{Case, Difference, Direction, OrderDifference};
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Criterion, LONGEST_ID, Policy, PolicyId, Scenario};

/// A policy with one number changed step by step: what each step does to the totals, and
/// which dates it moves.
///
/// Its [`Display`](std::fmt::Display) is a table of the steps and the dates that move;
/// [`to_json`](Self::to_json) holds everything, [`to_csv`](Self::to_csv) the steps and
/// [`moves_csv`](Self::moves_csv) the dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sweep {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// The policy that is changed.
    pub policy: PolicyId,
    /// The number that is changed.
    pub over: Swept,
    /// The steps that have a plan, in the order given.
    pub steps: Vec<SweepStep>,
    /// The steps that have none, in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<FailedStep>,
}

/// A step of a sweep without a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FailedStep {
    /// The weight, or the number of tiers.
    pub value: f64,
    /// Why there is no plan, in words.
    pub reason: String,
}

/// What a sweep changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Swept {
    /// The weight of the criterion on this attribute.
    Weight(String),
    /// The number of tiers.
    Tiers,
}

/// One step of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SweepStep {
    /// The weight, or the number of tiers.
    pub value: f64,
    /// What the plan means for everybody. Gains of partners are against the first step.
    pub case: Case,
    /// The orders that come sooner than at the step before that has a plan.
    pub sooner: usize,
    /// The orders that come later than at the step before.
    pub later: usize,
    /// The orders that come sooner or later than at the step before, with their dates.
    pub moved: Vec<OrderDifference>,
}

/// Plans a scenario with other weights of one criterion.
///
/// The weight is set in every month, also where changes of the policy state another one.
///
/// Complexity: that of the plans; with the feature `parallel` on several threads.
///
/// # Errors
///
/// [`SweepError::UnknownCriterion`] if the policy has no criterion on the attribute,
/// [`SweepError::Weight`] if a value is negative or not finite, [`SweepError::Twice`] if it
/// is given twice, [`SweepError::Empty`] without values, [`SweepError::Step`] if no step has
/// a plan. If some have none, they are in [`Sweep::failed`].
///
/// ```
/// use apportion::analysis::sweep_weight;
/// use apportion::planner::Planner;
/// use apportion::scenario::{
///     Criterion, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
/// };
///
/// let month = |text: &str| text.parse::<Month>();
/// let order = |id: &str| {
///     Ok::<_, apportion::scenario::ParseMonthError>(
///         Order::new(id, id, "pump", month("2026-01")?).quantity(20.0).due(month("2026-01")?),
///     )
/// };
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north").attribute("need", 1.0).attribute("share", 0.0))
///     .partner(Partner::new("south").attribute("need", 0.0).attribute("share", 1.0))
///     .order(order("north")?)
///     .order(order("south")?)
///     .build()?;
/// let criteria = ["need", "share"].map(|name| Criterion::new(name, 0.0, 1.0));
/// let policy = Policy::score("score", criteria);
///
/// let sweep = sweep_weight(&scenario, &policy, "share", &[0.5, 1.5], &Planner::new())?;
/// // Below a weight of 1 north comes first, above it south.
/// assert_eq!(sweep.steps[1].moved[0].order, "north");
/// assert_eq!(sweep.steps[1].moved[0].shift.months, Some(2));
/// println!("{sweep}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sweep_weight(
    scenario: &Scenario,
    policy: &Policy,
    attribute: &str,
    values: &[f64],
    planner: &Planner,
) -> Result<Sweep, SweepError> {
    let later = policy.changes().iter().map(|change| policy.terms_in(change.from()).criteria());
    let lists = || [policy.criteria()].into_iter().chain(later.clone());
    if !lists().flatten().any(|criterion| criterion.attribute() == attribute) {
        let mut known: Vec<&str> = lists().flatten().map(Criterion::attribute).collect();
        known.sort_unstable();
        known.dedup();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(SweepError::UnknownCriterion { attribute: attribute.to_owned(), known });
    }
    if let Some(&value) = values.iter().find(|value| !value.is_finite() || **value < 0.0) {
        return Err(SweepError::Weight(value));
    }
    let step = |(number, &value): (usize, &f64)| {
        let value = value + 0.0; // Never −0.
        let id = name(format!("{} ({attribute} {value})", policy.id()), number);
        (value, policy.clone().reweighed(attribute, value).named(id))
    };
    let over = Swept::Weight(attribute.to_owned());
    sweep(scenario, policy, over, (1..).zip(values).map(step).collect(), planner)
}

/// Plans a scenario with other numbers of tiers: of n tiers, the first n − 1 stay, and
/// everybody else is in the last one. See [`Policy::with_tiers`].
///
/// Complexity: that of the plans; with the feature `parallel` on several threads.
///
/// # Errors
///
/// [`SweepError::TooManyTiers`] if the policy does not have so many, or the number is 0,
/// [`SweepError::Empty`] without numbers, [`SweepError::Twice`] if one is given twice,
/// [`SweepError::Step`] if no step has a plan.
pub fn sweep_tiers(
    scenario: &Scenario,
    policy: &Policy,
    numbers: &[usize],
    planner: &Planner,
) -> Result<Sweep, SweepError> {
    let most = policy.tier_list().len();
    let step = |(position, &number): (usize, &usize)| {
        let fewer = policy.with_tiers(number).filter(|_| number <= most);
        let fewer = fewer.ok_or(SweepError::TooManyTiers { asked: number, most })?;
        let noun = if number == 1 { "tier" } else { "tiers" };
        let id = name(format!("{} ({number} {noun})", policy.id()), position);
        Ok((number as f64, fewer.named(id)))
    };
    let steps = (1..).zip(numbers).map(step).collect::<Result<Vec<_>, SweepError>>()?;
    sweep(scenario, policy, Swept::Tiers, steps, planner)
}

/// The id of a step's policy: long ids, or numbers of many digits, may not fit into one.
fn name(wanted: String, number: usize) -> String {
    if wanted.chars().count() <= LONGEST_ID { wanted } else { format!("step {number}") }
}

fn sweep(
    scenario: &Scenario,
    policy: &Policy,
    over: Swept,
    steps: Vec<(f64, Policy)>,
    planner: &Planner,
) -> Result<Sweep, SweepError> {
    let (values, policies): (Vec<f64>, Vec<Policy>) = steps.into_iter().unzip();
    let rest = |number: usize| values.iter().skip(number);
    if let Some((_, &twice)) =
        (1..).zip(&values).find(|&(n, v)| rest(n).any(|w| w.total_cmp(v).is_eq()))
    {
        return Err(SweepError::Twice(twice));
    }
    let (mut planned, mut failed, mut why) = (Vec::new(), Vec::new(), None);
    for (value, plan) in values.into_iter().zip(plans_or_errors(scenario, &policies, planner)) {
        match plan {
            Ok(plan) => planned.push((value, plan)),
            Err(error) => {
                failed.push(FailedStep { value, reason: in_words(&error) });
                why.get_or_insert(error);
            }
        }
    }
    let Some(first) = planned.first().map(|(_, plan)| Case::of(plan)) else {
        return Err(why.map_or(SweepError::Empty, SweepError::Step));
    };
    let mut before: Option<&Plan> = None;
    let mut steps = Vec::with_capacity(planned.len());
    for (value, plan) in &planned {
        let value = *value;
        let difference = before.map(|before| Difference::of(before, plan));
        let count = |way| difference.as_ref().map_or(0, |difference| difference.count(way));
        let (sooner, later) = (count(Direction::Sooner), count(Direction::Later));
        let moved = difference.as_ref().map_or_else(Vec::new, |it| it.moved().cloned().collect());
        let mut case = Case::of(plan);
        for outcome in &mut case.partners {
            outcome.measure_against(first.partner(outcome.partner.as_str()));
        }
        steps.push(SweepStep { value, case, sooner, later, moved });
        before = Some(plan);
    }
    let (scenario, policy) = (scenario.name().to_owned(), policy.id().clone());
    Ok(Sweep { version: Sweep::VERSION, scenario, policy, over, steps, failed })
}

/// An error with its causes.
fn in_words(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl Sweep {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// Writes the sweep as JSON.
    ///
    /// # Errors
    ///
    /// [`SweepError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, SweepError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a sweep written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`SweepError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, SweepError> {
        Ok(serde_json::from_str(text)?)
    }
}
