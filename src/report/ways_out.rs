//! Ways out as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Page, Report};
use super::table::{Table, exact, flag, month, rows, word};
use crate::analysis::way_out::{Change, Way, WayOut, WaysOut};
use crate::number::{amount, number};
use crate::scenario::Month;

impl fmt::Display for WaysOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for WaysOut {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        write!(page, "Ways out: {}, policy {}", self.scenario, self.policy)?;
        if self.orders.is_empty() {
            let looked = if self.not_tried > 0 { "No order looked at" } else { "No order" };
            write!(page, "\n{looked} is late.")?;
        }
        for order in &self.orders {
            write!(page, "\n\n{order}")?;
        }
        self.not_looked_at(page)
    }
}

impl WaysOut {
    /// How many orders nobody looked at.
    pub(super) fn not_looked_at(&self, page: &mut Page<'_>) -> fmt::Result {
        if self.not_tried > 0 {
            let gap = if self.orders.is_empty() { " " } else { "\n\n" };
            let orders = if self.not_tried == 1 { "order was" } else { "orders were" };
            write!(page, "{gap}{} late {orders} not looked at.", self.not_tried)?;
        }
        Ok(())
    }
}

fn date(month: Option<Month>) -> String {
    // It may be late, or lost.
    let delivered = |month| format!("delivered {month}");
    month.map_or_else(|| "not delivered within the horizon".to_owned(), delivered)
}

impl fmt::Display for WayOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order, partner, due, goal, .. } = self;
        write!(f, "{order} ({partner}), due {due}, {}", date(self.completion))?;
        if goal != due {
            write!(f, "; it cannot be delivered before {goal}")?;
        }
        if self.ways.is_empty() {
            write!(f, "\n  nothing tried brings it on time")?;
        }
        self.list(f)
    }
}

impl WayOut {
    /// Its ways, line by line.
    pub(super) fn list(&self, f: &mut impl fmt::Write) -> fmt::Result {
        for way in &self.ways {
            write!(f, "\n  on time  {way}")?;
        }
        for way in &self.short {
            write!(f, "\n  too late {way}")?;
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
        write!(f, "{}: {}", self.change, date(self.completion))?;
        write!(f, "; others wait {} unit-months {more}", number(self.others.abs(), 0))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expansion { expansion, cost } => {
                write!(f, "build {expansion}, cost {}", amount(*cost))
            }
            Self::Capacity { line, from, units } => {
                write!(f, "{} a month more on line {line} from {from} on", amount(*units))
            }
            Self::Supply { component, from, units } => {
                write!(f, "{} a month more of {component} from {from} on", amount(*units))
            }
            Self::Together { changes } => {
                let parts: Vec<String> = changes.iter().map(Self::to_string).collect();
                f.write_str(&parts.join(" and "))
            }
            Self::Tier { tier } => write!(f, "tier {tier}"),
            Self::Slip { order, partner, months } => {
                let noun = if *months == 1 { "month" } else { "months" };
                write!(f, "{order} ({partner}) due {months} {noun} later")
            }
        }
    }
}

impl WaysOut {
    /// One row for each way out; `on_time` is false for those that do not suffice.
    pub fn table(&self) -> Table<'_> {
        ways(self)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}

/// Every way of every order.
fn ways(found: &WaysOut) -> Table<'_> {
    let all = found.orders.iter().flat_map(|order| {
        let ways = order.ways.iter().map(move |way| (order, way, true));
        ways.chain(order.short.iter().map(move |way| (order, way, false)))
    });
    rows(all)
        .with(word("order"), |(order, ..)| &order.order)
        .with(word("partner"), |(order, ..)| &order.partner)
        .with(month("due"), |(order, ..)| order.due)
        .with(month("goal"), |(order, ..)| order.goal)
        .with(month("before"), |(order, ..)| order.completion)
        .with(word("change"), |(_, way, _)| way.change.to_string())
        .with(flag("on_time"), |(.., on_time)| on_time)
        .with(month("after"), |(_, way, _)| way.completion)
        .with(exact("effort"), |(_, way, _)| way.effort)
        .with(exact("others"), |(_, way, _)| way.others)
        .table()
}
