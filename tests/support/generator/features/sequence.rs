//! One tranche after the other, by priority.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Policy, tiers};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAMES: [&str; 2] = ["sequence", "tiers in sequence"];

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        order.priority = random.one_of(&[None, None, Some(1), Some(1), Some(2), Some(10)]);
    }
    let mut inside = Policy::new(NAMES[1], "tiers");
    inside.tiers = tiers(random.whole(2, 3) as usize, random);
    inside.inside = Some("sequence");
    draft.policies.extend([Policy::new(NAMES[0], "sequence"), inside]);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.orders.iter_mut().for_each(|order| order.priority = None);
    let own = draft.policies.iter_mut().filter(|policy| NAMES.contains(&policy.id.as_str()));
    own.for_each(Policy::queue_instead);
}
