//! What is known: months, products, lines, components, partners, orders and the
//! policies to compare. Nothing here knows how a plan is made.

mod book;
mod builder;
mod file;
mod id;
mod plant;
mod policy;
mod rights;
mod time;
mod validate;
mod what_if;

use std::collections::BTreeMap;

pub use book::*;
pub use builder::ScenarioBuilder;
pub(crate) use file::is_printable;
pub use file::{Place, ReadError, ScenarioError};
pub(crate) use id::LONGEST as LONGEST_ID;
pub use id::{
    CapId, ComponentId, ExpansionId, LineId, OrderId, PartnerId, PolicyId, ProductId, ReservationId,
};
pub use plant::*;
pub use policy::*;
pub use rights::*;
pub use time::*;
pub(crate) use validate::MOST_MONTHS;
pub use validate::{Code, Finding, Findings, policy_findings};

/// A valid scenario.
///
/// Products, components, lines, partners and orders are kept in the order of their ids,
/// whatever the order in which they were given: the same scenario gives the same plan.
/// Policies keep their order.
///
/// ```
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
///         .quantity(25.0)
///         .due(month("2026-02")?))
///     .policy(Policy::first_come_first_served("queue"))
///     .build()?;
/// assert_eq!(scenario.demands().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    parts: ScenarioBuilder,
    demands: Vec<Demand>,
    demand_of_order: Vec<usize>,
    /// Those of the parts, and the claims of payers, by id.
    reservations: Vec<Reservation>,
}

impl Scenario {
    /// Starts an empty scenario.
    pub fn builder(name: impl Into<String>, start: Month, months: u32) -> ScenarioBuilder {
        ScenarioBuilder::new(name, start, months)
    }

    /// Sorts the parts and fills in defaults. Only for parts that passed validation.
    fn from_valid(mut parts: ScenarioBuilder) -> Self {
        parts.sort();
        let products: BTreeMap<_, _> =
            parts.products.iter().zip(0..).map(|(p, i)| (&p.id, i)).collect();
        let partners: BTreeMap<_, _> =
            parts.partners.iter().zip(0..).map(|(p, i)| (&p.id, i)).collect();
        let mut demands = Vec::with_capacity(parts.orders.len());
        let mut demand_of_order = Vec::with_capacity(parts.orders.len() + 1);
        for (index, order) in parts.orders.iter().enumerate() {
            demand_of_order.push(demands.len());
            let product = products.get(&order.product).copied().unwrap_or_default();
            let partner = partners.get(&order.partner).copied().unwrap_or_default();
            let lead = parts.products.get(product).zip(parts.partners.get(partner));
            let lead = lead.map_or(0, |(product, partner)| product.lead_for(partner, order.signed));
            let usual = order.release.unwrap_or(order.signed + lead);
            let single = order.quantity.map(Tranche::new);
            for (tranche, part) in single.iter().chain(&order.tranches).enumerate() {
                demands.push(Demand {
                    order: index,
                    tranche,
                    partner,
                    product,
                    quantity: part.quantity,
                    release: part.release.unwrap_or(usual),
                    due: part.due.or(order.due).unwrap_or(order.signed),
                    urgency: part.urgency.or(order.urgency).unwrap_or(1.0),
                    until: part
                        .cancel_after
                        .or(order.cancel_after)
                        .zip(part.due.or(order.due))
                        .map(|(months, due)| due + months),
                    terms: Terms { lot: order.lot, least_shipment: order.least_shipment },
                });
            }
        }
        demand_of_order.push(demands.len());
        let claims = parts.expansions.iter().filter_map(Reservation::claim_of);
        let mut reservations: Vec<_> = parts.reservations.iter().cloned().chain(claims).collect();
        reservations.sort_by(|a, b| a.id.cmp(&b.id));
        Self { parts, demands, demand_of_order, reservations }
    }

