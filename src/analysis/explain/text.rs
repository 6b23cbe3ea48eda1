//! An explanation as text.

use std::fmt;

use super::cause::{Cause, Delay};
use super::why_late::{DelaySum, OrderDelay, WhyLate};
use crate::plan::ResourceKind;
use crate::text::{self, number};

/// Causes told of an order; the others are added up.
const TOLD: usize = 8;

impl fmt::Display for WhyLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Why late: {}, policy {}", self.scenario, self.policy)?;
        if self.orders.is_empty() {
            return write!(f, "\nNo order is late.");
        }
        let DelaySum { orders, unit_months, beyond, .. } = &self.total;
        let noun = if *orders == 1 { "order is" } else { "orders are" };
        write!(f, "\n{orders} {noun} late, by {} unit-months", number(*unit_months, 0))?;
        if *beyond > 0.0 {
            write!(f, ", and {} that the policy counts after the end", number(*beyond, 0))?;
        }
        writeln!(f, "\n\n{}", sums(self))?;
        if self.partners.len() > 1 {
            writeln!(f, "\n{}", partners(self))?;
        }
        for order in &self.orders {
            write!(f, "\n{order}")?;
        }
        Ok(())
    }
}

fn sums(why: &WhyLate) -> String {
    let mut causes: Vec<(Cause, f64)> =
        why.total.causes.iter().map(|(&cause, &units)| (cause, units)).collect();
    causes.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all = why.total.unit_months + why.total.beyond;
    let mut table = text::table(["because of", "unit-months", "share"]);
    for (cause, units) in causes {
        table.add_row([cause.to_string(), number(units, 1), text::percent(units / all)]);
    }
    text::render(&mut table, 1)
}

fn partners(why: &WhyLate) -> String {
    let mut table =
        text::table(["partner", "waits most for", "late orders", "unit-months", "of that taken"]);
    for partner in &why.partners {
        let most = partner.takers.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        let most = most.map_or("–", |(id, _)| id.as_str());
        let taken: f64 = partner.takers.values().sum();
        table.add_row([
            partner.partner.to_string(),
            most.to_owned(),
            partner.sum.orders.to_string(),
            number(partner.sum.unit_months, 1),
            number(taken, 1),
        ]);
    }
    text::render(&mut table, 2)
}

/// The order, and its causes.
impl fmt::Display for OrderDelay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order, partner, product, due, .. } = self;
        let quantity = text::amount(self.quantity);
        write!(f, "{order} ({partner}), {quantity} {product}, due {due}, ")?;
        match self.completion {
            Some(month) => write!(f, "delivered by {month}")?,
            None => write!(f, "not delivered")?,
        }
        let months = number(self.months, 0);
        let unit = if months == "1" { "month" } else { "months" };
        let units = number(self.unit_months, 1);
        writeln!(f, ": late for {months} {unit}, {units} unit-months")?;
        let (told, others) = self.causes.split_at(self.causes.len().min(TOLD));
        for part in told {
            writeln!(f, "{part}")?;
        }
        if !others.is_empty() {
            let months: f64 = others.iter().map(|part| part.months).sum();
            let units: f64 = others.iter().map(|part| part.unit_months).sum();
            let count = others.len();
            writeln!(f, "{}{count} smaller causes", columns(months, units))?;
        }
        Ok(())
    }
}

fn columns(months: f64, units: f64) -> String {
    format!("  {:>6} months {:>12} unit-months  ", number(months, 1), number(units, 1))
}

/// A line of text.
impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", columns(self.months, self.unit_months))?;
        let place = self.scarce_text().unwrap_or_default();
        let Some(taker) = &self.taker else {
            return match self.cause {
                Cause::Component => write!(f, "component {place}: too little even for it alone"),
                Cause::Line => {
                    let noun = if self.scarce.len() > 1 { "lines" } else { "line" };
                    write!(f, "{noun} {place}: too little even for it alone")
                }
                Cause::Shared => {
                    let kind = self.scarce.first().map_or("", |key| key.kind.name());
                    write!(f, "{kind} {place}: too little even for it alone")
                }
                Cause::Cap => write!(f, "cap {place}"),
                Cause::Store => write!(f, "no more room for {place} in store"),
                cause => write!(f, "{cause}"),
            };
        };
        write!(f, "{} ({}), {}", taker.order, taker.partner, self.cause)?;
        if let Some(reservation) = &taker.reservation {
            write!(f, " {reservation}")?;
        }
        let on_line = self.scarce.iter().all(|key| key.kind == ResourceKind::Line);
        let kind = if on_line { "on" } else { "of" };
        let units = text::amount((100.0 * taker.units).round() / 100.0);
        write!(f, ": {units} units {kind} {place}, {}", taker.from)?;
        if taker.to > taker.from {
            write!(f, " to {}", taker.to)?;
        }
        Ok(())
    }
}
