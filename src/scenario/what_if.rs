//! The same with one thing changed, for questions of the kind "what if": scenarios, which are
//! validated anew, and their parts.

use super::Scenario;
use super::book::{Order, Partner};
use super::file::ScenarioError;
use super::id::{ComponentId, ExpansionId, LineId, PolicyId, ProductId};
use super::plant::{CarriedStock, Expansion, Ramp};
use super::policy::{Criterion, Override, Policy, Tier};
use super::scenario::ScenarioBuilder;
use super::time::{Month, When};

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
    /// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
    /// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
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
        for reservation in &mut parts.reservations {
            reservation.entitled.retain(|part| kept(&part.order));
        }
        for expansion in &mut parts.expansions {
            expansion.entitled.retain(|part| kept(&part.order));
        }
        for policy in &mut parts.policies {
            policy.overrides.retain(|part| kept(&part.order));
        }
        parts.build()
    }

    /// So many units more on a line in every month from one on, of which its yield and outages
    /// take their part: as an expansion of an id that no other has.
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
        let later = |due: &mut Option<When>| {
            *due = due.map(|due| due.plus_months(months));
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
    /// The same policy under another id.
    #[must_use]
    pub fn named(mut self, id: impl Into<PolicyId>) -> Self {
        self.id = id.into();
        self
    }

    /// Gives another weight to every criterion on an attribute, in every month; nothing if
    /// there is none.
    ///
    /// ```
    /// use apportion::scenario::{Criterion, Policy};
    ///
    /// let policy = Policy::score("need", [Criterion::new("need", 0.0, 1.0)]);
    /// assert_eq!(policy.reweighed("need", 0.25).criteria()[0].weight(), 0.25);
    /// ```
    #[must_use]
    pub fn reweighed(mut self, attribute: &str, weight: f64) -> Self {
        let later = self.changes.iter_mut().map(|change| &mut change.criteria[..]);
        for list in [self.rule.criteria_mut()].into_iter().chain(later) {
            let of = |part: &&mut Criterion| part.attribute == attribute;
            list.iter_mut().filter(of).for_each(|part| part.weight = weight);
        }
        self
    }

    /// The same policy with fewer tiers: the first `count − 1` stay, everybody else is in
    /// the last one. None if there are not so many, or `count` is 0.
    ///
    /// An override to a tier that is gone puts its order in the last one.
    ///
    /// ```
    /// use apportion::scenario::{Policy, Tier};
    ///
    /// let tiers = ["first", "second"].map(|id| Tier::new(id).at_least("share", 3.0));
    /// let policy = Policy::tiers("tiers", tiers.into_iter().chain([Tier::new("rest")]));
    /// let two = policy.with_tiers(2).ok_or("it has three")?;
    /// let ids: Vec<&str> = two.tier_list().iter().map(Tier::id).collect();
    /// assert_eq!(ids, ["first", "rest"]);
    /// assert_eq!(policy.with_tiers(4), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_tiers(&self, count: usize) -> Option<Self> {
        let keep = count.checked_sub(1)?;
        let mut policy = self.clone();
        let tiers = policy.rule.tiers_mut()?;
        let last = tiers.last().filter(|_| keep < tiers.len())?.id.clone();
        let shorten = |list: &mut Vec<Tier>| {
            if let Some(open) = list.pop() {
                list.truncate(keep);
                list.push(open);
            }
        };
        shorten(tiers);
        let kept: Vec<String> = tiers.iter().map(|tier| tier.id.clone()).collect();
        policy.changes.iter_mut().for_each(|change| shorten(&mut change.tiers));
        for part in &mut policy.overrides {
            if part.tier.as_ref().is_some_and(|id| !kept.contains(id)) {
                part.tier = Some(last.clone());
            }
        }
        Some(policy)
    }

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

impl Partner {
    /// Gives an attribute another value in a month, and as long before and after as it
    /// does not change.
    ///
    /// ```
    /// use apportion::scenario::{Month, Partner};
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let partner = Partner::new("north")
    ///     .attribute("spending", 1.8)
    ///     .attribute_from(month("2027-01")?, "spending", 2.4);
    /// let more = partner.clone().with_value_in(month("2027-06")?, "spending", 3.0);
    /// assert_eq!(more.attribute_in("spending", month("2027-01")?), Some(3.0));
    /// assert_eq!(more.attribute_in("spending", month("2026-12")?), Some(1.8));
    /// # Ok::<(), apportion::scenario::ParseMonthError>(())
    /// ```
    #[must_use]
    pub fn with_value_in(mut self, month: Month, name: &str, value: f64) -> Self {
        let until = self.changes.partition_point(|change| change.from <= month);
        let mut changes = self.changes[..until].iter_mut().rev();
        match changes.find_map(|change| change.attributes.get_mut(name)) {
            Some(held) => *held = value,
            None => {
                self.attributes.insert(name.to_owned(), value);
            }
        }
        self
    }
}

impl ScenarioBuilder {
    /// Puts a partner in the place of the one with its id; nothing if there is none.
    #[must_use]
    pub fn replace_partner(mut self, partner: Partner) -> Self {
        if let Some(place) = self.partners.iter_mut().find(|part| part.id == partner.id) {
            *place = partner;
        }
        self
    }

    /// Takes away everything by which an order can come before another: promises,
    /// reservations, claims of payers, caps of tiers, urgency and policies; and what is in stock is
    /// anybody's. What can be made of it can be made without, so the least backlog of what is left is a bound for
    /// every policy.
    pub(crate) fn without_claims(mut self) -> Self {
        self.commitments.clear();
        self.reservations.clear();
        self.policies.clear();
        self.caps.retain(|cap| cap.tier().is_none());
        for part in &mut self.expansions {
            part.claim = 0.0;
        }
        for order in &mut self.orders {
            order.urgency = None;
            order.tranches.iter_mut().for_each(|tranche| tranche.urgency = None);
        }
        self.shelve(|_, _| true)
    }

    /// Makes what is in stock for somebody in particular anybody's, where that is so.
    pub(crate) fn shelve(mut self, is: impl Fn(&ProductId, &CarriedStock) -> bool) -> Self {
        for product in &mut self.products {
            let Some(stockpile) = product.stockpile.as_mut() else { continue };
            let parts = stockpile.carried.extract_if(.., |part| is(&product.id, part));
            stockpile.stock += parts.map(|part| part.quantity).sum::<f64>();
        }
        self
    }
}
