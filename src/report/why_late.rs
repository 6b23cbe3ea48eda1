//! Why orders are late, as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Page, Report};
use super::table::{Table, exact, month, number, rows, share, whole, word};
use crate::analysis::explain::{Cause, Delay, DelaySum, OrderDelay, PartnerDelay, WhyLate};
use crate::number::{amount, number as rounded};
use crate::plan::ResourceKind;
use crate::scenario::natural;

/// The most causes listed for an order; the others are added up.
const LISTED: usize = 8;

impl fmt::Display for WhyLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

/// All of it, in the natural order of ids.
impl Report for WhyLate {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        WhyText { why: self, as_listed: false, causes: true }.write(page)
    }
}

/// What is shown of an explanation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WhyText<'r> {
    pub(crate) why: &'r WhyLate,
    /// Orders as they are listed, not in the natural order of their ids.
    pub(crate) as_listed: bool,
    /// The causes of each order, one by one.
    pub(crate) causes: bool,
}

impl Report for WhyText<'_> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        self.write(page)
    }
}

impl<'r> WhyText<'r> {
    fn write<'p>(self, page: &mut Page<'p>) -> fmt::Result
    where
        'r: 'p,
    {
        let why = self.why;
        write!(page, "Why late: {}, policy {}", why.scenario, why.policy)?;
        if why.orders.is_empty() {
            return write!(page, "\nNo order is late.");
        }
        let DelaySum { orders, unit_months, beyond, .. } = &why.total;
        let noun = if *orders == 1 { "order is" } else { "orders are" };
        write!(page, "\n{orders} {noun} late, by {} unit-months", amount(*unit_months))?;
        if *beyond > 0.0 {
            write!(page, ", and {} that the policy counts after the horizon", amount(*beyond))?;
        }
        if why.total.causes.contains_key(&Cause::BeforeStart) {
            write!(
                page,
                "\nWhat was late before the first month counts from then on in unit-months."
            )?;
        }
        writeln!(page, "\n")?;
        if *unit_months + *beyond > 0.0 {
            page.table(sums(why));
            writeln!(page)?;
        }
        if why.partners.len() > 1 {
            writeln!(page)?;
            page.table(partners(why));
            writeln!(page)?;
        }
        let mut orders: Vec<&OrderDelay> = why.orders.iter().collect();
        if !self.as_listed {
            orders.sort_by(|a, b| natural::compare(a.order.as_str(), b.order.as_str()));
        }
        for order in orders {
            if self.causes {
                write!(page, "\n{order}")?;
            } else {
                writeln!(page, "\n{}", order.in_words())?;
            }
        }
        Ok(())
    }
}

/// The causes over all orders, the largest first.
fn sums(why: &WhyLate) -> Table<'_> {
    let mut causes: Vec<(Cause, f64)> =
        why.total.causes.iter().map(|(&cause, &units)| (cause, units)).collect();
    // What was late before the start has months, no unit-months.
    causes.retain(|(_, units)| *units > 0.0);
    causes.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all = why.total.unit_months + why.total.beyond;
    rows(causes)
        .with(word("cause").titled("because of"), |(cause, _)| cause.to_string())
        .with(number("unit_months", 1).titled("unit-months"), |(_, units)| units)
        .with(share("share"), |(_, units)| units / all)
        .table()
}

/// The partners with late orders.
fn partners(why: &WhyLate) -> Table<'_> {
    let most = |partner: &PartnerDelay| {
        let most = partner.takers.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        most.map(|(id, _)| id.to_string())
    };
    rows(&why.partners)
        .with(word("partner"), |partner| &partner.partner)
        .with(word("waits_most_for").titled("waits most for"), most)
        .with(whole("late_orders").titled("late orders"), |partner| partner.sum.orders)
        .with(number("unit_months", 1).titled("unit-months"), |partner| partner.sum.unit_months)
        .with(number("taken", 1).titled("of that taken"), |partner| {
            partner.takers.values().sum::<f64>()
        })
        .table()
}

