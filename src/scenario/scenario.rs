//! A scenario: its lists while they are collected, and once they are valid.

use serde::{Deserialize, Serialize};

use super::book::{Commitment, Demand, Order, Partner};
use super::file::strict;
use super::plant::{Component, Expansion, Labour, Line, Product};
use super::policy::Policy;
use super::rights::{Cap, Reservation};
use super::time::{Calendar, Horizon, Month};
use super::validate::Findings;
use super::validate::part::Part;

/// Collects the parts of a [`Scenario`]; also the content of a scenario file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioBuilder {
    pub(super) version: u32,
    pub(super) name: String,
    pub(super) start: Month,
    pub(super) months: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Month>,
    #[serde(
        default,
        deserialize_with = "strict::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) calendar: Option<Calendar>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(super) products: Vec<Product>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) components: Vec<Component>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(super) lines: Vec<Line>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) labour: Vec<Labour>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(super) partners: Vec<Partner>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(super) orders: Vec<Order>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) orders_csv: Option<String>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) commitments: Vec<Commitment>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) reservations: Vec<Reservation>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) caps: Vec<Cap>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(super) expansions: Vec<Expansion>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(super) policies: Vec<Policy>,
}

impl ScenarioBuilder {
    /// The version of the file format.
    pub(super) const VERSION: u32 = 1;

    /// An empty scenario of some months from `start` on.
    pub fn new(name: impl Into<String>, start: Month, months: u32) -> Self {
        Self {
            version: Self::VERSION,
            name: name.into(),
            start,
            months,
            since: None,
            calendar: None,
            products: Vec::new(),
            components: Vec::new(),
            lines: Vec::new(),
            labour: Vec::new(),
            partners: Vec::new(),
            orders: Vec::new(),
            orders_csv: None,
            commitments: Vec::new(),
            reservations: Vec::new(),
            caps: Vec::new(),
            expansions: Vec::new(),
            policies: Vec::new(),
        }
    }

    /// Says which days are worked, for ramps per working day.
    #[must_use]
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// Adds a product.
    #[must_use]
    pub fn product(mut self, product: Product) -> Self {
        self.products.push(product);
        self
    }

    /// Adds a component.
    #[must_use]
    pub fn component(mut self, component: Component) -> Self {
        self.components.push(component);
        self
    }

    /// Adds a line.
    #[must_use]
    pub fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// Adds labour.
    #[must_use]
    pub fn labour(mut self, labour: Labour) -> Self {
        self.labour.push(labour);
        self
    }

    /// Adds a partner.
    #[must_use]
    pub fn partner(mut self, partner: Partner) -> Self {
        self.partners.push(partner);
        self
    }

    /// Adds an order.
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.orders.push(order);
        self
    }

    /// Adds orders.
    #[must_use]
    pub fn orders(mut self, orders: impl IntoIterator<Item = Order>) -> Self {
        self.orders.extend(orders);
        self
    }

    /// Adds a promise that must be kept.
    #[must_use]
    pub fn commitment(mut self, commitment: Commitment) -> Self {
        self.commitments.push(commitment);
        self
    }

    /// Puts these promises in place of all that were made so far.
    #[must_use]
    pub fn commitments(mut self, commitments: impl IntoIterator<Item = Commitment>) -> Self {
        self.commitments = commitments.into_iter().collect();
        self
    }

    /// Adds a share of a line or component that somebody is assured of.
    #[must_use]
    pub fn reservation(mut self, reservation: Reservation) -> Self {
        self.reservations.push(reservation);
        self
    }

    /// Adds the most that somebody may get of a line or component.
    #[must_use]
    pub fn cap(mut self, cap: Cap) -> Self {
        self.caps.push(cap);
        self
    }

    /// Adds an expansion of a line or component, on or off.
    #[must_use]
    pub fn expansion(mut self, expansion: Expansion) -> Self {
        self.expansions.push(expansion);
        self
    }

    /// Switches the expansion of an id on or off; nothing if there is none.
    #[must_use]
    pub fn switch(mut self, expansion: &str, on: bool) -> Self {
        for part in self.expansions.iter_mut().filter(|part| part.id == *expansion) {
            part.on = on;
        }
        self
    }

    /// Adds a policy to the named ones.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policies.push(policy);
        self
    }

    /// The ids of every list of parts, with its key in files.
    pub(super) fn ids(&self) -> Vec<(&'static str, Vec<&str>)> {
        fn of<T>(list: &[T], id: impl Fn(&T) -> &str) -> Vec<&str> {
            list.iter().map(id).collect()
        }
        vec![
            ("products", of(&self.products, |part| part.id.as_str())),
            ("components", of(&self.components, |part| part.id.as_str())),
            ("lines", of(&self.lines, |part| part.id.as_str())),
            ("labour", of(&self.labour, |part| part.id().as_str())),
            ("partners", of(&self.partners, |part| part.id.as_str())),
            ("orders", of(&self.orders, |part| part.id.as_str())),
            ("caps", of(&self.caps, |part| part.0.id.as_str())),
            ("expansions", of(&self.expansions, |part| part.id.as_str())),
            ("reservations", of(&self.reservations, |part| part.id.as_str())),
            ("policies", of(&self.policies, |part| part.id.as_str())),
        ]
    }

    /// The parts that know themselves what can be wrong with them, and where they stand.
    pub(super) fn checking_themselves(&self) -> impl Iterator<Item = (String, &dyn Part)> {
        let labour = self.labour.iter().enumerate();
        labour.map(|(index, part)| (format!("labour[{index}]"), part as &dyn Part))
    }

    /// Puts every list of parts in the order of its ids, so that the order of the input cannot
    /// matter. Policies keep theirs.
    pub(super) fn sort(&mut self) {
        self.products.sort_by(|a, b| a.id.cmp(&b.id));
        self.products.iter_mut().for_each(Product::sort);
        self.components.sort_by(|a, b| a.id.cmp(&b.id));
        self.lines.sort_by(|a, b| a.id.cmp(&b.id));
        self.labour.sort_by(|a, b| a.id().cmp(b.id()));
        self.labour.iter_mut().for_each(Labour::sort);
        self.partners.sort_by(|a, b| a.id.cmp(&b.id));
        self.orders.sort_by(|a, b| a.id.cmp(&b.id));
        self.caps.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        self.expansions.sort_by(|a, b| a.id.cmp(&b.id));
        self.reservations.sort_by(|a, b| a.id.cmp(&b.id));
        self.commitments.sort_by(|a, b| a.order.cmp(&b.order).then(a.by.cmp(&b.by)));
    }
}

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
#[derive(Debug, Clone)]
pub struct Scenario {
    pub(super) parts: ScenarioBuilder,
    pub(super) demands: Vec<Demand>,
    pub(super) demand_of_order: Vec<usize>,
    /// The place of each order in the natural order of ids.
    pub(super) names: Vec<u32>,
    /// Those of the parts, and the claims of payers, by id.
    pub(super) reservations: Vec<Reservation>,
    pub(super) warnings: Findings,
}

