//! Which orders move from one plan to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::shift::{Direction, Shift, Side};
use crate::analysis::CompareError;
use crate::plan::{OrderPlan, Plan, Status};
use crate::scenario::{OrderId, PartnerId, PolicyId, ProductId};

/// Two plans, order by order and tranche by tranche: which dates move, by how many months
/// and unit-months.
///
/// The plans may be of different policies, of different scenarios, or both; orders are the
/// same if their ids are. Later is above zero, sooner below, everywhere.
///
/// Its [`Display`](std::fmt::Display) is a table of the orders that move;
/// [`to_json`](Self::to_json) and [`to_csv`](Self::to_csv) hold all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Difference {
    /// Version of the format.
    pub version: u32,
    /// The first plan.
    pub before: PlanName,
    /// The second plan.
    pub after: PlanName,
    /// Every order of either plan, by id.
    pub orders: Vec<OrderDifference>,
    /// Every partner with an order in either plan, by id.
    pub partners: Vec<PartnerDifference>,
}

/// Which plan it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanName {
    /// Name of its scenario.
    pub scenario: String,
    /// Its policy.
    pub policy: PolicyId,
    /// What is proven of it.
    pub status: Status,
}

/// An order in two plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderDifference {
    /// The order.
    pub order: OrderId,
    /// Who ordered; what the second plan says, if they do not agree.
    pub partner: PartnerId,
    /// What is ordered; what the second plan says, if they do not agree.
    pub product: ProductId,
    /// The order as a whole.
    pub shift: Shift,
    /// Its tranches by number; where the plans do not have as many, the rest is in one of
    /// them only.
    pub tranches: Vec<Shift>,
}

/// A partner in two plans: sums over its orders that are in both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerDifference {
    /// The partner.
    pub partner: PartnerId,
    /// Its orders that are in both plans.
    pub orders: usize,
    /// Those that come sooner.
    pub sooner: usize,
    /// Those that come later.
    pub later: usize,
    /// Unit-months by which deliveries come later (below zero: sooner), over the orders
    /// whose quantity is the same in both.
    pub unit_months: f64,
    /// Unit-months of backlog more than before (below zero: less).
    pub backlog: f64,
}

