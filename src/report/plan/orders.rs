//! Every order with its dates.

use std::fmt;

use crate::number;
use crate::plan::{OrderPlan, Plan};
use crate::ranking::Eligibility;
use crate::report::table::{self, Cell, Table, exact, month, rows, whole, word};

/// The columns of an order in the text.
const SHOWN: [&str; 10] = [
    "order",
    "partner",
    "product",
    "quantity",
    "due",
    "first",
    "half",
    "completion",
    "lateness",
    "wait",
];

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let on_time = plan.orders.iter().filter(|order| order.lateness == Some(0)).count();
    let served = || plan.orders.iter().filter(|order| !order.eligibility.is_never());
    let open = served().filter(|order| order.completion.is_none()).count();
    let orders_served = served().count();
    write!(f, "\nOrders: {on_time} of {orders_served} orders on time")?;
    if open > 0 {
        write!(f, ", {open} not completed by the last month")?;
    }
    if orders_served < plan.orders.len() {
        let kept = plan.orders.iter().filter(|order| order.eligibility.is_never());
        let units: f64 = kept.map(|order| order.quantity).sum();
        let count = plan.orders.len() - orders_served;
        write!(f, ", {count} not eligible ({} units)", number::number(units, 0))?;
    }
    writeln!(f, "\n{}", orders(plan).select(&SHOWN))
}

/// Every order with its dates: one row each. `eligibility` is `always`, `never`, or the
/// month from which the policy's gates let the order be served.
pub fn orders(plan: &Plan) -> Table<'_> {
    rows(&plan.orders)
        .with(word("order"), |order| &order.order)
        .with(word("partner"), |order| &order.partner)
        .with(word("product"), |order| &order.product)
        .with(month("signed"), |order| order.signed)
        .with(month("due"), OrderPlan::due)
        .with(table::number("quantity", 0), |order| order.quantity)
        .with(exact("delivered"), |order| order.delivered)
        .with(exact("on_time"), |order| order.on_time)
        .with(exact("undelivered"), OrderPlan::undelivered)
        .with(month("first"), |order| order.first)
        .with(month("half"), |order| order.half)
        .with(month("completion").titled("last"), completion)
        .with(whole("lateness").titled("late"), |order| order.lateness)
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
    let lost = number::number(order.lost, 0);
    month.shown(match (open > 0.0, order.lost > 0.0) {
        (false, true) => format!("{lost} lost"),
        (true, true) => format!("{} open, {lost} lost", number::number(open, 0)),
        _ => format!("{} open", number::number(open, 0)),
    })
}

fn eligibility(eligibility: Eligibility) -> Cell<'static> {
    match eligibility {
        Eligibility::From(month) => month.into(),
        Eligibility::Never => "never".into(),
        _ => "always".into(),
    }
}
