//! The same with another ramp, line or order: only what is new is validated.
//!
//! The warnings of a variant are those of the scenario that it is made of, and of what is new in it.

use std::collections::BTreeSet;

use super::Scenario;
use super::book::Order;
use super::file::ScenarioError;
use super::plant::{Line, Ramp};
use super::scenario::ScenarioBuilder;
use super::validate::{self, Code, Finding, Findings};

impl Scenario {
    /// With another ramp of a line.
    ///
    /// Complexity: that of a copy; orders are not validated again.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] if there is no such line, or the ramp is not valid.
    ///
    /// ```
    /// # use apportion::scenario::{Line, Month, Product, Ramp, Scenario};
    /// # let month = |text: &str| text.parse::<Month>();
    /// # let scenario = Scenario::builder("one line", month("2026-01")?, 3)
    /// #     .product(Product::new("pump"))
    /// #     .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
    /// #     .build()?;
    /// let slower = scenario.with_ramp("hall", Ramp::flat(8.0))?;
    /// assert_eq!(slower.capacity("hall"), Some(vec![8.0; 3]));
    /// assert!(scenario.with_ramp("hal", Ramp::flat(8.0)).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_ramp(&self, line: &str, ramp: Ramp) -> Result<Self, ScenarioError> {
        let Some(known) = self.line(line) else {
            let mut findings = Findings::default();
            findings.add(Code::UnknownId, "lines", line, "give the id of a line that there is");
            return Err(findings.into());
        };
        let mut changed = known.clone();
        changed.ramp = ramp;
        self.with_line(changed)
    }

    /// With a line in the place of the one of the same id, or with one more.
    ///
    /// Complexity: that of a copy, where it makes the same products as before.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] with everything that is wrong with it.
    pub fn with_line(&self, line: Line) -> Result<Self, ScenarioError> {
        let place = self.parts.lines.iter().position(|known| known.id == line.id);
        let mut parts = self.parts.clone();
        let Some(place) = place else {
            parts.lines.push(line);
            return parts.build();
        };
        let makes = |line: &Line| line.usage.keys().cloned().collect::<BTreeSet<_>>();
        let same = makes(&line) == makes(&parts.lines[place]);
        parts.lines[place] = line;
        if !same {
            return parts.build();
        }
        let found = validate::validate(&parts.without_book())?;
        // Files have their lines in another order, so that it goes by the id.
        let id = parts.lines[place].id.as_str();
        let own = |finding: &Finding| finding.code == Code::LineAtRest && finding.value == id;
        let mut warnings = self.warnings.only(|finding| !own(finding));
        warnings.append(found.only(own));
        Ok(Self { parts, warnings, ..self.clone() })
    }

    /// With more orders.
    ///
    /// Complexity: that of a copy and of sorting the book; the orders that were there are not validated
    /// again.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] with everything that is wrong with the new ones, by their number
    /// among these.
    ///
    /// ```
    /// # use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
    /// # let month = |text: &str| text.parse::<Month>();
    /// # let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    /// #     .product(Product::new("pump"))
    /// #     .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
    /// #     .partner(Partner::new("north"))
    /// #     .build()?;
    /// let order = Order::new("N-1", "north", "pump", month("2026-01")?).quantity(5.0);
    /// let more = scenario.with_orders([order.due(month("2026-03")?)])?;
    /// assert_eq!(more.orders().len(), 1);
    /// assert_eq!(more.without_order("N-1")?, scenario);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_orders(
        &self,
        orders: impl IntoIterator<Item = Order>,
    ) -> Result<Self, ScenarioError> {
        let mut added = self.parts.without_book();
        added.orders = orders.into_iter().collect();
        let mut findings = match validate::validate(&added) {
            Ok(findings) | Err(findings) => findings,
        };
        for (index, order) in added.orders.iter().enumerate() {
            if self.order(order.id.as_str()).is_some() {
                let help = "the scenario has an order of this id; give each its own";
                findings.add(Code::DuplicateId, format!("orders[{index}].id"), &order.id, help);
            }
        }
        let found = findings.into_result()?;
        let mut parts = self.parts.clone();
        parts.orders.append(&mut added.orders);
        let mut findings = Findings::default();
        validate::size::validate(&parts, &mut findings);
        findings.into_result()?;
        let mut warnings = self.warnings.clone();
        warnings.append(found.only(|finding| finding.path.starts_with("orders")));
        Ok(Self::from_valid(parts, warnings))
    }

    /// Without an order, what was promised of it and what policies say of it; the same if there is
    /// none.
    ///
    /// # Errors
    ///
    /// As [`without_orders`](Self::without_orders).
    pub fn without_order(&self, id: &str) -> Result<Self, ScenarioError> {
        self.without_orders(|order| *order.id() == id)
    }
}

impl ScenarioBuilder {
    /// Everything but the orders and what is said of them.
    fn without_book(&self) -> Self {
        let mut bare = Self {
            version: self.version,
            name: self.name.clone(),
            start: self.start,
            months: self.months,
            since: self.since,
            calendar: self.calendar.clone(),
            products: self.products.clone(),
            components: self.components.clone(),
            lines: self.lines.clone(),
            labour: self.labour.clone(),
            partners: self.partners.clone(),
            orders: Vec::new(),
            orders_csv: None,
            commitments: Vec::new(),
            reservations: self.reservations.clone(),
            caps: self.caps.clone(),
            expansions: self.expansions.clone(),
            policies: self.policies.clone(),
        };
        bare.reservations.iter_mut().for_each(|part| part.entitled.clear());
        bare.expansions.iter_mut().for_each(|part| part.entitled.clear());
        bare.policies.iter_mut().for_each(|policy| policy.overrides.clear());
        bare
    }
}
