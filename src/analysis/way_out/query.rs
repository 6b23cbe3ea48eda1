//! What ways out are sought for, and how long.

use std::collections::BTreeSet;

use crate::scenario::OrderId;

/// For which orders ways out are sought, and with how many plans.
///
/// ```
/// use apportion::analysis::way_out::WayOutQuery;
///
/// let query = WayOutQuery::new().order("CH-1").plans_at_most(50);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOutQuery {
    pub(super) orders: Vec<OrderId>,
    pub(super) most_orders: usize,
    pub(super) plans: usize,
    pub(super) slips: usize,
}

impl Default for WayOutQuery {
    fn default() -> Self {
        Self { orders: Vec::new(), most_orders: 3, plans: 200, slips: 3 }
    }
}

impl WayOutQuery {
    /// The three latest orders, 200 plans for each.
    pub fn new() -> Self {
        Self::default()
    }

    /// For this order too; then only for those named.
    #[must_use]
    pub fn order(mut self, id: impl Into<OrderId>) -> Self {
        self.orders.push(id.into());
        self
    }

    /// For so many of the latest orders, if none is named.
    #[must_use]
    pub fn orders_at_most(mut self, count: usize) -> Self {
        self.most_orders = count;
        self
    }

    /// With so many plans in the search for each order; what is found is verified with one
    /// more for each way.
    #[must_use]
    pub fn plans_at_most(mut self, count: usize) -> Self {
        self.plans = count;
        self
    }

    /// The orders that are named.
    pub fn orders_given(&self) -> &[OrderId] {
        &self.orders
    }

    /// Of how many of the latest orders, if none is named.
    pub fn orders_at_most_given(&self) -> usize {
        self.most_orders
    }

    /// With how many plans for each.
    pub fn plans_at_most_given(&self) -> usize {
        self.plans
    }

    /// With slips of how many other orders.
    pub fn slips_at_most_given(&self) -> usize {
        self.slips
    }

    /// Of late orders and their unit-months those that are looked at, the latest first.
    pub(super) fn choose(&self, mut late: Vec<(OrderId, f64)>) -> Vec<OrderId> {
        late.sort_by(|a, b| b.1.total_cmp(&a.1));
        if self.orders.is_empty() {
            late.truncate(self.most_orders);
        } else {
            let named: BTreeSet<&OrderId> = self.orders.iter().collect();
            late.retain(|(order, _)| named.contains(order));
        }
        late.into_iter().map(|(order, _)| order).collect()
    }

    /// With slips of so many other orders, those that took most of what the order needed.
    #[must_use]
    pub fn slips_at_most(mut self, count: usize) -> Self {
        self.slips = count;
        self
    }
}
