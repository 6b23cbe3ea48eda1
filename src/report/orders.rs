//! Every order with its dates.

use std::fmt;

use super::dash;
use crate::plan::Plan;
use crate::text::{self, number};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let on_time = plan.orders.iter().filter(|order| order.lateness == Some(0)).count();
    let served = || plan.orders.iter().filter(|order| !order.eligibility.is_never());
    let open = served().filter(|order| order.completion.is_none()).count();
    let orders = served().count();
    write!(f, "\nOrders: {on_time} of {orders} orders on time")?;
    if open > 0 {
        write!(f, ", {open} not completed by the last month")?;
    }
    if orders < plan.orders.len() {
        let kept = plan.orders.iter().filter(|order| order.eligibility.is_never());
        let units: f64 = kept.map(|order| order.quantity).sum();
        let count = plan.orders.len() - orders;
        write!(f, ", {count} not eligible ({} units)", number(units, 0))?;
    }
    writeln!(f)?;
    let mut table = text::table([
        "order", "partner", "product", "quantity", "due", "first", "half", "last", "late", "wait",
    ]);
    for order in &plan.orders {
        let months =
            |months: Option<u32>| months.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let last = order.completion.map_or_else(
            || {
                if order.eligibility.is_never() {
                    return "not eligible".to_owned();
                }
                let open = order.undelivered() - order.lost;
                // Rounding of sums is nothing open.
                let open = if open <= 1e-9 * order.quantity { 0.0 } else { open };
                match (open > 0.0, order.lost > 0.0) {
                    (false, true) => format!("{} lost", number(order.lost, 0)),
                    (true, true) => {
                        format!("{} open, {} lost", number(open, 0), number(order.lost, 0))
                    }
                    _ => format!("{} open", number(open, 0)),
                }
            },
            |month| month.to_string(),
        );
        table.add_row([
            order.order.to_string(),
            order.partner.to_string(),
            order.product.to_string(),
            number(order.quantity, 0),
            dash(order.due()),
            dash(order.first),
            dash(order.half),
            last,
            months(order.lateness),
            months(order.wait),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 3))
}
