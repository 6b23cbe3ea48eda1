//! Why orders are late and what would help, as the command tells both.

use std::fmt::{self, Write as _};

use super::page::{Page, Report};
use crate::analysis::explain::WhyLate;
use crate::analysis::way_out::WaysOut;

/// Ways out, each order with why it is late.
pub(crate) struct Letters<'r> {
    pub(crate) why: &'r WhyLate,
    pub(crate) ways: &'r WaysOut,
}

impl Report for Letters<'_> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let Self { why, ways } = self;
        if ways.orders.is_empty() {
            return ways.put(page);
        }
        write!(page, "Ways out: {}, policy {}", ways.scenario, ways.policy)?;
        for way in &ways.orders {
            // Who is looked at is late.
            let late = why.order(way.order.as_str());
            let late = late.map_or_else(String::new, |late| format!("{} ", late.in_words()));
            write!(page, "\n\n{late}{}", way.in_words())?;
            way.list(page)?;
        }
        ways.not_looked_at(page)
    }
}
