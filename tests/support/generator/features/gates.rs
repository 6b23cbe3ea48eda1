//! Who may have what.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Gate, at_least};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for place in 0..draft.policies.len() {
        if random.chance(45) {
            continue;
        }
        let count = random.whole(1, 1.max(draft.products.len() as i32 - 1)) as usize;
        let products = random.places(count, draft.products.len());
        let products: Vec<String> =
            products.into_iter().map(|place| draft.products[place].id.clone()).collect();
        let bound: f64 = random.one_of(&[2.0, 2.5, 3.0, 3.5]);
        let bound = bound.min(promised(draft, &products));
        let mut thresholds = vec![at_least("spending", bound)];
        thresholds[0].at_most = random.one_of(&[None, None, Some(9.0)]);
        draft.policies[place].gates.push(Gate { products, thresholds });
    }
}

/// The least that somebody spends to whom something of these is promised: a promise that
/// a gate keeps is an error.
fn promised(draft: &Draft, products: &[String]) -> f64 {
    let promised = draft.orders.iter().filter(|order| {
        products.contains(&order.product)
            && draft.commitments.iter().any(|part| part.order == order.id)
    });
    let partners = promised.filter_map(|order| {
        draft.partners.iter().find(|partner| partner.id == order.partner)?.at_first("spending")
    });
    partners.fold(f64::MAX, f64::min)
}

/// No gate keeps what is promised.
pub(super) fn mend(draft: &mut Draft) {
    let least: Vec<Vec<f64>> = draft
        .policies
        .iter()
        .map(|policy| policy.gates.iter().map(|gate| promised(draft, &gate.products)).collect())
        .collect();
    for (policy, least) in draft.policies.iter_mut().zip(least) {
        for (gate, least) in policy.gates.iter_mut().zip(least) {
            for bound in gate.thresholds.iter_mut().filter_map(|part| part.at_least.as_mut()) {
                *bound = bound.min(least);
            }
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.gates.clear());
}
