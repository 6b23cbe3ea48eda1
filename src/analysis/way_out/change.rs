//! What can be changed so that an order is on time.

use serde::{Deserialize, Serialize};

use crate::scenario::{
    ComponentId, ExpansionId, LineId, Month, OrderId, PartnerId, Policy, Scenario, ScenarioError,
};

/// A change of a scenario or its policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// An expansion of the scenario that is off is built.
    Expansion {
        /// Which.
        expansion: ExpansionId,
        /// What it costs.
        cost: f64,
    },
    /// More capacity of a line in every month from one on.
    Capacity {
        /// The line.
        line: LineId,
        /// The first month.
        from: Month,
        /// Units of capacity a month, before the line's yield and outages.
        units: f64,
    },
    /// More of a component in every month from one on.
    Supply {
        /// The component.
        component: ComponentId,
        /// The first month.
        from: Month,
        /// Pieces a month.
        units: f64,
    },
    /// More on several lines or of several components, where one alone would not do.
    Together {
        /// More capacity or supply, each of another line or component.
        changes: Vec<Change>,
    },
    /// The order is put into a higher tier.
    Tier {
        /// The tier.
        tier: String,
    },
    /// Another order is due later.
    Slip {
        /// Which.
        order: OrderId,
        /// Its partner.
        partner: PartnerId,
        /// By how many months.
        months: u32,
    },
}

impl Change {
    /// The scenario and the policy with the change made for the sake of an order. A tier
    /// is given by an override of the policy that says why.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if the changed scenario is not valid.
    pub fn apply(
        &self,
        scenario: &Scenario,
        policy: &Policy,
        order: &str,
    ) -> Result<(Scenario, Policy), ScenarioError> {
        let changed = match self {
            Self::Expansion { expansion, .. } => scenario.with_expansion(expansion.as_str())?,
            Self::Capacity { line, from, units } => {
                scenario.with_more_capacity(line, *from, *units)?
            }
            Self::Supply { component, from, units } => {
                scenario.with_more_supply(component, *from, *units)?
            }
            Self::Together { changes } => {
                let mut changed = (scenario.clone(), policy.clone());
                for change in changes {
                    changed = change.apply(&changed.0, &changed.1, order)?;
                }
                return Ok(changed);
            }
            Self::Slip { order, months, .. } => scenario.with_slip(order.as_str(), *months)?,
            Self::Tier { tier } => {
                let policy = policy.with_tier_of(order, tier, "to be on time");
                return Ok((scenario.with_policy(policy.clone())?, policy));
            }
        };
        Ok((changed, policy.clone()))
    }
}
