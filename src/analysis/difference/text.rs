//! A difference of plans as text and CSV.

use std::fmt;

use super::{Difference, Direction, OrderDifference, PlanName, Shift, Side};
use crate::scenario::Month;
use crate::text::{self, number};

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let both = self.orders.len() - self.only_before().count() - self.only_after().count();
        writeln!(f, "before: {}\nafter:  {}\n", self.before, self.after)?;
        write!(
            f,
            "{both} {} in both: {} sooner, {} later, {} as before; {} unit-months {}",
            if both == 1 { "order" } else { "orders" },
            self.count(Direction::Sooner),
            self.count(Direction::Later),
            self.count(Direction::Same),
            number(self.unit_months().abs(), 0),
            if self.unit_months() > 0.0 { "later" } else { "sooner" },
        )?;
        let moved: Vec<&OrderDifference> = self.moved().collect();
        if !moved.is_empty() {
            write!(f, "\n\nOrders that move\n{}", orders(&moved))?;
            write!(f, "\n\nPartners\n{}", self.partner_table())?;
        }
        let (gone, new) = (self.only_before(), self.only_after());
        list(f, "Only before", gone.map(|order| (order, order.shift.before.as_ref())))?;
        list(f, "Only after", new.map(|order| (order, order.shift.after.as_ref())))
    }
}

impl fmt::Display for PlanName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, policy {} ({})", self.scenario, self.policy, self.status.name())
    }
}

fn list<'a>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    orders: impl Iterator<Item = (&'a OrderDifference, Option<&'a Side>)>,
) -> fmt::Result {
    let mut first = true;
    for (order, side) in orders {
        if first {
            write!(f, "\n\n{title}")?;
            first = false;
        }
        let quantity = side.map_or(0.0, |side| side.quantity);
        let (units, when) = (text::amount(quantity), date(side));
        write!(f, "\n {} ({}): {units} {}, {when}", order.order, order.partner, order.product)?;
    }
    Ok(())
}

fn orders(moved: &[&OrderDifference]) -> String {
    let heading = [
        "order",
        "partner",
        "due",
        "before",
        "after",
        "months",
        "unit-months",
        "backlog before",
        "after",
    ];
    let mut table = text::table(heading);
    for order in moved {
        let Shift { before, after, .. } = &order.shift;
        let due = after.as_ref().and_then(|side| side.due);
        let backlog = |side: &Option<Side>| {
            side.as_ref().map_or_else(String::new, |side| number(side.backlog, 0))
        };
        table.add_row([
            order.order.to_string(),
            order.partner.to_string(),
            text::optional(due),
            date(before.as_ref()),
            date(after.as_ref()),
            order.shift.months.map_or_else(|| "–".to_owned(), |months| signed(f64::from(months))),
            order.shift.unit_months.map_or_else(|| "–".to_owned(), signed),
            backlog(before),
            backlog(after),
        ]);
    }
    text::render(&mut table, 2)
}

impl Difference {
    fn partner_table(&self) -> String {
        let heading = ["partner", "orders", "sooner", "later", "unit-months", "backlog"];
        let mut table = text::table(heading);
        for part in self.partners.iter().filter(|part| part.sooner + part.later > 0) {
            table.add_row([
                part.partner.to_string(),
                part.orders.to_string(),
                part.sooner.to_string(),
                part.later.to_string(),
                signed(part.unit_months),
                signed(part.backlog),
            ]);
        }
        text::render(&mut table, 1)
    }

    /// The difference as CSV: one row for each order (no `tranche`) and one for each of
    /// its tranches (from 1), numbers unrounded, an empty field where there is no value.
    pub fn to_csv(&self) -> String {
        let mut table = text::Csv::new(HEADING);
        for order in &self.orders {
            let parts = (1..).zip(&order.tranches).map(|(number, shift)| (Some(number), shift));
            for (tranche, shift) in [(None::<usize>, &order.shift)].into_iter().chain(parts) {
                let (before, after) = (shift.before.as_ref(), shift.after.as_ref());
                let of =
                    |side: Option<&Side>, value: fn(&Side) -> f64| text::optional(side.map(value));
                table.row(&[
                    order.order.to_string(),
                    order.partner.to_string(),
                    order.product.to_string(),
                    text::optional(tranche),
                    of(before, |side| side.quantity),
                    of(after, |side| side.quantity),
                    text::optional(before.and_then(|side| side.due)),
                    text::optional(after.and_then(|side| side.due)),
                    of(before, |side| side.delivered),
                    of(after, |side| side.delivered),
                    text::optional(before.and_then(|side| side.completion)),
                    text::optional(after.and_then(|side| side.completion)),
                    text::optional(shift.months),
                    text::optional(shift.unit_months),
                    of(before, |side| side.backlog),
                    of(after, |side| side.backlog),
                ]);
            }
        }
        table.into_text()
    }
}

const HEADING: [&str; 16] = [
    "order",
    "partner",
    "product",
    "tranche",
    "quantity_before",
    "quantity_after",
    "due_before",
    "due_after",
    "delivered_before",
    "delivered_after",
    "completion_before",
    "completion_after",
    "months",
    "unit_months",
    "backlog_before",
    "backlog_after",
];

/// The completion, or that the horizon ends before.
pub(in crate::analysis) fn date(side: Option<&Side>) -> String {
    let month = side.and_then(|side| side.completion);
    month.map_or_else(|| "not completed".to_owned(), |month: Month| month.to_string())
}

/// A number of months or unit-months with its sign: later is above zero.
pub(in crate::analysis) fn signed(value: f64) -> String {
    let text = number(value, 0);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}
