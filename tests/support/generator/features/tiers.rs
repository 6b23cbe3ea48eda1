//! Tiers by thresholds, alike inside.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Policy, tiers};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "tiers";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "tiers");
    policy.tiers = tiers(random.whole(2, 3) as usize, random);
    policy.inside = random.one_of(&[None, Some("by_date")]);
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
