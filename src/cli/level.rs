//! Which levels of a policy are asked for.

use std::str::FromStr;

use super::failure::Failure;
use super::note::note;
use crate::planner::{PlanOutcome, Planner};
use crate::scenario::{Method, Policy, Scenario};

/// Levels as they are named in the arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LevelChoice {
    /// One, counted from 1.
    Number(u16),
    /// Every one that the policy has.
    All,
}

impl FromStr for LevelChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" {
            return Ok(Self::All);
        }
        let number = text.parse::<i64>().map_err(|_| "neither a number nor `all`".to_owned())?;
        let known = u16::try_from(number).ok().filter(|number| *number > 0);
        known.map(Self::Number).ok_or_else(|| format!("{number} is not in 1..=65535"))
    }
}

impl LevelChoice {
    /// The numbers of the levels chosen. Without a choice the first of commitments,
    /// reservations and backlog that is above zero, and a note says so if it is not the first of
    /// all; which levels there are and what they come to is known from a plan. Those that have
    /// prices, if they are to be `priced`: levels on which tranches come one after the other have
    /// none, and are left out, which a note says.
    pub(super) fn numbers(
        choice: Option<Self>,
        priced: bool,
        planner: &Planner,
        scenario: &Scenario,
        policy: &Policy,
    ) -> Result<Vec<usize>, Failure> {
        if let Some(Self::Number(number)) = choice {
            return Ok(vec![usize::from(number)]);
        }
        match policy.method() {
            Method::Optimised(_) => {}
            // Refused by whoever wants to know more.
            Method::InTurn { .. } | Method::Shared => return Ok(vec![1]),
        }
        let plan = planner.plan(scenario, policy).and_then(PlanOutcome::finished);
        let plan = plan.map_err(|error| Failure::of(&error))?;
        let left_out = |number: &usize| {
            priced
                && plan.levels.get(number.saturating_sub(1)).is_some_and(|one| one.late.is_some())
        };
        for number in (1..=plan.levels.len()).filter(left_out) {
            let name = &plan.levels[number - 1].name;
            note(&format!("level {number}, {name}: tranches one after the other have no prices"));
        }
        if choice == Some(Self::All) {
            return Ok((1..=plan.levels.len()).filter(|number| !left_out(number)).collect());
        }
        let first = plan.first_that_counts().unwrap_or(1);
        if left_out(&first) {
            let next = (first..=plan.levels.len()).find(|number| !left_out(number));
            return Ok(next.into_iter().collect());
        }
        if let Some(level) = plan.levels.get(first.saturating_sub(1)).filter(|_| first > 1) {
            let why = if level.objective > 0.0 { "the first above zero" } else { "the backlog" };
            note(&format!("level {first}, {}: {why}; choose by --level", level.name));
        }
        Ok(vec![first])
    }
}
