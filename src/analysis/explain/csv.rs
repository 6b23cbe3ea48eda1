//! An explanation as a table for other programs.

use super::why_late::WhyLate;
use crate::text::{Csv, optional};

const HEADING: [&str; 15] = [
    "order",
    "partner",
    "product",
    "due",
    "completion",
    "cause",
    "scarce",
    "taker_order",
    "taker_partner",
    "reservation",
    "taker_units",
    "taker_from",
    "taker_to",
    "months",
    "unit_months",
];

impl WhyLate {
    /// One row for each cause of each late order, numbers unrounded; the unit-months of an
    /// order add up to what it is late, `end_of_horizon` apart.
    pub fn to_csv(&self) -> String {
        let mut table = Csv::new(HEADING);
        for order in &self.orders {
            for part in &order.causes {
                let taker = part.taker.as_ref();
                table.row(&[
                    order.order.to_string(),
                    order.partner.to_string(),
                    order.product.to_string(),
                    order.due.to_string(),
                    optional(order.completion),
                    part.cause.name().to_owned(),
                    optional(part.scarce_text()),
                    optional(taker.map(|taker| &taker.order)),
                    optional(taker.map(|taker| &taker.partner)),
                    optional(taker.and_then(|taker| taker.reservation.as_ref())),
                    optional(taker.map(|taker| taker.units)),
                    optional(taker.map(|taker| taker.from)),
                    optional(taker.map(|taker| taker.to)),
                    part.months.to_string(),
                    part.unit_months.to_string(),
                ]);
            }
        }
        table.into_text()
    }
}
