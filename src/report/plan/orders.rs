//! Every order with its dates.

use std::fmt::{self, Write as _};

use crate::number;
use crate::plan::{OrderPlan, Plan};
use crate::ranking::Eligibility;
use crate::report::page::{Choice, Page};
use crate::report::table::{self, Cell, Sense, Table, month, rows, whole, word};
use crate::scenario::natural;

/// The share of an order that is most of it: what is said beside on time.
const MOST: f64 = 0.95;

/// The columns of an order in the text.
const SHOWN: Choice = Choice {
    plain: &[
        "order",
        "partner",
        "product",
        "quantity",
        "due",
        "first",
        "half",
        "delivered_95",
        "completion",
        "lateness",
        "wait",
    ],
    first: &[
        "order",
        "partner",
        "due",
        "completion",
        "lateness",
        "quantity",
        "product",
        "delivered_95",
        "first",
        "half",
        "wait",
        "signed",
        "undelivered",
        "on_time",
        "eligibility",
    ],
};

/// Writes the orders chosen; all of them, by id, if none are.
pub(super) fn write<'a>(
    page: &mut Page<'a>,
    plan: &'a Plan,
    chosen: Option<&[&'a OrderPlan]>,
) -> fmt::Result {
    let on_time = plan.orders.iter().filter(|order| order.lateness == Some(0)).count();
    let served = || plan.orders.iter().filter(|order| !order.eligibility.is_never());
    let open = served().filter(|order| order.completion.is_none()).count();
    let orders_served = served().count();
    // What is under way and due after the last month is neither on time nor late.
    let not_due = served().filter(|order| plan.is_not_due(order)).count();
    let mut title = format!("Orders: {on_time} of {} orders on time", orders_served - not_due);
    if not_due > 0 {
        write!(title, ", {not_due} not due yet")?;
    }
    if open > 0 {
        write!(title, ", {open} not completed by the last month")?;
    }
    if orders_served < plan.orders.len() {
        let kept = plan.orders.iter().filter(|order| order.eligibility.is_never());
        let units: f64 = kept.map(|order| order.quantity).sum();
        let count = plan.orders.len() - orders_served;
        write!(title, ", {count} not eligible ({} units)", number::amount(units))?;
    }
    if let Some(month) = plan.delivered_by(MOST) {
        write!(title, "; 95 % of all units by {month}")?;
    }
    writeln!(page)?;
    page.heading(title);
    match chosen {
        Some([]) => page.write_str(" none of those asked for")?,
        Some(chosen) => page.choice(orders_of(chosen.iter().copied()), SHOWN),
        None => page.choice(orders_of(by_id(plan)), SHOWN),
    }
    writeln!(page)?;
    let under_way = |order: &&OrderPlan| plan.in_progress(order) > 0.0;
    let (count, units) = plan
        .orders
        .iter()
        .filter(under_way)
        .fold((0, 0.0), |sum, order| (sum.0 + 1, sum.1 + plan.in_progress(order)));
    if count > 0 {
        let orders = if count == 1 { "1 order" } else { &format!("{count} orders") };
        let units = number::amount(units);
        let noun = if units == "1" { "unit" } else { "units" };
        writeln!(page, "Made and not delivered by the last month: {units} {noun}, of {orders}")?;
    }
    Ok(())
}

/// Every order, in the natural order of ids.
fn by_id(plan: &Plan) -> Vec<&OrderPlan> {
    let mut orders: Vec<&OrderPlan> = plan.orders.iter().collect();
    orders.sort_by(|a, b| natural::compare(a.order.as_str(), b.order.as_str()));
    orders
}

/// Every order with its dates: one row each. `delivered_95` is the month by which 95 % of it is
/// delivered. `eligibility` is `always`, `never`, or the
/// month from which the policy's gates let the order be served.
pub fn orders(plan: &Plan) -> Table<'_> {
    orders_of(&plan.orders)
}

/// Some orders with their dates, as in [`orders`].
pub fn orders_of<'a>(orders: impl IntoIterator<Item = &'a OrderPlan>) -> Table<'a> {
    rows(orders)
        .with(word("order"), |order| &order.order)
        .with(word("partner"), |order| &order.partner)
        .with(word("product"), |order| &order.product)
        .with(month("signed"), |order| order.signed)
        .with(month("due"), OrderPlan::due)
        .with(table::amount("quantity"), |order| order.quantity)
        .with(table::amount("delivered"), |order| order.delivered)
        .with(table::amount("on_time").titled("on time"), |order| order.on_time)
        .with(table::amount("undelivered"), OrderPlan::undelivered)
        .with(month("first"), |order| order.first)
        .with(month("half"), |order| order.half)
        .with(month("delivered_95").titled("95 %"), |order| order.delivered_by(MOST))
        .with(month("completion").titled("last"), completion)
        .with(whole("lateness").titled("late").meaning(Sense::Delay), |order| order.lateness)
        .with(whole("wait"), |order| order.wait)
        .with(word("eligibility"), |order| eligibility(order.eligibility))
        .table()
}

/// The [orders] as CSV, numbers unrounded.
pub fn orders_csv(plan: &Plan) -> String {
    orders(plan).to_csv()
}

/// The month of the last delivery; if there is none, text says what is open.
fn completion(order: &OrderPlan) -> Cell<'_> {
    let month = Cell::from(order.completion);
    if order.completion.is_some() {
        return month;
    }
    if order.eligibility.is_never() {
        return month.shown("not eligible");
    }
    let open = order.undelivered() - order.lost;
    // A remainder that small comes from rounding.
    let open = if open <= 1e-9 * order.quantity { 0.0 } else { open };
    let lost = number::amount(order.lost);
    month.shown(match (open > 0.0, order.lost > 0.0) {
        (false, true) => format!("{lost} lost"),
        (true, true) => format!("{} open, {lost} lost", number::amount(open)),
        _ => format!("{} open", number::amount(open)),
    })
}

fn eligibility(eligibility: Eligibility) -> Cell<'static> {
    match eligibility {
        Eligibility::From(month) => month.into(),
        Eligibility::Never => "never".into(),
        _ => "always".into(),
    }
}