    /// Its parts, to change and build again.
    pub fn to_builder(&self) -> ScenarioBuilder {
        self.parts.clone()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// Its first month.
    pub fn start(&self) -> Month {
        self.parts.start
    }

    /// The number of its months.
    pub fn months(&self) -> u32 {
        self.parts.months
    }

    /// The months that are planned.
    pub fn horizon(&self) -> Horizon {
        Horizon::new(self.parts.start, self.parts.months)
    }

    /// The month at an index; the month after the last for the number of months.
    pub fn month(&self, index: usize) -> Month {
        self.horizon().month(index)
    }

    /// The index of a month: 0 for the first month and everything before it, the
    /// number of months for everything after the last.
    pub fn index_of(&self, month: Month) -> usize {
        self.horizon().index_of(month)
    }

    /// The products, by id.
    pub fn products(&self) -> &[Product] {
        &self.parts.products
    }

    /// The capacity of the line at a position, month by month: its ramp, times the working
    /// days where the ramp is per working day, times its yield, less planned outages; and
    /// what its expansions add.
    ///
    /// Complexity: O(months × (points + edits + outages) + holidays).
    pub fn capacity(&self, line: usize) -> Vec<f64> {
        let line = &self.parts.lines[line];
        let mut capacity = self.amounts(&line.ramp);
        if !line.good.is_empty() || !line.outages.is_empty() {
            for (index, capacity) in capacity.iter_mut().enumerate() {
                let month = self.month(index);
                *capacity *= plant::yield_in(&line.good, month);
                *capacity *= plant::left_in(&line.outages, month);
            }
        }
        self.expanded(capacity, |part| part.line.as_ref() == Some(&line.id))
    }

    /// What arrives of the component at a position, month by month, with its expansions;
    /// the opening stock apart.
    pub fn supply(&self, component: usize) -> Vec<f64> {
        let component = &self.parts.components[component];
        let own = self.amounts(&component.supply);
        self.expanded(own, |part| part.component.as_ref() == Some(&component.id))
    }

    /// A ramp as amounts by month.
    fn amounts(&self, ramp: &Ramp) -> Vec<f64> {
        self.by_month(ramp.rates(self.parts.start, self.parts.months), ramp.per)
    }

    /// Rates as amounts by month.
    fn by_month(&self, mut amounts: Vec<f64>, per: Per) -> Vec<f64> {
        if per == Per::WorkingDay {
            let standard = Calendar::new();
            let calendar = self.parts.calendar.as_ref().unwrap_or(&standard);
            let days = calendar.days(self.parts.start, self.parts.months);
            amounts.iter_mut().zip(days).for_each(|(amount, days)| *amount *= days);
        }
        amounts
    }

    /// The calendar, if one is given; without one Monday to Friday are worked.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.parts.calendar.as_ref()
    }

    /// The components, by id.
    pub fn components(&self) -> &[Component] {
        &self.parts.components
    }

    /// The lines, by id.
    pub fn lines(&self) -> &[Line] {
        &self.parts.lines
    }

    /// The partners, by id.
    pub fn partners(&self) -> &[Partner] {
        &self.parts.partners
    }

    /// The orders, by id.
    pub fn orders(&self) -> &[Order] {
        &self.parts.orders
    }

    /// The named policies, in the order given.
    pub fn policies(&self) -> &[Policy] {
        &self.parts.policies
    }

    /// The policy of a name.
    pub fn policy(&self, id: &str) -> Option<&Policy> {
        self.parts.policies.iter().find(|policy| policy.id == *id)
    }

    /// Every tranche of every order, by order id and number.
    pub fn demands(&self) -> &[Demand] {
        &self.demands
    }

    /// The tranches of the order at a position, with the position of the first.
    pub fn demands_of(&self, order: usize) -> (usize, &[Demand]) {
        let first = self.demand_of_order[order];
        (first, &self.demands[first..self.demand_of_order[order + 1]])
    }

    /// What is reserved, by id: also what payers claim of expansions that are on.
    pub fn reservations(&self) -> &[Reservation] {
        &self.reservations
    }

    /// What nobody may exceed, by id.
    pub fn caps(&self) -> &[Cap] {
        &self.parts.caps
    }

    /// Expansions, on or off, by id.
    pub fn expansions(&self) -> &[Expansion] {
        &self.parts.expansions
    }

    /// What an expansion adds each month, in the unit of its line or component; nothing
    /// if it is off.
    pub fn added(&self, expansion: &Expansion) -> Vec<f64> {
        let added = expansion.added(self.parts.start, self.parts.months);
        self.by_month(added, expansion.adds.per)
    }

    fn expanded(&self, mut amounts: Vec<f64>, is_of: impl Fn(&Expansion) -> bool) -> Vec<f64> {
        for part in self.parts.expansions.iter().filter(|part| part.on && is_of(part)) {
            amounts.iter_mut().zip(self.added(part)).for_each(|(sum, added)| *sum += added);
        }
        amounts
    }

    /// What was promised, by order id and month.
    pub fn commitments(&self) -> &[Commitment] {
        &self.parts.commitments
    }

    /// What was promised of the order at a position, by month, with the position of the
    /// first.
    pub fn commitments_of(&self, order: usize) -> (usize, &[Commitment]) {
        let id = &self.parts.orders[order].id;
        let first = self.parts.commitments.partition_point(|part| part.order < *id);
        let rest = &self.parts.commitments[first..];
        (first, &rest[..rest.partition_point(|part| part.order == *id)])
    }

    /// Positions of the products that are kept in stock, ascending.
    pub fn stocked_products(&self) -> impl Iterator<Item = usize> + '_ {
        let stocked = |(_, product): &(usize, &Product)| product.stockpile.is_some();
        self.parts.products.iter().enumerate().filter(stocked).map(|(position, _)| position)
    }

    /// Positions of the orders that have a monthly limit, ascending.
    pub fn limited_orders(&self) -> impl Iterator<Item = usize> + '_ {
        let limited = |(_, order): &(usize, &Order)| order.most_per_month.is_some();
        self.parts.orders.iter().enumerate().filter(limited).map(|(position, _)| position)
    }

    /// The position of the order with this id.
    pub fn order_position(&self, id: &str) -> Option<usize> {
        self.parts.orders.binary_search_by(|order| order.id.as_str().cmp(id)).ok()
    }
}