/// Everything follows from the parts, but for warnings of how they were written.
impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Scenario {
    /// Starts an empty scenario.
    pub fn builder(name: impl Into<String>, start: Month, months: u32) -> ScenarioBuilder {
        ScenarioBuilder::new(name, start, months)
    }

    /// Its parts, to change and build again.
    pub fn to_builder(&self) -> ScenarioBuilder {
        self.parts.clone()
    }

    /// What may be wrong with it, although it can be planned: a fraction of a whole unit, a
    /// due month after the horizon, a customer who has left, a line without capacity, a row of
    /// a table that is there twice.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
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

    /// Labour, by id.
    pub fn labour(&self) -> &[Labour] {
        &self.parts.labour
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

    /// Every tranche of every order, by order id and number.
    pub fn demands(&self) -> &[Demand] {
        &self.demands
    }

    /// What is reserved, by id: also what payers claim of expansions that are on.
    pub fn reservations(&self) -> &[Reservation] {
        &self.reservations
    }

    /// What is reserved as it is written, by id: without what payers claim.
    pub fn own_reservations(&self) -> &[Reservation] {
        &self.parts.reservations
    }

    /// What nobody may exceed, by id.
    pub fn caps(&self) -> &[Cap] {
        &self.parts.caps
    }

    /// Expansions, on or off, by id.
    pub fn expansions(&self) -> &[Expansion] {
        &self.parts.expansions
    }

    /// What an expansion adds each month, in the unit of its line or component, to a line
    /// after yield and outages; nothing if it is off.
    pub fn added(&self, expansion: &Expansion) -> Vec<f64> {
        self.parts.added(expansion)
    }

    /// What was promised, by order id and month.
    pub fn commitments(&self) -> &[Commitment] {
        &self.parts.commitments
    }

    /// The tranches of the order at a position (by number) in the sequence in which its units are
    /// counted where something is promised of it: by due date, release date and number.
    pub(crate) fn counting_of(&self, order: usize) -> Vec<usize> {
        let (_, demands) = self.demands_at(order);
        let mut sequence: Vec<usize> = (0..demands.len()).collect();
        sequence
            .sort_by_key(|&index| (demands[index].due_when, demands[index].release_when, index));
        sequence
    }

    /// The least that can be delivered of the order at a position, counted from its beginning, that
    /// is at least so many units: 3 promised in lots of 5 means 5.
    pub(crate) fn deliverable_of(&self, order: usize, units: f64) -> f64 {
        let (_, demands) = self.demands_at(order);
        let mut before = 0.0;
        for index in self.counting_of(order) {
            let demand = &demands[index];
            let inside = units - before;
            if inside <= demand.quantity {
                let counting = self.products()[demand.product].counting();
                let all = (demand.quantity, demand.delivered);
                let least = demand.terms.least_deliverable(inside, all, counting);
                return before + least;
            }
            before += demand.quantity;
        }
        units
    }
}