impl Difference {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// What is different in `after` against `before`.
    ///
    /// Complexity: O(deliveries + orders × log orders).
    ///
    /// ```
    /// use apportion::analysis::Difference;
    /// use apportion::planner::plan;
    /// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let order = |id: &str, signed| {
    ///     Ok::<_, apportion::scenario::ParseMonthError>(
    ///         Order::new(id, id, "pump", signed).quantity(20.0).due(month("2026-02")?),
    ///     )
    /// };
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .partner(Partner::new("north"))
    ///     .partner(Partner::new("south"))
    ///     .order(order("north", month("2025-11")?)?)
    ///     .order(order("south", month("2025-12")?)?)
    ///     .policy(Policy::first_come_first_served("queue"))
    ///     .policy(Policy::pro_rata("shares"))
    ///     .build()?;
    ///
    /// let (queue, shares) = (plan(&scenario, "queue")?, plan(&scenario, "shares")?);
    /// let difference = Difference::of(&queue, &shares);
    /// let north = difference.order("north").ok_or("it is there")?;
    /// // Ten units come one month later, ten two months: five in each of four months.
    /// assert_eq!(north.shift.months, Some(2));
    /// assert_eq!(north.shift.unit_months, Some(20.0));
    /// assert_eq!(difference.order("south").and_then(|order| order.shift.months), Some(0));
    /// println!("{difference}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(before: &Plan, after: &Plan) -> Self {
        let ids: BTreeSet<&OrderId> =
            before.orders.iter().chain(&after.orders).map(|order| &order.order).collect();
        let orders: Vec<OrderDifference> = ids
            .into_iter()
            .filter_map(|id| {
                let pair = (before.order(id.as_str()), after.order(id.as_str()));
                OrderDifference::of((before, pair.0), (after, pair.1))
            })
            .collect();
        let partners = PartnerDifference::all(&orders);
        let (before, after) = (PlanName::of(before), PlanName::of(after));
        Self { version: Self::VERSION, before, after, orders, partners }
    }

    /// The difference of one order.
    pub fn order(&self, id: &str) -> Option<&OrderDifference> {
        let position = self.orders.binary_search_by(|part| part.order.as_str().cmp(id));
        position.ok().map(|index| &self.orders[index])
    }

    /// The orders in both plans that come sooner or later, by id.
    pub fn moved(&self) -> impl Iterator<Item = &OrderDifference> {
        self.orders.iter().filter(|order| {
            matches!(order.shift.direction(), Some(Direction::Sooner | Direction::Later))
        })
    }

    /// How many orders in both plans go this way.
    pub fn count(&self, direction: Direction) -> usize {
        let goes = |order: &&OrderDifference| order.shift.direction() == Some(direction);
        self.orders.iter().filter(goes).count()
    }

    /// The orders that only the first plan has, by id.
    pub fn only_before(&self) -> impl Iterator<Item = &OrderDifference> {
        self.orders.iter().filter(|order| order.shift.after.is_none())
    }

    /// The orders that only the second plan has, by id.
    pub fn only_after(&self) -> impl Iterator<Item = &OrderDifference> {
        self.orders.iter().filter(|order| order.shift.before.is_none())
    }

    /// Unit-months by which deliveries come later, over the orders whose quantity is the
    /// same in both plans; below zero, sooner.
    pub fn unit_months(&self) -> f64 {
        self.partners.iter().map(|part| part.unit_months).sum::<f64>() + 0.0
    }

    /// Writes the difference as JSON.
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, CompareError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a difference written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`CompareError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, CompareError> {
        Ok(serde_json::from_str(text)?)
    }
}

impl PlanName {
    fn of(plan: &Plan) -> Self {
        let policy = plan.policy.id().clone();
        Self { scenario: plan.scenario.clone(), policy, status: plan.status }
    }
}

type Half<'a> = (&'a Plan, Option<&'a OrderPlan>);

impl OrderDifference {
    /// None if the order is in neither plan.
    fn of(before: Half<'_>, after: Half<'_>) -> Option<Self> {
        let named = after.1.or(before.1)?;
        let whole = |(plan, order): Half<'_>| order.map(|order| Side::of_order(plan, order));
        let count = |(_, order): Half<'_>| order.map_or(0, |order| order.tranches.len());
        let part = |(plan, order): Half<'_>, index: usize| {
            let tranche = order.and_then(|order| order.tranches.get(index));
            tranche.map(|tranche| Side::of_tranche(plan, tranche))
        };
        Some(Self {
            order: named.order.clone(),
            partner: named.partner.clone(),
            product: named.product.clone(),
            shift: Shift::between(whole(before), whole(after)),
            tranches: (0..count(before).max(count(after)))
                .map(|index| Shift::between(part(before, index), part(after, index)))
                .collect(),
        })
    }
}

impl PartnerDifference {
    fn all(orders: &[OrderDifference]) -> Vec<Self> {
        let mut sums: BTreeMap<&PartnerId, Self> = BTreeMap::new();
        for order in orders {
            let (orders, sooner, later, unit_months, backlog) = (0, 0, 0, 0.0, 0.0);
            let partner = order.partner.clone();
            let empty = Self { partner, orders, sooner, later, unit_months, backlog };
            let sum = sums.entry(&order.partner).or_insert(empty);
            let shift = &order.shift;
            let Some((before, after)) = shift.before.as_ref().zip(shift.after.as_ref()) else {
                continue;
            };
            sum.orders += 1;
            sum.sooner += usize::from(shift.direction() == Some(Direction::Sooner));
            sum.later += usize::from(shift.direction() == Some(Direction::Later));
            sum.unit_months += shift.unit_months.unwrap_or(0.0);
            sum.backlog += after.backlog - before.backlog;
        }
        sums.into_values().collect()
    }
}