/// What is to be said [in words](OrderDelay::in_words), followed by the causes.
impl fmt::Display for OrderDelay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.in_words())?;
        let (listed, others) = self.causes.split_at(self.causes.len().min(LISTED));
        for part in listed {
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
    format!("  {:>6} months {:>12} unit-months  ", rounded(months, 1), rounded(units, 1))
}

/// One line of text.
impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", columns(self.months, self.unit_months))?;
        let place = scarce(self).unwrap_or_default();
        let Some(taker) = &self.taker else {
            return match self.cause {
                Cause::Component => {
                    write!(f, "component {place}: too little even for this order alone")
                }
                Cause::Line => {
                    let noun = if self.scarce.len() > 1 { "lines" } else { "line" };
                    write!(f, "{noun} {place}: too little even for this order alone")
                }
                Cause::Shared => {
                    let kind = self.scarce.first().map_or("", |key| key.kind.name());
                    write!(f, "{kind} {place}: too little even for this order alone")
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
        let kind = if on_line { "on" } else { "from" };
        let units = amount(taker.units);
        write!(f, ": {units} {} {kind} {place}, {}", taker.product, taker.from)?;
        if taker.to > taker.from {
            write!(f, " to {}", taker.to)?;
        }
        Ok(())
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::BeforeStart => "late before the start",
            Self::NotCounted => "made, not yet delivered",
            Self::NotReleased => "not signed or approved",
            Self::NotEligible => "not eligible",
            Self::OwnLimit => "own monthly limit",
            Self::Cap => "cap",
            Self::Component => "component",
            Self::Line => "line",
            Self::Shared => "shared by lines",
            Self::Store => "store",
            Self::HigherTier => "higher tier",
            Self::Commitment => "commitment",
            Self::ReservedShare => "reserved share",
            Self::SameTier => "same tier",
            Self::LowerTier => "lower tier",
            Self::NotUsed => "unused capacity",
            Self::EndOfHorizon => "end of horizon",
        })
    }
}

/// What was scarce: ids, joined by plus signs.
fn scarce(delay: &Delay) -> Option<String> {
    let ids: Vec<&str> = delay.scarce.iter().map(|key| key.id.as_str()).collect();
    (!ids.is_empty()).then(|| ids.join(" + "))
}

impl WhyLate {
    /// One row for each cause of each late order; the unit-months of an order add up to how
    /// late it is, not counting `end_of_horizon`.
    pub fn table(&self) -> Table<'_> {
        causes(self)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}

/// Every cause of every order.
fn causes(why: &WhyLate) -> Table<'_> {
    let all =
        why.orders.iter().flat_map(|order| order.causes.iter().map(move |part| (order, part)));
    rows(all)
        .with(word("order"), |(order, _)| &order.order)
        .with(word("partner"), |(order, _)| &order.partner)
        .with(word("product"), |(order, _)| &order.product)
        .with(month("due"), |(order, _)| order.due)
        .with(month("completion"), |(order, _)| order.completion)
        .with(word("cause"), |(_, part)| part.cause.name())
        .with(word("scarce"), |(_, part)| scarce(part))
        .with(word("taker_order"), |(_, part)| part.taker.as_ref().map(|taker| &taker.order))
        .with(word("taker_partner"), |(_, part)| part.taker.as_ref().map(|taker| &taker.partner))
        .with(word("reservation"), |(_, part)| {
            part.taker.as_ref().and_then(|taker| taker.reservation.as_ref())
        })
        .with(exact("taker_units"), |(_, part)| part.taker.as_ref().map(|taker| taker.units))
        .with(month("taker_from"), |(_, part)| part.taker.as_ref().map(|taker| taker.from))
        .with(month("taker_to"), |(_, part)| part.taker.as_ref().map(|taker| taker.to))
        .with(exact("months"), |(_, part)| part.months)
        .with(exact("unit_months"), |(_, part)| part.unit_months)
        .table()
}
