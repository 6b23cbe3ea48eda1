//! Collects the parts of a scenario and checks them together.

use serde::{Deserialize, Serialize};

use super::book::{Commitment, Order, Partner};
use super::file::{ScenarioError, strict};
use super::plant::{Component, Expansion, Labour, Line, Product};
use super::policy::Policy;
use super::rights::{Cap, Reservation};
use super::time::{Calendar, Month};
use super::validate::Findings;
use super::{Scenario, validate};

/// Collects the parts of a [`Scenario`]; also the content of a scenario file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioBuilder {
    pub(super) version: u32,
    pub(super) name: String,
    pub(super) start: Month,
    pub(super) months: u32,
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

    /// Puts every list of parts in the order of its ids, so that the order of the input cannot
    /// matter. Policies keep theirs.
    pub(super) fn sort(&mut self) {
        self.products.sort_by(|a, b| a.id.cmp(&b.id));
        self.components.sort_by(|a, b| a.id.cmp(&b.id));
        self.lines.sort_by(|a, b| a.id.cmp(&b.id));
        self.labour.sort_by(|a, b| a.id().cmp(b.id()));
        self.partners.sort_by(|a, b| a.id.cmp(&b.id));
        self.orders.sort_by(|a, b| a.id.cmp(&b.id));
        self.caps.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        self.expansions.sort_by(|a, b| a.id.cmp(&b.id));
        self.reservations.sort_by(|a, b| a.id.cmp(&b.id));
        self.commitments.sort_by(|a, b| a.order.cmp(&b.order).then(a.by.cmp(&b.by)));
    }

    /// Lets the parts that know themselves what can be wrong with them report it.
    pub(super) fn check_parts(&self, findings: &mut Findings) {
        for (index, labour) in self.labour.iter().enumerate() {
            labour.check(&format!("labour[{index}]"), self, findings);
        }
    }

    /// Checks all parts together.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] with everything that is wrong, not only the first.
    pub fn build(self) -> Result<Scenario, ScenarioError> {
        validate::validate(&self)?;
        Ok(Scenario::from_valid(self))
    }
}
