//! What is made, used, in stock and worth, month by month: tables for other programs.

use super::deliveries::numbered;
use crate::plan::{OrderPlan, Plan, ResourceUse};
use crate::report::table::{Table, exact, month, rows, whole, word};
use crate::scenario::Month;

/// What is made: one row for each tranche, month and line. `tranche` counts from 1, `quantity` is
/// units, work in progress included; of what is made ahead, in the month in which it is made.
pub fn production(plan: &Plan) -> Table<'_> {
    production_of(&plan.orders)
}

/// What is made for some orders, as in [`production`].
pub fn production_of<'a>(orders: impl IntoIterator<Item = &'a OrderPlan>) -> Table<'a> {
    let all = numbered(orders).flat_map(|(order, number, tranche)| {
        tranche.production.iter().map(move |made| (order, number, made))
    });
    rows(all)
        .with(word("order"), |(order, ..)| &order.order)
        .with(word("partner"), |(order, ..)| &order.partner)
        .with(word("product"), |(order, ..)| &order.product)
        .with(whole("tranche"), |(_, number, _)| number)
        .with(word("line"), |(.., made)| &made.line)
        .with(month("month"), |(.., made)| made.month)
        .with(exact("quantity"), |(.., made)| made.quantity)
        .table()
}

/// Something scarce in a month.
type InMonth<'a> = (&'a ResourceUse, usize, Month);

/// Everything scarce in every month.
fn in_months<'a>(
    plan: &'a Plan,
    parts: impl Iterator<Item = &'a ResourceUse>,
) -> impl Iterator<Item = InMonth<'a>> {
    let months = plan.months as usize;
    parts.flat_map(move |part| (0..months).map(move |index| (part, index, plan.month(index))))
}

/// How what is scarce is used: one row for each resource and month. `offered` is empty in a month in
/// which a cap does not hold, and then `share` too; of what is kept, `offered` is what arrives, and a
/// share is of all that there was to use.
pub fn uses(plan: &Plan) -> Table<'_> {
    let offered = |(part, index, _): InMonth<'_>| part.offered.get(index).copied().flatten();
    let share = move |(part, index, month): InMonth<'_>| {
        let before = match index.checked_sub(1) {
            _ if part.left.is_empty() => 0.0,
            None => part.opening(),
            Some(before) => part.left.get(before).copied().unwrap_or(0.0),
        };
        let there = offered((part, index, month))? + before;
        (there > 0.0).then(|| part.used.get(index).copied().unwrap_or(0.0) / there)
    };
    rows(in_months(plan, plan.resources.iter()))
        .with(word("kind"), |(part, ..)| part.kind().name())
        .with(word("resource"), |(part, ..)| part.id())
        .with(month("month"), |(.., month)| month)
        .with(exact("offered"), offered)
        .with(exact("used"), |(part, index, _)| part.used.get(index).copied())
        .with(exact("share"), share)
        .table()
}

/// What is in stock at the end of every month: one row for each component, and product made ahead,
/// and month.
pub fn stock(plan: &Plan) -> Table<'_> {
    let kept = plan.resources.iter().filter(|part| !part.left.is_empty());
    rows(in_months(plan, kept))
        .with(word("kind"), |(part, ..)| part.kind().name())
        .with(word("resource"), |(part, ..)| part.id())
        .with(month("month"), |(.., month)| month)
        .with(exact("units"), |(part, index, _)| part.left.get(index).copied())
        .table()
}

/// What one unit more would save on each level: one row for each level that has prices, each
/// resource and month, shares of it included ([`Level::worth`](crate::plan::Level::worth)).
/// `level` counts from 1.
pub fn prices(plan: &Plan) -> Table<'_> {
    let levels = (1_usize..).zip(&plan.levels).filter(|(_, level)| level.prices.is_some());
    let all = levels.flat_map(|(number, level)| {
        let worth = level.worth(&plan.resources);
        let parts = plan.resources.iter().zip(worth);
        parts.flat_map(move |(part, worth)| {
            let months = worth.into_iter().enumerate();
            months.map(move |(index, price)| (number, level, part, plan.month(index), price))
        })
    });
    rows(all)
        .with(whole("level"), |(number, ..)| number)
        .with(word("objective"), |(_, level, ..)| level.name.as_str())
        .with(word("kind"), |(_, _, part, ..)| part.kind().name())
        .with(word("resource"), |(_, _, part, ..)| part.id())
        .with(month("month"), |(_, _, _, month, _)| month)
        .with(exact("price"), |(.., price)| price)
        .table()
}
