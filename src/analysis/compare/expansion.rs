//! What an expansion means for everybody.

use super::comparison::Comparison;
use super::error::CompareError;
use super::plans::best;
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Policy, Scenario};

/// Plans a scenario without an expansion and with it, under one policy: what it means for
/// everybody, not only for who pays. The baseline is the plan without it; the plans'
/// scenarios are called `… without …` and `… with …`.
///
/// Other expansions stay on or off as the scenario has them.
///
/// # Errors
///
/// [`CompareError::UnknownExpansion`] if there is no such expansion,
/// [`CompareError::Switched`] if the scenario is not valid with it on,
/// [`CompareError::Plan`] if there is no plan.
///
/// ```
/// use apportion::analysis::compare_expansion;
/// use apportion::planner::Planner;
/// use apportion::scenario::{
///     Expansion, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier,
/// };
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("pumps", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(1.0)).makes("pump"))
///     .expansion(Expansion::of_line("hall 2", "hall 1", month("2026-01")?, Ramp::flat(1.0))
///         .paid_by("north").claim(1.0))
///     .partner(Partner::new("north"))
///     .partner(Partner::new("south"))
///     .order(Order::new("N", "north", "pump", month("2025-06")?)
///         .quantity(4.0).due(month("2026-01")?))
///     .order(Order::new("S", "south", "pump", month("2025-05")?)
///         .quantity(4.0).due(month("2026-01")?))
///     .policy(Policy::tiers("alike", [Tier::new("all")]))
///     .build()?;
///
/// let policy = scenario.policy("alike").ok_or("it is there")?;
/// let effect = compare_expansion(&scenario, policy, "hall 2", &Planner::new())?;
/// let with = &effect.cases[1];
/// // Who pays gains most: four months on average. The other gains nothing: it had the
/// // first four months, and has the old line now.
/// assert_eq!(with.partner("north").and_then(|north| north.gain), Some(4.0));
/// assert_eq!(with.partner("south").and_then(|south| south.gain), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare_expansion(
    scenario: &Scenario,
    policy: &Policy,
    expansion: &str,
    planner: &Planner,
) -> Result<Comparison, CompareError> {
    if !scenario.expansions().iter().any(|part| part.id() == expansion) {
        let known: Vec<&str> =
            scenario.expansions().iter().map(|part| part.id().as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(CompareError::UnknownExpansion { expansion: expansion.to_owned(), known });
    }
    let plan = |on: bool| -> Result<Plan, CompareError> {
        let switched = scenario.to_builder().switch(expansion, on).build();
        let switched = switched.map_err(CompareError::Switched)?;
        let outcome = planner.plan(&switched, policy).and_then(best);
        let mut plan = outcome
            .map_err(|source| CompareError::Plan { policy: policy.id().to_string(), source })?;
        let word = if on { "with" } else { "without" };
        plan.scenario = format!("{} {word} {expansion}", scenario.name());
        Ok(plan)
    };
    Comparison::of(&[plan(false)?, plan(true)?], 0)
}
