//! Parts of a scenario with one thing changed, for questions of the kind "what if".

use super::book::Partner;
use super::builder::ScenarioBuilder;
use super::id::PolicyId;
use super::policy::{Criterion, Policy, Tier};
use super::time::Month;

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
    /// reservations, claims of payers, caps of tiers, urgency and policies. What can be
    /// made of it can be made without, so the least backlog of what is left is a bound for
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
        self
    }
}
