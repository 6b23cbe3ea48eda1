//! Promises that can mostly be kept, to those who would otherwise come last.

use crate::support::generator::draft::{Commitment, Draft, Order};
use crate::support::generator::month::At;
use crate::support::generator::random::{Random, hundredths};
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut last: Vec<Order> = draft.orders.clone();
    let spending = |order: &Order| {
        let partner = draft.partners.iter().find(|part| part.id == order.partner);
        partner.and_then(|part| part.at_first("spending")).unwrap_or(0.0)
    };
    last.sort_by(|one, two| {
        spending(one).total_cmp(&spending(two)).then(two.signed.cmp(&one.signed))
    });
    let count = random.whole(1, 2.max(draft.orders.len() as i32 / 3)) as usize;
    for order in last.iter().take(count) {
        let first = first(draft, order);
        let mut by = random.whole(first + 1, first + 1 + draft.last() / 4);
        let mut before = 0.0;
        while by <= draft.last() {
            let reach = reach(draft, order, first, by) * 0.45 / count as f64;
            let units = reach.min(order.total() * f64::from(random.whole(3, 9)) / 10.0);
            let units = if units > 2.0 { units.floor() } else { hundredths(units) };
            if units > before && units >= 0.25 {
                let (order, by) = (order.id.clone(), At(by));
                draft.commitments.push(Commitment { order, quantity: units, by });
                before = units;
            }
            if random.chance(65) {
                break;
            }
            by += random.whole(1, draft.last() / 3 + 1);
        }
    }
}

/// The first month in which all of its parts can be delivered.
fn first(draft: &Draft, order: &Order) -> i32 {
    let leads = draft.products.iter().filter(|part| part.id == order.product);
    let leads = leads.flat_map(|part| part.approval_leads.iter().map(|lead| lead.months));
    let longest = order.signed.later(leads.max().unwrap_or(0) as i32);
    let parts = order.tranches.iter().map(|part| draft.first(order, Some(part)));
    parts.chain([draft.first(order, None), longest]).max().unwrap_or(At(0)).0
}

/// About what could be made of it alone.
fn reach(draft: &Draft, order: &Order, first: i32, by: i32) -> f64 {
    let mut least = f64::MAX;
    let makes = |month: i32| {
        let lines = draft.lines.iter().filter_map(|line| {
            line.usage.get(&order.product).map(|usage| line.about(month) / usage)
        });
        lines.sum::<f64>().min(order.most_per_month.unwrap_or(f64::MAX))
    };
    least = least.min((first..=by).map(makes).sum());
    for part in &draft.components {
        if let Some(need) = part.need.get(&order.product) {
            let arrived = (first..=by).map(|month| part.supply.about(month)).sum::<f64>();
            least = least.min((arrived + part.stock) / need.most());
        }
    }
    least
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.commitments.clear();
}
