//! Every delivery.

use crate::plan::{OrderPlan, Plan, TranchePlan};
use crate::report::table::{Table, exact, month, rows, whole, word};

/// Every delivery: one row for each tranche and month. `tranche` counts from 1,
/// `cumulative` is what is delivered of the tranche so far, `late` is the number of
/// months after the due month.
pub fn deliveries(plan: &Plan) -> Table<'_> {
    deliveries_of(&plan.orders)
}

/// Every delivery of some orders, as in [`deliveries`].
pub fn deliveries_of<'a>(orders: impl IntoIterator<Item = &'a OrderPlan>) -> Table<'a> {
    let all = numbered(orders).flat_map(|(order, number, tranche)| {
        let deliveries = tranche.deliveries.iter().scan(0.0, |cumulative, delivery| {
            *cumulative += delivery.quantity;
            Some((delivery, *cumulative))
        });
        deliveries.map(move |(delivery, sum)| (order, number, tranche, delivery, sum))
    });
    rows(all)
        .with(word("order"), |(order, ..)| &order.order)
        .with(word("partner"), |(order, ..)| &order.partner)
        .with(word("product"), |(order, ..)| &order.product)
        .with(whole("tranche"), |(_, number, ..)| number)
        .with(month("due"), |(_, _, tranche, ..)| tranche.due)
        .with(month("month"), |(_, _, _, delivery, _)| delivery.month)
        .with(exact("quantity"), |(_, _, _, delivery, _)| delivery.quantity)
        .with(exact("cumulative"), |(.., cumulative)| cumulative)
        .with(whole("late"), |(_, _, tranche, delivery, _)| delivery.month.since(tranche.due))
        .table()
}

/// The tranches of orders, numbered from 1 in each.
pub(super) fn numbered<'a>(
    orders: impl IntoIterator<Item = &'a OrderPlan>,
) -> impl Iterator<Item = (&'a OrderPlan, usize, &'a TranchePlan)> {
    orders.into_iter().flat_map(|order| {
        (1_usize..).zip(&order.tranches).map(move |(number, tranche)| (order, number, tranche))
    })
}

/// The [deliveries] as CSV, numbers unrounded.
pub fn deliveries_csv(plan: &Plan) -> String {
    deliveries(plan).to_csv()
}
