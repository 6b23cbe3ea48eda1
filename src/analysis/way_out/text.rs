//! Ways out as text.

use std::fmt;

use super::way::{Way, WayOut, WaysOut};
use crate::scenario::Month;
use crate::text::number;

impl fmt::Display for WaysOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ways out: {}, policy {}", self.scenario, self.policy)?;
        if self.orders.is_empty() {
            let looked = if self.not_tried > 0 { "No order looked at" } else { "No order" };
            write!(f, "\n{looked} is late.")?;
        }
        for order in &self.orders {
            write!(f, "\n\n{order}")?;
        }
        if self.not_tried > 0 {
            let gap = if self.orders.is_empty() { " " } else { "\n\n" };
            let orders = if self.not_tried == 1 { "order was" } else { "orders were" };
            write!(f, "{gap}{} late {orders} not looked at.", self.not_tried)?;
        }
        Ok(())
    }
}

fn date(month: Option<Month>) -> String {
    month.map_or_else(|| "after the end".to_owned(), |month| month.to_string())
}

impl fmt::Display for WayOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order, partner, due, goal, .. } = self;
        write!(f, "{order} ({partner}), due {due}, delivered {}", date(self.completion))?;
        if goal != due {
            write!(f, "; it cannot be before {goal}")?;
        }
        if self.ways.is_empty() {
            write!(f, "\n  nothing tried brings it on time")?;
        }
        for way in &self.ways {
            write!(f, "\n  on time  {way}")?;
        }
        for way in &self.short {
            write!(f, "\n  not yet  {way}")?;
        }
        if self.cut_short {
            write!(f, "\n  the search was cut short after {} plans", self.solves)?;
        }
        Ok(())
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.others < 0.0 { "less" } else { "more" };
        write!(f, "{}: delivered {}", self.change, date(self.completion))?;
        write!(f, "; others wait {} unit-months {more}", number(self.others.abs(), 0))
    }
}
