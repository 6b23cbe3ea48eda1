//! Why orders are late.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::blame::{Blame, Key, Place, Tally, blame, is_late};
use super::cause::{Cause, Delay, Taker};
use super::error::ExplainError;
use super::ground::Ground;
use crate::plan::{OrderPlan, Plan, ResourceKey, ResourceKind};
use crate::scenario::{
    Backlog, Method, Month, Objectives, Order, OrderId, PartnerId, PolicyId, ProductId, Scenario,
};

/// Why orders are late: every late unit and month, by cause.
///
/// Its [`Display`](std::fmt::Display) lists the causes order by order, the largest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WhyLate {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// The policy of the plan.
    pub policy: PolicyId,
    /// Every late order, by id.
    pub orders: Vec<OrderDelay>,
    /// Every partner that has a late order, by id.
    pub partners: Vec<PartnerDelay>,
    /// Over all orders.
    pub total: DelaySum,
}

/// Why an order is late.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderDelay {
    /// The order.
    pub order: OrderId,
    /// Who ordered.
    pub partner: PartnerId,
    /// What is ordered.
    pub product: ProductId,
    /// Units ordered.
    pub quantity: f64,
    /// The due month of the tranche that is late for most months (the first of several).
    pub due: Month,
    /// Month by which all of the order is delivered; none if the horizon ends before.
    pub completion: Option<Month>,
    /// Its tier in the due month, where the policy has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// What it weighs in the due month, with the urgency of its most urgent tranche; none where
    /// the policy goes by no weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The last month in which its customer takes a delivery, if that is within the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
    /// Months up to the end of the horizon in which something of that tranche is late: its
    /// lateness, if it is delivered within the horizon. Those before the first month count,
    /// and have a cause of their own.
    pub months: f64,
    /// Unit-months within the horizon: the order's backlogs of all months, added up.
    pub unit_months: f64,
    /// What the policy counts on top for units late at the end of the horizon.
    pub beyond: f64,
    /// The causes. Their months add up to `months`, their unit-months to `unit_months`
    /// plus `beyond`; those that weigh most first.
    pub causes: Vec<Delay>,
}

/// Why the orders of a partner are late.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerDelay {
    /// The partner.
    pub partner: PartnerId,
    /// The sums over its orders.
    pub sum: DelaySum,
    /// Who took what it waited for: unit-months by partner.
    pub takers: BTreeMap<PartnerId, f64>,
}

/// What some orders are late, by cause.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DelaySum {
    /// Late orders.
    pub orders: usize,
    /// Unit-months within the horizon.
    pub unit_months: f64,
    /// What the policy counts on top for units late at the end of the horizon.
    pub beyond: f64,
    /// Unit-months by cause; they add up to `unit_months` plus `beyond`.
    pub causes: BTreeMap<Cause, f64>,
}

impl DelaySum {
    fn add(&mut self, order: &OrderDelay) {
        self.orders += 1;
        self.unit_months += order.unit_months;
        self.beyond += order.beyond;
        for part in &order.causes {
            *self.causes.entry(part.cause).or_default() += part.unit_months;
        }
    }
}

/// Explains every late order of a plan; see the module for the rule by which.
///
/// Complexity: O(late tranches × (uses of their lines and components + months × parts²)).
///
/// # Errors
///
/// [`ExplainError`] if the plan is not one of the scenario.
///
/// ```
/// use apportion::analysis::{Cause, why_late};
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("pumps", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall", Ramp::flat(5.0)).makes("pump"))
///     .partner(Partner::new("north").attribute("rank", 1.0))
///     .partner(Partner::new("south").attribute("rank", 2.0))
///     .order(Order::new("N", "north", "pump", month("2025-06")?)
///         .quantity(10.0).due(month("2026-01")?))
///     .order(Order::new("S", "south", "pump", month("2025-05")?)
///         .quantity(10.0).due(month("2026-01")?))
///     .policy(Policy::tiers("rank", [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")]))
///     .build()?;
/// let plan = apportion::planner::plan(&scenario, "rank")?;
///
/// let why = why_late(&scenario, &plan)?;
/// let south = why.order("S").ok_or("late")?;
/// // Late are 10, 10 and 5 units at the end of the first three months. Alone it would
/// // have been five units late for a month: the line. The rest is north's.
/// assert_eq!((south.months, south.unit_months), (3.0, 25.0));
/// assert_eq!(south.causes[0].cause, Cause::HigherTier);
/// assert_eq!(south.causes[0].unit_months, 20.0);
/// assert_eq!(south.causes[1].cause, Cause::Line);
/// assert_eq!(south.causes[1].unit_months, 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn why_late(scenario: &Scenario, plan: &Plan) -> Result<WhyLate, ExplainError> {
    why_late_of(scenario, plan, |_| true)
}

