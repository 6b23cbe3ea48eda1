//! A scenario or policy with something changed, as a new one that is validated anew.

use super::Scenario;
use super::book::Order;
use super::builder::ScenarioBuilder;
use super::file::ScenarioError;
use super::id::{ComponentId, ExpansionId, LineId};
use super::plant::{Expansion, Ramp};
use super::policy::{Override, Policy};
use super::time::Month;

impl Scenario {
    /// Without some orders, what was promised of them and what policies say of them.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if what is left is not valid.
    ///
    /// ```
    /// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario};
    /// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
    /// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
    /// #     .partner(Partner::new("north"))
    /// #     .order(Order::new("N", "north", "pump", "2026-01".parse()?).quantity(5.0)
    /// #         .due("2026-02".parse()?))
    /// #     .policy(Policy::first_come_first_served("queue"))
    /// #     .build()?;
    /// let less = scenario.without_orders(|order| order.partner() == &"north")?;
    /// assert!(less.orders().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn without_orders(
        &self,
        mut dropped: impl FnMut(&Order) -> bool,
    ) -> Result<Self, ScenarioError> {
        let mut parts = self.parts.clone();
        parts.orders.retain(|order| !dropped(order));
        let kept = |id: &super::id::OrderId| {
            parts.orders.binary_search_by(|order| order.id.cmp(id)).is_ok()
        };
        parts.commitments.retain(|part| kept(&part.order));
        for policy in &mut parts.policies {
            policy.overrides.retain(|part| kept(&part.order));
        }
        parts.build()
    }

    /// So many units more on a line in every month from one on: as an expansion of an id
    /// that no other has.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if there is no such line, the month is outside of the horizon or
    /// the units are no amount.
    pub fn with_more_capacity(
        &self,
        line: &LineId,
        from: Month,
        units: f64,
    ) -> Result<Self, ScenarioError> {
        let id = self.free_id(&format!("more of {line}"));
        let more = Expansion::of_line(id, line.clone(), from, Ramp::flat(units));
        self.to_builder().expansion(more).build()
    }

    /// So many pieces more of a component in every month from one on: as an expansion of
    /// an id that no other has.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if there is no such component, the month is outside of the
    /// horizon or the pieces are no amount.
    pub fn with_more_supply(
        &self,
        component: &ComponentId,
        from: Month,
        pieces: f64,
    ) -> Result<Self, ScenarioError> {
        let id = self.free_id(&format!("more of {component}"));
        let more = Expansion::of_component(id, component.clone(), from, Ramp::flat(pieces));
        self.to_builder().expansion(more).build()
    }

    /// An id for an expansion that neither is taken nor makes a claim that is.
    fn free_id(&self, wish: &str) -> ExpansionId {
        let taken = |id: &str| self.parts.expansions.iter().any(|part| part.id == *id);
        let mut id = wish.to_owned();
        while taken(&id) {
            id.push('\'');
        }
        id.into()
    }

    /// With all of an order due some months later: who ordered agrees to wait.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if the scenario is not valid with it.
    pub fn with_slip(&self, order: &str, months: u32) -> Result<Self, ScenarioError> {
        let mut parts = self.parts.clone();
        let later = |due: &mut Option<Month>| {
            *due = due.map(|due| due.saturating_add(i32::try_from(months).unwrap_or(i32::MAX)));
        };
        for order in parts.orders.iter_mut().filter(|part| part.id == *order) {
            later(&mut order.due);
            order.tranches.iter_mut().for_each(|tranche| later(&mut tranche.due));
        }
        parts.build()
    }

    /// With a policy instead of the one of the same id, or besides the others.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if the policy is not valid for the scenario.
    pub fn with_policy(&self, policy: Policy) -> Result<Self, ScenarioError> {
        let mut parts = self.parts.clone();
        match parts.policies.iter_mut().find(|known| known.id == policy.id) {
            Some(known) => *known = policy,
            None => parts.policies.push(policy),
        }
        parts.build()
    }

    /// With an expansion switched on.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if the scenario is not valid with it.
    pub fn with_expansion(&self, id: &str) -> Result<Self, ScenarioError> {
        ScenarioBuilder::switch(self.to_builder(), id, true).build()
    }
}

impl Policy {
    /// The policy without what it says of orders that a scenario does not have.
    #[must_use]
    pub fn for_orders_of(&self, scenario: &Scenario) -> Self {
        let mut policy = self.clone();
        let known = |part: &Override| scenario.order_position(part.order.as_str()).is_some();
        policy.overrides.retain(known);
        policy
    }

    /// The policy with another tier for an order, for the whole horizon and for a reason;
    /// a weight that it was given stays.
    #[must_use]
    pub fn with_tier_of(&self, order: &str, tier: &str, reason: &str) -> Self {
        let mut policy = self.clone();
        let weight = policy.overrides.iter().find(|part| part.order == *order);
        let weight = weight.and_then(|part| part.weight);
        policy.overrides.retain(|part| part.order != *order);
        let mut favour = Override::new(order, reason).tier(tier);
        favour.weight = weight;
        policy.overrides.push(favour);
        policy
    }
}
