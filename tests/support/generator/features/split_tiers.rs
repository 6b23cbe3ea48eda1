//! Tiers by thresholds, in which those that are alike share.

use crate::support::generator::draft::{Draft, Order};
use crate::support::generator::policy::{Policy, tiers};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "split tiers";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "tiers");
    policy.tiers = tiers(2, random);
    policy.inside = Some("equal_split");
    draft.policies.push(policy);
    // Some orders that are alike, so that there is something to share.
    let merit = |order: &Order| {
        let partner = draft.partners.iter().find(|partner| partner.id == order.partner);
        100.0 * partner.and_then(|part| part.at_first("spending")).unwrap_or(0.0) + order.total()
    };
    let mut first = draft.orders[0].clone();
    for order in &draft.orders {
        if merit(order) > merit(&first) {
            first = order.clone();
        }
    }
    let count = draft.orders.len();
    for place in random.places(2.max(count / 2), count) {
        let Order { id, partner, signed, .. } = draft.orders[place].clone();
        let partner = if random.chance(70) { first.partner.clone() } else { partner };
        let signed = signed.min(first.signed);
        // Approval leads count from the contract month.
        let signed = if first.release.is_some() { signed } else { first.signed };
        draft.orders[place] = Order { id, partner, signed, ..first.clone() };
        if let Some(units) = first.quantity.filter(|units| *units > 2.0) {
            draft.orders[place].quantity = Some(units - f64::from(random.whole(0, 1)));
        }
    }
}

/// By date instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(|policy| {
        policy.inside = None;
    });
}