/// Explains the late orders of a plan among those chosen: what [`WhyLate::select`] leaves of
/// an explanation of all. In a large book, where every order waits for thousands of others,
/// this is what time and memory allow.
///
/// Complexity: that of [`why_late`], for the orders chosen.
///
/// # Errors
///
/// As [`why_late`].
pub fn why_late_of(
    scenario: &Scenario,
    plan: &Plan,
    chosen: impl Fn(&Order) -> bool,
) -> Result<WhyLate, ExplainError> {
    let ground = Ground::new(scenario, plan)?;
    let orders = scenario.orders().iter().enumerate().filter(|(_, order)| chosen(order));
    let orders = orders.filter_map(|(position, _)| delay(&ground, position)).collect();
    Ok(WhyLate::of(scenario.name().to_owned(), plan.policy.id().clone(), orders))
}

/// The sums of [`why_late`], without keeping the causes of every order.
pub(super) fn sums(scenario: &Scenario, plan: &Plan) -> Result<Sums, ExplainError> {
    let ground = Ground::new(scenario, plan)?;
    let mut sums = Sums::default();
    for order in (0..scenario.orders().len()).filter_map(|order| delay(&ground, order)) {
        sums.add(&order);
    }
    Ok(sums)
}

/// Every late order with its unit-months, as [`why_late`] tells them, without causes.
///
/// Complexity: O(tranches × months + deliveries).
pub(crate) fn late_orders(
    scenario: &Scenario,
    plan: &Plan,
) -> Result<Vec<(OrderId, f64)>, ExplainError> {
    let ground = Ground::new(scenario, plan)?;
    let orders = plan.orders.iter().enumerate().filter(|(position, _)| {
        let (first, demands) = scenario.demands_at(*position);
        (first..first + demands.len()).any(|demand| is_late(&ground, demand))
    });
    Ok(orders.map(|(_, order)| (order.order.clone(), unit_months(&ground, order))).collect())
}

/// The sums over some orders.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) partners: BTreeMap<PartnerId, PartnerDelay>,
    total: DelaySum,
}

impl Sums {
    fn add(&mut self, order: &OrderDelay) {
        self.total.add(order);
        let partner = self.partners.entry(order.partner.clone()).or_insert_with(|| PartnerDelay {
            partner: order.partner.clone(),
            sum: DelaySum::default(),
            takers: BTreeMap::new(),
        });
        partner.sum.add(order);
        for part in &order.causes {
            if let Some(taker) = &part.taker {
                *partner.takers.entry(taker.partner.clone()).or_default() += part.unit_months;
            }
        }
    }
}

impl WhyLate {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    fn of(scenario: String, policy: PolicyId, orders: Vec<OrderDelay>) -> Self {
        let mut sums = Sums::default();
        for order in &orders {
            sums.add(order);
        }
        let (partners, total) = (sums.partners.into_values().collect(), sums.total);
        Self { version: Self::VERSION, scenario, policy, partners, total, orders }
    }

    /// Why an order is late; none if it is not.
    pub fn order(&self, id: &str) -> Option<&OrderDelay> {
        let position = self.orders.binary_search_by(|part| part.order.as_str().cmp(id));
        position.ok().map(|index| &self.orders[index])
    }

    /// Why the orders of a partner are late; none if none is.
    pub fn partner(&self, id: &str) -> Option<&PartnerDelay> {
        let position = self.partners.binary_search_by(|part| part.partner.as_str().cmp(id));
        position.ok().map(|index| &self.partners[index])
    }

    /// The orders chosen; the sums are those over them.
    #[must_use]
    pub fn select(&self, mut chosen: impl FnMut(&OrderDelay) -> bool) -> Self {
        let orders = self.orders.iter().filter(|order| chosen(order)).cloned().collect();
        Self::of(self.scenario.clone(), self.policy.clone(), orders)
    }

    /// Writes the explanation as JSON.
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, ExplainError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads an explanation written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, ExplainError> {
        Ok(serde_json::from_str(text)?)
    }
}

