//! A difference of plans as text and CSV.

use std::fmt::{self, Write as _};

use super::as_listed::AsListed;
use super::page::{Choice, Page, Report};
use super::table::{Cell, Sense, Table, amount as units, exact, month, rows, signed, whole, word};
use crate::analysis::{Difference, Direction, OrderDifference, PlanName, Shift, Side};
use crate::number::amount;
use crate::scenario::natural;

/// The columns of the text for an order that moves.
const SHOWN: Choice = Choice {
    plain: &[
        "order",
        "partner",
        "due_after",
        "completion_before",
        "completion_after",
        "months",
        "unit_months",
        "backlog_before",
        "backlog_after",
    ],
    first: &[
        "order",
        "partner",
        "completion_before",
        "completion_after",
        "months",
        "due_after",
        "unit_months",
        "backlog_before",
        "backlog_after",
        "product",
        "quantity_after",
        "delivered_before",
        "delivered_after",
    ],
};

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

/// In the natural order of ids.
impl Report for Difference {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        self.write(page, true)
    }
}

/// In the order of its list.
impl Report for AsListed<'_, Difference> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        self.0.write(page, false)
    }
}

impl Difference {
    /// Writes it, its orders by id or as they are listed.
    fn write<'a>(&'a self, page: &mut Page<'a>, by_id: bool) -> fmt::Result {
        let both = self.orders.len() - self.only_before().count() - self.only_after().count();
        writeln!(page, "before: {}\nafter:  {}\n", self.before, self.after)?;
        write!(
            page,
            "{both} {} in both: {} sooner, {} later, {} as before; {} unit-months {}",
            if both == 1 { "order" } else { "orders" },
            self.count(Direction::Sooner),
            self.count(Direction::Later),
            self.count(Direction::Same),
            amount(self.unit_months().abs()),
            if self.unit_months() > 0.0 { "later" } else { "sooner" },
        )?;
        let mut moved: Vec<_> = self.moved().map(|order| (order, None, &order.shift)).collect();
        if by_id {
            moved.sort_by(|(a, ..), (b, ..)| natural::compare(a.order.as_str(), b.order.as_str()));
        }
        if !moved.is_empty() {
            page.write_str("\n\n")?;
            page.heading("Orders that move");
            page.choice(shifts(moved), SHOWN);
            page.write_str("\n\n")?;
            page.heading("Partners");
            page.table(partners(self));
        }
        let (gone, new) = (self.only_before(), self.only_after());
        list(page, "Only before", gone.map(|order| (order, order.shift.before.as_ref())))?;
        list(page, "Only after", new.map(|order| (order, order.shift.after.as_ref())))
    }
}

impl fmt::Display for PlanName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, policy {} ({})", self.scenario, self.policy, self.status.name())
    }
}

impl Difference {
    /// One row for each order (no `tranche`) and one for each of its tranches (from 1).
    pub fn table(&self) -> Table<'_> {
        let all = self.orders.iter().flat_map(|order| {
            let parts = (1..).zip(&order.tranches);
            let parts = parts.map(move |(number, shift)| (order, Some(number), shift));
            [(order, None, &order.shift)].into_iter().chain(parts)
        });
        shifts(all)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}

/// A row for each order or tranche, before and after.
fn shifts<'a>(
    all: impl IntoIterator<Item = (&'a OrderDifference, Option<usize>, &'a Shift)>,
) -> Table<'a> {
    type Row<'a> = (&'a OrderDifference, Option<usize>, &'a Shift);
    let before =
        |of: fn(&'a Side) -> Cell<'a>| move |(.., shift): Row<'a>| shift.before.as_ref().map(of);
    let after =
        |of: fn(&'a Side) -> Cell<'a>| move |(.., shift): Row<'a>| shift.after.as_ref().map(of);
    rows(all)
        .with(word("order"), |(order, ..): Row<'a>| &order.order)
        .with(word("partner"), |(order, ..)| &order.partner)
        .with(word("product"), |(order, ..)| &order.product)
        .with(whole("tranche"), |(_, number, _)| number)
        .with(exact("quantity_before"), before(|side| side.quantity.into()))
        .with(exact("quantity_after").titled("units"), after(|side| side.quantity.into()))
        .with(month("due_before"), before(|side| side.due.into()))
        .with(month("due_after").titled("due").or(""), after(|side| side.due.into()))
        .with(
            exact("delivered_before").titled("delivered before"),
            before(|side| side.delivered.into()),
        )
        .with(exact("delivered_after").titled("after"), after(|side| side.delivered.into()))
        .with(
            month("completion_before").titled("before").or(NOT_COMPLETED),
            before(|side| side.completion.into()),
        )
        .with(
            month("completion_after").titled("after").or(NOT_COMPLETED),
            after(|side| side.completion.into()),
        )
        .with(signed("months").meaning(Sense::Delay), |(.., shift)| shift.months)
        .with(signed("unit_months").titled("unit-months").meaning(Sense::Delay), |(.., shift)| {
            shift.unit_months
        })
        .with(
            units("backlog_before").titled("backlog before").or(""),
            before(|side| side.backlog.into()),
        )
        .with(units("backlog_after").titled("after").or(""), after(|side| side.backlog.into()))
        .table()
}

/// A row for each partner with an order that moves.
fn partners(difference: &Difference) -> Table<'_> {
    rows(difference.partners.iter().filter(|part| part.sooner + part.later > 0))
        .with(word("partner"), |part| &part.partner)
        .with(whole("orders"), |part| part.orders)
        .with(whole("sooner"), |part| part.sooner)
        .with(whole("later"), |part| part.later)
        .with(signed("unit_months").titled("unit-months"), |part| part.unit_months)
        .with(signed("backlog"), |part| part.backlog)
        .table()
}

fn list<'a>(
    page: &mut Page<'_>,
    title: &str,
    orders: impl Iterator<Item = (&'a OrderDifference, Option<&'a Side>)>,
) -> fmt::Result {
    let mut first = true;
    for (order, side) in orders {
        if first {
            page.write_str("\n\n")?;
            page.heading(title);
        } else {
            page.write_str("\n")?;
        }
        first = false;
        let quantity = side.map_or(0.0, |side| side.quantity);
        let (units, when) = (amount(quantity), date(side));
        write!(page, " {} ({}): {units} {}, {when}", order.order, order.partner, order.product)?;
    }
    Ok(())
}

/// What text says of an order that is not completed within the horizon.
const NOT_COMPLETED: &str = "not completed";

/// The month of completion, or that there is none within the horizon.
pub(super) fn date(side: Option<&Side>) -> String {
    let month = side.and_then(|side| side.completion);
    month.map_or_else(|| NOT_COMPLETED.to_owned(), |month| month.to_string())
}
