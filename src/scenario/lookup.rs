//! What a scenario says of one of its parts, by id; inside of the crate also by position.

use super::Scenario;
use super::book::{Commitment, Demand, Order, Partner};
use super::plant::{Component, Expansion, Labour, Line, Product};
use super::policy::Policy;
use super::rights::{Cap, Reservation};

/// The position of an id in a list that is sorted by id.
fn position<T>(list: &[T], id: &str, of: impl Fn(&T) -> &str) -> Option<usize> {
    list.binary_search_by(|part| of(part).cmp(id)).ok()
}

fn find<'a, T>(list: &'a [T], id: &str, of: impl Fn(&T) -> &str) -> Option<&'a T> {
    list.get(position(list, id, of)?)
}

impl Scenario {
    /// The product of an id.
    ///
    /// ```
    /// # use apportion::scenario::Scenario;
    /// let scenario = Scenario::from_path("examples/data/shells_155mm.toml")?;
    /// let shell = scenario.product("shell").ok_or("no such product")?;
    /// assert_eq!(shell.id(), &"shell");
    /// assert!(scenario.line("no such line").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn product(&self, id: &str) -> Option<&Product> {
        find(self.products(), id, |part| part.id().as_str())
    }

    /// The line of an id.
    pub fn line(&self, id: &str) -> Option<&Line> {
        find(self.lines(), id, |part| part.id().as_str())
    }

    /// The component of an id.
    pub fn component(&self, id: &str) -> Option<&Component> {
        find(self.components(), id, |part| part.id().as_str())
    }

    /// The labour of an id.
    pub fn labour_of(&self, id: &str) -> Option<&Labour> {
        find(self.labour(), id, |part| part.id().as_str())
    }

    /// The partner of an id.
    pub fn partner(&self, id: &str) -> Option<&Partner> {
        find(self.partners(), id, |part| part.id().as_str())
    }

    /// The order of an id.
    pub fn order(&self, id: &str) -> Option<&Order> {
        find(self.orders(), id, |part| part.id().as_str())
    }

    /// The reservation of an id, which may be what a payer claims of an expansion.
    pub fn reservation(&self, id: &str) -> Option<&Reservation> {
        find(self.reservations(), id, |part| part.id().as_str())
    }

    /// The cap of an id.
    pub fn cap(&self, id: &str) -> Option<&Cap> {
        find(self.caps(), id, Cap::id)
    }

    /// The expansion of an id.
    pub fn expansion(&self, id: &str) -> Option<&Expansion> {
        find(self.expansions(), id, |part| part.id().as_str())
    }

    /// The policy of an id.
    pub fn policy(&self, id: &str) -> Option<&Policy> {
        self.policies().iter().find(|policy| policy.id() == id)
    }

    /// The capacity of a line, month by month: its ramp and what its expansions add, times the
    /// working days where they are per working day, times its yield, less planned outages. It is one
    /// of good units. None if there is no such line.
    ///
    /// Complexity: O(months × (points + edits + outages) + holidays).
    ///
    /// ```
    /// # use apportion::scenario::{Line, Month, Product, Ramp, Scenario};
    /// # let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 3)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall", Ramp::flat(10.0)).makes("pump").yields(0.9))
    ///     .build()?;
    /// assert_eq!(scenario.capacity("hall"), Some(vec![9.0; 3]));
    /// assert_eq!(scenario.capacity("no such hall"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn capacity(&self, line: &str) -> Option<Vec<f64>> {
        let line = position(self.lines(), line, |part| part.id().as_str())?;
        Some(self.capacity_at(line))
    }

    /// What arrives of a component, month by month, with its expansions; the opening stock apart.
    /// None if there is no such component.
    pub fn supply(&self, component: &str) -> Option<Vec<f64>> {
        let component = position(self.components(), component, |part| part.id().as_str())?;
        Some(self.supply_at(component))
    }

    /// What arrives in each month of a product beside what is made. None if there is no such
    /// product.
    pub fn receipts(&self, product: &str) -> Option<Vec<f64>> {
        let product = position(self.products(), product, |part| part.id().as_str())?;
        Some(self.receipts_at(product))
    }

    /// The tranches of an order, with everything said. None if there is no such order.
    pub fn demands_of(&self, order: &str) -> Option<&[Demand]> {
        Some(self.demands_at(self.order_position(order)?).1)
    }

    /// What was promised of an order, by month.
    pub fn commitments_of(&self, order: &str) -> &[Commitment] {
        let first = self.commitments().partition_point(|part| part.order().as_str() < order);
        let rest = &self.commitments()[first..];
        &rest[..rest.partition_point(|part| *part.order() == order)]
    }

    /// The position of an order in [`orders`](Self::orders).
    pub fn order_position(&self, id: &str) -> Option<usize> {
        position(self.orders(), id, |order| order.id().as_str())
    }

    /// See [`capacity`](Self::capacity).
    pub(crate) fn capacity_at(&self, line: usize) -> Vec<f64> {
        self.parts.capacity(line)
    }

    /// The share of good output of the line at a position, month by month; none if it scraps
    /// nothing.
    pub(crate) fn good_shares_at(&self, line: usize) -> Option<Vec<f64>> {
        self.parts.good_shares(line)
    }

    /// See [`supply`](Self::supply).
    pub(crate) fn supply_at(&self, component: usize) -> Vec<f64> {
        self.parts.supply(component)
    }

    /// See [`receipts`](Self::receipts).
    pub(crate) fn receipts_at(&self, product: usize) -> Vec<f64> {
        self.parts.receipts(product)
    }

    /// The place of the order at a position in the natural order of ids, in which `SO9` comes
    /// before `SO10`.
    pub(crate) fn natural_place(&self, order: usize) -> usize {
        self.names[order] as usize
    }

    /// The tranches of the order at a position, with the position of the first.
    pub(crate) fn demands_at(&self, order: usize) -> (usize, &[Demand]) {
        let first = self.demand_of_order[order];
        (first, &self.demands[first..self.demand_of_order[order + 1]])
    }

    /// What was promised of the order at a position, by month, with the position of the
    /// first.
    pub(crate) fn commitments_at(&self, order: usize) -> (usize, &[Commitment]) {
        let id = &self.parts.orders[order].id;
        let first = self.parts.commitments.partition_point(|part| part.order < *id);
        let rest = &self.parts.commitments[first..];
        (first, &rest[..rest.partition_point(|part| part.order == *id)])
    }

    /// Positions of the products that are kept in stock, ascending.
    pub(crate) fn stocked_products(&self) -> impl Iterator<Item = usize> + '_ {
        let stocked = |(_, product): &(usize, &Product)| product.stockpile.is_some();
        self.parts.products.iter().enumerate().filter(stocked).map(|(position, _)| position)
    }

    /// Positions of the orders that have a monthly limit, ascending.
    pub(crate) fn limited_orders(&self) -> impl Iterator<Item = usize> + '_ {
        let limited = |(_, order): &(usize, &Order)| order.most_per_month.is_some();
        self.parts.orders.iter().enumerate().filter(limited).map(|(position, _)| position)
    }
}