/// Why an order is late; none if it is not.
fn delay(ground: &Ground<'_>, position: usize) -> Option<OrderDelay> {
    let (first, demands) = ground.scenario.demands_at(position);
    let blames: Vec<Blame> =
        (first..first + demands.len()).map(|demand| blame(ground, demand)).collect();
    let mut latest = 0;
    for (index, part) in blames.iter().enumerate() {
        if part.months > blames[latest].months {
            latest = index;
        }
    }
    let months = blames.get(latest).map_or(0, |blame| blame.months);
    if months == 0 {
        return None;
    }
    let mut parts: BTreeMap<Key, Tally> = BTreeMap::new();
    for (index, blame) in blames.iter().enumerate() {
        for (key, tally) in &blame.parts {
            let mut tally = *tally;
            if index != latest {
                tally.months = 0.0;
            }
            parts.entry(*key).and_modify(|sum| sum.add(&tally)).or_insert(tally);
        }
    }
    let plan = &ground.plan.orders[position];
    let never = plan.eligibility.is_never();
    let open: f64 = blames.iter().map(|blame| blame.open).sum();
    // An order that may never be served waits for nothing.
    let beyond = if never { 0.0 } else { open * ground.ranking.tail() };
    let mut causes: Vec<Delay> =
        parts.iter().map(|(key, tally)| told(ground, position, key, tally)).collect();
    if beyond > 0.0 {
        let (cause, unit_months) = (Cause::EndOfHorizon, beyond);
        causes.push(Delay { cause, scarce: Vec::new(), taker: None, months: 0.0, unit_months });
    }
    causes.sort_by(|a, b| {
        let end = |part: &Delay| part.cause == Cause::EndOfHorizon;
        let most = || b.unit_months.total_cmp(&a.unit_months);
        end(a).cmp(&end(b)).then_with(most).then(b.months.total_cmp(&a.months))
    });
    let due = plan.tranches[latest].due;
    let tiers = ground.ranking.tiers();
    let tier = ground.ranking.tier_at(position, ground.scenario.standing_month(due));
    Some(OrderDelay {
        tier: tiers.get(tier).filter(|_| tiers.len() > 1).cloned(),
        weight: weight(ground, position, due),
        until: until(ground, position),
        order: plan.order.clone(),
        partner: plan.partner.clone(),
        product: plan.product.clone(),
        quantity: plan.quantity,
        due,
        completion: plan.completion,
        months: months as f64,
        unit_months: unit_months(ground, plan),
        beyond,
        causes,
    })
}

/// What an order weighs in a month, as the backlog counts; none where nothing is weighed.
fn weight(ground: &Ground<'_>, order: usize, month: Month) -> Option<f64> {
    let Method::Optimised(Objectives { backlog: Backlog::Together, .. }) = ground.ranking.method()
    else {
        return None;
    };
    let urgency = ground.scenario.demands_at(order).1.iter().map(|demand| demand.urgency);
    let month = ground.scenario.standing_month(month);
    Some(ground.ranking.weight_at(order, month) * urgency.fold(0.0, f64::max))
}

/// The last month in which a customer takes something, if that is within the horizon.
fn until(ground: &Ground<'_>, order: usize) -> Option<Month> {
    let last = ground.scenario.demands_at(order).1.iter().filter_map(|demand| demand.until).max();
    last.filter(|last| *last < ground.scenario.horizon().end() - 1)
}

/// The backlogs of all months, added up.
fn unit_months(ground: &Ground<'_>, order: &OrderPlan) -> f64 {
    let steps = order.backlog.iter().enumerate().map(|(index, step)| {
        let next = order.backlog.get(index + 1).map(|next| next.month);
        let until = next.map_or(ground.months, |month| ground.scenario.index_of(month));
        let from = ground.scenario.index_of(step.month);
        step.units * until.saturating_sub(from) as f64
    });
    steps.sum()
}

/// A cause with names.
fn told(ground: &Ground<'_>, position: usize, key: &Key, tally: &Tally) -> Delay {
    let scenario = ground.scenario;
    let scarce = match key.place {
        Place::Nowhere => Vec::new(),
        Place::Resource(resource) => vec![ground.resources.key(resource).clone()],
        Place::Lines => {
            let product = scenario.orders()[position].product();
            let lines = scenario.lines().iter();
            let lines = lines.filter(|line| line.usage().contains_key(product));
            lines.map(|line| ResourceKey::new(ResourceKind::Line, line.id().as_str())).collect()
        }
    };
    let taker = key.taker.map(|taker| {
        let order = &scenario.orders()[taker];
        Taker {
            order: order.id().clone(),
            partner: order.partner().clone(),
            product: order.product().clone(),
            units: tally.units,
            weight: weight(ground, taker, scenario.month(tally.from)),
            until: until(ground, taker),
            from: scenario.month(tally.from),
            to: scenario.month(tally.to),
            reservation: key
                .reservation
                .map(|position| scenario.reservations()[position].id().clone()),
        }
    });
    let (months, unit_months) = (tally.months, tally.unit_months);
    Delay { cause: key.cause, scarce, taker, months, unit_months }
}
