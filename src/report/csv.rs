//! The tables of a plan as CSV: numbers unrounded, an empty field where there is no
//! value.

use crate::plan::Plan;
use crate::ranking::Eligibility;
use crate::text::{Csv, optional};

/// Every delivery: one row for each tranche and month. `tranche` counts from 1,
/// `cumulative` is what is delivered of the tranche so far, `late` is the number of
/// months after the due month.
pub fn deliveries_csv(plan: &Plan) -> String {
    let mut table = Csv::new([
        "order",
        "partner",
        "product",
        "tranche",
        "due",
        "month",
        "quantity",
        "cumulative",
        "late",
    ]);
    for order in &plan.orders {
        for (number, tranche) in (1..).zip(&order.tranches) {
            let number: usize = number;
            let mut cumulative = 0.0;
            for delivery in &tranche.deliveries {
                cumulative += delivery.quantity;
                table.row(&[
                    order.order.to_string(),
                    order.partner.to_string(),
                    order.product.to_string(),
                    number.to_string(),
                    tranche.due.to_string(),
                    delivery.month.to_string(),
                    delivery.quantity.to_string(),
                    cumulative.to_string(),
                    delivery.month.months_since(tranche.due).max(0).to_string(),
                ]);
            }
        }
    }
    table.into_text()
}

/// Every order with its dates: one row each. `eligibility` is `always`, `never`, or the
/// month from which the policy's gates let the order be served.
pub fn orders_csv(plan: &Plan) -> String {
    let mut table = Csv::new([
        "order",
        "partner",
        "product",
        "signed",
        "due",
        "quantity",
        "delivered",
        "on_time",
        "undelivered",
        "first",
        "half",
        "completion",
        "lateness",
        "wait",
        "eligibility",
    ]);
    for order in &plan.orders {
        table.row(&[
            order.order.to_string(),
            order.partner.to_string(),
            order.product.to_string(),
            order.signed.to_string(),
            optional(order.due()),
            order.quantity.to_string(),
            order.delivered.to_string(),
            order.on_time.to_string(),
            order.undelivered().to_string(),
            optional(order.first),
            optional(order.half),
            optional(order.completion),
            optional(order.lateness),
            optional(order.wait),
            eligibility(order.eligibility),
        ]);
    }
    table.into_text()
}

/// The backlog of every partner at the end of every month: one row each.
pub fn backlog_csv(plan: &Plan) -> String {
    let mut table = Csv::new(["partner", "month", "units"]);
    for (partner, series) in &plan.backlog.partners {
        for (index, units) in series.iter().enumerate() {
            table.row(&[partner.to_string(), plan.month(index).to_string(), units.to_string()]);
        }
    }
    table.into_text()
}

fn eligibility(eligibility: Eligibility) -> String {
    match eligibility {
        Eligibility::From(month) => month.to_string(),
        Eligibility::Never => "never".to_owned(),
        _ => "always".to_owned(),
    }
}
