//! Time between contract and first delivery, other for some partners.

use crate::support::generator::draft::{Draft, Lead};
use crate::support::generator::policy::at_least;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let most = (draft.last() / 2).min(6);
    for product in &mut draft.products {
        product.approval_lead = Some(random.whole(0, most) as u32);
        for _ in 0..random.whole(0, 2) {
            let months = random.whole(0, most) as u32;
            product.approval_leads.push(if random.chance(50) {
                let partner = Some(random.one_of(&draft.partners).id);
                Lead { partner, thresholds: Vec::new(), months }
            } else {
                let bound = random.one_of(&[2.0, 3.0, 4.0]);
                Lead { partner: None, thresholds: vec![at_least("spending", bound)], months }
            });
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for product in &mut draft.products {
        product.approval_lead = None;
        product.approval_leads.clear();
    }
}
